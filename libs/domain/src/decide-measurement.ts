import type { CheckedItem } from './checked-item.js';
import { confirming } from './confirming.js';
import { sameContent } from './content.js';
import { decideCorrection } from './decide-correction.js';
import { decideRetraction } from './decide-retraction.js';
import { accepted, rejected, type Decision } from './decision.js';
import { differsFromAccepted } from './differs.js';
import { logEvent, type LogEvent } from './event.js';
import type { Measurement, MeasurementSituation } from './measurement.js';
import type { RecordMutation } from './mutation.js';
import { resolveCustomUnit } from './resolve-custom-unit.js';
import type { SubjectState } from './subject-state.js';

/**
 * Decides one mutation: the table of domain.md section 4, first match wins. Pure: everything it needs to know of
 * the subject is in `state`, the clock has been used up by {@link checkItem}.
 */
export function decideMeasurement(state: SubjectState, item: CheckedItem): Decision {
  if (item.situation === 'unsound_id') {
    return { status: 'rejected', rejection: item.rejection, measurementId: null };
  }
  const known = state.accepted.get(item.id);
  if (known) return replay(state, known, item);
  if (item.situation === 'unsound')
    return { status: 'rejected', rejection: item.rejection, measurementId: null };
  const { mutation } = item;
  const record = state.measurements.get(mutation.measurementId);
  switch (mutation.kind) {
    case 'record': {
      const resolved = resolveCustomUnit(state, mutation);
      return 'status' in resolved ? resolved : decideRecord(record, resolved);
    }
    case 'correction':
      return decideCorrection(record, mutation);
    case 'retraction':
      return decideRetraction(record, mutation);
  }
}

function replay(state: SubjectState, known: LogEvent, item: CheckedItem): Decision {
  const differs = item.situation !== 'sound' || differsFromAccepted(state, known, item.mutation);
  return { status: 'duplicate', measurementId: known.measurementId, differs };
}

function decideRecord(record: MeasurementSituation | undefined, mutation: RecordMutation): Decision {
  return mutation.recordKind === 'sample' ? decideSample(record, mutation) : decideStats(record, mutation);
}

function decideSample(record: MeasurementSituation | undefined, mutation: RecordMutation): Decision {
  if (record === undefined) return accepted('created', recording(mutation, false));
  if (record.situation === 'retraction_remembered') return accepted('superseded', recording(mutation, true));
  if (sameRecordedContent(record, mutation)) {
    return { status: 'duplicate', measurementId: record.id, differs: false };
  }
  const detail =
    'this external id stands for other content: send it under a new external id and retract the old one';
  return rejected('external_id_conflict', '/externalId', detail, record.id);
}

/** A re-sent sample is compared with what was recorded, not with what corrections or a retraction made of it. */
function sameRecordedContent(record: Measurement, mutation: RecordMutation): boolean {
  const recorded = { ...record.content, value: record.recordedValue };
  return record.kind === 'sample' && sameContent(recorded, mutation.content);
}

function decideStats(record: MeasurementSituation | undefined, mutation: RecordMutation): Decision {
  if (record === undefined) return accepted('created', recording(mutation, false));
  const newer = mutation.id > record.mutationId;
  if (record.situation === 'retraction_remembered') {
    if (newer) return accepted('created', recording(mutation, false));
    return accepted('superseded', overwriting(record, mutation, true));
  }
  if (!newer) return accepted('superseded', overwriting(record, mutation, true));
  if (record.state !== 'retracted' && sameContent(record.content, mutation.content)) {
    return accepted('unchanged', confirming(record, mutation.id));
  }
  return accepted('updated', overwriting(record, mutation, false));
}

function identityAndContent(mutation: RecordMutation): Partial<LogEvent> {
  const { measurementId, type: metric, unit, source, externalId, content, sentValue, sentUnit } = mutation;
  return { measurementId, metric, unit, source, externalId, ...content, sentValue, sentUnit };
}

function recording(mutation: RecordMutation, superseded: boolean): LogEvent {
  return logEvent('MeasurementRecorded', mutation.id, { ...identityAndContent(mutation), superseded });
}

/** An overwrite names what it replaces, so that the audit needs no second look. */
function overwriting(record: MeasurementSituation, mutation: RecordMutation, superseded: boolean): LogEvent {
  const before = record.situation === 'recorded' ? record.content : null;
  const moved =
    before !== null && before.localDate !== null && before.localDate !== mutation.content.localDate;
  return logEvent('StatsOverwritten', mutation.id, {
    ...identityAndContent(mutation),
    previousValue: before?.value ?? null,
    previousMutationId: record.mutationId,
    previousLocalDate: moved && !superseded ? before.localDate : null,
    superseded,
  });
}
