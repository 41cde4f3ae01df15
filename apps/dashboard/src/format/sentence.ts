/** A detail of a problem as a sentence: the server begins them small and ends them without a full stop. */
export function sentence(detail: string): string {
  const text = detail.trim();
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
}
