import { fromBase64url, toBase64url } from './base64url.js';
import { ENTITIES, type Entity } from './entity.js';

/**
 * A position in one subject's feed.
 *
 * @property epoch the incarnation of the log: after a restore it is another, so that two histories never mix
 * @property seq the last change that the holder has seen; 0 at the beginning
 * @property entities the filter that the cursor is bound to; `null` is every entity, also those of later versions
 * @property floor the floor at the moment the holder began at the beginning, else 0. Who began there holds nothing
 *   that a tombstone removed before could name, so the cursor expires only when the floor has passed both.
 */
export interface Cursor {
  readonly userId: string;
  readonly epoch: string;
  readonly seq: number;
  readonly entities: readonly Entity[] | null;
  readonly floor: number;
}

const FORMAT = 1;
const UUID_BYTES = 16;
const EPOCH_AT = 1 + UUID_BYTES;
const SEQ_AT = EPOCH_AT + UUID_BYTES;
const FLOOR_AT = SEQ_AT + 8;
const ENTITIES_AT = FLOOR_AT + 8;
const CHECK_AT = ENTITIES_AT + 1;
const LENGTH = CHECK_AT + 4;

/** The opaque text of a cursor: 72 URL-safe characters. It holds no secret and grants nothing. */
export function encodeCursor(cursor: Cursor): string {
  const bytes = new Uint8Array(LENGTH);
  const view = new DataView(bytes.buffer);
  bytes[0] = FORMAT;
  writeUuid(bytes, 1, cursor.userId);
  writeUuid(bytes, EPOCH_AT, cursor.epoch);
  view.setBigUint64(SEQ_AT, BigInt(cursor.seq));
  view.setBigUint64(FLOOR_AT, BigInt(cursor.floor));
  bytes[ENTITIES_AT] = entityBits(cursor.entities);
  view.setUint32(CHECK_AT, checksum(bytes.subarray(0, CHECK_AT)));
  return toBase64url(bytes);
}

/** What a cursor says, or `undefined` for what {@link encodeCursor} did not make (or a transport garbled). */
export function decodeCursor(text: string): Cursor | undefined {
  const bytes = fromBase64url(text);
  if (bytes?.length !== LENGTH || bytes[0] !== FORMAT) return undefined;
  const view = new DataView(bytes.buffer);
  if (view.getUint32(CHECK_AT) !== checksum(bytes.subarray(0, CHECK_AT))) return undefined;
  const bits = bytes[ENTITIES_AT] as number;
  if (bits >= 1 << ENTITIES.length) return undefined;
  const seq = Number(view.getBigUint64(SEQ_AT));
  const floor = Number(view.getBigUint64(FLOOR_AT));
  if (!Number.isSafeInteger(seq) || !Number.isSafeInteger(floor)) return undefined;
  return {
    userId: readUuid(bytes, 1),
    epoch: readUuid(bytes, EPOCH_AT),
    seq,
    floor,
    entities: bits === 0 ? null : ENTITIES.filter((_, bit) => (bits & (1 << bit)) !== 0),
  };
}

/** Whether two filters let the same entities through, in whatever order they were named. */
export function sameEntities(a: readonly Entity[] | null, b: readonly Entity[] | null): boolean {
  return entityBits(a) === entityBits(b);
}

function entityBits(entities: readonly Entity[] | null): number {
  if (entities === null) return 0;
  return entities.reduce((bits, entity) => bits | (1 << ENTITIES.indexOf(entity)), 0);
}

function writeUuid(bytes: Uint8Array, at: number, uuid: string): void {
  const hex = uuid.replaceAll('-', '');
  for (let i = 0; i < UUID_BYTES; i++) bytes[at + i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16);
}

function readUuid(bytes: Uint8Array, at: number): string {
  let hex = '';
  for (let i = 0; i < UUID_BYTES; i++) hex += (bytes[at + i] as number).toString(16).padStart(2, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** FNV-1a, 32 bit: a garbled cursor shall be refused, not name another place. It is no protection against forgery. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
