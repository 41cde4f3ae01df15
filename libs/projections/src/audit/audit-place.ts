import { InvalidPlace } from '../invalid-place.js';
import { ExpiredPlace } from './expired-place.js';

/**
 * The last event looked at, by its place in an order of the log and the epoch of its stream. The epoch is another
 * after a restore, as for the cursors of the feed: the places of two incarnations are never mixed.
 */
export interface AuditPlace<Order> {
  readonly at: Order;
  /** `null` at the beginning, which every incarnation has in common. */
  readonly epoch: string | null;
}

/** A place in the order over all subjects; `txid` is text, because it has 64 bits. */
export interface GlobalOrder {
  readonly txid: string;
  readonly position: number;
}

export type GlobalPlace = AuditPlace<GlobalOrder>;

/** A place in the order of one subject's versions. */
export type StreamPlace = AuditPlace<number>;

const EPOCH = String.raw`(?:\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))?`;
const GLOBAL = new RegExp(String.raw`^g(\d{1,20})\.(\d{1,16})${EPOCH}$`);
const STREAM = new RegExp(String.raw`^v(\d{1,16})${EPOCH}$`);

export function globalPlaceText({ at: { txid, position }, epoch }: GlobalPlace): string {
  return `g${txid}.${position}${epochText(epoch)}`;
}

/** @throws InvalidPlace, ExpiredPlace */
export function globalPlace(text: string | undefined): GlobalPlace {
  if (text === undefined) return { at: { txid: '0', position: 0 }, epoch: null };
  const [, txid, position, epoch] = GLOBAL.exec(text) ?? [];
  if (txid === undefined || BigInt(txid) >= 1n << 64n) throw new InvalidPlace();
  const at = { txid, position: Number(position) };
  return placeOf(at, epoch, BigInt(txid) === 0n && at.position === 0);
}

export function streamPlaceText({ at, epoch }: StreamPlace): string {
  return `v${at}${epochText(epoch)}`;
}

/** @throws InvalidPlace, ExpiredPlace */
export function streamPlace(text: string | undefined): StreamPlace {
  if (text === undefined) return { at: 0, epoch: null };
  const [, version, epoch] = STREAM.exec(text) ?? [];
  if (version === undefined) throw new InvalidPlace();
  return placeOf(Number(version), epoch, Number(version) === 0);
}

function epochText(epoch: string | null): string {
  return epoch === null ? '' : `.${epoch}`;
}

/** A place behind the beginning without an epoch is of a version that did not name it: of what log is not known. */
function placeOf<Order>(at: Order, epoch: string | undefined, isBeginning: boolean): AuditPlace<Order> {
  if (isBeginning) return { at, epoch: null };
  if (epoch === undefined) throw new ExpiredPlace();
  return { at, epoch };
}
