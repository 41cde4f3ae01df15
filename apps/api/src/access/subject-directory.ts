import type { Kysely } from 'kysely';
import type { Database } from '@daybook/database';

/** The subjects there are. They never go away, so one that was found is remembered. */
export class SubjectDirectory {
  readonly #db: Kysely<Database>;
  readonly #found = new Set<string>();

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async exists(userId: string): Promise<boolean> {
    if (this.#found.has(userId)) return true;
    const row = await this.#db
      .selectFrom('user_streams')
      .select('user_id')
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (row) this.#found.add(userId);
    return row !== undefined;
  }

  /** Subjects by id, those behind `after`. */
  async list(after: string | null, limit: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('user_streams')
      .select('user_id')
      .$if(after !== null, (query) => query.where('user_id', '>', after ?? ''))
      .orderBy('user_id')
      .limit(limit)
      .execute();
    return rows.map(({ user_id: userId }) => userId);
  }
}
