import { formatInstant } from '@daybook/domain';
import { printedOffsetMinutes, type PrintedInstant } from '../printed-instant.js';
import { codeOfName, unitOfApp } from './metric-names.js';
import { instantAt, numberAt, type Point } from './point.js';
import type { Reading, When } from './reading.js';
import type { Grouping, SurveyedMetric } from './survey.js';

const BLOOD_PRESSURE = 'blood_pressure';

/** How long a point speaks for. */
const BUCKET_MS: Readonly<Record<Grouping, number>> = {
  none: 0,
  minute: 60_000,
  hour: 3_600_000,
  day: 0,
  coarse: 0,
};

const COARSE = 'it sums a week or more: export again with the time grouping “days” or finer';
const NO_NUMBER = 'it has neither qty nor Avg';
const NO_DATE = 'its date cannot be read';

/**
 * What a point of a quantity says: one reading, or two of a blood pressure. A text says why there is none.
 */
export function quantityReadings(metric: SurveyedMetric, point: Point): Reading[] | string {
  if (metric.grouping === 'coarse') return COARSE;
  const when = whenOf(point, metric.grouping);
  if (!when) return NO_DATE;
  const unit = metric.units === '' ? {} : { unit: unitOfApp(metric.units) };
  if (metric.name === BLOOD_PRESSURE) {
    const readings = (['systolic', 'diastolic'] as const).flatMap((side) => {
      const value = numberAt(point, side);
      return value === undefined ? [] : [{ code: `blood_pressure_${side}`, when, value, ...unit }];
    });
    return readings.length > 0 ? readings : 'it has neither systolic nor diastolic';
  }
  const value = numberAt(point, 'qty') ?? numberAt(point, 'Avg');
  if (value === undefined) return NO_NUMBER;
  return [{ code: codeOfName(metric.name), when, value, ...unit, ...rangeOf(point) }];
}

function whenOf(point: Point, grouping: Grouping): When | null {
  const start = instantAt(point, 'startDate', 'start', 'date');
  if (!start) return null;
  if (grouping === 'day') return { kind: 'day', date: start.iso.slice(0, 10), start: null, end: null };
  const end = instantAt(point, 'endDate', 'end') ?? later(start, BUCKET_MS[grouping]);
  return { kind: 'interval', start, end };
}

function later(start: PrintedInstant, byMs: number): PrintedInstant {
  if (byMs === 0) return start;
  const ms = start.ms + byMs;
  return { ms, iso: formatInstant(ms, printedOffsetMinutes(start.iso)) };
}

function rangeOf(point: Point): Pick<Reading, 'details'> {
  const min = numberAt(point, 'Min');
  const max = numberAt(point, 'Max');
  if (min === undefined && max === undefined) return {};
  return { details: { ...(min !== undefined && { min }), ...(max !== undefined && { max }) } };
}
