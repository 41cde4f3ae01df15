import type { Contributions, DayValue, SourceContribution, StageMinutes } from './day-aggregate.js';
import { exactSum } from './exact-sum.js';
import type { Metric } from './metric.js';
import { figuresTogether, type SampleFigures } from './sample-figures.js';
import { sourcePrecedence } from './source-precedence.js';
import { sameStageMinutes, stageMinutesTogether } from './stage-minutes.js';

const MANUAL = 'manual';

/** What one source would make of the day on its own. */
interface SourceValue {
  readonly source: string;
  readonly measurementId: string | null;
  readonly value: number;
  readonly figures: SampleFigures;
  readonly stages: StageMinutes | null;
}

/**
 * The one value of a metric on a day out of what its sources say; `null` when none has a live value.
 *
 * The first source in the order of precedence wins. Within a source its day total goes before its samples, and
 * a cleared total silences them. Of a cumulative metric, `manual` samples (a glass of water) compete with nobody:
 * they are added to the winner, total or timeline. `winner.measurementId` names the record when it is a day total.
 *
 * Count, extremes and mean describe the winner's records and the added ones together; `last` stays the winner's,
 * since a day total has no moment at which it could be earlier or later than a glass.
 */
export function dayValueOf(
  metric: Pick<Metric, 'code' | 'kind' | 'daily' | 'sources'>,
  contributions: Contributions,
  subjectOrder: readonly string[] | null,
): DayValue | null {
  const live = liveValues(metric, contributions, subjectOrder);
  const added = live.length > 1 ? live.find((candidate) => isAddition(metric, candidate)) : undefined;
  const [winner, ...losers] = live.filter((candidate) => candidate !== added);
  if (winner === undefined) return null;
  const { source, measurementId, value, figures, stages } = added ? sumOf(winner, added) : winner;
  const { count, min, max, avg, last } = figures;
  return {
    value,
    winner: measurementId === null ? { source } : { source, measurementId },
    sources: live.map((candidate) => candidate.source).sort(),
    overridden: losers.map((loser) => ({ source: loser.source, value: loser.value })),
    count,
    min,
    max,
    avg,
    last,
    ...(stages === null ? {} : { stages }),
  };
}

/**
 * Whether two day values say the same. They are compared field by field and not as JSON text, because one of
 * them may come from a store that orders keys its own way.
 */
export function sameDayValue(a: DayValue | null, b: DayValue | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.value === b.value &&
    a.winner.source === b.winner.source &&
    a.winner.measurementId === b.winner.measurementId &&
    sameList(a.sources, b.sources, (one, other) => one === other) &&
    sameList(a.overridden, b.overridden, sameLoser) &&
    a.count === b.count &&
    a.min === b.min &&
    a.max === b.max &&
    a.avg === b.avg &&
    a.last === b.last &&
    sameStageMinutes(a.stages, b.stages)
  );
}

type Loser = DayValue['overridden'][number];

function sameLoser(a: Loser, b: Loser): boolean {
  return a.source === b.source && a.value === b.value;
}

function sameList<T>(a: readonly T[], b: readonly T[], same: (one: T, other: T) => boolean): boolean {
  return a.length === b.length && a.every((one, index) => same(one, b[index] as T));
}

/**
 * The sources that have a value, the one that is believed most first. Last come those that only know time in bed, as
 * a phone's bedtime does: that is no measurement of sleep, and its zero minutes beat no night that was measured.
 */
function liveValues(
  metric: Pick<Metric, 'sources'>,
  contributions: Contributions,
  subjectOrder: readonly string[] | null,
): SourceValue[] {
  const bySource = new Map(Object.entries(contributions));
  const live = sourcePrecedence(metric, subjectOrder, bySource.keys()).flatMap((source) => {
    const value = liveValueOf(source, bySource.get(source) as SourceContribution);
    return value === null ? [] : [value];
  });
  return [...live.filter((value) => !isTimeInBed(value)), ...live.filter(isTimeInBed)];
}

function isTimeInBed({ measurementId, stages }: SourceValue): boolean {
  const known = Object.keys(stages ?? {});
  return measurementId === null && known.length === 1 && known[0] === 'in_bed';
}

function liveValueOf(source: string, { total, samples }: SourceContribution): SourceValue | null {
  if (total !== null) {
    const { measurementId, value, stages = null } = total;
    if (value === null) return null;
    const figures = { count: 1, min: value, max: value, avg: value, last: value };
    return { source, measurementId, value, figures, stages };
  }
  if (samples === null) return null;
  const { value, stages = null } = samples;
  return { source, measurementId: null, value, figures: samples, stages };
}

function isAddition(metric: Pick<Metric, 'kind'>, { source, measurementId }: SourceValue): boolean {
  return metric.kind === 'cumulative' && source === MANUAL && measurementId === null;
}

function sumOf(winner: SourceValue, added: SourceValue): SourceValue {
  return {
    ...winner,
    value: exactSum([winner.value, added.value]),
    figures: figuresTogether(winner.figures, added.figures),
    stages:
      winner.stages && added.stages
        ? stageMinutesTogether(winner.stages, added.stages)
        : (winner.stages ?? added.stages),
  };
}
