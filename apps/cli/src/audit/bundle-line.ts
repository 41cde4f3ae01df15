import {
  EVENT_TYPES,
  formatInstant,
  mutationIdTime,
  parseInstant,
  type Instant,
  type LogEvent,
} from '@daybook/domain';
import type { AuditEvent } from '@daybook/projections';

/** What each line of a commit repeats of it. */
export interface BundleCommit {
  readonly streamId: string;
  readonly subject: string;
  readonly commitId: string;
  readonly firstVersion: number;
  readonly lastVersion: number;
  readonly recordedAt: number;
  readonly actorId: string | null;
  readonly deviceId: string | null;
  readonly requestId: string | null;
  readonly reason: string | null;
  /** Hashes and salt in hexadecimal digits; an erased commit has no salt. */
  readonly salt: string | null;
  readonly contentHash: string;
  readonly hash: string;
  readonly previousHash: string | null;
}

/** The head that the first line of an export names. */
export interface BundleHead {
  readonly version: number;
  readonly hash: string;
}

/** A line of a bundle: an event, its place, and the commit that it belongs to. */
export interface BundleLine {
  readonly version: number;
  readonly commit: BundleCommit;
  readonly event: LogEvent;
  readonly head: BundleHead | null;
}

/** A line that is not what `daybook export` writes. */
export class UnreadableLine extends Error {}

type Exported = AuditEvent & { readonly headversion?: number; readonly headhash?: string };

/** Members of `data` that repeat the skeleton, which stays when a subject is erased. */
const SKELETON = new Set(['event', 'recordedAt']);

const HEX = /^([0-9a-f]{2})+$/;
const SOURCE = /^\/subjects\/(.+)$/;

/**
 * Reads a line back into what is hashed. Members that only repeat others are held against them, so that no member of
 * a line can be changed unseen.
 *
 * @throws UnreadableLine
 */
export function bundleLine(text: string): BundleLine {
  const line = parsed(text);
  const event = eventOf(line);
  const recordedAt = parseInstant(line.time)?.ms ?? NaN;
  // In no other spelling: another text of the same instant would be a change that no hash shows.
  if (Number.isNaN(recordedAt) || new Date(recordedAt).toISOString() !== line.time) {
    throw new UnreadableLine('its time is no instant in UTC');
  }
  if (line.salt === undefined) refuseContent(line);
  else if (!HEX.test(line.salt)) throw new UnreadableLine('its salt is not hexadecimal');
  refuseContradictions(line, event);
  return { version: line.streamversion, commit: commitOf(line, recordedAt), event, head: headOf(line) };
}

function parsed(text: string): Exported {
  try {
    const line = JSON.parse(text) as Partial<Exported> | null;
    if (typeof line === 'object' && line?.specversion === '1.0' && typeof line.data === 'object') {
      return line as Exported;
    }
  } catch {
    throw new UnreadableLine('it is no JSON');
  }
  throw new UnreadableLine('it is no event of a log');
}

function eventOf({ type: eventType, schemaversion: schemaVersion, data }: Exported): LogEvent {
  const type = EVENT_TYPES.find((known) => `daybook.${known}` === eventType);
  if (type === undefined) throw new UnreadableLine('its type is none that this version knows');
  const start = momentOf(data.startAt);
  const end = momentOf(data.endAt);
  return {
    type,
    schemaVersion,
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

function commitOf(line: Exported, recordedAt: number): BundleCommit {
  const subject = SOURCE.exec(line.source)?.[1];
  if (subject === undefined) throw new UnreadableLine('its source names no subject');
  return {
    streamId: line.streamid,
    subject,
    commitId: line.commitid,
    firstVersion: line.commitfirst,
    lastVersion: line.commitlast,
    recordedAt,
    actorId: line.data.actor,
    deviceId: line.data.device,
    requestId: line.data.requestId,
    reason: line.data.reason,
    salt: line.salt ?? null,
    contentHash: line.contenthash,
    hash: line.commithash,
    previousHash: line.previoushash ?? null,
  };
}

function headOf({ headversion: version, headhash: hash }: Exported): BundleHead | null {
  return version === undefined || hash === undefined ? null : { version, hash };
}

/** Erasure takes the salt and the content together; content without a salt is content that nothing vouches for. */
function refuseContent({ data }: Exported): void {
  const kept = Object.entries(data).filter(([name, value]) => !SKELETON.has(name) && value !== null);
  if (kept.length > 0) throw new UnreadableLine('it has content but no salt to check it with');
}

function refuseContradictions(line: Exported, { type, measurementId }: LogEvent): void {
  const { data, source, streamversion } = line;
  const { mutationId } = data;
  const erased = mutationId === null;
  const pairs = [
    [line.id, erased ? `${source.replace('/subjects/', '')}/${streamversion}` : mutationId],
    [line.subject ?? null, measurementId],
    [data.event, type],
    [data.recordedAt, line.time],
    [data.clientTime, erased ? null : timeText(mutationId)],
  ];
  if (pairs.some(([found, expected]) => found !== expected)) {
    throw new UnreadableLine('its members contradict each other');
  }
}

function timeText(mutationId: unknown): string {
  const ms = typeof mutationId === 'string' ? mutationIdTime(mutationId) : NaN;
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString();
}

function momentOf(text: string | null): Instant | null {
  const moment = text === null ? null : parseInstant(text);
  if (moment === null) return null;
  if (moment && formatInstant(moment.ms, moment.offsetMinutes) === text) return moment;
  throw new UnreadableLine('its start or end is no instant as the log spells it');
}
