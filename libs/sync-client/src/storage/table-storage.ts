import type { RowTable, StorageStep } from './row-table.js';
import type { ReplicaStorage } from './storage.js';
import { TableTransaction } from './table-transaction.js';

/** Makes the steps of a transaction last. If it fails, the transaction is taken back. */
export type CommitSteps = (steps: readonly StorageStep[]) => Promise<void>;

/**
 * A storage over tables in memory. Transactions run strictly one after the other, reads included, so that no reader
 * ever sees the inside of a write.
 */
export function tableStorage(
  table: RowTable,
  commit: CommitSteps,
  close: () => Promise<void>,
): ReplicaStorage {
  let last: Promise<unknown> = Promise.resolve();
  let closed: Promise<void> | undefined;
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    read: (work) => inTurn(() => work(new TableTransaction(table))),
    write: (work) =>
      inTurn(async () => {
        const transaction = new TableTransaction(table);
        try {
          const result = await work(transaction);
          if (transaction.steps.length > 0) await commit(transaction.steps);
          return result;
        } catch (error) {
          transaction.rollBack();
          throw error;
        }
      }),
    // Once: what is closed may be somebody else's by now.
    close: () => (closed ??= inTurn(close)),
  };
}
