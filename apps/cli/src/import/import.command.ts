import { Command } from 'commander';
import type { ImportFormat } from '@daybook/importing';
import { groups, runs, type Surroundings } from '../run-command.js';
import { serverUrl } from '../settings/server-url.js';
import { UsageError } from '../usage-error.js';
import type { ImportArguments } from './import-options.js';
import { commandLine } from '../command-line.js';

interface ImportFlags extends ImportArguments {
  readonly dryRun?: boolean;
}

interface Format {
  readonly name: ImportFormat;
  readonly file: string;
  readonly what: string;
  readonly example: string;
}

const FORMATS: readonly Format[] = [
  {
    name: 'apple-health',
    file: '<export.zip|export.xml>',
    what: "what the Health app's “Export All Health Data” makes",
    example: 'daybook import apple-health export.zip --time-zone Europe/Berlin --token dbk_…',
  },
  {
    name: 'health-auto-export',
    file: '<file.json>',
    what: 'a JSON file of the app Health Auto Export',
    example: 'daybook import health-auto-export HealthAutoExport.json --token dbk_…',
  },
  {
    name: 'csv',
    file: '<file.csv>',
    what: 'a table with the columns date (or start), type and value',
    example: 'daybook import csv weight.csv --exported-at 2026-05-24T08:00:00+02:00 --token dbk_…',
  },
];

/** `daybook import`: a client of the HTTP API that reads foreign files. */
export function importCommand(surroundings: Surroundings): Command {
  return groups(
    new Command('import').description('send the records of a file to a server'),
    FORMATS.map((format) => formatCommand(surroundings, format)),
    FORMATS.map(({ example }) => example),
  );
}

function formatCommand(surroundings: Surroundings, { name, file, what, example }: Format): Command {
  const command = new Command(name)
    .description(what)
    .argument(file)
    .option(
      '--time-zone <zone>',
      "local days of records without a zone of their own (default: this machine's)",
    )
    .option('--since <date>', 'the first local day to take')
    .option('--types <list>', 'only these metrics, by code or HealthKit identifier, separated by commas')
    .option(
      '--exported-at <instant>',
      'the moment of the export, where the file does not say: the newer total wins',
    )
    .option('--dry-run', 'read and check, but send nothing');
  return runs<ImportFlags>(command, surroundings, {
    settings: ['url', 'token'],
    examples: [example],
    work: async ({ terminal, settings, args, options }) => {
      const { importFile } = await import('./import-file.js');
      const { importOptions } = await import('./import-options.js');
      const server = options.dryRun ? null : { url: serverUrl(settings), token: tokenOf(settings.token) };
      const [path = ''] = args;
      return importFile(terminal, { format: name, path, options: importOptions(options), server });
    },
  });
}

function tokenOf(token: string | null): string {
  if (token !== null) return token;
  throw new UsageError(
    `An import needs a token: give --token or set DAYBOOK_TOKEN; \`${commandLine('token create --role subject')}\` makes one.`,
  );
}
