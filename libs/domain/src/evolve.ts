import { contentOf } from './content-of.js';
import { EMPTY_CONTENT, type Content } from './content.js';
import type { CommitFacts, LogEvent } from './event.js';
import type { Measurement, MeasurementSituation, RecordState } from './measurement.js';
import { recordKindOf } from './record-kind.js';

/**
 * The record after an event of it: the one fold of the log, the same for live writes, rebuilds and questions about
 * the past. A superseded event changes nothing but what was never known: the identity of a record of which only
 * the retraction had arrived.
 */
export function evolve(
  record: MeasurementSituation | undefined,
  event: LogEvent,
  facts: CommitFacts,
): MeasurementSituation | undefined {
  switch (event.type) {
    case 'MeasurementRecorded':
    case 'StatsOverwritten':
      if (event.superseded) return identified(record, event);
      return written(record, event, facts);
    case 'StatsConfirmed':
      return record && { ...record, mutationId: newestOf(record, event.mutationId) };
    case 'MeasurementCorrected':
      if (event.superseded || record?.situation !== 'recorded') return record;
      return corrected(record, event, facts);
    case 'MeasurementRetracted':
      return event.superseded ? record : retracted(record, event, facts);
    case 'MetricTypeDefined':
    case 'SourceOrderSet':
      return record;
  }
}

/**
 * The newest mutation of a record after a confirming one. A sample's own id does not count among corrections, so
 * the first of them stands whatever its id, also when it confirms: else an older one could still come and win.
 */
function newestOf(record: MeasurementSituation, confirmedBy: string): string {
  const uncorrected = record.situation === 'recorded' && record.mutationId === record.recordedMutationId;
  return uncorrected || confirmedBy > record.mutationId ? confirmedBy : record.mutationId;
}

function identityOf(event: LogEvent) {
  const { measurementId, metric, unit, source, externalId } = event;
  if (measurementId === null || metric === null || unit === null || source === null) {
    throw new Error(`event ${event.mutationId} of type ${event.type} names no record`);
  }
  return { id: measurementId, kind: recordKindOf(externalId), type: metric, unit, source, externalId };
}

/** A recording or an overwrite becomes the whole content. A day total's correction keeps the spelling of its external id. */
function written(record: MeasurementSituation | undefined, event: LogEvent, facts: CommitFacts): Measurement {
  const state: RecordState = event.value === null ? 'cleared' : 'live';
  return {
    situation: 'recorded',
    ...identityOf(event),
    content: contentOf(event),
    recordedValue: event.value,
    state,
    revision: (record?.revision ?? 0) + 1,
    mutationId: event.mutationId,
    recordedMutationId: event.mutationId,
    contentMutationId: event.mutationId,
    actor: facts.actor,
    recordedAt: record?.situation === 'recorded' ? record.recordedAt : facts.recordedAt,
    updatedAt: facts.recordedAt,
  };
}

/** What a remembered retraction took back becomes known: the record exists, retracted from the beginning. */
function identified(
  record: MeasurementSituation | undefined,
  event: LogEvent,
): MeasurementSituation | undefined {
  if (record?.situation !== 'retraction_remembered') return record;
  const identity = identityOf(event);
  return {
    situation: 'recorded',
    ...identity,
    content: withoutValue(identity.kind, contentOf(event)),
    recordedValue: identity.kind === 'sample' ? event.value : null,
    state: 'retracted',
    revision: record.revision,
    mutationId: record.mutationId,
    recordedMutationId: event.mutationId,
    contentMutationId: record.contentMutationId,
    actor: record.actor,
    recordedAt: record.recordedAt,
    updatedAt: record.recordedAt,
  };
}

function corrected(record: Measurement, event: LogEvent, facts: CommitFacts): Measurement {
  return {
    ...record,
    content: { ...record.content, value: event.value },
    state: 'live',
    revision: record.revision + 1,
    mutationId: event.mutationId,
    contentMutationId: event.mutationId,
    actor: facts.actor,
    updatedAt: facts.recordedAt,
  };
}

function retracted(
  record: MeasurementSituation | undefined,
  event: LogEvent,
  facts: CommitFacts,
): MeasurementSituation | undefined {
  if (event.measurementId === null) return record;
  const { actor, recordedAt } = facts;
  const { mutationId } = event;
  const revision = (record?.revision ?? 0) + 1;
  if (record?.situation !== 'recorded') {
    const id = event.measurementId;
    return {
      situation: 'retraction_remembered',
      id,
      revision,
      mutationId,
      contentMutationId: mutationId,
      actor,
      recordedAt,
    };
  }
  return {
    ...record,
    content: withoutValue(record.kind, record.content),
    recordedValue: record.kind === 'sample' ? record.recordedValue : null,
    state: 'retracted',
    revision,
    mutationId,
    contentMutationId: mutationId,
    actor,
    updatedAt: recordedAt,
  };
}

/**
 * What stays of a content when its record is retracted. It must not depend on what arrived before: of a sample
 * everything but the value, of a register only the day that is part of a day total's identity.
 */
function withoutValue(kind: Measurement['kind'], content: Content): Content {
  if (kind === 'sample') return { ...content, value: null };
  return { ...EMPTY_CONTENT, localDate: kind === 'day_total' ? content.localDate : null };
}
