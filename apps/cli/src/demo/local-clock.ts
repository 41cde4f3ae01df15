import { dayNumber, zoneOffsetMinutes } from '@daybook/domain';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The instant at which the clocks of a zone show so many minutes after midnight of a date; of two, the earlier. */
export function localMoment(date: string, minutes: number, timeZone: string): number {
  const asUtc = dayNumber(date) * DAY_MS + minutes * MINUTE_MS;
  const guess = asUtc - zoneOffsetMinutes(asUtc, timeZone) * MINUTE_MS;
  return asUtc - zoneOffsetMinutes(guess, timeZone) * MINUTE_MS;
}
