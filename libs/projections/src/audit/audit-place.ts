import { InvalidPlace } from '../invalid-place.js';

/** The last event looked at in the global order; `txid` is text, because it has 64 bits. */
export interface GlobalPlace {
  readonly txid: string;
  readonly position: number;
}

const GLOBAL = /^g(\d{1,20})\.(\d{1,16})$/;
const STREAM = /^v(\d{1,16})$/;

export function globalPlaceText({ txid, position }: GlobalPlace): string {
  return `g${txid}.${position}`;
}

/** @throws InvalidPlace */
export function globalPlace(text: string | undefined): GlobalPlace {
  if (text === undefined) return { txid: '0', position: 0 };
  const [, txid, position] = GLOBAL.exec(text) ?? [];
  if (txid === undefined || BigInt(txid) >= 1n << 64n) throw new InvalidPlace();
  return { txid, position: Number(position) };
}

export function streamPlaceText(version: number): string {
  return `v${version}`;
}

/** @throws InvalidPlace */
export function streamPlace(text: string | undefined): number {
  if (text === undefined) return 0;
  const [, version] = STREAM.exec(text) ?? [];
  if (version === undefined) throw new InvalidPlace();
  return Number(version);
}
