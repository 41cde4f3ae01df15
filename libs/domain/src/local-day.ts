import { dateOfDayNumber } from './calendar.js';
import { ZoneClocks } from './zone-clocks.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A night runs from 18:00 to 18:00: a segment belongs to the local day of its start plus this much. */
export const SLEEP_NIGHT_SHIFT_MS = 6 * 3_600_000;

// Marked for bundlers: the sync client needs the shift of nights alone, and would carry the clocks for nothing.
const zones = /* @__PURE__ */ new ZoneClocks();

/** Whether a value names a zone of the IANA database that this runtime knows. Raw offsets are refused. */
export function isTimeZone(name: unknown): name is string {
  return typeof name === 'string' && zones.knows(name);
}

/**
 * How far the clocks of a zone are ahead of UTC at an instant, in whole minutes.
 *
 * @throws RangeError if the zone is not one that {@link isTimeZone} accepts.
 */
export function zoneOffsetMinutes(ms: number, timeZone: string): number {
  return Math.round(zones.offsetMs(ms, timeZone) / MINUTE_MS);
}

/**
 * The calendar date that clocks of a zone show at an instant.
 *
 * @throws RangeError if the zone is not one that {@link isTimeZone} accepts.
 */
export function localDateIn(ms: number, timeZone: string): string {
  return dateOfDayNumber(Math.floor((ms + zones.offsetMs(ms, timeZone)) / DAY_MS));
}

/** The calendar date that a clock with a fixed offset shows at an instant. */
export function localDateAt(ms: number, offsetMinutes: number): string {
  return dateOfDayNumber(Math.floor((ms + offsetMinutes * MINUTE_MS) / DAY_MS));
}

/**
 * The night that a segment of sleep belongs to: the day of its start plus six hours on the zone's clock. Elapsed
 * hours would not do where clocks change in the evening: on the night when Santiago's go back at midnight, 18:30
 * and six hours make 23:30 of the same day.
 *
 * @throws RangeError if the zone is not one that {@link isTimeZone} accepts.
 */
export function nightIn(startMs: number, timeZone: string): string {
  const clock = startMs + zones.offsetMs(startMs, timeZone);
  return dateOfDayNumber(Math.floor((clock + SLEEP_NIGHT_SHIFT_MS) / DAY_MS));
}

/** The night that a segment of sleep belongs to by a clock with a fixed offset. */
export function nightAt(startMs: number, offsetMinutes: number): string {
  return localDateAt(startMs + SLEEP_NIGHT_SHIFT_MS, offsetMinutes);
}
