import { Command } from 'commander';
import { runs, type Surroundings } from '../run-command.js';

/** `daybook compact`: removes what no replica needs from the change feed. */
export function compactCommand(surroundings: Surroundings): Command {
  const command = new Command('compact').description(
    'remove overtaken changes and old deletions from the feed; a running server does it once a day',
  );
  return runs(command, surroundings, {
    settings: ['dataDir', 'retention'],
    examples: ['daybook compact --retention 90d'],
    work: async ({ terminal, settings }) => {
      const { compact } = await import('./compact.js');
      const { withDatabase } = await import('../database/with-database.js');
      return withDatabase(terminal, settings, (installation) =>
        compact(terminal, installation, settings.retention),
      );
    },
  });
}
