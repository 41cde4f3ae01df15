import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Database } from './database-schema.js';

/**
 * The typed query builder on a pool. It never names statements, so PostgreSQL plans every one anew (0.6 ms for the
 * log's two big ones): those go to the pool by name, everything else through here. `destroy()` ends the pool.
 */
export function createKysely<Schema = Database>(pool: pg.Pool): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
