import { BODY_MAX_BYTES } from '@daybook/contract';
import { mutationIdTime, utf8 } from '@daybook/domain';
import { mintMutationId, newer } from '../clock/mint-mutation-id.js';
import type { ReplicaMeta } from '../replica/replica-meta.js';
import type { StorageTransaction } from '../storage/storage.js';
import type { QueuedMutation } from './queued-mutation.js';

/** Room for the envelope, commas, and a proxy that counts headers in. */
const BATCH_BYTES = Math.floor(BODY_MAX_BYTES * 0.9);

/** Half of the server's tolerance: an id further ahead was made by a clock that is wrong, and is made anew. */
const AHEAD_MAX_MS = 30_000;

/** What sealing needs to know of time. `offsetMs` is the server's time minus the wall clock. */
export interface SealingTime {
  readonly wallMs: number;
  readonly serverMs: number;
  readonly offsetMs: number;
  readonly random: () => Uint8Array;
}

/**
 * Takes the next mutations that are due, at most `limit`, and marks them as sent before they are: from here on their
 * ids are never changed and nothing is merged into them, whatever becomes of the request.
 *
 * Ids that a wrong clock made are put right first, in the order of the intentions. A mutation that was never sent has
 * no name outside this device, so this renames nothing that anybody could know.
 */
export async function sealBatch(
  transaction: StorageTransaction,
  meta: ReplicaMeta,
  limit: number,
  time: SealingTime,
): Promise<readonly QueuedMutation[]> {
  const due = await transaction.queue('pending', 0, time.wallMs, limit);
  const sealed: QueuedMutation[] = [];
  let bytes = 0;
  let newestId = meta.newestId;
  let floor = '';
  for (const candidate of due) {
    bytes += utf8(JSON.stringify(candidate.item)).length + 1;
    if (bytes > BATCH_BYTES && sealed.length > 0) break;
    // Read again after a renaming: this one may speak of the record that was renamed.
    const row = floor === '' ? candidate : ((await transaction.mutation(candidate.key)) ?? candidate);
    const restamped = needsNewId(row, time) ? await restamp(transaction, row, floor, time) : row;
    if (restamped !== row) floor = restamped.item.id;
    const ready: QueuedMutation = { ...restamped, naming: restamped.naming === 'given' ? 'given' : 'sealed' };
    transaction.putMutation(ready);
    sealed.push(ready);
  }
  // A floor from the future would push every later id there, too.
  if (floor !== '' && mutationIdTime(newestId) > time.serverMs + AHEAD_MAX_MS) newestId = floor;
  if (newestId !== meta.newestId) transaction.putMeta({ ...meta, newestId });
  return sealed;
}

function needsNewId({ naming, item }: QueuedMutation, { serverMs }: SealingTime): boolean {
  return naming === 'guessed' || (naming === 'timed' && mutationIdTime(item.id) > serverMs + AHEAD_MAX_MS);
}

/**
 * Names a mutation anew, and before it those of the same record that were intended earlier, due or not: the order of
 * the ids is the order of the intentions.
 */
async function restamp(
  transaction: StorageTransaction,
  candidate: QueuedMutation,
  floor: string,
  time: SealingTime,
): Promise<QueuedMutation> {
  const { serverMs, offsetMs, random } = time;
  const { order } = candidate;
  let newest = floor;
  for (const other of await transaction.mutationsOfRecord(candidate.record)) {
    if (other.order >= order) break;
    const named = needsNewId(other, time) ? await restamp(transaction, other, newest, time) : other;
    if (named !== other) transaction.putMutation({ ...named, naming: 'timed' });
    newest = newer(newest, named.item.id);
  }
  // Read again: it may speak of a record that was just renamed.
  const row = (await transaction.mutation(candidate.key)) ?? candidate;
  const old = row.item.id;
  const intendedMs = Math.min(row.intendedAt + offsetMs, serverMs);
  const id = mintMutationId(intendedMs, random(), newer(newest, row.after));
  const record = row.record === old ? id : row.record;
  if (record === id) followRecord(transaction, await transaction.mutationsOfRecord(old), order, id);
  return { ...row, record, item: { ...row.item, id } };
}

/** What corrects or retracts a sample that was only now given its id speaks of it under the new one. */
function followRecord(
  transaction: StorageTransaction,
  others: readonly QueuedMutation[],
  order: number,
  record: string,
): void {
  for (const other of others) {
    if (other.order === order || !('measurementId' in other.item)) continue;
    transaction.putMutation({ ...other, record, item: { ...other.item, measurementId: record } });
  }
}
