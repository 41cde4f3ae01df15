import type { QueuedMutation, QueueState } from '../outbox/queued-mutation.js';
import type { ReplicaMeta } from '../replica/replica-meta.js';
import type { ReplicaRow, RowKey } from '../replica/replica-row.js';
import type { StorageTransaction } from './storage.js';

const META = 'meta';

/** Greater than any character that an id or a code has: the end of a range of texts. */
const LAST = '\uffff';

/** The result of a request. */
export function settled<Result>(request: IDBRequest): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = (): void => {
      resolve(request.result as Result);
    };
    request.onerror = (): void => {
      reject(request.error ?? new Error('failed'));
    };
  });
}

/** One transaction of IndexedDB. A write that fails aborts it as a whole, so nobody waits for a single one. */
export class IndexedDbTransaction implements StorageTransaction {
  readonly #meta: IDBObjectStore;
  readonly #rows: IDBObjectStore;
  readonly #outbox: IDBObjectStore;

  constructor(transaction: IDBTransaction) {
    this.#meta = transaction.objectStore('meta');
    this.#rows = transaction.objectStore('rows');
    this.#outbox = transaction.objectStore('outbox');
  }

  meta(): Promise<ReplicaMeta | undefined> {
    return settled(this.#meta.get(META));
  }

  rows(keys: readonly RowKey[]): Promise<(ReplicaRow | undefined)[]> {
    return Promise.all(
      keys.map(({ entity, id }) => settled<ReplicaRow | undefined>(this.#rows.get([entity, id]))),
    );
  }

  rowsOfDays(entity: string, from: string, to: string): Promise<ReplicaRow[]> {
    const range = IDBKeyRange.bound([entity, from, ''], [entity, to, LAST]);
    return settled(this.#rows.index('byDay').getAll(range));
  }

  mutation(key: string): Promise<QueuedMutation | undefined> {
    return settled(this.#outbox.index('byKey').get(key));
  }

  queue(state: QueueState, from: number, upTo: number, limit: number): Promise<QueuedMutation[]> {
    const range = IDBKeyRange.bound([state, from], [state, upTo]);
    return settled(this.#outbox.index('byPosition').getAll(range, limit));
  }

  queueSize(state: QueueState): Promise<number> {
    return settled(this.#outbox.index('byState').count(state));
  }

  oldest(state: QueueState): Promise<QueuedMutation | undefined> {
    return settled(this.#outbox.index('byState').get(state));
  }

  mutationsOfRecord(record: string): Promise<QueuedMutation[]> {
    return settled(this.#outbox.index('byRecord').getAll(record));
  }

  async mutationsOfDays(from: string, to: string): Promise<QueuedMutation[]> {
    const range = IDBKeyRange.bound(from, to + LAST);
    const rows = await settled<QueuedMutation[]>(this.#outbox.index('byDay').getAll(range));
    return rows.sort((a, b) => a.order - b.order);
  }

  putMeta(meta: ReplicaMeta): void {
    this.#meta.put(meta, META);
  }

  putRow(row: ReplicaRow): void {
    this.#rows.put(row);
  }

  deleteRow({ entity, id }: RowKey): void {
    this.#rows.delete([entity, id]);
  }

  async deleteRowsBefore(generation: number, limit: number): Promise<number> {
    const older = IDBKeyRange.upperBound(generation, true);
    const keys = await settled<IDBValidKey[]>(this.#rows.index('byGeneration').getAllKeys(older, limit));
    for (const key of keys) this.#rows.delete(key);
    return keys.length;
  }

  putMutation(mutation: QueuedMutation): void {
    this.#outbox.put(mutation);
  }

  deleteMutation(order: number): void {
    this.#outbox.delete(order);
  }

  clear(): void {
    for (const store of [this.#meta, this.#rows, this.#outbox]) store.clear();
  }
}
