/** The path of a request target, without its query. */
export function pathOf(url: string | undefined): string {
  const target = url ?? '/';
  const end = target.indexOf('?');
  return end < 0 ? target : target.slice(0, end);
}

/** Whether a request target belongs to the API, whose routes need a token unless they say otherwise. */
export function isApiPath(url: string | undefined): boolean {
  return url?.startsWith('/api/') ?? false;
}
