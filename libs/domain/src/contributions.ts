import type { Contributions, SourceContribution, TotalContribution } from './day-aggregate.js';
import { daySampleOf, type DaySample } from './day-sample.js';
import { distinctSamples } from './distinct-samples.js';
import type { Measurement } from './measurement.js';
import type { Metric } from './metric.js';
import { sampleContributionOf, SLEEP_DURATION } from './sample-contribution.js';
import { stageMinutesIn } from './stage-minutes.js';

const MANUAL = 'manual';

const NOTHING: SourceContribution = { total: null, samples: null };

/**
 * What every source says about one metric on one day, out of all records of that day in any order. Retracted
 * records and cleared buckets say nothing, a cleared total says that there is nothing. Equal samples of a source
 * count once, but not those of `manual`: two equal glasses of water were drunk.
 */
export function contributionsOf(
  metric: Pick<Metric, 'code' | 'kind' | 'daily' | 'sources'>,
  records: Iterable<Measurement>,
): Contributions {
  const totals = new Map<string, TotalContribution>();
  const samples = new Map<string, DaySample[]>();
  for (const record of records) {
    const total = totalContributionOf(record);
    if (total !== null) totals.set(record.source, total);
    const sample = daySampleOf(record);
    if (sample === null) continue;
    const ofSource = samples.get(record.source);
    if (ofSource === undefined) samples.set(record.source, [sample]);
    else ofSource.push(sample);
  }
  const sources = new Map<string, SourceContribution>();
  for (const [source, total] of totals) sources.set(source, { total, samples: null });
  for (const [source, all] of samples) {
    const counted = source === MANUAL ? all : distinctSamples(all);
    const total = totals.get(source) ?? null;
    sources.set(source, { total, samples: sampleContributionOf(metric, counted) });
  }
  return sorted(sources);
}

/**
 * The contributions after a source's day total became this one (`null`: it was retracted). It equals what
 * contributionsOf() makes of all records, without reading them: samples do not depend on totals.
 */
export function withTotal(
  contributions: Contributions,
  source: string,
  total: TotalContribution | null,
): Contributions {
  const sources = new Map(Object.entries(contributions));
  const { samples } = sources.get(source) ?? NOTHING;
  if (total === null && samples === null) sources.delete(source);
  else sources.set(source, { total, samples });
  return sorted(sources);
}

/**
 * What a day total says of its day: its value, `null` if it was cleared, and of sleep the stage minutes that its
 * details hold. `null` altogether for a retracted total and for a record that is none: both leave the day to the
 * samples.
 */
export function totalContributionOf(record: Measurement): TotalContribution | null {
  if (record.kind !== 'day_total' || record.state === 'retracted') return null;
  const { value, details } = record.content;
  const stages = value === null || record.type !== SLEEP_DURATION ? null : stageMinutesIn(details);
  return { measurementId: record.id, value, ...(stages === null ? {} : { stages }) };
}

/** By source name in UTF-16 code units, so that equal contributions are equal as JSON text too. */
function sorted(sources: ReadonlyMap<string, SourceContribution>): Contributions {
  return Object.fromEntries([...sources].sort(([a], [b]) => (a < b ? -1 : 1)));
}
