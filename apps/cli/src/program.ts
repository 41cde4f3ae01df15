import { Command, CommanderError } from 'commander';
import { auditCommand } from './audit/audit.command.js';
import { compactCommand } from './projections/compact.command.js';
import { daysCommand } from './days/days.command.js';
import { doctorCommand } from './doctor/doctor.command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { exportCommand } from './audit/export.command.js';
import { helpCommand } from './help.command.js';
import { importCommand } from './import/import.command.js';
import { migrateCommand } from './database/migrate.command.js';
import { programVersion } from './program-root.js';
import { projectionsCommand } from './projections/projections.command.js';
import type { Surroundings } from './run-command.js';
import { serveCommand } from './serve/serve.command.js';
import { settingsHelp } from './settings/setting-options.js';
import { tokenCommand } from './tokens/token.command.js';
import { UsageError } from './usage-error.js';

const COMMANDS = [
  serveCommand,
  migrateCommand,
  tokenCommand,
  importCommand,
  exportCommand,
  daysCommand,
  auditCommand,
  projectionsCommand,
  compactCommand,
  doctorCommand,
];

/** Runs the command line `daybook …` and returns what the process should say to the shell. */
export async function runProgram(
  args: readonly string[],
  process: Omit<Surroundings, 'ended'>,
): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const surroundings: Surroundings = {
    ...process,
    ended: (ended) => {
      code = ended;
    },
  };
  try {
    await programOf(surroundings).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return failed(error, surroundings);
  }
}

function programOf(surroundings: Surroundings): Command {
  const program = new Command('daybook');
  program
    .description('A health diary that many devices write to.')
    .version(programVersion(), '--version')
    .helpCommand(false)
    .addHelpText('after', `\nExample:\n  $ daybook serve --demo\n\n${settingsHelp()}`);
  for (const command of COMMANDS) program.addCommand(command(surroundings));
  program.addCommand(helpCommand(program));
  for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])]) {
    command
      .exitOverride()
      .showHelpAfterError('(--help shows how it is used)')
      .configureOutput({
        writeOut: (text) => surroundings.stdout.write(text),
        writeErr: (text) => surroundings.stderr.write(text),
      });
  }
  return program;
}

function failed(error: unknown, { stderr }: Surroundings): ExitCode {
  // Commander has said what was wrong, or has shown the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof UsageError) {
    stderr.write(`${error.message}\n`);
    return EXIT.usage;
  }
  // Whoever read the output has enough of it (`| head`).
  if ((error as NodeJS.ErrnoException | null)?.code === 'EPIPE') return EXIT.done;
  stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return EXIT.problem;
}
