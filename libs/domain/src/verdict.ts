import type { RecordState } from './measurement.js';
import type { Rejection } from './rejection.js';

export type AcceptedStatus = 'created' | 'updated' | 'unchanged' | 'superseded';

/** The record a verdict speaks of, as it is after the mutation: what a client needs so as never to guess. */
export interface RecordFacts {
  readonly measurementId: string;
  readonly revision: number;
  readonly state: RecordState;
  readonly value: number | null;
  readonly unit: string | null;
  readonly mutationId: string;
}

/** What became of one item. `id` is the mutation id as far as it could be read (lower-cased when valid). */
export type Verdict =
  | { readonly status: AcceptedStatus; readonly id: string; readonly record: RecordFacts | null }
  | {
      readonly status: 'duplicate';
      readonly id: string;
      readonly record: RecordFacts | null;
      /** The content is not what was accepted under this id. */
      readonly differs?: true;
    }
  | {
      readonly status: 'rejected';
      readonly id: string | null;
      readonly rejection: Rejection;
      readonly record: RecordFacts | null;
    };
