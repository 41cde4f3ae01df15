import { dayNumber, isRecordDate } from './calendar.js';

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(Z|[+-]\d{2}:?\d{2})$/;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** No zone has been further from UTC than 15 h 13 min; java.time stops at 18 h, and clients use it. */
const MAX_OFFSET_MINUTES = 18 * 60;

export interface Instant {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly ms: number;
  /** What the text said its clock was ahead of UTC, in minutes. */
  readonly offsetMinutes: number;
}

function offsetOf(text: string): number | undefined {
  if (text === 'Z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(-2));
  const total = hours * 60 + minutes;
  if (minutes > 59 || total > MAX_OFFSET_MINUTES) return undefined;
  return text.startsWith('-') && total !== 0 ? -total : total;
}

/**
 * Reads an ISO 8601 instant with an offset: `2026-05-24T08:00:00+02:00`, `…-0330`, `…Z`. Seconds may be absent
 * (java.time leaves out zeros); of a fraction three digits are kept and the rest is cut off. Without an offset,
 * with a date that does not exist, hour 24 or second 60, or outside the years 1900 to 2200 it is `undefined`.
 */
export function parseInstant(text: unknown): Instant | undefined {
  if (typeof text !== 'string') return undefined;
  const match = INSTANT.exec(text);
  if (match === null) return undefined;
  const date = match[1] as string;
  const hour = Number(match[2]);
  const minute = Number(match[3]);
  const second = Number(match[4] ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  if (!isRecordDate(date)) return undefined;
  const offsetMinutes = offsetOf(match[6] as string);
  if (offsetMinutes === undefined) return undefined;
  const fractionMs = Number((match[5] ?? '').slice(0, 3).padEnd(3, '0'));
  const clockMs = ((hour * 60 + minute) * 60 + second) * 1000 + fractionMs;
  return { ms: dayNumber(date) * DAY_MS + clockMs - offsetMinutes * MINUTE_MS, offsetMinutes };
}

/**
 * Prints an instant as the clock showed it at that offset, `Z` for none, with a fraction only if it has one.
 * `parseInstant` reads it back to the same two numbers.
 */
export function formatInstant(ms: number, offsetMinutes: number): string {
  const clock = new Date(ms + offsetMinutes * MINUTE_MS).toISOString();
  const time = clock.endsWith('.000Z') ? clock.slice(0, -5) : clock.slice(0, -1);
  if (offsetMinutes === 0) return time + 'Z';
  const total = Math.abs(offsetMinutes);
  const hours = String(Math.floor(total / 60)).padStart(2, '0');
  const minutes = String(total % 60).padStart(2, '0');
  return `${time}${offsetMinutes < 0 ? '-' : '+'}${hours}:${minutes}`;
}
