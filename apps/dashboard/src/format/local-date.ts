/** The calendar date that the device's own clock shows, `YYYY-MM-DD`. */
export function localDateOf(instant: Date): string {
  const month = String(instant.getMonth() + 1).padStart(2, '0');
  const day = String(instant.getDate()).padStart(2, '0');
  return `${instant.getFullYear()}-${month}-${day}`;
}

/** A calendar date as an instant that formats to itself in UTC, whatever zone the device is in. */
export function utcInstantOf(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}

/** Milliseconds until the device's clock shows another date. */
export function msUntilTomorrow(now: Date): number {
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  return tomorrow.getTime() - now.getTime();
}
