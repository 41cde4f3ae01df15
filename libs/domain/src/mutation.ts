import type { Content } from './content.js';
import type { RecordKind } from './record-kind.js';

/** Names a record, or makes one: the whole content of a `stats:` register, or a sample. */
export interface RecordMutation {
  readonly kind: 'record';
  readonly id: string;
  readonly measurementId: string;
  readonly recordKind: RecordKind;
  /** The metric's code; of a metric of the subject's own (`x_…`) only decide() knows the definition. */
  readonly type: string;
  readonly source: string;
  readonly externalId: string | null;
  /** Its value is in the metric's canonical unit. */
  readonly content: Content;
  /** The canonical unit; empty for a metric of the subject's own until decide() fills it in. */
  readonly unit: string;
  /** Value and unit as sent, where the unit was not the canonical one. */
  readonly sentValue: number | null;
  readonly sentUnit: string | null;
}

/** A new value for a day total or a manual sample. Its unit is checked against the record's metric. */
export interface CorrectionMutation {
  readonly kind: 'correction';
  readonly id: string;
  readonly measurementId: string;
  readonly value: number | null;
  readonly unit: string | null;
}

/** Takes a record back. */
export interface RetractionMutation {
  readonly kind: 'retraction';
  readonly id: string;
  readonly measurementId: string;
}

/** One client intention whose shape has been checked. */
export type Mutation = RecordMutation | CorrectionMutation | RetractionMutation;
