import type { QueuedMutation } from '../outbox/queued-mutation.js';

/** Mutations by position, then by order: adding at the end, the usual case, costs nothing. */
export class SortedMutations {
  readonly #rows: QueuedMutation[] = [];

  get size(): number {
    return this.#rows.length;
  }

  add(row: QueuedMutation): void {
    this.#rows.splice(this.#placeOf(row.position, row.order), 0, row);
  }

  remove(row: QueuedMutation): void {
    this.#rows.splice(this.#placeOf(row.position, row.order), 1);
  }

  between(from: number, upTo: number, limit: number): QueuedMutation[] {
    const first = this.#placeOf(from, 0);
    const end = this.#placeOf(upTo, Infinity);
    return this.#rows.slice(first, Math.min(end, first + limit));
  }

  first(): QueuedMutation | undefined {
    let first: QueuedMutation | undefined;
    for (const row of this.#rows) if (first === undefined || row.order < first.order) first = row;
    return first;
  }

  /** Where the row of this position and order is, or where it would be. */
  #placeOf(position: number, order: number): number {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const row = this.#rows[middle] as QueuedMutation;
      if (row.position < position || (row.position === position && row.order < order)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
