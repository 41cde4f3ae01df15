import {
  readAppleHealth,
  readCsv,
  readHealthAutoExport,
  UnusableInput,
  type ImportEnd,
  type ImportFormat,
  type ImportOptions,
  type ImportSource,
  type ImportStream,
} from '@daybook/importing';
import { EXIT, type ExitCode } from '../exit-code.js';
import { onInterrupt } from '../interrupts.js';
import { grouped } from '../terminal/numbers.js';
import { Progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../usage-error.js';
import { BatchClient, type ServerAddress } from './batch-client.js';
import type { ReadOptions } from './import-options.js';
import { importReportText } from './import-report-text.js';
import { importReport, type ImportEnding } from './import-report.js';
import { ImportStopped } from './import-stopped.js';
import { ImportTally } from './import-tally.js';
import { runImport } from './run-import.js';
import { keepHeapSmall } from './small-heap.js';

/** The readers of foreign files. Adding a format is adding a line. */
const READERS: Readonly<
  Record<ImportFormat, (source: ImportSource, options: ImportOptions) => ImportStream>
> = {
  'apple-health': readAppleHealth,
  'health-auto-export': readHealthAutoExport,
  csv: readCsv,
};

export interface ImportTask {
  readonly format: ImportFormat;
  readonly path: string;
  readonly options: ReadOptions;
  /** Where to send it; `null` for a dry run. */
  readonly server: ServerAddress | null;
}

/** Imports a file from beginning to end and reports. Returns what the process should say to the shell. */
export async function importFile(terminal: Terminal, task: ImportTask): Promise<ExitCode> {
  keepHeapSmall();
  const { server, options } = task;
  const tally = new ImportTally();
  const progress = new Progress(terminal.stderr, 'importing');
  const stop = new AbortController();
  const giveUp = new AbortController();
  const restore = onInterrupt(
    () => {
      terminal.note('Stopping after what is in flight; press Ctrl-C again to stop at once.');
      stop.abort();
    },
    () => {
      giveUp.abort();
    },
  );
  const begun = Date.now();
  let bytesRead = 0;
  let bytesTotal: number | null = null;
  const stream = READERS[task.format](
    { path: task.path },
    {
      ...options,
      onProgress: (read, total) => {
        bytesRead = read;
        bytesTotal = total;
      },
    },
  );
  const client =
    server &&
    new BatchClient(server, giveUp.signal, (sentence) => {
      terminal.note(`${sentence}.`);
    });
  const onProgress = () => {
    const rate = (tally.sent / (Date.now() - begun)) * 1_000;
    const note = `${grouped(tally.sent)} records, ${grouped(rate)} records/s`;
    progress.report({ done: bytesRead, total: bytesTotal, note });
  };

  const outcome = await attempt(async () => {
    await client?.check();
    return runImport({ stream, client, tally, stop: stop.signal, onProgress });
  });
  progress.stop();
  restore();
  const facts = {
    file: task.path,
    format: task.format,
    url: server?.url ?? null,
    dryRun: server === null,
    ending: outcome.ending,
    broken: outcome.end?.broken ?? null,
    timeZone: options.timeZone,
    timeZoneFrom: options.timeZoneFrom,
    bytesRead: outcome.end?.bytesRead ?? bytesRead,
    seconds: (Date.now() - begun) / 1_000,
    peakMegabytes: Math.round((process.resourceUsage().maxRSS * 1_024) / 1e6),
  };
  const report = importReport(facts, tally);
  // Before anything was read there is nothing to report but the reason.
  if (outcome.ending !== 'stopped' || tally.read > 0) {
    terminal.tell(importReportText(report));
    terminal.answer(report);
  }
  if (outcome.reason !== null) terminal.note(outcome.reason);
  return outcome.exitCode;
}

interface Outcome {
  readonly ending: ImportEnding;
  readonly end: ImportEnd | null;
  readonly reason: string | null;
  readonly exitCode: ExitCode;
}

async function attempt(run: () => Promise<ImportEnd | null>): Promise<Outcome> {
  try {
    const end = await run();
    if (!end) return { ending: 'stopped', end, reason: null, exitCode: EXIT.problem };
    if (end.broken) return { ending: 'truncated', end, reason: null, exitCode: EXIT.problem };
    return { ending: 'complete', end, reason: null, exitCode: EXIT.done };
  } catch (error) {
    if (error instanceof UnusableInput) throw new UsageError(error.message);
    if (error instanceof ImportStopped) {
      return { ending: 'stopped', end: null, reason: error.message, exitCode: error.exitCode };
    }
    if (error instanceof Error && error.name === 'AbortError') {
      return { ending: 'stopped', end: null, reason: null, exitCode: EXIT.problem };
    }
    throw error;
  }
}
