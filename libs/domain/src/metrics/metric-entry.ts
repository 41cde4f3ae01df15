import type { DailyRule, Metric } from '../metric.js';
import { DEFAULT_SOURCE_ORDER } from '../source.js';
import type { Measure } from './measures.js';

/** What one metric says of itself; the rest comes from its measure and its kind. */
export interface MetricEntry {
  readonly code: string;
  readonly displayName: string;
  readonly healthKit: string | null;
  readonly healthConnect: string | null;
  readonly measure: Measure;
  /** In place of the measure's units, where this metric accepts more. */
  readonly units?: Metric['units'];
  /** In the canonical unit; one range for a sample and for a day, so a cumulative one must hold a record day. */
  readonly range: readonly [number, number];
  /** In place of the measure's decimals. */
  readonly decimals?: number;
  /** In place of {@link DEFAULT_SOURCE_ORDER}. */
  readonly sources?: readonly string[];
}

function metric(entry: MetricEntry, kind: Metric['kind'], daily: DailyRule): Metric {
  return {
    code: entry.code,
    kind,
    unit: entry.measure.unit,
    units: entry.units ?? entry.measure.units,
    range: entry.range,
    daily,
    healthKit: entry.healthKit,
    healthConnect: entry.healthConnect,
    displayName: entry.displayName,
    decimals: entry.decimals ?? entry.measure.decimals,
    sources: entry.sources ?? DEFAULT_SOURCE_ORDER,
  };
}

/** A metric whose samples add up to the day. */
export function cumulative(entry: MetricEntry): Metric {
  return metric(entry, 'cumulative', 'sum');
}

/** A metric whose day is one figure of its samples. */
export function discrete(entry: MetricEntry & { readonly daily: Exclude<DailyRule, 'sum'> }): Metric {
  return metric(entry, 'discrete', entry.daily);
}
