/**
 * Why one item was refused. What each code means, its HTTP status and whether to retry stands in the contract's
 * table of problems: here is only their list, so that a decision cannot name a code that nobody documented.
 */
export const REJECTION_CODES = [
  'required',
  'invalid_type',
  'invalid_uuid',
  'future_timestamp',
  'invalid_value',
  'invalid_date',
  'invalid_time_zone',
  'invalid_interval',
  'invalid_source',
  'too_long',
  'unknown_field',
  'unexpected_field',
  'unknown_type',
  'unit_not_accepted',
  'value_out_of_range',
  'external_id_mismatch',
  'external_id_conflict',
  'not_correctable',
  'unknown_measurement',
  'revision_mismatch',
  'metric_type_conflict',
  'too_many_metric_types',
  'too_many_days',
  'invalid_metric_code',
] as const;

export type RejectionCode = (typeof REJECTION_CODES)[number];

/** A refusal with the place in the item (JSON pointer relative to it, `''` for the item itself) and the remedy in words. */
export interface Rejection {
  readonly code: RejectionCode;
  readonly pointer: string;
  readonly detail: string;
  /** Seconds after which the same item would pass, a day at most; only for what time alone mends. */
  readonly retryAfter?: number;
}
