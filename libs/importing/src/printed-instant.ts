import { dayNumber, formatInstant, isCalendarDate, zoneOffsetMinutes } from '@daybook/domain';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `2026-05-24 08:00:00 +0200`. */
const PRINTED_LENGTH = 25;

/**
 * With the phone's clock set to twelve hours some exporters print `7:57:00 am`, with U+202F before the `am`.
 */
const TWELVE_HOURS = /^(\d{4}-\d{2}-\d{2}) (\d{1,2}):(\d{2}:\d{2})\s?([ap])\.?m\.? ([+-]\d{4})$/i;

export interface PrintedInstant {
  readonly ms: number;
  /** The same instant as ISO 8601 with the offset that was printed. */
  readonly iso: string;
}

// Neighbours in an export share their date; reading it once is half the cost of reading an instant.
let lastDate = '';
let lastDay = NaN;

/** Reads a date as Apple's export and Health Auto Export print it; `null` if it is none. */
export function readPrintedInstant(printed: string): PrintedInstant | null {
  const text = printed.length === PRINTED_LENGTH ? printed : onTwentyFourHours(printed);
  if (text === null || text.charAt(10) !== ' ' || text.charAt(13) !== ':' || text.charAt(16) !== ':')
    return null;
  const date = text.slice(0, 10);
  if (date !== lastDate) {
    lastDate = date;
    lastDay = isCalendarDate(date) ? dayNumber(date) : NaN;
  }
  const clock =
    twoDigits(text, 11, 23) * HOUR_MS +
    twoDigits(text, 14, 59) * MINUTE_MS +
    twoDigits(text, 17, 59) * SECOND_MS;
  const ms = lastDay * DAY_MS + clock - offsetMs(text);
  if (Number.isNaN(ms)) return null;
  return { ms, iso: `${date}T${text.slice(11, 19)}${text.slice(20, 23)}:${text.slice(23)}` };
}

/**
 * The instant as a clock of the place showed it. Apple prints every date of an export with the offset of the phone on
 * that day, so that a record of July has another one in an export of January, and would be told as other content.
 */
export function onClockOf(timeZone: string, { ms, iso }: PrintedInstant): string {
  const offset = zoneOffsetMinutes(ms, timeZone);
  return printedOffsetMinutes(iso) === offset ? iso : formatInstant(ms, offset);
}

/** The offset of an ISO 8601 text that ends in one. */
export function printedOffsetMinutes(iso: string): number {
  if (iso.endsWith('Z')) return 0;
  const size = Number(iso.slice(-5, -3)) * 60 + Number(iso.slice(-2));
  return iso.at(-6) === '-' ? -size : size;
}

function offsetMs(text: string): number {
  const size = twoDigits(text, 21, 18) * HOUR_MS + twoDigits(text, 23, 59) * MINUTE_MS;
  const sign = text.charAt(20);
  if (text.charAt(19) !== ' ') return NaN;
  return sign === '+' ? size : sign === '-' ? -size : NaN;
}

function twoDigits(text: string, at: number, highest: number): number {
  const tens = text.charCodeAt(at) - 0x30;
  const ones = text.charCodeAt(at + 1) - 0x30;
  const digits = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
  const number = tens * 10 + ones;
  return digits && number <= highest ? number : NaN;
}

function onTwentyFourHours(printed: string): string | null {
  const match = TWELVE_HOURS.exec(printed);
  if (!match) return null;
  const [, date, hour, rest, half, offset] = match;
  const hours = (Number(hour) % 12) + (half?.toLowerCase() === 'p' ? 12 : 0);
  if (Number(hour) < 1 || Number(hour) > 12) return null;
  return `${date} ${String(hours).padStart(2, '0')}:${rest} ${offset}`;
}
