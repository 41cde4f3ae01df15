/** A reading route of the token's own subject, and the same of a subject that the path names. */
export function readingPaths(path: string): string[] {
  return [`api/${path}`, `api/subjects/:userId/${path}`];
}
