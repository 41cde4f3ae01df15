import { isCalendarDate, nightIn, type SleepStage } from '@daybook/domain';
import type { PrintedInstant } from '../printed-instant.js';
import { SLEEP } from '../sleep-code.js';
import { instantAt, numberAt, textAt, type Point } from './point.js';
import type { Reading } from './reading.js';
import type { SurveyedMetric } from './survey.js';

/** Of a night that nobody slept, or wore no watch in: nothing was measured. */
export const NO_SLEEP = 'it holds no minutes asleep';

/** Minutes in one of the metric's `units`; the app writes hours. */
const MINUTES: Readonly<Record<string, number>> = { hr: 60, h: 60, hours: 60, min: 1, s: 1 / 60 };

/** What a segment is called, without case and spaces. */
const SEGMENTS: Readonly<Record<string, SleepStage>> = {
  inbed: 'in_bed',
  awake: 'awake',
  core: 'light',
  deep: 'deep',
  rem: 'rem',
  asleep: 'asleep',
  unspecified: 'asleep',
};

/**
 * Sums of decimal hours carry noise in the last digits; a thousandth of a minute is finer than any tracker.
 */
const MINUTE_DIGITS = 1_000;

/**
 * What a point of `sleep_analysis` says. The app has two shapes: segments (`startDate`, `endDate`, `value:
 * "Core"`) become segments, sums of a night (`asleep`, `core`, `deep` …, in hours) the day total of their
 * night.
 */
export function sleepReadings(metric: SurveyedMetric, point: Point, timeZone: string): Reading[] | string {
  const value = textAt(point, 'value');
  if (value !== undefined && textAt(point, 'startDate') !== undefined) return segment(point, value);
  return night(metric, point, timeZone);
}

function segment(point: Point, value: string): Reading[] | string {
  const start = instantAt(point, 'startDate');
  const end = instantAt(point, 'endDate');
  if (!start || !end) return 'its dates cannot be read';
  const name = value.toLowerCase().replace(/[^a-z]/g, '');
  const stage = Object.hasOwn(SEGMENTS, name) ? SEGMENTS[name] : undefined;
  if (stage === undefined) return 'its sleep stage is not known';
  return [{ code: SLEEP, when: { kind: 'interval', start, end }, stage }];
}

function night(metric: SurveyedMetric, point: Point, timeZone: string): Reading[] | string {
  const minutesPerUnit = MINUTES[metric.units || 'hr'];
  if (minutesPerUnit === undefined) return 'its unit is no unit of time';
  const minutes = (name: string) => round((numberAt(point, name) ?? 0) * minutesPerUnit);
  const staged = { light: minutes('core'), deep: minutes('deep'), rem: minutes('rem') };
  const stagedSum = round(staged.light + staged.deep + staged.rem);
  const total = asleepMinutes(minutes, stagedSum);
  if (total <= 0) return NO_SLEEP;
  const start = instantAt(point, 'sleepStart', 'inBedStart');
  const end = instantAt(point, 'sleepEnd', 'inBedEnd');
  const date = dateOfNight(point, start, timeZone);
  if (date === null) return 'its date cannot be read';
  const all = {
    in_bed: minutes('inBed'),
    awake: minutes('awake'),
    ...staged,
    asleep: round(total - stagedSum),
  };
  const stages = Object.fromEntries(Object.entries(all).filter(([, length]) => length > 0));
  return [
    { code: SLEEP, when: { kind: 'day', date, start, end }, value: total, unit: 'min', details: { stages } },
  ];
}

/**
 * Minutes asleep, whatever stage. `totalSleep` says it; before the app had it, `asleep` was the whole night
 * where no stages are given, and sleep of no stated stage beside them.
 */
function asleepMinutes(minutes: (name: string) => number, stagedSum: number): number {
  const stated = minutes('totalSleep');
  if (stated > 0) return Math.max(stated, stagedSum);
  const asleep = minutes('asleep') || minutes('qty');
  return asleep >= stagedSum ? asleep : round(asleep + stagedSum);
}

/** The night of the start plus six hours; without a start the date of the app, the day of waking up. */
function dateOfNight(point: Point, start: PrintedInstant | null, timeZone: string): string | null {
  if (start) return nightIn(start.ms, timeZone);
  const date = (textAt(point, 'date') ?? '').slice(0, 10);
  return isCalendarDate(date) ? date : null;
}

function round(minutes: number): number {
  return Math.round(minutes * MINUTE_DIGITS) / MINUTE_DIGITS;
}
