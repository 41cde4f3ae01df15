import type { LogEvent } from './event.js';
import type { MeasurementSituation, RecordState } from './measurement.js';
import type { Rejection, RejectionCode } from './rejection.js';
import type { AcceptedStatus, RecordFacts } from './verdict.js';

/**
 * What becomes of one mutation: at most one event, and what to say. The verdict itself is made after the event
 * has been folded, because it shows the record as it then is.
 */
export type Decision =
  | Acceptance
  | { readonly status: 'duplicate'; readonly measurementId: string | null; readonly differs: boolean }
  | { readonly status: 'rejected'; readonly rejection: Rejection; readonly measurementId: string | null };

/** A mutation that leaves an event. */
export interface Acceptance {
  readonly status: AcceptedStatus;
  readonly event: LogEvent;
}

export function accepted(status: AcceptedStatus, event: LogEvent): Decision {
  return { status, event };
}

export function rejected(
  code: RejectionCode,
  pointer: string,
  detail: string,
  measurementId: string | null = null,
): Decision {
  return { status: 'rejected', rejection: { code, pointer, detail }, measurementId };
}

/** The facts of a record as a verdict shows them; a remembered retraction shows as a retracted record. */
export function recordFacts(record: MeasurementSituation | undefined): RecordFacts | null {
  if (record === undefined) return null;
  const { id: measurementId, revision, mutationId } = record;
  if (record.situation === 'retraction_remembered') {
    const state: RecordState = 'retracted';
    return { measurementId, revision, state, value: null, unit: null, mutationId };
  }
  const { state, content, unit } = record;
  return { measurementId, revision, state, value: content.value, unit, mutationId };
}
