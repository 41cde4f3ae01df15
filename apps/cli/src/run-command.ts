import type { Command } from 'commander';
import type { ExitCode } from './exit-code.js';
import { readSettings } from './settings/read-settings.js';
import { addSettingOptions, settingFlags } from './settings/setting-options.js';
import type { SettingName, Settings } from './settings/settings.js';
import { Terminal, type Output } from './terminal/terminal.js';

/** The process around the program. */
export interface Surroundings {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where `.env` is looked for. */
  readonly folder: string;
  /** Told how the command ended. */
  readonly ended: (code: ExitCode) => void;
}

/** What a command works with. `args` are the words behind its name, `options` its own flags. */
export interface Call<Options> {
  readonly terminal: Terminal;
  readonly settings: Settings;
  readonly args: readonly string[];
  readonly options: Options;
}

export interface CommandPlan<Options> {
  /** Settings that have a flag here. */
  readonly settings: readonly SettingName[];
  readonly examples: readonly string[];
  /** Loads what it needs when it runs: most commands need neither the server nor the database. */
  readonly work: (call: Call<Options>) => Promise<ExitCode>;
}

/** A command that only groups others: it takes what they have in common, and shows an example of each. */
export function groups(command: Command, members: readonly Command[], examples: readonly string[]): Command {
  for (const member of members) command.addCommand(member);
  return describe(command, examples);
}

function describe(command: Command, examples: readonly string[]): Command {
  return command
    .option('--json', 'one JSON value (or one a line) on standard output, everything else on standard error')
    .addHelpText('after', `\nExample:\n${examples.map((example) => `  $ ${example}`).join('\n')}`);
}

/** Gives a command its common flags, its example, and the way from the command line to the work. */
export function runs<Options>(
  command: Command,
  surroundings: Surroundings,
  { settings, examples, work }: CommandPlan<Options>,
): Command {
  addSettingOptions(command, ...settings);
  return describe(command, examples).action(async () => {
    const { stdout, stderr, environment, folder, ended } = surroundings;
    const options = command.optsWithGlobals<Options & { json?: boolean }>();
    const terminal = new Terminal(stdout, stderr, options.json === true ? 'json' : 'text');
    const values = readSettings(settingFlags(command), environment, folder);
    ended(await work({ terminal, settings: values, args: command.args, options }));
  });
}
