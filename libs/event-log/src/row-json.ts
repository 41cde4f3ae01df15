import type {
  Content,
  LogEvent,
  MeasurementSituation,
  RecordKind,
  RecordState,
  SleepStage,
} from '@daybook/domain';

const CONTENT_JSON = (alias: string): string =>
  `${alias}.value, extract(epoch from ${alias}.start_at) * 1000, ${alias}.start_offset_min,
    extract(epoch from ${alias}.end_at) * 1000, ${alias}.end_offset_min, ${alias}.local_date, ${alias}.time_zone,
    ${alias}.source_device, ${alias}.stage, ${alias}.details`;

type ContentJson = [
  value: number | null,
  startAt: number | null,
  startOffset: number | null,
  endAt: number | null,
  endOffset: number | null,
  localDate: string | null,
  timeZone: string | null,
  sourceDevice: string | null,
  stage: SleepStage | null,
  details: string | null,
];

/** A row of `events e` as the text of a JSON array; {@link eventFromJson} reads it. The one mapping of that table. */
export const EVENT_JSON = `json_build_array(e.type, e.schema_version, e.mutation_id, e.measurement_id, e.metric, e.unit,
    e.sent_value, e.sent_unit, e.source, e.external_id, e.previous_value, e.previous_mutation_id, e.previous_local_date,
    e.superseded, ${CONTENT_JSON('e')})::text`;

type EventJson = [
  type: LogEvent['type'],
  schemaVersion: number,
  mutationId: string,
  measurementId: string | null,
  metric: string | null,
  unit: string | null,
  sentValue: number | null,
  sentUnit: string | null,
  source: string | null,
  externalId: string | null,
  previousValue: number | null,
  previousMutationId: string | null,
  previousLocalDate: string | null,
  superseded: boolean,
  ...content: ContentJson,
];

/** A row of `measurements m` as the text of a JSON array; {@link measurementFromJson} reads it. The one mapping of that table. */
export const MEASUREMENT_JSON = `json_build_array(m.id, m.state, m.kind, m.metric, m.unit, m.source, m.external_id,
    m.recorded_value, m.revision, m.mutation_id, m.recorded_mutation_id, m.content_mutation_id, m.actor_id,
    floor(extract(epoch from m.recorded_at) * 1000), floor(extract(epoch from m.updated_at) * 1000), ${CONTENT_JSON('m')})::text`;

type MeasurementJson = [
  id: string,
  state: RecordState | 'retraction_remembered',
  kind: RecordKind,
  type: string,
  unit: string,
  source: string,
  externalId: string | null,
  recordedValue: number | null,
  revision: number,
  mutationId: string,
  recordedMutationId: string,
  contentMutationId: string,
  actor: string,
  recordedAt: number,
  updatedAt: number,
  ...content: ContentJson,
];

function contentFromJson(fields: ContentJson): Content {
  const [value, startAt, startOffset, endAt, endOffset, localDate, timeZone, sourceDevice, stage, details] =
    fields;
  return { value, startAt, startOffset, endAt, endOffset, localDate, timeZone, sourceDevice, stage, details };
}

export function eventFromJson(text: string): LogEvent {
  const fields = JSON.parse(text) as EventJson;
  const [
    type,
    schemaVersion,
    mutationId,
    measurementId,
    metric,
    unit,
    sentValue,
    sentUnit,
    source,
    externalId,
  ] = fields;
  const [, , , , , , , , , , previousValue, previousMutationId, previousLocalDate, superseded, ...content] =
    fields;
  return {
    type,
    schemaVersion,
    mutationId,
    measurementId,
    metric,
    unit,
    sentValue,
    sentUnit,
    source,
    externalId,
    previousValue,
    previousMutationId,
    previousLocalDate,
    superseded,
    ...contentFromJson(content),
  };
}

export function measurementFromJson(text: string): MeasurementSituation {
  const fields = JSON.parse(text) as MeasurementJson;
  const [id, state, kind, type, unit, source, externalId, recordedValue, revision, mutationId] = fields;
  const [
    ,
    ,
    ,
    ,
    ,
    ,
    ,
    ,
    ,
    ,
    recordedMutationId,
    contentMutationId,
    actor,
    recordedAt,
    updatedAt,
    ...content
  ] = fields;
  if (state === 'retraction_remembered') {
    return { situation: state, id, revision, mutationId, contentMutationId, actor, recordedAt };
  }
  return {
    situation: 'recorded',
    id,
    kind,
    type,
    unit,
    source,
    externalId,
    content: contentFromJson(content),
    recordedValue,
    state,
    revision,
    mutationId,
    recordedMutationId,
    contentMutationId,
    actor,
    recordedAt,
    updatedAt,
  };
}
