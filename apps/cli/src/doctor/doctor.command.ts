import { Command } from 'commander';
import { runs, type Surroundings } from '../run-command.js';

/** `daybook doctor`: is this installation well; and where did a mutation go. */
export function doctorCommand(surroundings: Surroundings): Command {
  const command = new Command('doctor').description(
    'examine the installation; exit code 1 if anything is wrong',
  );
  runs(command, surroundings, {
    settings: ['dataDir'],
    examples: ['daybook doctor', 'daybook doctor event 0197f0c4-2a6f-7c3e-9b1d-0f5e2d3c4b5a'],
    work: async ({ terminal, settings }) => {
      const { examine } = await import('./examine.js');
      return examine(terminal, settings);
    },
  });
  return command.addCommand(eventCommand(surroundings));
}

function eventCommand(surroundings: Surroundings): Command {
  const command = new Command('event')
    .description('where an acknowledged mutation went: commit, record, revisions, changes')
    .argument('<mutation id>');
  return runs(command, surroundings, {
    settings: ['dataDir'],
    examples: ['daybook doctor event 0197f0c4-2a6f-7c3e-9b1d-0f5e2d3c4b5a'],
    work: async ({ terminal, settings, args }) => {
      const { traceMutation } = await import('./trace-mutation.js');
      const { withDatabase } = await import('../database/with-database.js');
      return withDatabase(terminal, settings, ({ pool }) => traceMutation(terminal, pool, args[0] ?? ''));
    },
  });
}
