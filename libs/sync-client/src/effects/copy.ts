import type { SnapshotLine, SnapshotRow } from '@daybook/contract';
import { garbled, overtaken, parsed } from '../machine/failure.js';
import { addToCopy, beginCopy, endCopy, openCopy } from '../replica/take-copy.js';
import type { EffectContext, Report } from './effect-context.js';
import { ANSWER_MS } from '../shell/http.js';
import { readParts } from './read-parts.js';

/** Lines stored in one transaction, with the place behind them: what a broken connection costs at most. */
const LINES_AT_ONCE = 500;

/** Where bodies cannot be streamed (React Native) nothing is there before all is: 50 MB over a poor line. */
const WHOLE_MS = 600_000;

/** Takes a snapshot, or goes on with one; the days are the newest first, so that today is there at once. */
export async function takeCopy(
  context: EffectContext,
  { isAnew }: { readonly isAnew: boolean },
): Promise<Report> {
  const { storage, http, report, signal } = context;
  if (isAnew) await storage.write(beginCopy);
  // What is carried is said by the storage: another tab may want other entities since.
  const { cursor, copy, generation, entities } = await storage.meta();
  if (cursor === null && copy?.complete !== true) {
    const query = { entities: entities?.join(',') ?? null, after: copy?.resume ?? null };
    const ask = { path: 'snapshot', query, accept: 'application/x-ndjson', signal };
    const patienceMs = 'body' in Response.prototype ? ANSWER_MS : WHOLE_MS;
    const response = await http.open({ ...ask, patienceMs });
    await receive(context, response, generation);
  }
  while ((await storage.write(endCopy)) && !signal.aborted);
  context.show({ progress: null });
  context.tell({ type: 'view', days: [''] });
  // What was acknowledged but never seen waits to be sent again.
  report({ type: 'written' });
  return { type: 'copied' };
}

/**
 * Stores the lines of a snapshot.
 *
 * @throws RequestFailed if the last line did not come, or if another copy is being taken meanwhile
 */
async function receive(context: EffectContext, response: Response, generation: number): Promise<void> {
  const { storage, tell, show } = context;
  let taken: number | null = null;
  let rows: SnapshotRow[] = [];
  const store = async (complete: boolean): Promise<void> => {
    const added = await storage.write((transaction, meta) =>
      addToCopy(transaction, meta, taken, rows, complete),
    );
    rows = [];
    if (!added) throw overtaken();
    if (added.days.size > 0) tell({ type: 'view', days: [...added.days] });
    const { received, total } = added.copy;
    show({ progress: { received, total } });
  };
  for await (const text of readParts(response, /\n/, context)) {
    const line = parsed(text) as SnapshotLine;
    if ('end' in line) return store(true);
    if ('total' in line) {
      taken = await storage.write((transaction, meta) => openCopy(transaction, meta, generation, line));
    } else if (rows.push(line) >= LINES_AT_ONCE) await store(false);
  }
  throw garbled('last line');
}
