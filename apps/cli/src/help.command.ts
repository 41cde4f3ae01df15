import { Command } from 'commander';
import { UsageError } from './usage-error.js';

/** `daybook help token create`: the same as `daybook token create --help`, for who looks for it this way round. */
export function helpCommand(program: Command): Command {
  return new Command('help')
    .description('show how a command is used')
    .argument('[command...]')
    .addHelpText('after', '\nExample:\n  $ daybook help token create')
    .action((words: string[]) => {
      let command = program;
      for (const word of words) {
        const next = command.commands.find((one) => one.name() === word);
        if (!next)
          throw new UsageError(`There is no command "${words.join(' ')}": daybook --help shows them.`);
        command = next;
      }
      command.outputHelp();
    });
}
