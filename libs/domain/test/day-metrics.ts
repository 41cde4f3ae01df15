import type { Metric } from '../src/metric.js';

/** The parts of a metric that a day looks at. */
export type DayMetric = Pick<Metric, 'code' | 'kind' | 'daily' | 'sources'>;

const sources = ['healthkit', 'garmin', 'fitbit'];

export const steps: DayMetric = { code: 'steps', kind: 'cumulative', daily: 'sum', sources };
export const water: DayMetric = { code: 'dietary_water', kind: 'cumulative', daily: 'sum', sources };
export const sleep: DayMetric = { code: 'sleep_duration', kind: 'cumulative', daily: 'sum', sources };
export const bodyMass: DayMetric = { code: 'body_mass', kind: 'discrete', daily: 'last', sources };
export const heartRate: DayMetric = { code: 'heart_rate', kind: 'discrete', daily: 'avg', sources };
