import { createPool } from './pool.js';

/**
 * The names of the migrations that the database lacks, in order. It needs no more rights than the API's role has,
 * and of a database that was never migrated everything is missing.
 */
export async function pendingMigrations(
  url: string,
  migrations: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  const pool = createPool(url, { max: 1, applicationName: 'daybook' });
  try {
    // The list of what was applied is there, but closed to the API's role, until the first migration has succeeded.
    const { rows: lists } = await pool.query<{ readable: boolean }>(
      `select coalesce(has_table_privilege(to_regclass('kysely_migration'), 'select'), false) as readable`,
    );
    const { rows } = lists[0]?.readable
      ? await pool.query<{ name: string }>('select name from kysely_migration')
      : { rows: [] };
    const applied = new Set(rows.map((row) => row.name));
    return Object.keys(migrations)
      .sort()
      .filter((name) => !applied.has(name));
  } finally {
    await pool.end();
  }
}
