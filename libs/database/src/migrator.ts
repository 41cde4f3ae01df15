import { Migrator, sql, type Kysely, type Migration } from 'kysely';
import { createKysely } from './kysely.js';
import { createPool } from './pool.js';

/** The migrations by name, in order, and what the API's role may do after them. */
export interface MigrationPlan {
  readonly migrations: Readonly<Record<string, Migration>>;
  /** The role of DATABASE_URL. */
  readonly apiRole: string;
  /** SQL that can be run any number of times, for a role name that is already quoted. */
  readonly grants: (quotedRole: string) => string;
}

const APPLIED = 'kysely_migration';

/** "daybook" in ASCII; processes that migrate at once take turns at the grants as well. */
const GRANTS_LOCK = 0x64617962;

/**
 * Applies what is missing, all in one transaction, and gives the API's role its rights. Returns the names of what
 * was applied. Any number of processes may do this at once: one works, the others wait and find nothing to do.
 */
export async function migrateToLatest(ownerUrl: string, plan: MigrationPlan): Promise<readonly string[]> {
  const pool = createPool(ownerUrl, {
    max: 1,
    applicationName: 'daybook migrate',
    statementTimeoutMs: 0,
    lockTimeoutMs: 0,
  });
  const database = createKysely<unknown>(pool);
  try {
    const migrator = new Migrator({
      db: database,
      provider: { getMigrations: () => Promise.resolve(plan.migrations) },
    });
    const { error, results } = await migrator.migrateToLatest();
    if (error !== undefined) {
      const failed = results?.find((result) => result.status === 'Error')?.migrationName;
      const where = failed === undefined ? '' : ` at ${failed}`;
      throw new Error(
        `The migration failed${where}: ${error instanceof Error ? error.message : 'unknown error'}`,
        {
          cause: error,
        },
      );
    }
    await grantRights(database, plan);
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await database.destroy();
  }
}

/** Two sessions that grant on the same table at once would fail with "tuple concurrently updated". */
async function grantRights(database: Kysely<unknown>, { apiRole, grants }: MigrationPlan): Promise<void> {
  const role = `"${apiRole.replaceAll('"', '""')}"`;
  await database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(GRANTS_LOCK)})`.execute(transaction);
    await sql.raw(`grant select on ${APPLIED} to ${role};\n${grants(role)}`).execute(transaction);
  });
}
