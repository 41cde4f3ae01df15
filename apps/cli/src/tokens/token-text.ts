import { createHash, randomBytes } from 'node:crypto';

/** Secret scanners find tokens in code and logs by it. */
const PREFIX = 'dbk_';
const RANDOM_BYTES = 32;

/** A new token: 256 bits from the system's generator, in the shape that the API accepts. */
export function newToken(): string {
  return PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
}

/** What the database keeps of a token. 256 random bits need no salt and no slow hash. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
