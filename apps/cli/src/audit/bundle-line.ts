import { hashedEvent, type AuditEvent, type AuditEventData } from '@daybook/contract';
import { mutationIdTime, parseInstant, type LogEvent } from '@daybook/domain';
import type { EvidentCommit } from '@daybook/event-log';

/** What each line of a commit repeats of it. `subject` is whose the lines say that the stream is: no hash covers it. */
export interface BundleCommit extends Omit<EvidentCommit, 'events'> {
  readonly streamId: string;
  readonly subject: string;
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

/** Every member that a line can have. Another would be text in verified evidence that no hash covers. */
const MEMBERS: Record<keyof Exported, true> = {
  specversion: true,
  id: true,
  source: true,
  type: true,
  subject: true,
  time: true,
  datacontenttype: true,
  streamid: true,
  streamversion: true,
  schemaversion: true,
  commitid: true,
  commitfirst: true,
  commitlast: true,
  commithash: true,
  contenthash: true,
  previoushash: true,
  salt: true,
  data: true,
  headversion: true,
  headhash: true,
};

const DATA_MEMBERS: Record<keyof AuditEventData, true> = {
  mutationId: true,
  event: true,
  measurementId: true,
  type: true,
  value: true,
  previousValue: true,
  unit: true,
  sentValue: true,
  sentUnit: true,
  superseded: true,
  source: true,
  sourceDevice: true,
  externalId: true,
  startAt: true,
  endAt: true,
  localDate: true,
  timeZone: true,
  stage: true,
  details: true,
  previousMutationId: true,
  previousLocalDate: true,
  actor: true,
  device: true,
  requestId: true,
  reason: true,
  clientTime: true,
  recordedAt: true,
};

const HEX = /^([0-9a-f]{2})+$/;
const SOURCE = /^\/subjects\/(.+)$/;

/**
 * Reads a line back into what is hashed. Members that only repeat others are held against them, members that nobody
 * knows are refused, and so is any other spelling of the same JSON, so that nothing of a line can be changed unseen.
 *
 * @throws UnreadableLine
 */
export function bundleLine(text: string): BundleLine {
  const line = parsed(text);
  const event = hashedEvent(line);
  if (event === null) throw new UnreadableLine('its type, its start or its end is none that the log writes');
  const recordedAt = parseInstant(line.time)?.ms ?? NaN;
  // In no other spelling: another text of the same instant would be a change that no hash shows.
  if (Number.isNaN(recordedAt) || new Date(recordedAt).toISOString() !== line.time) {
    throw new UnreadableLine('its time is no instant in UTC');
  }
  refuseContradictions(line, event);
  return { version: line.streamversion, commit: commitOf(line, recordedAt), event, head: headOf(line) };
}

function parsed(text: string): Exported {
  let line: Partial<Exported> | null;
  try {
    line = JSON.parse(text) as Partial<Exported> | null;
  } catch {
    throw new UnreadableLine('it is no JSON');
  }
  const data: unknown = line?.data;
  if (line?.specversion !== '1.0' || typeof data !== 'object' || data === null) {
    throw new UnreadableLine('it is no event of a log');
  }
  refuseUnknown(line, MEMBERS);
  refuseUnknown(data, DATA_MEMBERS);
  // A member that stands twice would be read as its last value here and maybe as its first elsewhere.
  if (JSON.stringify(line) !== text) throw new UnreadableLine('it is not spelled as the log spells it');
  return line as Exported;
}

function refuseUnknown(object: object, known: Readonly<Record<string, true>>): void {
  const unknown = Object.keys(object).find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined) throw new UnreadableLine(`no hash covers its member "${unknown}"`);
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
    salt: line.salt === undefined ? null : bytes(line.salt),
    contentHash: bytes(line.contenthash),
    hash: bytes(line.commithash),
    previousHash: line.previoushash === undefined ? null : bytes(line.previoushash),
  };
}

function bytes(hex: string): Uint8Array {
  if (!HEX.test(hex)) throw new UnreadableLine('its hashes or its salt are not hexadecimal');
  return Buffer.from(hex, 'hex');
}

function headOf({ streamversion, headversion: version, headhash: hash }: Exported): BundleHead | null {
  if (version === undefined && hash === undefined) return null;
  if (streamversion === 1 && version !== undefined && hash !== undefined) return { version, hash };
  throw new UnreadableLine('only the first line names the head, by its version and its hash');
}

function refuseContradictions(line: Exported, { type, measurementId }: LogEvent): void {
  const { data, source, streamversion } = line;
  const { mutationId } = data;
  const erased = mutationId === null;
  const pairs = [
    [line.id, erased ? `${source.replace('/subjects/', '')}/${streamversion}` : mutationId],
    [line.subject ?? null, measurementId],
    [line.datacontenttype, 'application/json'],
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
