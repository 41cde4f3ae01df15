/** A stretch of time in Unix milliseconds. The end does not belong to it. */
export interface Interval {
  readonly startAt: number;
  readonly endAt: number;
}

/**
 * How many milliseconds each interval keeps when every instant belongs to the first interval of the list that
 * covers it. An interval that nothing earlier in the list touches keeps exactly its length.
 *
 * The boundaries cut time into cells. The intervals take their cells in the order of the list, and every cell
 * points to the next one that may still be free, so that each is taken once and skipped cheaply afterwards:
 * O(n log n) for the sort, where comparing every pair would cost 3.7 billion steps for a day of one-second slices.
 */
export function coveredTime(intervals: readonly Interval[]): number[] {
  const bounds = boundariesOf(intervals);
  const cells = new Map(Array.from(bounds, (bound, cell) => [bound, cell]));
  const next = Int32Array.from(bounds, (_, cell) => cell);
  return intervals.map(({ startAt, endAt }) => {
    const end = cells.get(endAt) as number;
    let covered = 0;
    let cell = freeCell(next, cells.get(startAt) as number);
    while (cell < end) {
      covered += (bounds[cell + 1] as number) - (bounds[cell] as number);
      next[cell] = cell + 1;
      cell = freeCell(next, cell);
    }
    return covered;
  });
}

function boundariesOf(intervals: readonly Interval[]): Float64Array {
  const bounds = new Set<number>();
  for (const { startAt, endAt } of intervals) bounds.add(startAt).add(endAt);
  return Float64Array.from(bounds).sort();
}

/** The first free cell from this one on. The last boundary begins no cell and is never taken, so it ends the search. */
function freeCell(next: Int32Array, from: number): number {
  let cell = from;
  while (next[cell] !== cell) {
    next[cell] = next[next[cell] as number] as number;
    cell = next[cell] as number;
  }
  return cell;
}
