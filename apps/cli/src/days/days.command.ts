import { Command } from 'commander';
import { runs, type Surroundings } from '../run-command.js';
import type { DaysArguments } from './days-wanted.js';

/** `daybook days`: what the log says, folded. */
export function daysCommand(surroundings: Surroundings): Command {
  const command = new Command('days')
    .description('what the log says about the days of a subject, folded here and now')
    .requiredOption('--subject <uuid>', 'the subject')
    .option('--from <date>', 'the first day')
    .option('--to <date>', 'the last day')
    .option('--type <metric>', 'only this metric, by code or HealthKit identifier')
    .option('--as-of <instant>', 'as the log knew it then, such as 2026-05-24T08:00:00Z');
  return runs<DaysArguments>(command, surroundings, {
    settings: ['dataDir'],
    examples: ['daybook days --subject 0197f0c4-2a6f-7c3e-9b1d-0f5e2d3c4b5a --from 2026-05-01 --type steps'],
    work: async ({ terminal, settings, options }) => {
      const { daysWanted } = await import('./days-wanted.js');
      const { showDays } = await import('./show-days.js');
      const { withDatabase } = await import('../database/with-database.js');
      const wanted = daysWanted(options);
      return withDatabase(terminal, settings, ({ pool }) =>
        showDays(terminal, pool, options.subject, wanted),
      );
    },
  });
}
