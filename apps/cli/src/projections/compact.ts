import { compactChangeLog } from '@daybook/projections';
import type { OpenInstallation } from '../database/with-database.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { counted } from '../terminal/numbers.js';
import { Progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import { chosenSubjects } from '../tokens/subjects.js';

/** Removes overtaken changes, and deletions older than the retention, from every subject's feed. */
export async function compact(
  terminal: Terminal,
  { pool, ownerPool }: OpenInstallation,
  retentionMs: number,
): Promise<ExitCode> {
  const subjects = await chosenSubjects(pool, undefined);
  const before = Date.now() - retentionMs;
  const progress = new Progress(terminal.stderr, 'compacting');
  let removed = 0;
  for (const [at, userId] of subjects.entries()) {
    removed += (await compactChangeLog(ownerPool, userId, before)).removed;
    progress.report({ done: at + 1, total: subjects.length, note: counted(removed, 'row') });
  }
  progress.stop();
  const deletionsBefore = new Date(before).toISOString();
  terminal.tell(
    `Removed ${counted(removed, 'row')} from the feeds of ${counted(subjects.length, 'subject')}; deletions from before ${deletionsBefore} are gone.`,
  );
  terminal.answer({ subjects: subjects.length, removed, deletionsBefore });
  return EXIT.done;
}
