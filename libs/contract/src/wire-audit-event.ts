import { EVENT_TYPES, formatInstant, parseInstant, type EventType, type LogEvent } from '@daybook/domain';
import type { WireRevision } from './wire-revision.js';

/** Every stored field of an event, by the names of a revision; `details` is the stored text. Erased content is `null`. */
export interface AuditEventData extends Omit<WireRevision, 'mutationId' | 'clientTime'> {
  readonly mutationId: string | null;
  readonly clientTime: string | null;
  readonly measurementId: string | null;
  readonly type: string | null;
  readonly sentValue: number | null;
  readonly sentUnit: string | null;
  readonly externalId: string | null;
  readonly startAt: string | null;
  readonly endAt: string | null;
  readonly localDate: string | null;
  readonly timeZone: string | null;
  readonly stage: string | null;
  readonly details: string | null;
  readonly previousMutationId: string | null;
  readonly previousLocalDate: string | null;
  readonly device: string | null;
  readonly requestId: string | null;
}

/**
 * An event of the log as a CloudEvent 1.0. `subject` is the record's id, absent for an event of no record. The
 * extension attributes hold what the chain of hashes is made of beside `data`; bytes are hex.
 */
export interface AuditEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: `daybook.${EventType}`;
  readonly subject?: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly streamid: string;
  readonly streamversion: number;
  readonly schemaversion: number;
  readonly commitid: string;
  readonly commitfirst: number;
  readonly commitlast: number;
  readonly commithash: string;
  readonly contenthash: string;
  readonly previoushash?: string;
  readonly salt?: string;
  readonly data: AuditEventData;
}

/**
 * The event that the hashes of a commit were taken over, read back from the line that tells of it; `null` if the log
 * could not have written the line: of a type that is not known, or with an instant in another spelling, which would
 * be a change that no hash shows.
 */
export function hashedEvent({
  type: eventType,
  schemaversion: schemaVersion,
  data,
}: AuditEvent): LogEvent | null {
  const type = EVENT_TYPES.find((known) => `daybook.${known}` === eventType);
  const start = momentOf(data.startAt);
  const end = momentOf(data.endAt);
  if (type === undefined || start === null || end === null) return null;
  return {
    type,
    schemaVersion,
    // Erasure empties the id as well; the hash of the content is then taken on trust.
    mutationId: data.mutationId as string,
    measurementId: data.measurementId,
    metric: data.type,
    value: data.value,
    unit: data.unit,
    sentValue: data.sentValue,
    sentUnit: data.sentUnit,
    source: data.source,
    sourceDevice: data.sourceDevice,
    externalId: data.externalId,
    startAt: start.at,
    startOffset: start.offset,
    endAt: end.at,
    endOffset: end.offset,
    localDate: data.localDate,
    timeZone: data.timeZone,
    stage: data.stage as LogEvent['stage'],
    details: data.details,
    previousValue: data.previousValue,
    previousMutationId: data.previousMutationId,
    previousLocalDate: data.previousLocalDate,
    superseded: data.superseded,
  };
}

interface Moment {
  readonly at: number | null;
  readonly offset: number | null;
}

function momentOf(text: string | null): Moment | null {
  if (text === null) return { at: null, offset: null };
  const moment = parseInstant(text);
  if (!moment || formatInstant(moment.ms, moment.offsetMinutes) !== text) return null;
  return { at: moment.ms, offset: moment.offsetMinutes };
}
