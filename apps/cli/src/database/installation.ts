import { resolve } from 'node:path';
import {
  createPool,
  dataFolderState,
  migrateToLatest,
  openDatabase,
  pendingMigrations,
  type OpenDatabase,
} from '@daybook/database';
import { apiRoleGrants, migrations } from '@daybook/migrations';
import { EXIT } from '../exit-code.js';
import type { Settings } from '../settings/settings.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../usage-error.js';
import { withoutPasswords } from './without-passwords.js';
import { commandLine } from '../command-line.js';

/** `make`: an embedded database that is missing is made. `use`: that is wrong usage, a mistyped folder for example. */
export type Purpose = 'make' | 'use';

/**
 * Finds the database of these settings, as every command does. Its schema may still be missing or old.
 *
 * @throws UsageError if the data folder cannot be meant or cannot be used
 */
export async function openInstallation(
  terminal: Terminal,
  settings: Settings,
  purpose: Purpose,
): Promise<OpenDatabase> {
  const { databaseUrl, ownerUrl, dataDir } = settings;
  try {
    if (databaseUrl === null) checkDataFolder(dataDir, purpose);
    return await openDatabase({
      databaseUrl: databaseUrl ?? undefined,
      ownerUrl: ownerUrl ?? undefined,
      dataDir,
      onWait: (place) => {
        terminal.note(`Waiting for the database of DATABASE_URL at ${place} …`);
      },
    });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (UNUSABLE.has((error as NodeJS.ErrnoException).code ?? '')) {
      throw new UsageError(
        `The data folder ${resolve(dataDir)} cannot be used (${(error as Error).message}): make it a folder that you may write to, or name another with --data-dir.`,
      );
    }
    throw withoutPasswords(error);
  }
}

/** What a file system says of a folder that is none, or is not ours to write to. */
const UNUSABLE = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'EEXIST',
  'ENOTDIR',
  'ENOENT',
  'ENAMETOOLONG',
  'ENOSPC',
]);

function checkDataFolder(dataDir: string, purpose: Purpose): void {
  const state = dataFolderState(dataDir);
  if (state === 'installation') return;
  const folder = resolve(dataDir);
  if (purpose === 'use') {
    throw new UsageError(
      `There is no installation in ${folder}: name its folder with --data-dir, or its database with DATABASE_URL; \`${commandLine('serve')}\` makes a new one.`,
    );
  }
  if (state === 'foreign') {
    throw new UsageError(
      `${folder} holds files that are not Daybook's, and no installation: name an empty or a new folder with --data-dir.`,
    );
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
  throw new UsageError(
    `The database lacks ${names}: run \`${commandLine('migrate')}\`, or start with --migrate.`,
  );
}

/** A pool for one command: its statements may take as long as they need. */
export function commandPool(url: string) {
  return createPool(url, { max: 4, applicationName: 'daybook', statementTimeoutMs: 0 });
}
