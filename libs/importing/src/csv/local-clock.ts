import { dayNumber, formatInstant, isCalendarDate, parseInstant, zoneOffsetMinutes } from '@daybook/domain';
import { readPrintedInstant, type PrintedInstant } from '../printed-instant.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const LOCAL = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/;

/**
 * Reads a time of a table: ISO 8601 with an offset, Apple's `2026-05-24 08:00:00 +0200`, or the clock on the
 * wall of `timeZone` without any offset. Of an hour that comes twice the first is meant; a time that the
 * clock skipped is read as if it had not been put forward yet.
 */
export function readTime(text: string, timeZone: string): PrintedInstant | null {
  const instant = parseInstant(text);
  if (instant) return { ms: instant.ms, iso: formatInstant(instant.ms, instant.offsetMinutes) };
  return readPrintedInstant(text) ?? readLocalTime(text, timeZone);
}

function readLocalTime(text: string, timeZone: string): PrintedInstant | null {
  const match = LOCAL.exec(text);
  const date = match?.[1];
  if (!match || !isCalendarDate(date)) return null;
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const wallMs = dayNumber(date) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1_000;
  // The offset a day earlier is the one before any change of that day, so it is tried first.
  const before = zoneOffsetMinutes(wallMs - DAY_MS, timeZone);
  const guess = wallMs - before * MINUTE_MS;
  const offset = zoneOffsetMinutes(guess, timeZone);
  if (offset === before) return { ms: guess, iso: formatInstant(guess, before) };
  const ms = wallMs - offset * MINUTE_MS;
  const settled = zoneOffsetMinutes(ms, timeZone) === offset ? ms : guess;
  return { ms: settled, iso: formatInstant(settled, zoneOffsetMinutes(settled, timeZone)) };
}
