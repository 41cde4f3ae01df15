import { EVENT_TYPES, formatInstant, parseInstant, type Instant, type LogEvent } from '@daybook/domain';
import type { AuditLine } from './audit-line.js';

/** What the hashes were taken over, read back from a line; `null` if the line cannot be what the log holds. */
export function logEventOf({
  type: eventType,
  schemaversion: schemaVersion,
  data,
}: AuditLine): LogEvent | null {
  const type = EVENT_TYPES.find((known) => `daybook.${known}` === eventType);
  const start = momentOf(data.startAt);
  const end = momentOf(data.endAt);
  if (type === undefined || start === undefined || end === undefined) return null;
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
    startAt: start?.ms ?? null,
    startOffset: start?.offsetMinutes ?? null,
    endAt: end?.ms ?? null,
    endOffset: end?.offsetMinutes ?? null,
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

/** `undefined` for a text that the log would not spell so: another spelling would be a change that no hash shows. */
function momentOf(text: string | null): Instant | null | undefined {
  if (text === null) return null;
  const moment = parseInstant(text);
  return moment && formatInstant(moment.ms, moment.offsetMinutes) === text ? moment : undefined;
}
