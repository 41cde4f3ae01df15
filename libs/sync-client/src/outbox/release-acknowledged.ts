import type { StorageTransaction } from '../storage/storage.js';
import { afresh } from './give-up.js';

/** A place in the feed. */
interface Mark {
  readonly epoch: string | null;
  readonly seq: number;
}

/** More than a page's worth; what is left over goes with the next page. */
const RELEASE_AT_ONCE = 2_000;

/**
 * Lets go of acknowledged mutations that the replica now shows. One that was acknowledged in another epoch may have
 * been lost with it (a server restored from a backup): it is sent again under its old id, by which a server that
 * still has it knows it.
 *
 * @returns the days whose view may have changed
 */
export async function releaseAcknowledged(
  transaction: StorageTransaction,
  { epoch, seq }: Mark,
): Promise<readonly string[]> {
  const rows = await transaction.queue('acknowledged', 0, seq, RELEASE_AT_ONCE);
  for (const row of rows) {
    if (row.epoch === epoch) transaction.deleteMutation(row.order);
    else transaction.putMutation(afresh(row));
  }
  return rows.map(({ day }) => day);
}

/** After a change of epoch: everything acknowledged in another one is sent again. */
export async function resendOfOtherEpochs(
  transaction: StorageTransaction,
  epoch: string | null,
): Promise<number> {
  const rows = await transaction.queue('acknowledged', 0, Infinity, RELEASE_AT_ONCE);
  const others = rows.filter((row) => row.epoch !== epoch);
  for (const row of others) transaction.putMutation(afresh(row));
  return others.length;
}
