import type { OpenDatabase } from '@daybook/database';
import type { Pool } from 'pg';
import { EXIT, type ExitCode } from '../exit-code.js';
import { onInterrupt } from '../interrupts.js';
import type { Settings } from '../settings/settings.js';
import type { Terminal } from '../terminal/terminal.js';
import { closeAndExit, commandPool, ensureSchema, openInstallation, type Purpose } from './installation.js';

/** The database as a command has it for its moment. */
export interface OpenInstallation {
  readonly database: OpenDatabase;
  /** Connections of the API's role: reads everything, appends. */
  readonly pool: Pool;
  /** Connections of the owner: rebuilds and compacts. */
  readonly ownerPool: Pool;
}

/**
 * Opens the database that is there, with its schema up to date, for one command.
 *
 * @throws UsageError if there is none, or its schema is not the program's
 */
export async function withDatabase(
  terminal: Terminal,
  settings: Settings,
  work: (installation: OpenInstallation) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withAnyDatabase(terminal, settings, 'use', async (installation) => {
    await ensureSchema(installation.database);
    return work(installation);
  });
}

/**
 * Opens the database, whatever its schema, for one command and closes it again, also when the command is interrupted:
 * an embedded server that was started for its moment must not stay behind.
 */
export async function withAnyDatabase(
  terminal: Terminal,
  settings: Settings,
  purpose: Purpose,
  work: (installation: OpenInstallation) => Promise<ExitCode>,
): Promise<ExitCode> {
  const interruption = new AbortController();
  const stop = () => {
    interruption.abort();
    void closeAndExit(opening);
  };
  // First of all: a signal that nobody listens to ends the process, and leaves what it has just begun to open.
  const restore = onInterrupt(stop, stop);
  const opening = openInstallation(terminal, settings, purpose);
  try {
    const database = await opening;
    const pool = commandPool(database.apiUrl);
    const ownerPool = commandPool(database.ownerUrl);
    try {
      return await work({ database, pool, ownerPool });
    } finally {
      await Promise.all([pool.end(), ownerPool.end()]);
      await database.close();
    }
  } catch (error) {
    // What an interruption cuts off fails for no other reason.
    if (interruption.signal.aborted) return EXIT.problem;
    throw error;
  } finally {
    restore();
  }
}
