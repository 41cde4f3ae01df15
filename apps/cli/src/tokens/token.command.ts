import { Command } from 'commander';
import { groups, runs, type Surroundings } from '../run-command.js';
import { serverUrl } from '../settings/server-url.js';
import type { CreateTokenArguments } from './create-token.js';

/** `daybook token`: who may speak to the server. */
export function tokenCommand(surroundings: Surroundings): Command {
  return groups(
    new Command('token').description('make, list and revoke tokens'),
    [createCommand(surroundings), listCommand(surroundings), revokeCommand(surroundings)],
    ['daybook token create --role subject --link', 'daybook token list'],
  );
}

function createCommand(surroundings: Surroundings): Command {
  const command = new Command('create')
    .description('make a token, and a subject if none is named')
    .requiredOption('--role <role>', 'subject or auditor')
    .option('--subject <uuid>', 'the subject (default: a new one)')
    .option('--device <name>', 'name of the device that will use it', undefined)
    .option('--kind <source>', 'the source of its items when they name none, such as healthkit')
    .option('--expires <duration>', 'end of the token, such as 90d (default: never)')
    .option('--link', 'also make a link that signs a browser in, once');
  return runs<CreateTokenArguments>(command, surroundings, {
    settings: ['dataDir', 'url'],
    examples: ['daybook token create --role subject --device "My phone" --kind healthkit --expires 90d'],
    work: async ({ terminal, settings, options }) => {
      const { createToken, tokenWish } = await import('./create-token.js');
      const { withDatabase } = await import('../database/with-database.js');
      const wish = tokenWish(options, Date.now());
      return withDatabase(terminal, settings, ({ pool }) =>
        createToken(terminal, pool, wish, serverUrl(settings)),
      );
    },
  });
}

function listCommand(surroundings: Surroundings): Command {
  const command = new Command('list')
    .description('show the tokens and whose they are')
    .option('--subject <uuid>', 'only those of this subject');
  return runs<{ subject?: string }>(command, surroundings, {
    settings: ['dataDir'],
    examples: ['daybook token list'],
    work: async ({ terminal, settings, options }) => {
      const { listTokens } = await import('./list-tokens.js');
      const { withDatabase } = await import('../database/with-database.js');
      return withDatabase(terminal, settings, ({ pool }) => listTokens(terminal, pool, options.subject));
    },
  });
}

function revokeCommand(surroundings: Surroundings): Command {
  const command = new Command('revoke')
    .description('end a token within a second')
    .argument('<id>', 'id of the token');
  return runs(command, surroundings, {
    settings: ['dataDir'],
    examples: ['daybook token revoke 0197f0c4-2a6f-7c3e-9b1d-0f5e2d3c4b5a'],
    work: async ({ terminal, settings, args }) => {
      const { revokeToken } = await import('./revoke-token.js');
      const { withDatabase } = await import('../database/with-database.js');
      return withDatabase(terminal, settings, ({ pool }) => revokeToken(terminal, pool, args[0] ?? ''));
    },
  });
}
