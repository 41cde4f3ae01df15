import { verifyChain, type ChainReport } from '@daybook/event-log';
import type { Pool } from 'pg';
import { EXIT, type ExitCode } from '../exit-code.js';
import { counted, grouped } from '../terminal/numbers.js';
import { Progress } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import { chosenSubjects } from '../tokens/subjects.js';

/** Walks the chain of one subject or of all, and names the first commit of each that does not hold. */
export async function verifyChains(
  terminal: Terminal,
  pool: Pool,
  subject: string | undefined,
): Promise<ExitCode> {
  const subjects = await chosenSubjects(pool, subject);
  const progress = new Progress(terminal.stderr, 'verifying');
  const chains: ChainReport[] = [];
  for (const userId of subjects) {
    chains.push(await verifyChain(pool, userId));
    progress.report({ done: chains.length, total: subjects.length, note: counted(chains.length, 'chain') });
  }
  progress.stop();
  const faults = chains.filter(({ fault }) => fault !== null);
  const total = (field: 'commits' | 'events') => chains.reduce((sum, chain) => sum + chain[field], 0);
  for (const { userId, fault } of faults) {
    terminal.tell(`Subject ${userId}, version ${grouped(fault?.version ?? 0)}: ${fault?.fault ?? ''}.`);
  }
  terminal.tell(
    `${counted(chains.length, 'chain')} of ${counted(total('commits'), 'commit')} and ${counted(total('events'), 'event')}: ${verdict(faults.length)}`,
  );
  terminal.answer({
    ok: faults.length === 0,
    subjects: chains.length,
    commits: total('commits'),
    events: total('events'),
    chains: chains.map(({ userId, ...report }) => ({ subject: userId, ...report })),
  });
  return faults.length === 0 ? EXIT.done : EXIT.problem;
}

function verdict(faults: number): string {
  return faults === 0 ? 'everything holds.' : `${counted(faults, 'chain does', 'chains do')} not hold.`;
}
