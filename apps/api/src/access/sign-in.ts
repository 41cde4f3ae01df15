import type { Kysely } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { newToken, secretHash, type Database } from '@daybook/database';
import { SESSION_SECONDS } from './session-cookie.js';
import { sessionDevice, type OpeningBrowser } from './session-device.js';

/** Turns the code of a one-time sign-in link into a session. */
export class SignIn {
  readonly #db: Kysely<Database>;
  readonly #now: () => number;

  constructor(db: Kysely<Database>, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /**
   * A new session token, or `null` for a code that is unknown, used or too old. Of two requests with one code the
   * row lock lets one through; the code is spent in the transaction that makes the token.
   */
  async redeem(code: string, browser: OpeningBrowser): Promise<string | null> {
    const now = this.#now();
    const token = newToken();
    return this.#db.transaction().execute(async (transaction) => {
      const spent = await transaction
        .updateTable('sign_in_codes')
        .set({ used_at: new Date(now) })
        .where('code_hash', '=', secretHash(code))
        .where('used_at', 'is', null)
        .returning(['user_id', 'role', 'expires_at'])
        .executeTakeFirst();
      if (!spent || spent.expires_at <= now) return null;
      const deviceId = await sessionDevice(transaction, spent.user_id, browser, new Date(now));
      await transaction
        .insertInto('tokens')
        .values({
          id: uuidv7(),
          user_id: spent.user_id,
          device_id: deviceId,
          role: spent.role,
          use: 'session',
          token_hash: secretHash(token),
          expires_at: new Date(now + SESSION_SECONDS * 1000),
        })
        .execute();
      return token;
    });
  }
}
