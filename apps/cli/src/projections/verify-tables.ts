import { verifyProjections } from '@daybook/projections';
import type { Pool } from 'pg';
import { EXIT, type ExitCode } from '../exit-code.js';
import { counted } from '../terminal/numbers.js';
import { Progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import { chosenSubjects, knownSubject } from '../tokens/subjects.js';
import { differenceValue, tellDifferences } from './tell-differences.js';
import { commandLine } from '../command-line.js';

/** Folds the log and shows every row of the projections that is something else. */
export async function verifyTables(
  terminal: Terminal,
  pool: Pool,
  subject: string | undefined,
): Promise<ExitCode> {
  const userId = subject === undefined ? undefined : await knownSubject(pool, subject);
  const total = (await chosenSubjects(pool, subject)).length;
  const progress = new Progress(terminal.stderr, 'folding');
  const report = await verifyProjections(pool, userId, ({ subjects, events }) => {
    progress.report({ done: subjects, total, note: counted(events, 'event') });
  });
  progress.stop();
  const { subjects, events, differences } = report;
  const sound = differences.length === 0;
  const remedy = `${counted(differences.length, 'row differs', 'rows differ')}. \`${commandLine('projections rebuild')}\` mends them.`;
  tellDifferences(terminal, report, sound ? 'no row differs.' : remedy);
  terminal.answer({ ok: sound, subjects, events, differences: differences.map(differenceValue) });
  return sound ? EXIT.done : EXIT.problem;
}
