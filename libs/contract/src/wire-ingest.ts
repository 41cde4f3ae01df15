import type { ProblemCode } from './problem-codes.js';

/** One day of steps as CoachFit sends it. Without `id` the server makes the mutation id on arrival. */
export interface StepsRecord {
  readonly date: string;
  readonly total_steps: number;
  readonly source_devices?: readonly string[] | null;
  readonly id?: string | null;
}

/** The body of `POST /api/ingest/steps`. */
export interface IngestStepsRequest {
  readonly client_id: string;
  readonly steps: readonly StepsRecord[];
}

/** One night as CoachFit sends it; all durations are minutes. */
export interface SleepRecord {
  readonly date: string;
  readonly total_sleep_minutes: number;
  readonly in_bed_minutes?: number | null;
  readonly awake_minutes?: number | null;
  readonly asleep_core_minutes?: number | null;
  readonly asleep_deep_minutes?: number | null;
  readonly asleep_rem_minutes?: number | null;
  readonly sleep_start?: string | null;
  readonly sleep_end?: string | null;
  readonly source_devices?: readonly string[] | null;
  readonly id?: string | null;
}

/** The body of `POST /api/ingest/sleep`. */
export interface IngestSleepRequest {
  readonly client_id: string;
  readonly sleep_records: readonly SleepRecord[];
}

export interface IngestError {
  readonly index: number;
  readonly date: string | null;
  readonly message: string;
  readonly code: ProblemCode;
}

/** 200 when every record was taken, else 207. `success`: at least one was. */
export interface IngestResponse {
  readonly success: boolean;
  readonly processed: number;
  readonly total: number;
  readonly errors?: readonly IngestError[];
}
