import type { BatchResponse, WireVerdict } from '@daybook/contract';
import { newer } from '../clock/mint-mutation-id.js';
import type { ReplicaMeta } from '../replica/replica-meta.js';
import type { StorageTransaction } from '../storage/storage.js';
import type { QueuedMutation } from './queued-mutation.js';

/** A verdict on a mutation, by the name that the caller knows it by. */
export interface Settlement {
  readonly key: string;
  readonly verdict: WireVerdict;
}

/** What time it is, and how long the n-th `come again later` in a row is waited for, ms. */
export interface SettlingTime {
  readonly wallMs: number;
  readonly delayMs: (waits: number, toldMs: number) => number;
}

/**
 * Writes down what the server made of a batch, each mutation by its own verdict. An accepted one stays as
 * `acknowledged` until the replica has caught up with it, or what is shown would fall back to the older value; one
 * that may pass later waits without using up a try; one that never will is `failed`.
 *
 * @returns what was said of each
 */
export async function settleBatch(
  transaction: StorageTransaction,
  meta: ReplicaMeta,
  batch: readonly QueuedMutation[],
  response: Pick<BatchResponse, 'items' | 'seq'>,
  time: SettlingTime,
): Promise<readonly Settlement[]> {
  const isShown = meta.cursor !== null && meta.seq >= response.seq;
  const verdicts = new Map(response.items.map((verdict) => [verdict.id, verdict]));
  const settlements: Settlement[] = [];
  let { newestId } = meta;
  for (const { key } of batch) {
    const row = await transaction.mutation(key);
    const verdict = row && verdicts.get(row.item.id);
    // Discarded meanwhile.
    if (!row) continue;
    if (verdict) settlements.push({ key, verdict });
    if (!verdict || isPutOff(verdict)) {
      transaction.putMutation(waiting(row, verdict as Rejected | undefined, time));
      continue;
    }
    newestId = newer(newestId, verdict.mutationId ?? '');
    if (verdict.status === 'rejected') transaction.putMutation(refused(row, verdict, time));
    else if (isShown) transaction.deleteMutation(row.order);
    else
      transaction.putMutation({
        ...row,
        state: 'acknowledged',
        position: response.seq,
        problem: null,
        verdict,
      });
  }
  // Where no measurements are carried, a verdict is all that tells of a newer mutation elsewhere.
  if (newestId !== meta.newestId) transaction.putMeta({ ...meta, newestId });
  return settlements;
}

type Rejected = Extract<WireVerdict, { status: 'rejected' }>;

/** Whether the server may accept the mutation later, so that it waits. */
export function isPutOff(verdict: WireVerdict): boolean {
  return verdict.status === 'rejected' && verdict.retryable;
}

/** @param verdict absent if the answer is silent about it, as no sound answer is: it is sent again, but not in a hurry */
function waiting(
  row: QueuedMutation,
  verdict: Rejected | undefined,
  { wallMs, delayMs }: SettlingTime,
): QueuedMutation {
  const waits = row.waits + 1;
  const problem = verdict ? problemOf(verdict) : row.problem;
  const again = {
    ...row,
    position: wallMs + delayMs(waits, (verdict?.retryAfter ?? 0) * 1_000),
    waits,
    problem,
  };
  if (verdict?.code !== 'future_timestamp' || row.naming !== 'sealed') return again;
  // The server does not have this id, and the answer told its time: the mutation may be named anew, at once if that
  // did not just fail, and it need not wait for the time that the wrong clock showed.
  return { ...again, naming: 'timed', position: waits === 1 ? 0 : wallMs + delayMs(waits, 0) };
}

function refused(row: QueuedMutation, verdict: Rejected, { wallMs }: SettlingTime): QueuedMutation {
  return { ...row, state: 'failed', position: wallMs, problem: problemOf(verdict), verdict };
}

function problemOf({ code, detail, pointer }: Rejected): QueuedMutation['problem'] {
  // The pointer is into the batch (`/items/3/value`); for the reader of one mutation it is into that.
  return { cause: 'verdict', code, detail, pointer: pointer.replace(/^\/items\/\d+/, '') };
}
