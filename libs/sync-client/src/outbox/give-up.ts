import type { Failure } from '../machine/failure.js';
import type { StorageTransaction } from '../storage/storage.js';
import type { QueuedMutation, QueueProblem } from './queued-mutation.js';

/** How many mutations one transaction brings back: some 20 ms of IndexedDB. */
export const REQUEUE_AT_ONCE = 500;

/**
 * Counts a sending that brought no verdict. Whoever has been sent as often as allowed is `failed`, kept and listed.
 *
 * @returns the keys of those that failed now
 */
export async function countFailure(
  transaction: StorageTransaction,
  batch: readonly QueuedMutation[],
  { problem }: Failure,
  triesAllowed: number,
): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const { key } of batch) {
    const row = await transaction.mutation(key);
    if (row?.state !== 'pending') continue;
    const tries = row.tries + 1;
    const given: QueueProblem = { cause: 'connection', ...problem };
    if (tries < triesAllowed) {
      transaction.putMutation({ ...row, tries, problem: given });
    } else {
      failed.push(key);
      transaction.putMutation({ ...row, state: 'failed', position: 0, tries, problem: given });
    }
  }
  return failed;
}

/**
 * Gives another turn to what failed for want of a connection and to what waits for a later answer.
 *
 * @returns the days of those in this portion; call again until there are none
 */
export async function requeue(transaction: StorageTransaction): Promise<string[]> {
  const failed = await transaction.queue('failed', 0, 0, REQUEUE_AT_ONCE);
  const putOff = await transaction.queue('pending', 1, Infinity, REQUEUE_AT_ONCE);
  const rows = [...failed, ...putOff];
  for (const row of rows) transaction.putMutation(afresh(row));
  return daysOf(rows);
}

/**
 * Gives a mutation another turn at once, whatever it failed by or waits for; without a key all that failed.
 *
 * @returns those of this portion; without a key there may be more if it is full
 */
export async function retry(transaction: StorageTransaction, key?: string): Promise<QueuedMutation[]> {
  const found =
    key === undefined
      ? await transaction.queue('failed', 0, Infinity, REQUEUE_AT_ONCE)
      : [await transaction.mutation(key)];
  const stuck = found.filter(
    (row): row is QueuedMutation => row !== undefined && row.state !== 'acknowledged',
  );
  for (const row of stuck) transaction.putMutation(afresh(row));
  return stuck;
}

/** Takes a mutation out of the outbox. One that was sent without an answer may be on the server all the same. */
export async function discard(transaction: StorageTransaction, key: string): Promise<QueuedMutation | null> {
  const row = await transaction.mutation(key);
  if (!row || row.state === 'acknowledged') return null;
  transaction.deleteMutation(row.order);
  return row;
}

/** The days that mutations change, each once. */
export function daysOf(rows: readonly QueuedMutation[]): string[] {
  return [...new Set(rows.map(({ day }) => day))];
}

/** What is said of a mutation that has never been tried. */
export const NEW = {
  state: 'pending',
  position: 0,
  tries: 0,
  waits: 0,
  problem: null,
  verdict: null,
} as const;

/** A mutation as if it had never been tried; what it is called and whether it was sent stays. */
export function afresh(row: QueuedMutation): QueuedMutation {
  return { ...row, ...NEW };
}
