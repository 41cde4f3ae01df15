/** Nobody alive has a measurement before 1900, and a device that says 2201 has lost its clock. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2200;

const DATE = /^\d{4}-\d{2}-\d{2}$/;

const DAY_MS = 86_400_000;

/** The Gregorian calendar repeats after 400 years, and `Date.UTC` reads the years 0 to 99 as 19xx. */
const CYCLE_YEARS = 400;
const CYCLE_DAYS = 146_097;

const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether a value is `YYYY-MM-DD` and such a day exists, in the years 0001 to 9999. */
export function isCalendarDate(text: unknown): text is string {
  if (typeof text !== 'string' || !DATE.test(text)) return false;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Whether a value is a calendar date that something can have been measured on: in the years of instants. */
export function isRecordDate(text: unknown): text is string {
  if (!isCalendarDate(text)) return false;
  const year = Number(text.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/** Days since 1970-01-01 of a calendar date; negative before. */
export function dayNumber(date: string): number {
  const year = Number(date.slice(0, 4)) + CYCLE_YEARS;
  return Date.UTC(year, Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS - CYCLE_DAYS;
}

/**
 * The calendar date of a day number.
 *
 * @throws RangeError outside the years 0001 to 9999, whose dates have no `YYYY-MM-DD`.
 */
export function dateOfDayNumber(number: number): string {
  if (!(number >= FIRST_DAY && number <= LAST_DAY))
    throw new RangeError('a date must lie in the years 0001 to 9999');
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** The date `days` later, or earlier if negative. */
export function addDays(date: string, days: number): string {
  return dateOfDayNumber(dayNumber(date) + days);
}
