import type { Change, ChangesPage } from '@daybook/contract';
import type { StorageTransaction } from '../storage/storage.js';
import { releaseAcknowledged } from '../outbox/release-acknowledged.js';
import { VOCABULARY, type ReplicaMeta } from './replica-meta.js';
import { writeArrivals, type Arrival } from './replica-writer.js';

/**
 * Applies a page of the feed at the cursor that it was asked from, and moves the cursor, in one transaction.
 *
 * @returns the days that changed; `null` if the cursor is no longer that one, and the page was dropped
 */
export async function applyPage(
  transaction: StorageTransaction,
  meta: ReplicaMeta,
  asked: string,
  page: ChangesPage,
  wallMs: number,
): Promise<ReadonlySet<string> | null> {
  if (meta.cursor !== asked) return null;
  const arrivals = page.changes.map(arrivalOf).filter((arrival) => arrival !== null);
  const written = await writeArrivals(transaction, meta, arrivals);
  const released = await releaseAcknowledged(transaction, page.seq);
  transaction.putMeta({
    ...meta,
    ...missedBy(meta, page, asked),
    cursor: page.nextCursor,
    seq: page.seq,
    digests: written.digests,
    levelAt: page.hasMore ? meta.levelAt : wallMs,
  });
  return new Set([...written.days, ...released]);
}

/**
 * `null` for a change that this code does not understand: a newer server may know more than putting and deleting. Its
 * words come as data, whatever the types say.
 */
function arrivalOf({ entity, id, revision, op, data }: Change): Arrival | null {
  if (op === 'delete') return { entity, id, revision, data: null };
  const isPut = (op as string) === 'upsert' && typeof data === 'object' && (data as unknown) !== null;
  return isPut ? { entity, id, revision, data } : null;
}

/**
 * What was not understood is not lost by moving on: the cursor before it is remembered, and a newer version of this
 * code goes back to it. Digests of such entities cannot be compared until then.
 */
function missedBy(meta: ReplicaMeta, page: ChangesPage, asked: string): Partial<ReplicaMeta> {
  const missed = page.changes.filter((change) => !arrivalOf(change)).map(({ entity }) => entity as string);
  if (missed.length === 0) return {};
  return {
    missedSince: meta.missedSince ?? { cursor: asked, seq: meta.seq },
    missedEntities: [...new Set([...meta.missedEntities, ...missed])],
    // A newer version may have opened this storage already, in another tab: it was not that one that missed them.
    vocabulary: VOCABULARY,
  };
}
