import { open } from 'node:fs/promises';
import { EXIT, type ExitCode } from '../exit-code.js';
import { counted, grouped } from '../terminal/numbers.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../usage-error.js';
import { verifyBundle, type BundleReport } from './verify-bundle.js';

/** Verifies a file of `daybook export` without any database. */
export async function verifyBundleFile(terminal: Terminal, path: string): Promise<ExitCode> {
  const report = await verifyFile(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}.`);
  });
  if (report.events === 0 && report.fault === null)
    throw new UsageError(`${path} holds no event: nothing was verified.`);
  terminal.tell(words(report));
  terminal.answer({ ok: report.fault === null, ...report });
  return report.fault === null ? EXIT.done : EXIT.problem;
}

async function verifyFile(path: string): Promise<BundleReport> {
  const file = await open(path);
  try {
    return await verifyBundle(file.readLines());
  } finally {
    await file.close();
  }
}

function words({
  subject,
  streamId,
  commits,
  events,
  version,
  headHash,
  ending,
  fault,
}: BundleReport): string {
  const checked = `${counted(commits, 'commit')} and ${counted(events, 'event')} of the stream ${streamId ?? '(none)'}`;
  if (fault !== null) {
    const where = fault.version === null ? '' : `, version ${grouped(fault.version)}`;
    return `Line ${grouped(fault.line)}${where}: ${fault.fault}. Up to there ${checked} hold.`;
  }
  const end =
    ending === 'at_exported_head'
      ? 'which is the head of the moment of the export'
      : 'but the lines do not say whether later events exist';
  const whose = `That it is the stream of subject ${subject ?? '(none)'} the lines only say; no hash covers it.`;
  return `${checked} hold. The last hash, of version ${grouped(version)}, is ${headHash ?? ''}, ${end}. ${whose}`;
}
