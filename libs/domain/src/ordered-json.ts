/**
 * JSON text whose objects have their members in the order of the names, by UTF-16 code units. Serialisers that
 * keep members in a hash table (Swift's) shuffle them on every run, and a re-sent sample must not look like
 * other content for that.
 */
export function orderedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(orderedJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${orderedJson(member)}`).join(',')}}`;
}
