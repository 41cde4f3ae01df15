import type {
  DayAggregate,
  DefinedMetric,
  LogEvent,
  Measurement,
  MeasurementSituation,
  SourceOrder,
} from '@daybook/domain';
import { wireDay } from '@daybook/contract';
import type { LiteralValue } from './array-literal.js';
import { column, type Column } from './column.js';
import type { ChangeRow, EventRow, HeadMove, Owned, SealedCommit } from './log-rows.js';

export const HEAD_COLUMNS: readonly Column<HeadMove>[] = [
  column('user_id', 'uuid', 'bare', ({ before }) => before.userId),
  column('version', 'int8', 'bare', ({ before }) => before.version),
  column('seq', 'int8', 'bare', ({ before }) => before.seq),
  column('new_version', 'int8', 'bare', ({ after }) => after.version),
  column('new_seq', 'int8', 'bare', ({ after }) => after.seq),
  column('recorded_at', 'timestamptz', 'instant', ({ after }) => after.lastRecordedAt),
  column('head_hash', 'bytea', 'bytes', ({ after }) => after.headHash),
  column('digests', 'text', 'json', ({ after }) => JSON.stringify(after.digests), 'json'),
];

export const COMMIT_COLUMNS: readonly Column<SealedCommit>[] = [
  column('first_version', 'int8', 'bare', (c) => c.firstVersion),
  column('last_version', 'int8', 'bare', (c) => c.lastVersion),
  column('recorded_at', 'timestamptz', 'instant', (c) => c.recordedAt),
  column('user_id', 'uuid', 'bare', (c) => c.userId),
  column('commit_id', 'uuid', 'bare', (c) => c.commitId),
  column('actor_id', 'uuid', 'bare', (c) => c.origin.actorId),
  column('device_id', 'uuid', 'bare', (c) => c.origin.deviceId),
  column('request_id', 'text', 'text', (c) => c.origin.requestId),
  column('reason', 'text', 'text', (c) => c.origin.reason),
  column('salt', 'bytea', 'bytes', (c) => c.salt),
  column('content_hash', 'bytea', 'bytes', (c) => c.contentHash),
  column('hash', 'bytea', 'bytes', (c) => c.hash),
  column('previous_hash', 'bytea', 'bytes', (c) => c.previousHash),
];

const ofEvent =
  (field: keyof LogEvent) =>
  ({ event }: EventRow): LiteralValue =>
    event[field];

export const EVENT_COLUMNS: readonly Column<EventRow>[] = [
  column('version', 'int8', 'bare', ({ version }) => version),
  column('start_at', 'timestamptz', 'instant', ofEvent('startAt')),
  column('end_at', 'timestamptz', 'instant', ofEvent('endAt')),
  column('value', 'float8', 'bare', ofEvent('value')),
  column('sent_value', 'float8', 'bare', ofEvent('sentValue')),
  column('previous_value', 'float8', 'bare', ofEvent('previousValue')),
  column('user_id', 'uuid', 'bare', ({ userId }) => userId),
  column('mutation_id', 'uuid', 'bare', ofEvent('mutationId')),
  column('measurement_id', 'uuid', 'bare', ofEvent('measurementId')),
  column('previous_mutation_id', 'uuid', 'bare', ofEvent('previousMutationId')),
  column('local_date', 'date', 'bare', ofEvent('localDate')),
  column('previous_local_date', 'date', 'bare', ofEvent('previousLocalDate')),
  column('schema_version', 'int2', 'bare', ofEvent('schemaVersion')),
  column('start_offset_min', 'int2', 'bare', ofEvent('startOffset')),
  column('end_offset_min', 'int2', 'bare', ofEvent('endOffset')),
  column('superseded', 'bool', 'bare', ofEvent('superseded')),
  column('type', 'text', 'bare', ofEvent('type')),
  column('metric', 'text', 'text', ofEvent('metric')),
  column('unit', 'text', 'text', ofEvent('unit')),
  column('sent_unit', 'text', 'text', ofEvent('sentUnit')),
  column('source', 'text', 'text', ofEvent('source')),
  column('source_device', 'text', 'text', ofEvent('sourceDevice')),
  column('external_id', 'text', 'text', ofEvent('externalId')),
  column('time_zone', 'text', 'text', ofEvent('timeZone')),
  column('stage', 'text', 'text', ofEvent('stage')),
  column('details', 'text', 'json', ofEvent('details')),
];

type MeasurementRow = Owned<MeasurementSituation>;

/** A field of a recorded measurement; a remembered retraction has none of them. */
const recorded =
  (value: (measurement: Measurement) => LiteralValue) =>
  ({ row }: MeasurementRow): LiteralValue =>
    row.situation === 'recorded' ? value(row) : null;

/** The key columns come first: what follows them is what an upsert overwrites. */
export const MEASUREMENT_COLUMNS: readonly Column<MeasurementRow>[] = [
  column('user_id', 'uuid', 'bare', ({ userId }) => userId),
  column('id', 'uuid', 'bare', ({ row }) => row.id),
  column(
    'start_at',
    'timestamptz',
    'instant',
    recorded((m) => m.content.startAt),
  ),
  column(
    'end_at',
    'timestamptz',
    'instant',
    recorded((m) => m.content.endAt),
  ),
  column(
    'value',
    'float8',
    'bare',
    recorded((m) => m.content.value),
  ),
  column(
    'recorded_value',
    'float8',
    'bare',
    recorded((m) => m.recordedValue),
  ),
  column('revision', 'int8', 'bare', ({ row }) => row.revision),
  column('recorded_at', 'timestamptz', 'instant', ({ row }) => row.recordedAt),
  column('updated_at', 'timestamptz', 'instant', ({ row }) =>
    row.situation === 'recorded' ? row.updatedAt : row.recordedAt,
  ),
  column('mutation_id', 'uuid', 'bare', ({ row }) => row.mutationId),
  column(
    'recorded_mutation_id',
    'uuid',
    'bare',
    recorded((m) => m.recordedMutationId),
  ),
  column('content_mutation_id', 'uuid', 'bare', ({ row }) => row.contentMutationId),
  column('actor_id', 'uuid', 'bare', ({ row }) => row.actor),
  column(
    'local_date',
    'date',
    'bare',
    recorded((m) => m.content.localDate),
  ),
  column(
    'start_offset_min',
    'int2',
    'bare',
    recorded((m) => m.content.startOffset),
  ),
  column(
    'end_offset_min',
    'int2',
    'bare',
    recorded((m) => m.content.endOffset),
  ),
  column('state', 'text', 'bare', ({ row }) => (row.situation === 'recorded' ? row.state : row.situation)),
  column(
    'kind',
    'text',
    'bare',
    recorded((m) => m.kind),
  ),
  column(
    'metric',
    'text',
    'text',
    recorded((m) => m.type),
  ),
  column(
    'unit',
    'text',
    'text',
    recorded((m) => m.unit),
  ),
  column(
    'source',
    'text',
    'text',
    recorded((m) => m.source),
  ),
  column(
    'external_id',
    'text',
    'text',
    recorded((m) => m.externalId),
  ),
  column(
    'source_device',
    'text',
    'text',
    recorded((m) => m.content.sourceDevice),
  ),
  column(
    'time_zone',
    'text',
    'text',
    recorded((m) => m.content.timeZone),
  ),
  column(
    'stage',
    'text',
    'text',
    recorded((m) => m.content.stage),
  ),
  column(
    'details',
    'text',
    'text',
    recorded((m) => m.content.details),
  ),
];

/** In quotes, because a source may be called `null`. Names of sources need no escape. */
const textArray = (values: readonly string[]): string => `{${values.map((value) => `"${value}"`).join(',')}}`;

export const AGGREGATE_COLUMNS: readonly Column<Owned<DayAggregate>>[] = [
  column('user_id', 'uuid', 'bare', ({ userId }) => userId),
  column('local_date', 'date', 'bare', ({ row }) => row.localDate),
  column('metric', 'text', 'text', ({ row }) => row.type),
  column('value', 'float8', 'bare', ({ row }) => row.day?.value ?? null),
  column('revision', 'int8', 'bare', ({ row }) => row.revision),
  column('updated_at', 'timestamptz', 'instant', ({ row }) => row.updatedAt),
  column('unit', 'text', 'text', ({ row }) => row.unit),
  column('winner', 'text', 'text', ({ row }) => row.day?.winner.source ?? null),
  column('sources', 'text', 'text', ({ row }) => textArray(row.day?.sources ?? []), 'text[]'),
  column('contributions', 'text', 'json', ({ row }) => JSON.stringify(row.contributions), 'json'),
  column('payload', 'text', 'json', ({ row }) => (row.day ? JSON.stringify(wireDay(row)) : null), 'json'),
];

export const CHANGE_COLUMNS: readonly Column<ChangeRow>[] = [
  column('seq', 'int8', 'bare', ({ seq }) => seq),
  column('revision', 'int8', 'bare', ({ change }) => change.revision),
  column('at', 'timestamptz', 'instant', ({ at }) => at),
  column('user_id', 'uuid', 'bare', ({ userId }) => userId),
  column('origin_device', 'uuid', 'bare', ({ originDevice }) => originDevice),
  column('entity', 'text', 'bare', ({ change }) => change.entity),
  column('op', 'text', 'bare', ({ change }) => change.op),
  column('entity_id', 'text', 'text', ({ change }) => change.id),
  column('payload', 'text', 'json', ({ payload }) => payload, 'json'),
];

export const METRIC_TYPE_COLUMNS: readonly Column<Owned<DefinedMetric>>[] = [
  column('revision', 'int8', 'bare', () => 1),
  column('recorded_at', 'timestamptz', 'instant', ({ row }) => row.recordedAt),
  column('user_id', 'uuid', 'bare', ({ userId }) => userId),
  column('mutation_id', 'uuid', 'bare', ({ row }) => row.mutationId),
  column('code', 'text', 'text', ({ row }) => row.metric.code),
  column('definition', 'text', 'json', ({ row }) => JSON.stringify(row.metric), 'json'),
];

export const SOURCE_ORDER_COLUMNS: readonly Column<Owned<SourceOrder>>[] = [
  column('user_id', 'uuid', 'bare', ({ userId }) => userId),
  column('revision', 'int8', 'bare', ({ row }) => row.revision),
  column('updated_at', 'timestamptz', 'instant', ({ row }) => row.updatedAt),
  column('mutation_id', 'uuid', 'bare', ({ row }) => row.mutationId),
  column('sources', 'text', 'text', ({ row }) => textArray(row.sources), 'text[]'),
];
