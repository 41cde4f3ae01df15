import { dateOfDayNumber } from './calendar.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A night runs from 18:00 to 18:00: a segment belongs to the local day of its start plus this much. */
export const SLEEP_NIGHT_SHIFT_MS = 6 * 3_600_000;

/** Zones kept at once. The IANA database has some 600 names, but a name may come in any mixture of cases. */
const ZONES_MAX = 1_000;

/** Days kept per zone: 55 years, about 1 MB, before the zone starts afresh. */
const DAYS_MAX = 20_000;

interface ZoneClock {
  readonly format: Intl.DateTimeFormat;
  /** Offset in milliseconds by UTC day, for days that keep one offset; NaN for days with a change. */
  readonly offsetByDay: Map<number, number>;
}

// One look-up through Intl costs about 2 µs and an import asks twice per record, so a zone remembers the
// offset of every UTC day it met. Both caches only ever hold what Intl would answer again.
const clocks = new Map<string, ZoneClock>();

function openClock(timeZone: string): ZoneClock | undefined {
  // Newer engines (Chrome 119, Node 22) take '+02:00' for a zone, and an offset knows no summer time.
  if (!/^[A-Za-z]/.test(timeZone)) return undefined;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    return { format, offsetByDay: new Map() };
  } catch {
    return undefined;
  }
}

function clockOf(timeZone: string): ZoneClock | undefined {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = openClock(timeZone);
  // A name that is no zone is not kept: made-up names must not push out the zones in use.
  if (clock === undefined) return undefined;
  if (clocks.size >= ZONES_MAX) clocks.clear();
  clocks.set(timeZone, clock);
  return clock;
}

function askOffset(format: Intl.DateTimeFormat, ms: number): number {
  const [month, day, year, hour, minute, second] = format.format(ms).split(/\D+/).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}

function zoneOffsetMs(ms: number, timeZone: string): number {
  const clock = clockOf(timeZone);
  if (clock === undefined) throw new RangeError(`${timeZone} is not an IANA time zone`);
  const day = Math.floor(ms / DAY_MS);
  let offset = clock.offsetByDay.get(day);
  if (offset === undefined) {
    // A whole day may share one entry because no zone ever changed twice within a UTC day; a day with a change
    // is asked again each time, since changes fall on any minute (St John's: 00:01 local until 2011).
    const first = askOffset(clock.format, day * DAY_MS);
    offset = first === askOffset(clock.format, (day + 1) * DAY_MS - 1000) ? first : NaN;
    if (clock.offsetByDay.size >= DAYS_MAX) clock.offsetByDay.clear();
    clock.offsetByDay.set(day, offset);
  }
  return Number.isNaN(offset) ? askOffset(clock.format, ms) : offset;
}

/** Whether a value names a zone of the IANA database that this runtime knows. Raw offsets are refused. */
export function isTimeZone(name: unknown): name is string {
  return typeof name === 'string' && clockOf(name) !== undefined;
}

/**
 * How far the clocks of a zone are ahead of UTC at an instant, in whole minutes.
 *
 * @throws RangeError if the zone is not one that {@link isTimeZone} accepts.
 */
export function zoneOffsetMinutes(ms: number, timeZone: string): number {
  return Math.round(zoneOffsetMs(ms, timeZone) / MINUTE_MS);
}

/**
 * The calendar date that clocks of a zone show at an instant.
 *
 * @throws RangeError if the zone is not one that {@link isTimeZone} accepts.
 */
export function localDateIn(ms: number, timeZone: string): string {
  return dateOfDayNumber(Math.floor((ms + zoneOffsetMs(ms, timeZone)) / DAY_MS));
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
  const clock = startMs + zoneOffsetMs(startMs, timeZone);
  return dateOfDayNumber(Math.floor((clock + SLEEP_NIGHT_SHIFT_MS) / DAY_MS));
}

/** The night that a segment of sleep belongs to by a clock with a fixed offset. */
export function nightAt(startMs: number, offsetMinutes: number): string {
  return localDateAt(startMs + SLEEP_NIGHT_SHIFT_MS, offsetMinutes);
}
