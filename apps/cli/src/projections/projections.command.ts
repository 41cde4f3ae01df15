import { Command } from 'commander';
import { groups, runs, type Surroundings } from '../run-command.js';

interface SubjectFlag {
  readonly subject?: string;
}

/** `daybook projections`: are the tables what the log says, and make them so. */
export function projectionsCommand(surroundings: Surroundings): Command {
  return groups(
    new Command('projections').description('compare the tables with the log, or build them anew'),
    [verifyCommand(surroundings), rebuildCommand(surroundings)],
    ['daybook projections verify'],
  );
}

function verifyCommand(surroundings: Surroundings): Command {
  const command = new Command('verify')
    .description('fold the log and show every row that differs; changes nothing')
    .option('--subject <uuid>', 'only this subject');
  return runs<SubjectFlag>(command, surroundings, {
    settings: ['dataDir'],
    examples: ['daybook projections verify'],
    work: async ({ terminal, settings, options }) => {
      const { verifyTables } = await import('./verify-tables.js');
      const { withDatabase } = await import('../database/with-database.js');
      return withDatabase(terminal, settings, ({ pool }) => verifyTables(terminal, pool, options.subject));
    },
  });
}

function rebuildCommand(surroundings: Surroundings): Command {
  const command = new Command('rebuild')
    .description('build the tables anew from the log; replicas of what differed take a snapshot')
    .option('--subject <uuid>', 'only this subject');
  return runs<SubjectFlag>(command, surroundings, {
    settings: ['dataDir'],
    examples: ['daybook projections rebuild'],
    work: async ({ terminal, settings, options }) => {
      const { rebuildTables } = await import('./rebuild-tables.js');
      const { withDatabase } = await import('../database/with-database.js');
      return withDatabase(terminal, settings, (installation) =>
        rebuildTables(terminal, installation, options.subject),
      );
    },
  });
}
