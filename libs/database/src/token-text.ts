import { createHash, randomBytes } from 'node:crypto';

/** Secret scanners find tokens in code and logs by it. */
const PREFIX = 'dbk_';
const RANDOM_BYTES = 32;

/** The prefix and 32 bytes of base64url without padding. */
const SHAPE = /^dbk_[A-Za-z0-9_-]{43}$/u;

/** A new token: 256 bits from the system's generator. It is shown once; the database keeps only its hash. */
export function newToken(): string {
  return PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
}

/** Whether a text can be a token at all: what cannot is refused without asking the database. */
export function isTokenShaped(text: string): boolean {
  return SHAPE.test(text);
}

/** What the database keeps of a token or a sign-in code. 256 random bits need no salt and no slow hash. */
export function secretHash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
