import type { SleepStage } from '@daybook/domain';
import {
  dayTotalId,
  devicesOf,
  optionalWholeNumber,
  recordOf,
  wholeNumber,
  type IngestItem,
  type IngestRecord,
} from './ingest-record.js';

/** CoachFit's members for the minutes of each stage. */
const STAGE_MEMBERS = {
  in_bed: 'in_bed_minutes',
  awake: 'awake_minutes',
  light: 'asleep_core_minutes',
  deep: 'asleep_deep_minutes',
  rem: 'asleep_rem_minutes',
} as const satisfies Partial<Record<SleepStage, string>>;

/** A night as HealthKit's day total of sleep, with its stages' minutes in `details.stages`. Throws IngestFault. */
export function sleepItem(value: unknown): IngestItem {
  const record = recordOf(value);
  const stages = stageMinutes(record);
  return {
    id: record['id'] ?? undefined,
    type: 'sleep_duration',
    value: wholeNumber(record, 'total_sleep_minutes'),
    startAt: record['sleep_start'] ?? undefined,
    endAt: record['sleep_end'] ?? undefined,
    externalId: dayTotalId(record, 'HKCategoryTypeIdentifierSleepAnalysis'),
    source: 'healthkit',
    sourceDevice: devicesOf(record),
    details: Object.keys(stages).length > 0 ? { stages } : undefined,
  };
}

function stageMinutes(record: IngestRecord): Partial<Record<SleepStage, number>> {
  const stages: Partial<Record<SleepStage, number>> = {};
  for (const [stage, member] of Object.entries(STAGE_MEMBERS)) {
    const minutes = optionalWholeNumber(record, member);
    if (minutes !== undefined) stages[stage as SleepStage] = minutes;
  }
  return stages;
}
