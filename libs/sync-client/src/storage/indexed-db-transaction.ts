import type { IDBPTransaction, StoreNames } from 'idb';
import type { QueuedMutation, QueueState } from '../outbox/queued-mutation.js';
import type { ReplicaMeta } from '../replica/replica-meta.js';
import type { ReplicaRow, RowKey } from '../replica/replica-row.js';
import type { ReplicaSchema } from './replica-schema.js';
import type { StorageTransaction } from './storage.js';

type Transaction = IDBPTransaction<ReplicaSchema, StoreNames<ReplicaSchema>[], IDBTransactionMode>;

const META = 'meta';

/** Greater than any character that an id or a code has: the end of a range of texts. */
const LAST = '\uffff';

/** One transaction of IndexedDB. Failing writes abort it as a whole, so nobody has to wait for a single one. */
export class IndexedDbTransaction implements StorageTransaction {
  readonly #transaction: Transaction;

  constructor(transaction: Transaction) {
    this.#transaction = transaction;
  }

  meta(): Promise<ReplicaMeta | undefined> {
    return this.#meta.get(META);
  }

  rows(keys: readonly RowKey[]): Promise<(ReplicaRow | undefined)[]> {
    return Promise.all(keys.map(({ entity, id }) => this.#rows.get([entity, id])));
  }

  rowsOfDays(entity: string, from: string, to: string): Promise<ReplicaRow[]> {
    return this.#rows.index('byDay').getAll(IDBKeyRange.bound([entity, from, ''], [entity, to, LAST]));
  }

  rowCount(): Promise<number> {
    return this.#rows.count();
  }

  mutation(key: string): Promise<QueuedMutation | undefined> {
    return this.#outbox.index('byKey').get(key);
  }

  queue(state: QueueState, from: number, upTo: number, limit: number): Promise<QueuedMutation[]> {
    const range = IDBKeyRange.bound([state, from], [state, upTo]);
    return this.#outbox.index('byPosition').getAll(range, limit);
  }

  queueSize(state: QueueState): Promise<number> {
    return this.#outbox.index('byState').count(state);
  }

  oldest(state: QueueState): Promise<QueuedMutation | undefined> {
    return this.#outbox.index('byState').get(state);
  }

  mutationsOfRecord(record: string): Promise<QueuedMutation[]> {
    return this.#outbox.index('byRecord').getAll(record);
  }

  async mutationsOfDays(from: string, to: string): Promise<QueuedMutation[]> {
    const rows = await this.#outbox.index('byDay').getAll(IDBKeyRange.bound(from, to + LAST));
    return rows.sort((a, b) => a.order - b.order);
  }

  putMeta(meta: ReplicaMeta): void {
    this.#begin(this.#meta.put?.(meta, META));
  }

  putRow(row: ReplicaRow): void {
    this.#begin(this.#rows.put?.(row));
  }

  deleteRow({ entity, id }: RowKey): void {
    this.#begin(this.#rows.delete?.([entity, id]));
  }

  async deleteRowsBefore(generation: number, limit: number): Promise<number> {
    const older = IDBKeyRange.upperBound(generation, true);
    const keys = await this.#rows.index('byGeneration').getAllKeys(older, limit);
    for (const key of keys) this.#begin(this.#rows.delete?.(key));
    return keys.length;
  }

  putMutation(mutation: QueuedMutation): void {
    this.#begin(this.#outbox.put?.(mutation));
  }

  deleteMutation(order: number): void {
    this.#begin(this.#outbox.delete?.(order));
  }

  clear(): void {
    this.#begin(this.#meta.clear?.());
    this.#begin(this.#rows.clear?.());
    this.#begin(this.#outbox.clear?.());
  }

  get #meta() {
    return this.#transaction.objectStore('meta');
  }

  get #rows() {
    return this.#transaction.objectStore('rows');
  }

  get #outbox() {
    return this.#transaction.objectStore('outbox');
  }

  /** The transaction's own end tells of a failure; the single request's would be an unhandled rejection. */
  #begin(request: Promise<unknown> | undefined): void {
    request?.catch(() => undefined);
  }
}
