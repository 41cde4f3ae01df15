import type { SnapshotHead, SnapshotRow } from '@daybook/contract';
import { doubtAcknowledged, releaseAcknowledged } from '../outbox/release-acknowledged.js';
import type { StorageTransaction } from '../storage/storage.js';
import type { CopyProgress, ReplicaMeta } from './replica-meta.js';
import { writeArrivals } from './replica-writer.js';

/** Rows of the copy before that one transaction removes: some 50 ms of IndexedDB. */
const SWEEP_AT_ONCE = 2_000;

/**
 * Throws the replica away, the outbox not: its rows belong to an older generation from now on. They are shown until
 * the new copy is complete, so that nobody looks at an empty page meanwhile.
 */
export async function beginCopy(transaction: StorageTransaction, meta: ReplicaMeta): Promise<void> {
  await doubtAcknowledged(transaction);
  transaction.putMeta(anew(meta));
}

/** What is known once the replica is thrown away. */
export function anew(meta: ReplicaMeta): ReplicaMeta {
  return {
    ...meta,
    cursor: null,
    copy: null,
    generation: meta.generation + 1,
    digests: {},
    healing: meta.healing === 'none' ? 'none' : 'tried',
    missedSince: null,
    missedEntities: [],
  };
}

/**
 * Notes the first line of a snapshot; of one that goes on it says again what is known. Between the cursor of what is
 * stored and another one changes would be missing, so that such a copy begins anew.
 *
 * @returns the generation of the copy that is taken. Two clients may think for a while that they lead: lines of one
 *   copy must never end up in another, under a cursor that is not theirs, and each copy has a generation of its own.
 *   `null` if meanwhile somebody else threw the replica away or ended a copy
 */
export function openCopy(
  transaction: StorageTransaction,
  held: ReplicaMeta,
  generation: number,
  { cursor, seq, total }: SnapshotHead,
): number | null {
  if (held.generation !== generation || held.cursor !== null) return null;
  if (held.copy?.cursor === cursor) return generation;
  const meta = held.copy ? anew(held) : held;
  transaction.putMeta({ ...meta, copy: { cursor, seq, resume: null, received: 0, total, complete: false } });
  return meta.generation;
}

/**
 * Stores lines of a snapshot together with the place behind the last one, so that a copy that breaks off goes on
 * there.
 *
 * @param complete whether there are no more lines
 * @returns the days that changed, and the copy's progress; `null` if another copy is being taken meanwhile
 */
export async function addToCopy(
  transaction: StorageTransaction,
  meta: ReplicaMeta,
  generation: number | null,
  lines: readonly SnapshotRow[],
  complete: boolean,
): Promise<{ readonly days: ReadonlySet<string>; readonly copy: CopyProgress } | null> {
  if (!meta.copy || meta.generation !== generation) return null;
  const { days, digests } = await writeArrivals(transaction, meta, lines);
  const resume = lines.at(-1)?.resume ?? meta.copy.resume;
  const copy = { ...meta.copy, resume, received: meta.copy.received + lines.length, complete };
  transaction.putMeta({ ...meta, digests, copy });
  return { days, copy };
}

/**
 * When the last line came, the copy is whole, and what is left of the one before goes, in portions.
 *
 * @returns whether there is more to remove
 */
export async function endCopy(transaction: StorageTransaction, meta: ReplicaMeta): Promise<boolean> {
  const { copy, generation } = meta;
  if (copy?.complete !== true) return false;
  const swept = await transaction.deleteRowsBefore(generation, SWEEP_AT_ONCE);
  if (swept === SWEEP_AT_ONCE) return true;
  const { cursor, seq } = copy;
  await releaseAcknowledged(transaction, seq);
  transaction.putMeta({ ...meta, cursor, seq, copy: null });
  return false;
}
