import { DAYS_MAX } from '@daybook/contract';
import { dateOfDayNumber, dayNumber, isCalendarDate } from '@daybook/domain';
import { invalidParameter, invalidRequest } from '../problem/problem-error.js';

const DAY_MS = 86_400_000;
/** The easternmost clocks (Kiribati) are 14 h ahead of UTC: nobody's today is later. */
const EASTERNMOST_MS = 14 * 3_600_000;
const FIRST_DAY = dayNumber('0001-01-01');

export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** The days that are asked for, both included; what is left open is filled up to as many as are answered at once. */
export function dayRange(query: { from?: string; to?: string }, nowMs: number): DayRange {
  const first = query.from === undefined ? undefined : dayNumber(query.from);
  const latest = Math.floor((nowMs + EASTERNMOST_MS) / DAY_MS);
  const last = query.to === undefined ? lastDay(first, latest) : dayNumber(query.to);
  const from = first ?? Math.max(FIRST_DAY, last - DAYS_MAX + 1);
  refuseBackwards(from, last);
  if (last - from >= DAYS_MAX)
    throw invalidParameter('to', 'invalid_interval', `ask for at most ${DAYS_MAX} days`);
  return { from: dateOfDayNumber(from), to: dateOfDayNumber(last) };
}

/** Whether a range runs backwards, in which nothing can lie. */
export function refuseBackwards<Bound extends number | string>(
  from: Bound | undefined,
  to: Bound | undefined,
): void {
  if (from === undefined || to === undefined || from <= to) return;
  throw invalidParameter('to', 'invalid_interval', 'to must not be before from');
}

function lastDay(first: number | undefined, latest: number): number {
  return first === undefined ? latest : Math.max(first, Math.min(latest, first + DAYS_MAX - 1));
}

/** The day of a path, as a range of one. */
export function oneDay(date: string): DayRange {
  if (isCalendarDate(date)) return { from: date, to: date };
  const detail = 'the path must end in a real calendar date, like 2026-05-24';
  throw invalidRequest([{ pointer: '{date}', code: 'invalid_date', detail }]);
}
