import { contributionsOf, totalContributionOf, withTotal } from './contributions.js';
import type { Contributions, DayAggregate } from './day-aggregate.js';
import { dayValueOf, sameDayValue } from './day-value.js';
import type { MeasurementSituation } from './measurement.js';
import type { Metric } from './metric.js';
import { findMetric } from './metrics.js';
import { DEFAULT_SOURCE_ORDER } from './source.js';
import { dayKey, type DayState, type SubjectState } from './subject-state.js';

type DayMetric = Pick<Metric, 'code' | 'kind' | 'daily' | 'sources' | 'unit'>;

/** The metric of a type as days need it: from the registry, or one of the subject's own. */
function metricOf(state: SubjectState, type: string): DayMetric {
  const metric = findMetric(type);
  if (metric) return metric;
  const own = state.metrics.get(type)?.metric;
  if (!own) throw new Error(`no metric ${type} is known`);
  const { code, kind, unit } = own;
  return { code, kind, unit, daily: kind === 'cumulative' ? 'sum' : 'avg', sources: DEFAULT_SOURCE_ORDER };
}

/**
 * The aggregate of a day after a command: from all its records where they are at hand, else from the kept
 * contributions with the command's day totals put in. Its revision grows only if what it shows has changed.
 * Returns the very aggregate it had when nothing of it changed.
 */
export function foldDay(
  state: SubjectState,
  key: string,
  written: readonly MeasurementSituation[],
  recordedAt: number,
): DayAggregate | null {
  const day = state.days.get(key);
  if (!day) return null;
  const before = day.aggregate;
  const [localDate, type] = split(key);
  const metric = metricOf(state, type);
  const contributions = contributionsAfter(metric, day, key, written);
  const value = dayValueOf(metric, contributions, state.sourceOrder?.sources ?? null);
  const same = sameDayValue(before?.day ?? null, value);
  if (same && before !== null && sameContributions(before.contributions, contributions)) return before;
  return {
    localDate,
    type,
    unit: metric.unit,
    day: value,
    contributions,
    revision: (before?.revision ?? 0) + (same ? 0 : 1),
    updatedAt: same && before !== null ? before.updatedAt : recordedAt,
  };
}

/** A new order of sources leaves them as they are, on thousands of days. */
function sameContributions(a: Contributions, b: Contributions): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function split(key: string): [string, string] {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}

function contributionsAfter(
  metric: DayMetric,
  day: DayState,
  key: string,
  written: readonly MeasurementSituation[],
): Contributions {
  if (day.records) return contributionsOf(metric, day.records.values());
  let contributions = day.aggregate?.contributions ?? {};
  for (const record of written) {
    if (record.situation !== 'recorded' || record.content.localDate === null) continue;
    if (dayKey(record.content.localDate, record.type) !== key) continue;
    if (record.kind !== 'day_total') throw new Error(`the samples of ${key} were not read`);
    contributions = withTotal(contributions, record.source, totalContributionOf(record));
  }
  return contributions;
}
