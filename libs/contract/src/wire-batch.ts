import type { WireVerdict } from './wire-verdict.js';

/** An item that records a sample, a bucket or a day total. `null` counts as absent, but for `value`. */
export interface RecordItem {
  /** Mutation id: a UUIDv7 made by the client, never renamed, so that a replay is recognised. */
  readonly id: string;
  /** Metric code (`steps`) or HealthKit identifier. */
  readonly type: string;
  /** `null` clears a `stats:` record; absent only for a sleep segment. */
  readonly value?: number | null;
  /** Canonical unit if absent. */
  readonly unit?: string | null;
  /** ISO 8601 with an offset; only a day total may go without. */
  readonly startAt?: string | null;
  readonly endAt?: string | null;
  readonly localDate?: string | null;
  readonly timeZone?: string | null;
  readonly externalId?: string | null;
  /** Required unless the device's kind implies it. */
  readonly source?: string | null;
  readonly sourceDevice?: string | null;
  readonly stage?: string | null;
  readonly details?: Readonly<Record<string, unknown>> | null;
}

/** A new value for a day total or a manual sample. */
export interface CorrectionItem {
  readonly id: string;
  readonly measurementId: string;
  readonly value: number | null;
  readonly unit?: string | null;
}

/** Takes a record back, named by its id or by its identity (`type` is not needed for `stats:`). */
export type RetractionItem = { readonly id: string; readonly retract: true } & (
  | { readonly measurementId: string }
  | { readonly externalId: string; readonly source?: string; readonly type?: string }
);

export type BatchItem = RecordItem | CorrectionItem | RetractionItem;

/** The body of `POST /api/measurements/batch`: 1 to 500 items. */
export interface BatchRequest {
  readonly items: readonly BatchItem[];
}

export type VerdictCounts = Record<WireVerdict['status'], number>;

/** The answer to a batch: 200 when nothing was rejected, else 207. */
export interface BatchResponse {
  readonly counts: VerdictCounts;
  /** One verdict per item, in the order of the items. */
  readonly items: readonly WireVerdict[];
  /** A mark to wait for, so as to read one's own writes; never to pull from, or changes of others are skipped. */
  readonly cursor: string;
  readonly seq: number;
}
