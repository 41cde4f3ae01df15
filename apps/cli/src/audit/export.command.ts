import { Command, Option } from 'commander';
import { runs, type Surroundings } from '../run-command.js';

interface ExportFlags {
  readonly subject: string;
  readonly out?: string;
}

/** `daybook export`: a subject's whole log, for the subject, an auditor or another system. */
export function exportCommand(surroundings: Surroundings): Command {
  const command = new Command('export')
    .description("a subject's whole log as CloudEvents 1.0, one a line, with everything a verifier needs")
    .requiredOption('--subject <uuid>', 'the subject')
    .addOption(
      new Option('--format <format>', 'how it is written').choices(['cloudevents']).default('cloudevents'),
    )
    .option('--out <file>', 'a file (default: standard output)');
  return runs<ExportFlags>(command, surroundings, {
    settings: ['dataDir'],
    examples: ['daybook export --subject 0197f0c4-2a6f-7c3e-9b1d-0f5e2d3c4b5a --out subject.ndjson'],
    work: async ({ terminal, settings, options: { subject, out } }) => {
      const { exportLog } = await import('./export-log.js');
      const { withDatabase } = await import('../database/with-database.js');
      return withDatabase(terminal, settings, ({ pool }) =>
        exportLog(terminal, pool, { subject, out: out ?? null }),
      );
    },
  });
}
