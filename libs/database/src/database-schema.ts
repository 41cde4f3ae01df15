import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** Read as milliseconds since 1970; written as a Date or as ISO text, because PostgreSQL reads no bare number. */
type Instant = ColumnType<number, Date | string>;
type InstantByDefault = ColumnType<number, Date | string | undefined, Date | string>;
type OptionalInstant = ColumnType<number | null, Date | string | null | undefined, Date | string | null>;

/** A whole number beyond 2^53: select it as text (`sql<string>`), because as a number it fails. */
type HugeInteger = ColumnType<never, string>;

interface UserStreams {
  version: Generated<number>;
  seq: Generated<number>;
  floor: Generated<number>;
  last_recorded_at: InstantByDefault;
  user_id: string;
  stream_id: string;
  epoch: string;
  head_hash: Buffer | null;
  digests: Generated<string>;
}

interface Commits {
  first_version: number;
  last_version: number;
  recorded_at: Instant;
  user_id: string;
  commit_id: string;
  actor_id: string | null;
  device_id: string | null;
  request_id: string | null;
  reason: string | null;
  salt: Buffer | null;
  content_hash: Buffer;
  hash: Buffer;
  previous_hash: Buffer | null;
}

interface Events {
  txid: Generated<string>;
  position: GeneratedAlways<number>;
  version: number;
  start_at: OptionalInstant;
  end_at: OptionalInstant;
  value: number | null;
  sent_value: number | null;
  previous_value: number | null;
  user_id: string;
  mutation_id: string | null;
  measurement_id: string | null;
  previous_mutation_id: string | null;
  local_date: string | null;
  previous_local_date: string | null;
  schema_version: number;
  start_offset_min: number | null;
  end_offset_min: number | null;
  superseded: boolean | null;
  type: string;
  metric: string | null;
  unit: string | null;
  sent_unit: string | null;
  source: string | null;
  source_device: string | null;
  external_id: string | null;
  time_zone: string | null;
  stage: string | null;
  details: string | null;
}

interface Measurements {
  start_at: OptionalInstant;
  end_at: OptionalInstant;
  value: number | null;
  recorded_value: number | null;
  revision: number;
  recorded_at: Instant;
  updated_at: Instant;
  user_id: string;
  id: string;
  mutation_id: string;
  recorded_mutation_id: string | null;
  content_mutation_id: string;
  actor_id: string;
  local_date: string | null;
  start_offset_min: number | null;
  end_offset_min: number | null;
  state: string;
  kind: string | null;
  metric: string | null;
  unit: string | null;
  source: string | null;
  external_id: string | null;
  source_device: string | null;
  time_zone: string | null;
  stage: string | null;
  details: string | null;
}

interface DailyAggregates {
  value: number | null;
  revision: number;
  updated_at: Instant;
  user_id: string;
  local_date: string;
  metric: string;
  unit: string;
  winner: string | null;
  sources: readonly string[];
  contributions: string;
  payload: string | null;
}

interface ChangeLog {
  seq: number;
  revision: number;
  at: Instant;
  user_id: string;
  origin_device: string | null;
  entity: string;
  op: string;
  entity_id: string;
  payload: string | null;
}

interface MetricTypes {
  revision: number;
  recorded_at: Instant;
  user_id: string;
  mutation_id: string;
  code: string;
  definition: string;
}

interface SourceOrders {
  revision: number;
  updated_at: Instant;
  user_id: string;
  mutation_id: string;
  sources: readonly string[];
}

interface Devices {
  created_at: InstantByDefault;
  revoked_at: OptionalInstant;
  user_id: string;
  id: string;
  name: string;
  kind: string | null;
}

interface Tokens {
  created_at: InstantByDefault;
  expires_at: OptionalInstant;
  revoked_at: OptionalInstant;
  id: string;
  user_id: string | null;
  device_id: string | null;
  role: string;
  use: Generated<string>;
  token_hash: Buffer;
}

interface SignInCodes {
  created_at: InstantByDefault;
  expires_at: Instant;
  used_at: OptionalInstant;
  code_hash: Buffer;
  user_id: string | null;
  role: string;
}

interface Installation {
  id: Generated<boolean>;
  seen_at: InstantByDefault;
  system_identifier: HugeInteger;
  timeline: number;
}

/** The rows of every table of the migrations, as `createPool` reads them: json is text, dates are `YYYY-MM-DD`. */
export interface Database {
  user_streams: UserStreams;
  commits: Commits;
  events: Events;
  measurements: Measurements;
  daily_aggregates: DailyAggregates;
  change_log: ChangeLog;
  metric_types: MetricTypes;
  source_orders: SourceOrders;
  devices: Devices;
  tokens: Tokens;
  sign_in_codes: SignInCodes;
  installation: Installation;
}
