import type { SnapshotLine, SnapshotRow } from '@daybook/contract';
import { garbled, parsed } from '../machine/failure.js';
import { addToCopy, beginCopy, endCopy, openCopy, type CopyTicket } from '../replica/take-copy.js';
import { metaOf } from '../replica/meta-of.js';
import type { EffectContext, Report } from './effect-context.js';
import { readLines } from './read-lines.js';

/** Lines stored in one transaction, with the place behind them: what a broken connection costs at most. */
const LINES_AT_ONCE = 500;

/** Takes a snapshot, or goes on with one; the days are the newest first, so that today is there at once. */
export async function takeCopy(
  context: EffectContext,
  { run, from }: { readonly run: number; readonly from: 'where_it_stopped' | 'nothing' },
  signal: AbortSignal,
): Promise<Report> {
  const { storage, http, report } = context;
  if (from === 'nothing') await storage.write(beginCopy);
  // What is carried is said by the storage: another tab may want other entities since.
  const { cursor, copy, generation, entities } = await storage.read(metaOf);
  if (cursor === null && copy?.complete !== true) {
    const query = { entities: entities?.join(',') ?? null, after: copy?.resume ?? null };
    const response = await http.open({ path: 'snapshot', query, accept: 'application/x-ndjson', signal });
    await receive(context, response, generation, signal);
  }
  while ((await storage.write(endCopy)) && !signal.aborted);
  context.show({ progress: null });
  context.tell({ type: 'view', days: [''] });
  // What was acknowledged but never seen waits to be sent again.
  report({ type: 'written' });
  return { type: 'copied', run };
}

/**
 * Stores the lines of a snapshot.
 *
 * @throws RequestFailed if the last line did not come, or if another copy is being taken meanwhile
 */
async function receive(
  { storage, environment, tell, show }: EffectContext,
  response: Response,
  generation: number,
  signal: AbortSignal,
): Promise<void> {
  let ticket: CopyTicket | null = null;
  let rows: SnapshotRow[] = [];
  const store = async (complete: boolean): Promise<void> => {
    const added = await storage.write((transaction) => addToCopy(transaction, ticket, rows, complete));
    rows = [];
    if (!added) throw garbled('another tab was faster');
    if (added.days.size > 0) tell({ type: 'view', days: [...added.days] });
    const { received, total } = added.copy;
    show({ progress: { received, total } });
  };
  for await (const text of readLines(response, environment, signal)) {
    const line = parsed(text) as SnapshotLine;
    if ('end' in line) return store(true);
    if ('total' in line) {
      ticket = await storage.write((transaction) => openCopy(transaction, generation, line));
    } else if (rows.push(line) >= LINES_AT_ONCE) await store(false);
  }
  throw garbled('the snapshot broke off');
}
