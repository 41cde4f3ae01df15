import type { Kysely } from 'kysely';
import type { Database } from '@daybook/database';
import type { Caller } from './caller.js';
import { ROLES, type Role } from './role.js';

/** A token is sent by a program in a header, or by a browser in the session cookie; neither passes for the other. */
export type TokenUse = 'bearer' | 'session';

/** The tokens that are kept. Only hashes are: a copy of the database opens nothing. */
export class TokenStore {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** Whom the token of the hash stands for, if neither it nor its device has been revoked. It may have expired. */
  async find(hash: Buffer, use: TokenUse): Promise<Caller | null> {
    const row = await this.#unrevoked()
      .select(['t.id', 't.role', 't.user_id', 't.device_id', 'd.kind', 't.expires_at'])
      .where('t.token_hash', '=', hash)
      .where('t.use', '=', use)
      .executeTakeFirst();
    if (!row) return null;
    return {
      tokenId: row.id,
      role: roleOf(row.role),
      userId: row.user_id,
      deviceId: row.device_id,
      deviceKind: row.kind,
      expiresAt: row.expires_at,
    };
  }

  async unrevokedAmong(tokenIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (tokenIds.length === 0) return new Set();
    const rows = await this.#unrevoked().select('t.id').where('t.id', 'in', tokenIds).execute();
    return new Set(rows.map(({ id }) => id));
  }

  #unrevoked() {
    return this.#db
      .selectFrom('tokens as t')
      .leftJoin('devices as d', (join) =>
        join.onRef('d.user_id', '=', 't.user_id').onRef('d.id', '=', 't.device_id'),
      )
      .where('t.revoked_at', 'is', null)
      .where('d.revoked_at', 'is', null);
  }
}

function roleOf(text: string): Role {
  const role = ROLES.find((known) => known === text);
  if (!role) throw new Error('the database holds a role that this version does not know');
  return role;
}
