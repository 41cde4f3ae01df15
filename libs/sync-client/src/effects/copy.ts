import type { SnapshotLine, SnapshotRow } from '@daybook/contract';
import { addToCopy, beginCopy, endCopy, openCopy } from '../replica/take-copy.js';
import type { CopyProgress } from '../replica/replica-meta.js';
import { garbled, queryOf, reportPullFailure, type EffectContext } from './effect-context.js';
import { readLines } from './read-lines.js';

/** Lines stored in one transaction, with the place behind them: what a broken connection costs at most. */
const LINES_AT_ONCE = 500;

/** Takes a snapshot, or goes on with one; the days are the newest first, so that today is there at once. */
export async function takeCopy(
  context: EffectContext,
  { run, from }: { readonly run: number; readonly from: 'where_it_stopped' | 'nothing' },
  signal: AbortSignal,
): Promise<void> {
  const { storage, http, entities, report } = context;
  if (from === 'nothing') await storage.write(beginCopy);
  const meta = await storage.read((reader) => reader.meta());
  const copy = meta?.copy ?? null;
  if (meta?.cursor === null && copy?.complete !== true) {
    const path = `/api/snapshot${queryOf({ entities: entities?.join(',') ?? null, after: copy?.resume ?? null })}`;
    const answer = await http.open({ path, accept: 'application/x-ndjson', signal });
    if (!answer.ok) {
      reportPullFailure(context, run, answer.failure);
      return;
    }
    const whole = await receive(context, answer.value, copy, signal);
    if (signal.aborted) return;
    if (whole !== 'whole') {
      reportPullFailure(context, run, whole === 'other' ? OTHER_COPY : garbled('the snapshot broke off'));
      return;
    }
  }
  while ((await storage.write(endCopy)) === 'more' && !signal.aborted);
  context.progress(null);
  context.tell({ type: 'view', days: [''] });
  // What was acknowledged in an epoch that is gone waits to be sent again.
  report({ type: 'written' });
  report({ type: 'copied', run });
}

/** What was stored belongs to another first line: changes in between would be missing, so it begins anew. */
const OTHER_COPY = { ...garbled('the snapshot went on under another cursor'), kind: 'expired' } as const;

async function receive(
  context: EffectContext,
  response: Response,
  earlier: CopyProgress | null,
  signal: AbortSignal,
): Promise<'whole' | 'broken' | 'other'> {
  const { storage } = context;
  let rows: SnapshotRow[] = [];
  let outcome: 'whole' | 'broken' | 'other' = 'broken';
  await readLines(response, context.environment, signal, async (text) => {
    const line = JSON.parse(text) as SnapshotLine;
    if ('total' in line) {
      if (earlier?.resume != null && earlier.cursor !== line.cursor) outcome = 'other';
      else await storage.write((transaction) => openCopy(transaction, line));
    } else if ('end' in line) {
      outcome = outcome === 'other' ? outcome : 'whole';
    } else {
      rows.push(line);
    }
    if (outcome === 'other') return 'enough';
    if (rows.length >= LINES_AT_ONCE || outcome === 'whole') {
      await store(context, rows);
      rows = [];
    }
    return outcome === 'whole' ? 'enough' : 'more';
  });
  return outcome;
}

async function store(context: EffectContext, rows: readonly SnapshotRow[]): Promise<void> {
  const { days, meta } = await context.storage.write((transaction) => addToCopy(transaction, rows));
  if (days.size > 0) context.tell({ type: 'view', days: [...days] });
  if (meta.copy) context.progress({ received: meta.copy.received, total: meta.copy.total });
}
