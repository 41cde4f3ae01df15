import type { Content } from './content.js';
import type { RecordKind } from './record-kind.js';

/** `cleared`: the day is known to hold nothing (`value: null`). `retracted`: the record was taken back. */
export type RecordState = 'live' | 'cleared' | 'retracted';

/**
 * A record as it stands: what mutations create and revise.
 *
 * `content` is the current content. Of a retracted sample it is the recorded content without its value, of a
 * retracted `stats:` record only the day of a day total is left, so that every order of arrival ends in the same
 * row. `recordedValue` is the value a sample was recorded with, the bottom of its register: a re-sent sample is
 * compared with it, whatever corrections lie on top. `mutationId` is the newest mutation of the record,
 * `recordedMutationId` the one that recorded it, `contentMutationId` the one that made the content what it is (a
 * confirming mutation is newer, but made nothing). `revision` counts the events that changed the state.
 */
export interface Measurement {
  readonly situation: 'recorded';
  readonly id: string;
  readonly kind: RecordKind;
  readonly type: string;
  readonly unit: string;
  readonly source: string;
  readonly externalId: string | null;
  readonly content: Content;
  readonly recordedValue: number | null;
  readonly state: RecordState;
  readonly revision: number;
  readonly mutationId: string;
  readonly recordedMutationId: string;
  readonly contentMutationId: string;
  readonly actor: string;
  readonly recordedAt: number;
  readonly updatedAt: number;
}

/**
 * A retraction that arrived before what it retracts. It is kept so that the late record does not come to life;
 * nobody but the decider sees it.
 */
export interface RememberedRetraction {
  readonly situation: 'retraction_remembered';
  readonly id: string;
  readonly revision: number;
  readonly mutationId: string;
  readonly contentMutationId: string;
  readonly actor: string;
  readonly recordedAt: number;
}

export type MeasurementSituation = Measurement | RememberedRetraction;
