import type { SnapshotLine, SnapshotRow } from '@daybook/contract';
import { garbled, RequestFailed } from '../machine/failure.js';
import { addToCopy, beginCopy, endCopy, openCopy } from '../replica/take-copy.js';
import type { ReplicaMeta } from '../replica/replica-meta.js';
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
  const { storage, http, entities, report } = context;
  if (from === 'nothing') await storage.write(beginCopy);
  const meta = await storage.read((reader) => reader.meta());
  if (meta?.cursor === null && meta.copy?.complete !== true) {
    const query = { entities: entities?.join(',') ?? null, after: meta.copy?.resume ?? null };
    const response = await http.open({ path: 'snapshot', query, accept: 'application/x-ndjson', signal });
    if (!(await receive(context, response, meta, signal))) return { type: 'page_misplaced', run };
  }
  while ((await storage.write(endCopy)) === 'more' && !signal.aborted);
  context.progress(null);
  context.tell({ type: 'view', days: [''] });
  // What was acknowledged but never seen waits to be sent again.
  report({ type: 'written' });
  return { type: 'copied', run };
}

/**
 * Stores the lines of a snapshot.
 *
 * @returns `false` if another copy is being taken meanwhile
 * @throws RequestFailed if the last line did not come, or the first one names another copy than was begun
 */
async function receive(
  { storage, environment, tell, progress }: EffectContext,
  response: Response,
  { generation, copy: earlier }: ReplicaMeta,
  signal: AbortSignal,
): Promise<boolean> {
  let cursor = '';
  let rows: SnapshotRow[] = [];
  const store = async (complete: boolean): Promise<boolean> => {
    const added = await storage.write((transaction) =>
      addToCopy(transaction, { generation, cursor }, rows, complete),
    );
    rows = [];
    if (!added) return false;
    if (added.days.size > 0) tell({ type: 'view', days: [...added.days] });
    progress({ received: added.copy.received, total: added.copy.total });
    return true;
  };
  for await (const text of readLines(response, environment, signal)) {
    const line = JSON.parse(text) as SnapshotLine;
    if ('end' in line) return store(true);
    if ('total' in line) {
      ({ cursor } = line);
      if (earlier?.resume != null && earlier.cursor !== cursor) throw otherCopy();
      if (!(await storage.write((transaction) => openCopy(transaction, generation, line)))) return false;
    } else if (rows.push(line) >= LINES_AT_ONCE && !(await store(false))) return false;
  }
  throw garbled('the snapshot broke off');
}

/** Between the cursor of what is stored and that of what follows changes would be missing, so it begins anew. */
function otherCopy(): RequestFailed {
  return new RequestFailed({
    ...garbled('the snapshot went on under another cursor').failure,
    kind: 'expired',
  });
}
