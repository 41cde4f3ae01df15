import type { WireDay } from './wire-day.js';

/** The answer of `GET /api/days` and `GET /api/days/{date}`: the aggregates and the position that they include. */
export interface DaysResponse {
  readonly items: readonly WireDay[];
  readonly cursor: string;
  readonly seq: number;
  /** Only with `asOf`: whether the answer can still change, which it can for 10 s. */
  readonly settled?: boolean;
}

/** A list that is paged: `next` goes into `after`, and is absent on the last page. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}
