import { SETTLED_AFTER_MS, type WireDay } from '@daybook/contract';
import { findMetric } from '@daybook/domain';
import { readStream } from '@daybook/event-log';
import type { Pool } from 'pg';
import { EXIT, type ExitCode } from '../exit-code.js';
import { counted, grouped } from '../terminal/numbers.js';
import { Progress } from '../terminal/progress.js';
import { textTable } from '../terminal/table.js';
import type { Terminal } from '../terminal/terminal.js';
import { knownSubject } from '../tokens/subjects.js';
import type { DaysWanted } from './days-wanted.js';
import { foldDays, type FoldedDays } from './fold-days.js';

const READ_HEAD = 'select version from user_streams where user_id = $1';

/** Shows the days of a subject as the log says they are, now or as it knew them then. */
export async function showDays(
  terminal: Terminal,
  pool: Pool,
  subject: string,
  wanted: DaysWanted,
): Promise<ExitCode> {
  const userId = await knownSubject(pool, subject);
  const folded = await foldLog(terminal, pool, userId, wanted);
  const { asOf } = wanted;
  const settled = asOf !== null && Date.now() - asOf >= SETTLED_AFTER_MS;
  terminal.tell(table(folded.days));
  terminal.note(`Folded ${counted(folded.commits, 'commit')} up to version ${grouped(folded.version)}.`);
  terminal.answer({
    subject: userId,
    version: folded.version,
    ...(asOf !== null && { asOf: new Date(asOf).toISOString(), settled }),
    items: folded.days,
  });
  return EXIT.done;
}

/** One moment's stream: what is appended meanwhile does not show. */
async function foldLog(
  terminal: Terminal,
  pool: Pool,
  userId: string,
  wanted: DaysWanted,
): Promise<FoldedDays> {
  const progress = new Progress(terminal.stderr, 'folding');
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ version: number }>(READ_HEAD, [userId]);
    const total = rows[0]?.version ?? 0;
    const folded = await foldDays(readStream(client, userId), wanted, (done) => {
      progress.report({ done, total, note: `${grouped(done)} events` });
    });
    await client.query('commit');
    client.release();
    return folded;
  } catch (error) {
    client.release(true);
    throw error;
  } finally {
    progress.stop();
  }
}

function table(days: readonly WireDay[]): string {
  if (days.length === 0) return 'The log holds no such day.';
  return textTable(
    [
      { title: 'date' },
      { title: 'type' },
      { title: 'value', align: 'right' },
      { title: 'unit' },
      { title: 'winner' },
      { title: 'count', align: 'right' },
      { title: 'overridden' },
    ],
    days.map((day) => [
      day.date,
      day.type,
      figure(day.type, day.value),
      day.unit,
      day.winner.source,
      grouped(day.count),
      day.overridden.map(({ source, value }) => `${source} ${figure(day.type, value)}`).join(', '),
    ]),
  );
}

/** As many decimals as the metric is worth; of a metric of the subject's own two. */
function figure(type: string, value: number): string {
  return grouped(value, findMetric(type)?.decimals ?? 2);
}
