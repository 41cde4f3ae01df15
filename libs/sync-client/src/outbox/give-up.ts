import type { ProblemCode } from '@daybook/contract';
import type { Failure } from '../machine/failure.js';
import type { StorageTransaction } from '../storage/storage.js';
import type { QueuedMutation, QueueProblem } from './queued-mutation.js';
import type { Settlement } from './settle-batch.js';

/** How many mutations one transaction brings back: some 20 ms of IndexedDB. */
const REQUEUE_AT_ONCE = 500;

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

/** Mutations that the server refuses to look at: they fail by the problem as their verdict. */
export async function refuse(
  transaction: StorageTransaction,
  batch: readonly QueuedMutation[],
  { problem }: Failure,
  wallMs: number,
): Promise<readonly Settlement[]> {
  const settlements: Settlement[] = [];
  for (const { key } of batch) {
    const row = await transaction.mutation(key);
    if (!row) continue;
    // The server's code, which may be one that the types of today do not know.
    const code = problem.code as ProblemCode;
    const refusal = { ...problem, code, status: 'rejected', retryable: false, pointer: '' } as const;
    const verdict = { index: 0, id: row.item.id, ...refusal };
    transaction.putMutation({
      ...row,
      state: 'failed',
      position: wallMs,
      problem: { cause: 'verdict', ...problem },
      verdict,
    });
    settlements.push({ key, day: row.day, verdict });
  }
  return settlements;
}

/**
 * Gives another turn to what failed for want of a connection and to what waits for a later answer.
 *
 * @returns how many there were in this portion; call again until there are none
 */
export async function requeue(transaction: StorageTransaction): Promise<number> {
  const failed = await transaction.queue('failed', 0, 0, REQUEUE_AT_ONCE);
  const putOff = await transaction.queue('pending', 1, Infinity, REQUEUE_AT_ONCE);
  for (const row of [...failed, ...putOff]) transaction.putMutation(afresh(row));
  return failed.length + putOff.length;
}

/** A mutation as if it had never been tried; what it is called and whether it was sent stays. */
export function afresh(row: QueuedMutation): QueuedMutation {
  return { ...row, state: 'pending', position: 0, tries: 0, waits: 0, problem: null, verdict: null };
}
