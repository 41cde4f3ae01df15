import type { StorageTransaction } from '../storage/storage.js';
import { afresh } from './give-up.js';

/** More than a page's worth; what is left over goes with the next page. */
const RELEASE_AT_ONCE = 2_000;

/**
 * Lets go of acknowledged mutations that the replica shows once it has come as far as `seq`.
 *
 * @returns the days whose view may have changed
 */
export async function releaseAcknowledged(
  transaction: StorageTransaction,
  seq: number,
): Promise<readonly string[]> {
  const rows = await transaction.queue('acknowledged', 0, seq, RELEASE_AT_ONCE);
  for (const { order } of rows) transaction.deleteMutation(order);
  return rows.map(({ day }) => day);
}

/**
 * Sends again what was acknowledged but never seen in the feed: with the history that a cursor belonged to, mutations
 * may be gone (a server restored from a backup). A server that still has them knows them by their ids.
 */
export async function doubtAcknowledged(transaction: StorageTransaction): Promise<void> {
  for (;;) {
    const rows = await transaction.queue('acknowledged', 0, Infinity, RELEASE_AT_ONCE);
    if (rows.length === 0) return;
    // The verdict stays: what was superseded then is not to be shown again.
    for (const row of rows) transaction.putMutation({ ...afresh(row), verdict: row.verdict });
  }
}
