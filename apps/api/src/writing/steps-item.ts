import { dayTotalId, devicesOf, recordOf, wholeNumber, type IngestItem } from './ingest-record.js';

/** A day of steps as HealthKit's day total. Throws IngestFault. */
export function stepsItem(value: unknown): IngestItem {
  const record = recordOf(value);
  return {
    id: record['id'] ?? undefined,
    type: 'steps',
    value: wholeNumber(record, 'total_steps'),
    externalId: dayTotalId(record, 'HKQuantityTypeIdentifierStepCount'),
    source: 'healthkit',
    sourceDevice: devicesOf(record),
  };
}
