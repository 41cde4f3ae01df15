import { isTokenShaped, secretHash } from '@daybook/database';
import type { Caller } from './caller.js';
import type { TokenStore, TokenUse } from './token-store.js';

/** A revocation takes effect within a second, so nothing may be remembered for longer. */
const REMEMBERED_MS = 1_000;
/** Bounds the memory that wrong tokens can take. */
const MAX_REMEMBERED = 10_000;

interface Remembered {
  readonly until: number;
  readonly caller: Promise<Caller | null>;
}

/**
 * Finds out whom a token stands for. An answer is remembered for a second, so that a burst of requests asks the
 * database once; look-ups that are under way are shared.
 */
export class TokenDirectory {
  readonly #store: TokenStore;
  readonly #now: () => number;
  readonly #remembered = new Map<string, Remembered>();

  constructor(store: TokenStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** `null` for a token that is unknown, expired, revoked, or meant for another use. */
  async find(token: string, use: TokenUse): Promise<Caller | null> {
    if (!isTokenShaped(token)) return null;
    const hash = secretHash(token);
    const key = use + hash.toString('base64');
    const known = this.#remembered.get(key);
    const caller = await (known && performance.now() < known.until
      ? known.caller
      : this.#lookUp(key, hash, use));
    return caller && (caller.expiresAt === null || this.#now() < caller.expiresAt) ? caller : null;
  }

  /** The tokens among these that nobody has revoked; asked of the database, never remembered. */
  unrevokedAmong(tokenIds: readonly string[]): Promise<ReadonlySet<string>> {
    return this.#store.unrevokedAmong(tokenIds);
  }

  #lookUp(key: string, hash: Buffer, use: TokenUse): Promise<Caller | null> {
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    const caller = this.#store.find(hash, use);
    this.#remembered.set(key, { until: performance.now() + REMEMBERED_MS, caller });
    caller.catch(() => this.#remembered.delete(key));
    return caller;
  }
}
