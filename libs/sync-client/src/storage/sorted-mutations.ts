import type { QueuedMutation } from '../outbox/queued-mutation.js';

/** Mutations by position, then by order: adding at the end, the usual case, costs nothing. */
export class SortedMutations {
  readonly #rows: QueuedMutation[] = [];

  get size(): number {
    return this.#rows.length;
  }

  add(row: QueuedMutation): void {
    this.#rows.splice(this.#placeOf(row), 0, row);
  }

  remove(row: QueuedMutation): void {
    this.#rows.splice(this.#placeOf(row), 1);
  }

  upTo(position: number, limit: number): QueuedMutation[] {
    const found: QueuedMutation[] = [];
    for (const row of this.#rows) {
      if (row.position > position || found.length >= limit) break;
      found.push(row);
    }
    return found;
  }

  first(): QueuedMutation | undefined {
    let first: QueuedMutation | undefined;
    for (const row of this.#rows) if (first === undefined || row.order < first.order) first = row;
    return first;
  }

  /** Where the row is, or where it would be. */
  #placeOf(row: QueuedMutation): number {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#rows[middle] as QueuedMutation;
      const before =
        other.position < row.position || (other.position === row.position && other.order < row.order);
      if (before) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
