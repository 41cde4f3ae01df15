import type { RecordItem, WireDay } from '@daybook/contract';
import { recordKindOf, type Metric } from '@daybook/domain';
import type { QueuedMutation } from '../outbox/queued-mutation.js';
import { dateOfDay, typeOfDay } from './day-id.js';

/** What the overlay has to know of a metric to predict more than totals in the canonical unit. */
export interface MetricDescription extends Pick<Metric, 'kind' | 'unit'> {
  /** The value in the canonical unit; `undefined` for a unit that the metric does not accept. */
  readonly toCanonical: (value: number, unit: string) => number | undefined;
}

export type DescribeMetric = (type: string) => MetricDescription | undefined;

const MANUAL = 'manual';

/**
 * The day as it will be once the server has the waiting mutations, as far as the day itself tells: a manual value
 * wins, a source's total replaces its earlier one, what was overridden comes back when the winner is taken away. It
 * is a prediction; the server's aggregate replaces it. With `describe` units are converted and manual samples of
 * cumulative metrics added, without it such mutations show only as waiting.
 *
 * @param waiting the day's mutations that the replica does not show yet
 */
export function overlayDay(
  id: string,
  confirmed: WireDay | null,
  waiting: readonly QueuedMutation[],
  describe: DescribeMetric,
): WireDay | null {
  const oldestFirst = [...waiting].filter(isEffective).sort((a, b) => (a.item.id < b.item.id ? -1 : 1));
  return oldestFirst.reduce<WireDay | null>((day, row) => withMutation(id, day, row, describe), confirmed);
}

/** A verdict that the record already holds something newer says that the mutation is history, not prediction. */
function isEffective({ state, verdict }: QueuedMutation): boolean {
  return state !== 'failed' && verdict?.status !== 'superseded';
}

function withMutation(
  id: string,
  day: WireDay | null,
  row: QueuedMutation,
  describe: DescribeMetric,
): WireDay | null {
  const { item, record } = row;
  if ('measurementId' in item) {
    // Which source a bare id belongs to is only known of a total that won the day.
    if (day?.winner.measurementId !== record) return day;
    const value = 'retract' in item ? null : inCanonical(id, day, item.value, item.unit, describe);
    return value === undefined ? day : withTotal(id, day, day.winner.source, value, row);
  }
  const source = item.source ?? (day === null ? '' : day.winner.source);
  if ('retract' in item) return withTotal(id, day, source, null, row);
  const value = inCanonical(id, day, item.value ?? null, item.unit, describe);
  if (value === undefined) return day;
  if (recordKindOf(item.externalId ?? null) === 'day_total') return withTotal(id, day, source, value, row);
  return withSample(id, day, item, value, row, describe);
}

/** `undefined` for a unit that cannot be converted here. */
function inCanonical(
  id: string,
  day: WireDay | null,
  value: number | null,
  unit: string | null | undefined,
  describe: DescribeMetric,
): number | null | undefined {
  if (value === null || unit === null || unit === undefined || unit === day?.unit) return value;
  const metric = describe(typeOfDay(id));
  if (metric === undefined) return day === null ? value : undefined;
  return metric.toCanonical(value, unit);
}

/** A source says what the day comes to, or (`null`) nothing any more. */
function withTotal(
  id: string,
  day: WireDay | null,
  source: string,
  value: number | null,
  { record, item }: QueuedMutation,
): WireDay | null {
  const standing = standingOf(day);
  const others = standing.filter((other) => other.source !== source);
  if (value === null) return day && withWinner(day, others);
  const mine = { source, value, measurementId: record };
  const wins = source === MANUAL || others.length === 0 || day?.winner.source === source;
  const before = day ?? emptyDay(id, 'unit' in item ? (item.unit ?? '') : '');
  return withWinner(before, wins ? [mine, ...others] : [...others, mine]);
}

/** A glass of water is added to the day, a weighing is the day; of samples of other sources nothing is known here. */
function withSample(
  id: string,
  day: WireDay | null,
  item: RecordItem,
  value: number | null,
  row: QueuedMutation,
  describe: DescribeMetric,
): WireDay | null {
  const metric = describe(typeOfDay(id));
  if (item.source !== MANUAL || value === null || metric === undefined) return day;
  if (metric.kind === 'discrete') return withTotal(id, day, MANUAL, value, row);
  const [winner, ...others] = standingOf(day);
  const sum = { source: MANUAL, ...winner, value: (winner?.value ?? 0) + value };
  const after = withWinner(day ?? emptyDay(id, metric.unit), [sum, ...others]);
  return after && { ...after, sources: [...new Set([...after.sources, MANUAL])].sort() };
}

interface Candidate {
  readonly source: string;
  readonly value: number;
  readonly measurementId?: string;
}

/** What the sources say, the winner first. */
function standingOf(day: WireDay | null): Candidate[] {
  return day === null ? [] : [{ ...day.winner, value: day.value }, ...day.overridden];
}

/** The day under its first candidate; `null` when none is left. */
function withWinner(day: WireDay, [winner, ...losers]: readonly Candidate[]): WireDay | null {
  if (winner === undefined) return null;
  const { source, value, measurementId } = winner;
  const figures = value === day.value ? {} : { count: 1, min: value, max: value, avg: value, last: value };
  return {
    ...day,
    ...figures,
    value,
    winner: measurementId === undefined ? { source } : { source, measurementId },
    sources: [source, ...losers.map((loser) => loser.source)].sort(),
    overridden: losers.map((loser) => ({ source: loser.source, value: loser.value })),
  };
}

function emptyDay(id: string, unit: string): WireDay {
  const figures = { value: 0, count: 1, min: 0, max: 0, avg: 0, last: 0 };
  const known = {
    id,
    date: dateOfDay(id),
    type: typeOfDay(id),
    unit,
    sources: [],
    overridden: [],
    revision: 0,
    updatedAt: '',
  };
  return { ...known, ...figures, winner: { source: '' } };
}
