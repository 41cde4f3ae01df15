import { sql, type Kysely } from 'kysely';
import type { Database } from '@daybook/database';
import type { Caller } from './caller.js';

/** A device that is signed in; `createdAt` in Unix milliseconds. */
export interface Device {
  readonly id: string;
  readonly name: string;
  readonly kind: string | null;
  readonly createdAt: number;
}

/** The devices of the subjects, and the end of their sessions. What a device wrote stays. */
export class Devices {
  readonly #db: Kysely<Database>;
  readonly #now: () => number;

  constructor(db: Kysely<Database>, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** Those that hold a token that opens something, the first signed in first. */
  async signedIn(userId: string): Promise<Device[]> {
    const rows = await this.#db
      .selectFrom('devices as d')
      .select(['d.id', 'd.name', 'd.kind', 'd.created_at'])
      .where('d.user_id', '=', userId)
      .where('d.revoked_at', 'is', null)
      .where((d) =>
        d.exists(
          d
            .selectFrom('tokens as t')
            .select('t.id')
            .whereRef('t.user_id', '=', 'd.user_id')
            .whereRef('t.device_id', '=', 'd.id')
            .where('t.revoked_at', 'is', null)
            .where(sql<boolean>`(t.expires_at is null or t.expires_at > ${new Date(this.#now())})`),
        ),
      )
      .orderBy('d.created_at')
      .orderBy('d.id')
      .execute();
    return rows.map(({ created_at: createdAt, ...device }) => ({ ...device, createdAt }));
  }

  /**
   * Ends a device, and with it every token that it holds: a token is worth nothing without its device
   * (`TokenStore`). `false` if the subject has no such device, or it was ended before.
   */
  async signOut(userId: string, deviceId: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('devices')
      .set({ revoked_at: new Date(this.#now()) })
      .where('user_id', '=', userId)
      .where('id', '=', deviceId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Ends whoever asks: their device, or the token alone where there is none, as with an auditor. */
  async signOutCaller({ tokenId, userId, deviceId }: Caller): Promise<void> {
    if (userId !== null && deviceId !== null) await this.signOut(userId, deviceId);
    await this.#db
      .updateTable('tokens')
      .set({ revoked_at: new Date(this.#now()) })
      .where('id', '=', tokenId)
      .where('revoked_at', 'is', null)
      .execute();
  }
}
