import { sha256 } from './sha256.js';
import { utf8 } from './utf8.js';

/**
 * What one entity adds to the digest of its kind: the first 8 bytes, big-endian, of SHA-256 of
 * `entity|id|revision`.
 */
export function entityDigest(entity: string, id: string, revision: number): bigint {
  const hash = sha256(utf8(`${entity}|${id}|${revision}`));
  return new DataView(hash.buffer).getBigUint64(0);
}

/** Digests are sums modulo 2^64, so that neither order nor history matters and each write is one addition. */
export function addDigest(sum: string, ...parts: readonly bigint[]): string {
  const total = parts.reduce((a, b) => a + b, BigInt(`0x${sum}`));
  return BigInt.asUintN(64, total).toString(16).padStart(16, '0');
}

export const EMPTY_DIGEST = '0'.repeat(16);
