import { adoptInstallation, newEpoch } from '@daybook/projections';
import type { Pool } from 'pg';
import { EXIT, type ExitCode } from '../exit-code.js';
import type { Settings } from '../settings/settings.js';
import { counted } from '../terminal/numbers.js';
import type { Terminal } from '../terminal/terminal.js';
import { migrateInstallation, missingMigrations } from './installation.js';
import { withAnyDatabase } from './with-database.js';
import { commandLine } from '../command-line.js';

/** The options of `migrate`. */
export interface MigrateFlags {
  readonly check?: boolean;
  readonly newEpoch?: boolean;
}

/** Applies what is missing, or only says so; and gives the streams a new epoch if told to or if it was restored. */
export async function migrate(
  terminal: Terminal,
  settings: Settings,
  flags: MigrateFlags,
): Promise<ExitCode> {
  return withAnyDatabase(
    terminal,
    settings,
    flags.check ? 'use' : 'make',
    async ({ database, ownerPool }) => {
      if (flags.check) return check(terminal, await missingMigrations(database));
      const applied = await migrateInstallation(database);
      terminal.tell(appliedText(applied));
      const streams = await renewEpochs(ownerPool, flags);
      if (streams !== null)
        terminal.tell(`${counted(streams, 'stream')} began a new epoch: replicas take a snapshot.`);
      terminal.answer({ applied, newEpochs: streams });
      return EXIT.done;
    },
  );
}

/** What was applied, in words. */
export function appliedText(applied: readonly string[]): string {
  if (applied.length === 0) return 'The database is up to date.';
  return `Applied ${counted(applied.length, 'migration')}: ${applied.join(', ')}.`;
}

function check(terminal: Terminal, missing: readonly string[]): ExitCode {
  const words =
    missing.length === 0
      ? 'Nothing is missing.'
      : `Missing: ${missing.join(', ')}. Run \`${commandLine('migrate')}\`.`;
  terminal.tell(words);
  terminal.answer({ missing });
  return missing.length === 0 ? EXIT.done : EXIT.problem;
}

/** How many streams began a new epoch; `null` if none had to. */
async function renewEpochs(ownerPool: Pool, { newEpoch: told }: MigrateFlags): Promise<number | null> {
  const adoption = await adoptInstallation(ownerPool);
  if (told) return newEpoch(ownerPool);
  if (adoption !== 'restored') return null;
  const { rows } = await ownerPool.query<{ count: number }>('select count(*) as count from user_streams');
  return rows[0]?.count ?? 0;
}
