import { contributionsOf } from '../src/contributions.js';
import type { DayValue } from '../src/day-aggregate.js';
import { dayValueOf } from '../src/day-value.js';
import type { Measurement } from '../src/measurement.js';
import type { DayMetric } from './day-metrics.js';

/** What the records of a day come to. */
export function dayOf(
  metric: DayMetric,
  records: readonly Measurement[],
  subjectOrder: readonly string[] | null = null,
): DayValue | null {
  return dayValueOf(metric, contributionsOf(metric, records), subjectOrder);
}
