import { sha256 } from './sha256.js';
import { utf8 } from './utf8.js';

const MODULUS = 1n << 64n;

/**
 * What one entity adds to the digest of its kind: the first 8 bytes, big-endian, of SHA-256 of
 * `entity|id|revision`.
 */
export function entityDigest(entity: string, id: string, revision: number): bigint {
  const hash = sha256(utf8(`${entity}|${id}|${revision}`));
  const view = new DataView(hash.buffer, hash.byteOffset, 8);
  return view.getBigUint64(0);
}

/** Digests are sums modulo 2^64, so that neither order nor history matters and each write is one addition. */
export function addDigest(sum: string, ...parts: readonly bigint[]): string {
  let total = BigInt(`0x${sum}`);
  for (const part of parts) total += part;
  return (((total % MODULUS) + MODULUS) % MODULUS).toString(16).padStart(16, '0');
}

export const EMPTY_DIGEST = '0'.repeat(16);
