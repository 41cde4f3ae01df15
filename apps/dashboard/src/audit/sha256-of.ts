import { sha256 } from '@daybook/domain';

/**
 * SHA-256 of the parts one after the other, by the browser's own cryptography. That exists only on https and on
 * localhost; elsewhere ours does the same, some five times slower.
 */
export async function sha256Of(...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  const { subtle } = globalThis.crypto as Partial<Crypto>;
  return subtle === undefined ? sha256(whole) : new Uint8Array(await subtle.digest('SHA-256', whole));
}
