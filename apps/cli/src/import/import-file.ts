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
import { importReport, type ImportEnding, type ImportFacts } from './import-report.js';
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
  const begun = Date.now();
  const tally = new ImportTally();
  const { timeZone, timeZoneFrom } = task.options;
  if (timeZoneFrom === 'machine')
    terminal.note(
      `Local days are those of ${timeZone}, the time zone of this machine: name another with --time-zone.`,
    );
  const reading = startReading(task);
  const outcome = await attempt(() => carryOut(terminal, task.server, reading, tally));
  const report = importReport(factsOf(task, reading, outcome, begun), tally);
  // Before anything was read there is nothing to report but the reason.
  if (outcome.ending !== 'stopped' || tally.read > 0) {
    terminal.tell(importReportText(report));
    terminal.answer(report);
  }
  if (outcome.reason !== null) terminal.note(outcome.reason);
  // What is rejected or unreadable stands in the report and hinders nobody; what the log holds otherwise has to be seen.
  return outcome.exitCode === EXIT.done && report.differing > 0 ? EXIT.problem : outcome.exitCode;
}

/** A file that is being read, and how far. */
interface Reading {
  readonly stream: ImportStream;
  bytesRead: number;
  bytesTotal: number | null;
}

function startReading({ format, path, options }: ImportTask): Reading {
  const onProgress = (read: number, total: number) => {
    reading.bytesRead = read;
    reading.bytesTotal = total;
  };
  const stream = READERS[format]({ path }, { ...options, onProgress });
  const reading: Reading = { stream, bytesRead: 0, bytesTotal: null };
  return reading;
}

/** Sends what is read, shows how far it is, and listens for Ctrl-C. */
async function carryOut(
  terminal: Terminal,
  server: ServerAddress | null,
  reading: Reading,
  tally: ImportTally,
): Promise<ImportEnd | null> {
  const begun = Date.now();
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
  const progress = new Progress(terminal.stderr, 'importing');
  const onProgress = () => {
    const rate = (tally.sent / Math.max(1, Date.now() - begun)) * 1_000;
    const note = `${grouped(tally.sent)} records, ${grouped(rate)} records/s`;
    progress.report({ done: reading.bytesRead, total: reading.bytesTotal, note });
  };
  const onWait = (sentence: string) => {
    terminal.note(`${sentence}.`);
  };
  const client = server && new BatchClient(server, giveUp.signal, onWait);
  try {
    await client?.check();
    return await runImport({ stream: reading.stream, client, tally, stop: stop.signal, onProgress });
  } finally {
    progress.stop();
    restore();
  }
}

function factsOf(task: ImportTask, reading: Reading, { ending, end }: Outcome, begun: number): ImportFacts {
  const { path, format, server, options } = task;
  return {
    file: path,
    format,
    url: server?.url ?? null,
    dryRun: server === null,
    ending,
    broken: end?.broken ?? null,
    timeZone: options.timeZone,
    timeZoneFrom: options.timeZoneFrom,
    bytesRead: end?.bytesRead ?? reading.bytesRead,
    seconds: (Date.now() - begun) / 1_000,
    peakMegabytes: Math.round((process.resourceUsage().maxRSS * 1_024) / 1e6),
  };
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
