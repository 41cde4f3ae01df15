import { confirming } from './confirming.js';
import { accepted, type Decision } from './decision.js';
import { logEvent, type LogEvent } from './event.js';
import type { Measurement, MeasurementSituation } from './measurement.js';
import type { RetractionMutation } from './mutation.js';

/**
 * Decides a retraction. Of a sample it is final whatever its id, before or after the record; of a `stats:` record
 * it is one more write of the register, and its id decides. What is not known yet is remembered.
 */
export function decideRetraction(
  record: MeasurementSituation | undefined,
  mutation: RetractionMutation,
): Decision {
  const { id, measurementId } = mutation;
  if (record === undefined)
    return accepted('created', logEvent('MeasurementRetracted', id, { measurementId }));
  if (record.situation === 'retraction_remembered') return accepted('unchanged', confirming(record, id));
  if (record.kind !== 'sample' && id < record.mutationId) {
    return accepted('superseded', retracting(record, id, true));
  }
  if (record.state === 'retracted') return accepted('unchanged', confirming(record, id));
  return accepted('updated', retracting(record, id, false));
}

function retracting(record: Measurement, id: string, superseded: boolean): LogEvent {
  return logEvent('MeasurementRetracted', id, {
    measurementId: record.id,
    metric: record.type,
    unit: record.unit,
    source: record.source,
    externalId: record.externalId,
    localDate: record.content.localDate,
    previousValue: record.content.value,
    previousMutationId: record.mutationId,
    // A retracted bucket has no day any more: the one it left is kept for whoever asks for that day as of then.
    previousLocalDate: record.kind === 'bucket' && !superseded ? record.content.localDate : null,
    superseded,
  });
}
