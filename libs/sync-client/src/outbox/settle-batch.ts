import type { BatchResponse, WireVerdict } from '@daybook/contract';
import { metaOf } from '../replica/meta-of.js';
import type { StorageTransaction } from '../storage/storage.js';
import type { QueuedMutation } from './queued-mutation.js';

/** A verdict on a mutation, by the name that the caller knows it by. */
export interface Settlement {
  readonly key: string;
  readonly day: string;
  readonly verdict: WireVerdict;
}

/** What time it is, and how long the n-th `come again later` in a row is waited for, ms. */
export interface SettlingTime {
  readonly wallMs: number;
  readonly delayMs: (waits: number, toldMs: number | undefined) => number;
}

/**
 * Writes down what the server made of a batch, each mutation by its own verdict. An accepted one stays as
 * `acknowledged` until the replica has caught up with it, or what is shown would fall back to the older value; one
 * that may pass later waits without using up a try; one that never will is `failed`.
 *
 * @returns the final verdicts: those on which nobody has to wait any longer
 */
export async function settleBatch(
  transaction: StorageTransaction,
  batch: readonly QueuedMutation[],
  response: Pick<BatchResponse, 'items' | 'seq'>,
  time: SettlingTime,
): Promise<readonly Settlement[]> {
  const meta = await metaOf(transaction);
  const isShown = meta.cursor !== null && meta.seq >= response.seq;
  const verdicts = new Map(response.items.map((verdict) => [verdict.id, verdict]));
  const settlements: Settlement[] = [];
  for (const { key } of batch) {
    const row = await transaction.mutation(key);
    const verdict = row && verdicts.get(row.item.id);
    // Discarded meanwhile.
    if (!row) continue;
    if (!verdict) {
      transaction.putMutation(passedOver(row, time));
      continue;
    }
    if (verdict.status === 'rejected' && verdict.retryable) {
      transaction.putMutation(waiting(row, verdict, time));
      continue;
    }
    settlements.push({ key, day: row.day, verdict });
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
  return settlements;
}

type Rejected = Extract<WireVerdict, { status: 'rejected' }>;

function waiting(row: QueuedMutation, verdict: Rejected, { wallMs, delayMs }: SettlingTime): QueuedMutation {
  const waits = row.waits + 1;
  const problem = problemOf(verdict);
  if (verdict.code === 'future_timestamp' && row.naming === 'sealed') {
    // The server does not have this id, and the answer told its time: the mutation may be named anew, at once if
    // that did not just fail, and it need not wait for the time that the wrong clock showed.
    const position = waits === 1 ? 0 : wallMs + delayMs(waits, undefined);
    return { ...row, naming: 'timed', position, waits, problem };
  }
  const toldMs = verdict.retryAfter === undefined ? undefined : verdict.retryAfter * 1_000;
  return { ...row, position: wallMs + delayMs(waits, toldMs), waits, problem };
}

/** The answer is silent about it, as no sound answer is: it is sent again, but not in a hurry. */
function passedOver(row: QueuedMutation, { wallMs, delayMs }: SettlingTime): QueuedMutation {
  const waits = row.waits + 1;
  return { ...row, waits, position: wallMs + delayMs(waits, undefined) };
}

function refused(row: QueuedMutation, verdict: Rejected, { wallMs }: SettlingTime): QueuedMutation {
  return { ...row, state: 'failed', position: wallMs, problem: problemOf(verdict), verdict };
}

function problemOf({ code, detail, pointer }: Rejected): QueuedMutation['problem'] {
  // The pointer is into the batch (`/items/3/value`); for the reader of one mutation it is into that.
  return { cause: 'verdict', code, detail, pointer: pointer.replace(/^\/items\/\d+/, '') };
}
