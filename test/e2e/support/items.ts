import { v7 as uuidv7 } from 'uuid';

export const STEPS_EXTERNAL_ID = 'stats:HKQuantityTypeIdentifierStepCount';

let lastMs = Date.now() - 3_600_000;

/** A mutation id; each is newer than the one before. */
export function mutationId(): string {
  lastMs += 1;
  return uuidv7({ msecs: lastMs });
}

/** HealthKit's steps of a day so far. */
export function stepsTotal(
  value: number | null,
  date = '2026-05-24',
  more: object = {},
): Record<string, unknown> {
  return {
    id: mutationId(),
    type: 'steps',
    value,
    externalId: `${STEPS_EXTERNAL_ID}:${date}`,
    source: 'healthkit',
    ...more,
  };
}

/** The subject's own figure for a day's steps. */
export function manualSteps(value: number, date = '2026-05-24'): Record<string, unknown> {
  return stepsTotal(value, date, { source: 'manual' });
}

/** One reading of the heart rate. */
export function heartRate(
  value: number,
  startAt = '2026-05-24T08:00:00+02:00',
  more: object = {},
): Record<string, unknown> {
  return { id: mutationId(), type: 'heart_rate', value, startAt, source: 'healthkit', ...more };
}
