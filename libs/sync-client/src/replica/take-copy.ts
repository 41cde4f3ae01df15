import type { SnapshotHead, SnapshotRow } from '@daybook/contract';
import { doubtAcknowledged, releaseAcknowledged } from '../outbox/release-acknowledged.js';
import type { StorageTransaction } from '../storage/storage.js';
import type { ReplicaMeta } from './replica-meta.js';
import { writeArrivals } from './replica-writer.js';

/** Rows of the copy before that one transaction removes: some 50 ms of IndexedDB. */
const SWEEP_AT_ONCE = 2_000;

/**
 * Throws the replica away, the outbox not: its rows belong to an older generation from now on. They are shown until
 * the new copy is complete, so that nobody looks at an empty page meanwhile.
 */
export async function beginCopy(transaction: StorageTransaction): Promise<void> {
  const meta = await metaOf(transaction);
  await doubtAcknowledged(transaction);
  transaction.putMeta({
    ...meta,
    cursor: null,
    copy: null,
    generation: meta.generation + 1,
    digests: {},
    missedSince: null,
    missedEntities: [],
  });
}

/** Notes the first line of a snapshot; of one that goes on it says again what is known. */
export async function openCopy(transaction: StorageTransaction, head: SnapshotHead): Promise<void> {
  const meta = await metaOf(transaction);
  const { copy } = meta;
  if (copy !== null && copy.cursor === head.cursor) return;
  const { cursor, seq, total } = head;
  transaction.putMeta({ ...meta, copy: { cursor, seq, resume: null, received: 0, total, complete: false } });
}

/**
 * Stores lines of a snapshot together with the place behind the last one, so that a copy that breaks off goes on
 * there.
 *
 * @returns the days that changed, and the copy's progress
 */
export async function addToCopy(
  transaction: StorageTransaction,
  lines: readonly SnapshotRow[],
): Promise<{ readonly days: ReadonlySet<string>; readonly meta: ReplicaMeta }> {
  const meta = await metaOf(transaction);
  const { copy } = meta;
  const last = lines.at(-1);
  if (copy === null || last === undefined) return { days: new Set(), meta };
  const written = await writeArrivals(transaction, meta, lines);
  const progress = { ...copy, resume: last.resume, received: copy.received + lines.length };
  const after = { ...meta, digests: written.digests, copy: progress };
  transaction.putMeta(after);
  return { days: written.days, meta: after };
}

/** The last line came: the copy is whole, and what is left of the one before goes, in portions. */
export async function endCopy(transaction: StorageTransaction): Promise<'more' | 'done'> {
  const meta = await metaOf(transaction);
  const { copy, generation } = meta;
  if (copy === null) return 'done';
  const swept = await transaction.deleteRowsBefore(generation, SWEEP_AT_ONCE);
  if (swept === SWEEP_AT_ONCE) {
    if (!copy.complete) transaction.putMeta({ ...meta, copy: { ...copy, complete: true } });
    return 'more';
  }
  const { cursor, seq } = copy;
  await releaseAcknowledged(transaction, seq);
  transaction.putMeta({ ...meta, cursor, seq, copy: null });
  return 'done';
}

async function metaOf(transaction: StorageTransaction): Promise<ReplicaMeta> {
  const meta = await transaction.meta();
  if (!meta) throw new Error('the replica was wiped');
  return meta;
}
