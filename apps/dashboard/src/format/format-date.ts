import { utcInstantOf } from './local-date.js';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes some 50 µs, and a table of a year asks for 365. */
function formatOf(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(undefined, options);
  formats.set(key, format);
  return format;
}

/** A calendar date has no zone: it is shown as it is written. */
function formatDate(date: string, options: Intl.DateTimeFormatOptions): string {
  return formatOf({ ...options, timeZone: 'UTC' }).format(utcInstantOf(date));
}

/** `Friday, November 21`, with the year when it is not this one. */
export function longDate(date: string, today: string): string {
  const year = date.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' as const };
  return formatDate(date, { weekday: 'long', day: 'numeric', month: 'long', ...year });
}

/** `Fri, Nov 21`, with the year when it is not this one. */
export function shortDate(date: string, today: string): string {
  const year = date.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' as const };
  return formatDate(date, { weekday: 'short', day: 'numeric', month: 'short', ...year });
}

/** `Nov 21, 2026`. */
export function fullDate(date: string): string {
  return formatDate(date, { dateStyle: 'medium' });
}

/** `Nov 21`: an axis has no room for more. */
export function axisDate(date: string): string {
  return formatDate(date, { day: 'numeric', month: 'short' });
}

/** `Nov 2026`. */
export function axisMonth(date: string): string {
  return formatDate(date, { month: 'short', year: 'numeric' });
}

/** `2:14 PM`, by the device's clock. */
export function clockTime(instant: string): string {
  return formatOf({ hour: 'numeric', minute: '2-digit' }).format(new Date(instant));
}

/** `Nov 21, 2:14 PM`, by the device's clock. */
export function dayAndTime(instant: string): string {
  return formatOf({ month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' }).format(
    new Date(instant),
  );
}

/** `Nov 21, 2026, 2:14:05 PM`, by the device's clock. */
export function exactTime(instant: string): string {
  return formatOf({ dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(instant));
}

/** When something changed, as short as it can be said: the time today, else the date. */
export function changeTime(instant: string, today: string, dateOf: (instant: Date) => string): string {
  const date = dateOf(new Date(instant));
  return date === today ? clockTime(instant) : shortDate(date, today);
}
