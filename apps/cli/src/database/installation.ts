import {
  createPool,
  migrateToLatest,
  openDatabase,
  pendingMigrations,
  type OpenDatabase,
} from '@daybook/database';
import { apiRoleGrants, migrations } from '@daybook/migrations';
import { EXIT } from '../exit-code.js';
import type { Settings } from '../settings/settings.js';
import { UsageError } from '../usage-error.js';
import { withoutPasswords } from './without-passwords.js';

/** Finds the database of these settings, as every command does. Its schema may still be missing or old. */
export async function openInstallation(settings: Settings): Promise<OpenDatabase> {
  const { databaseUrl, ownerUrl, dataDir } = settings;
  try {
    return await openDatabase({
      databaseUrl: databaseUrl ?? undefined,
      ownerUrl: ownerUrl ?? undefined,
      dataDir,
    });
  } catch (error) {
    throw withoutPasswords(error);
  }
}

/** Ends the process now, but without leaving a PostgreSQL behind that runs for nobody else. */
export async function closeAndExit(opening: Promise<OpenDatabase>): Promise<never> {
  await opening.then((database) => database.close()).catch(() => undefined);
  process.exit(EXIT.problem);
}

/** Brings the schema up to date. Returns the names of what was applied. */
export async function migrateInstallation(database: OpenDatabase): Promise<readonly string[]> {
  const plan = { migrations, apiRole: database.apiRole, grants: apiRoleGrants };
  return migrateToLatest(database.ownerUrl, plan);
}

/** The names of migrations that the database lacks. */
export async function missingMigrations(database: OpenDatabase): Promise<readonly string[]> {
  return pendingMigrations(database.apiUrl, migrations);
}

/**
 * Makes sure that the schema is the one this program was written for. The embedded database is migrated, because
 * nobody else looks after it; of a configured one that is the operator's decision.
 *
 * @returns the names of what was applied
 * @throws UsageError that says which command helps
 */
export async function ensureSchema(database: OpenDatabase): Promise<readonly string[]> {
  const missing = await missingMigrations(database);
  if (missing.length === 0) return [];
  if (database.embedded) return migrateInstallation(database);
  const names =
    missing.length === 1 ? `the migration ${missing.join()}` : `the migrations ${missing.join(', ')}`;
  throw new UsageError(`The database lacks ${names}: run \`daybook migrate\`, or start with --migrate.`);
}

/** A pool for one command: its statements may take as long as they need. */
export function commandPool(url: string) {
  return createPool(url, { max: 4, applicationName: 'daybook', statementTimeoutMs: 0 });
}
