import { rebuildProjections } from '@daybook/projections';
import type { OpenInstallation } from '../database/with-database.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { counted } from '../terminal/numbers.js';
import { Progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import { chosenSubjects, knownSubject } from '../tokens/subjects.js';
import { differenceValue, tellDifferences } from './tell-differences.js';

/** Brings the projections to what the log says, and shows what had to be mended. */
export async function rebuildTables(
  terminal: Terminal,
  { pool, ownerPool }: OpenInstallation,
  subject: string | undefined,
): Promise<ExitCode> {
  const userId = subject === undefined ? undefined : await knownSubject(pool, subject);
  const total = (await chosenSubjects(pool, subject)).length;
  const progress = new Progress(terminal.stderr, 'rebuilding');
  const report = await rebuildProjections(ownerPool, userId, ({ subjects, events }) => {
    progress.report({ done: subjects, total, note: counted(events, 'event') });
  });
  progress.stop();
  const { subjects, events, differences } = report;
  const mended = counted(differences.length, 'row was mended', 'rows were mended');
  tellDifferences(terminal, report, differences.length === 0 ? 'nothing had to be mended.' : `${mended}.`);
  terminal.answer({ subjects, events, mended: differences.map(differenceValue) });
  return EXIT.done;
}
