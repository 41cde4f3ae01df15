import { Command } from 'commander';
import { runs, type Surroundings } from '../run-command.js';
import type { MigrateFlags } from './migrate.js';

/** `daybook migrate`: brings the schema up to date. */
export function migrateCommand(surroundings: Surroundings): Command {
  const command = new Command('migrate')
    .description('bring the database up to date')
    .option('--check', 'only say what is missing; exit code 1 if anything is')
    .option('--new-epoch', 'after a restore that the database does not show: every replica takes a snapshot');
  return runs<MigrateFlags>(command, surroundings, {
    settings: ['dataDir'],
    examples: ['daybook migrate --check'],
    work: async ({ terminal, settings, options }) => {
      const { migrate } = await import('./migrate.js');
      return migrate(terminal, settings, options);
    },
  });
}
