import { Command } from 'commander';
import { groups, runs, type Surroundings } from '../run-command.js';
import { UsageError } from '../usage-error.js';

interface VerifyFlags {
  readonly subject?: string;
  readonly bundle?: string;
}

/** `daybook audit`: is the log what was written. */
export function auditCommand(surroundings: Surroundings): Command {
  const command = new Command('verify')
    .description('walk the chain of hashes, commit by commit, and name the first that does not hold')
    .option('--subject <uuid>', 'only this subject')
    .option('--bundle <file>', 'a file of `daybook export` instead of the database');
  const verify = runs<VerifyFlags>(command, surroundings, {
    settings: ['dataDir'],
    examples: ['daybook audit verify', 'daybook audit verify --bundle subject.ndjson'],
    work: async ({ terminal, settings, options: { subject, bundle } }) => {
      if (subject !== undefined && bundle !== undefined) {
        throw new UsageError('A bundle says itself whose it is: leave out --subject or --bundle.');
      }
      if (bundle !== undefined)
        return (await import('./verify-bundle-file.js')).verifyBundleFile(terminal, bundle);
      const { verifyChains } = await import('./verify-chains.js');
      const { withDatabase } = await import('../database/with-database.js');
      return withDatabase(terminal, settings, ({ pool }) => verifyChains(terminal, pool, subject));
    },
  });
  return groups(new Command('audit').description('verify the log'), [verify], ['daybook audit verify']);
}
