import type { Metric } from '../metric.js';
import { DURATION } from './measures.js';
import { cumulative } from './metric-entry.js';

/** Sleep. */
export const SLEEP: readonly Metric[] = [
  cumulative({
    code: 'sleep_duration',
    displayName: 'Asleep',
    healthKit: 'HKCategoryTypeIdentifierSleepAnalysis',
    healthConnect: 'SleepSession',
    measure: DURATION,
    range: [0, 1_440],
  }),
];
