import type { AuditEvent, AuditEventData } from '@daybook/contract';
import { formatInstant, mutationIdTime, type LogEvent } from '@daybook/domain';
import { EVENT_JSON, eventFromJson } from '@daybook/event-log';

/** Of an event `e`, its commit `c` and its stream `s`. */
export const AUDIT_EVENT_COLUMNS = `e.user_id, e.version::float8 as version, s.stream_id, ${EVENT_JSON} as event,
  c.commit_id, c.first_version::float8 as first_version, c.last_version::float8 as last_version,
  c.actor_id, c.device_id, c.request_id, c.reason, (extract(epoch from c.recorded_at) * 1000)::float8 as recorded_ms,
  encode(c.salt, 'hex') as salt, encode(c.content_hash, 'hex') as content_hash, encode(c.hash, 'hex') as hash,
  encode(c.previous_hash, 'hex') as previous_hash`;

export interface AuditEventRow {
  readonly user_id: string;
  readonly version: number;
  readonly stream_id: string;
  readonly event: string;
  readonly commit_id: string;
  readonly first_version: number;
  readonly last_version: number;
  readonly actor_id: string | null;
  readonly device_id: string | null;
  readonly request_id: string | null;
  readonly reason: string | null;
  readonly recorded_ms: number;
  readonly salt: string | null;
  readonly content_hash: string;
  readonly hash: string;
  readonly previous_hash: string | null;
}

/** Erasure empties the columns that an event of the log otherwise always has. */
type StoredEvent = Omit<LogEvent, 'mutationId'> & { readonly mutationId: string | null };

export function auditEvent(row: AuditEventRow): AuditEvent {
  const event: StoredEvent = eventFromJson(row.event);
  const time = new Date(row.recorded_ms).toISOString();
  return {
    specversion: '1.0',
    id: event.mutationId ?? `${row.user_id}/${row.version}`,
    source: `/subjects/${row.user_id}`,
    type: `daybook.${event.type}`,
    ...(event.measurementId === null ? {} : { subject: event.measurementId }),
    time,
    datacontenttype: 'application/json',
    streamid: row.stream_id,
    streamversion: row.version,
    schemaversion: event.schemaVersion,
    commitid: row.commit_id,
    commitfirst: row.first_version,
    commitlast: row.last_version,
    commithash: row.hash,
    contenthash: row.content_hash,
    ...(row.previous_hash === null ? {} : { previoushash: row.previous_hash }),
    ...(row.salt === null ? {} : { salt: row.salt }),
    data: auditEventData(row, event, time),
  };
}

function auditEventData(row: AuditEventRow, event: StoredEvent, recordedAt: string): AuditEventData {
  const { mutationId } = event;
  return {
    mutationId,
    event: event.type,
    measurementId: event.measurementId,
    type: event.metric,
    value: event.value,
    previousValue: event.previousValue,
    unit: event.unit,
    sentValue: event.sentValue,
    sentUnit: event.sentUnit,
    superseded: event.superseded,
    source: event.source,
    sourceDevice: event.sourceDevice,
    externalId: event.externalId,
    startAt: instantText(event.startAt, event.startOffset),
    endAt: instantText(event.endAt, event.endOffset),
    localDate: event.localDate,
    timeZone: event.timeZone,
    stage: event.stage,
    details: event.details,
    previousMutationId: event.previousMutationId,
    previousLocalDate: event.previousLocalDate,
    actor: row.actor_id,
    device: row.device_id,
    requestId: row.request_id,
    reason: row.reason,
    clientTime: mutationId === null ? null : new Date(mutationIdTime(mutationId)).toISOString(),
    recordedAt,
  };
}

function instantText(ms: number | null, offsetMinutes: number | null): string | null {
  return ms === null ? null : formatInstant(ms, offsetMinutes ?? 0);
}
