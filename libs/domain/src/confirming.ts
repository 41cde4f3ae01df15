import { logEvent, type LogEvent } from './event.js';
import type { MeasurementSituation } from './measurement.js';

/** The slim event of a mutation that says what is already so: it moves the register's newest id, nothing else. */
export function confirming(record: MeasurementSituation, mutationId: string): LogEvent {
  const recorded = record.situation === 'recorded';
  return logEvent('StatsConfirmed', mutationId, {
    measurementId: record.id,
    metric: recorded ? record.type : null,
    localDate: recorded ? record.content.localDate : null,
    previousMutationId: record.contentMutationId,
  });
}
