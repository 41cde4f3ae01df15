import { exactSum } from './exact-sum.js';

/** The figures of some values in the order of their samples, all in the metric's canonical unit. Of no values all are 0. */
export interface SampleFigures {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly avg: number;
  readonly last: number;
}

/** Counts, compares and averages the values; `last` is the last one given. */
export function sampleFigures(values: readonly number[]): SampleFigures {
  const count = values.length;
  if (count === 0) return { count, min: 0, max: 0, avg: 0, last: 0 };
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  const avg = boundedMean(exactSum(values), count, min, max);
  return { count, min, max, avg, last: values[count - 1] as number };
}

/** The figures of two sets of values as one set. `last` is the first set's, for sets know no time. */
export function figuresTogether(first: SampleFigures, second: SampleFigures): SampleFigures {
  if (second.count === 0) return first;
  if (first.count === 0) return second;
  const count = first.count + second.count;
  const min = Math.min(first.min, second.min);
  const max = Math.max(first.max, second.max);
  const sum = exactSum([first.avg * first.count, second.avg * second.count]);
  return { count, min, max, avg: boundedMean(sum, count, min, max), last: first.last };
}

/** A mean between its extremes: the rounding of the division can carry it one bit beyond them. */
function boundedMean(sum: number, count: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, sum / count));
}
