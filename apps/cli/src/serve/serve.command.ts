import { Command } from 'commander';
import { runs, type Surroundings } from '../run-command.js';

/** `daybook serve`: the server, and its database if it has none. */
export function serveCommand(surroundings: Surroundings): Command {
  const command = new Command('serve')
    .description('start the server; without DATABASE_URL also its PostgreSQL')
    .option('--demo', 'fill a demo subject with two months of made-up records');
  return runs<{ demo?: boolean }>(command, surroundings, {
    settings: ['port', 'host', 'dataDir', 'migrate'],
    examples: ['daybook serve --port 8080 --data-dir /srv/daybook'],
    work: async ({ terminal, settings, options }) => {
      const { serve } = await import('./serve.js');
      return serve(terminal, settings, options.demo ? 'demo' : 'plain');
    },
  });
}
