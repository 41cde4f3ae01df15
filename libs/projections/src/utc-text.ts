/** SQL that prints a `timestamptz` as the wire does: ISO 8601, UTC, three digits of milliseconds. */
export function utcText(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
