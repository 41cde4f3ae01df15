import type { QueuedMutation, QueueState } from '../outbox/queued-mutation.js';
import type { ReplicaMeta } from '../replica/replica-meta.js';
import type { ReplicaRow, RowKey } from '../replica/replica-row.js';
import type { RowTable, StorageStep } from './row-table.js';
import type { StorageTransaction } from './storage.js';

/** A transaction that changes the table at once and remembers how to take everything back. */
export class TableTransaction implements StorageTransaction {
  readonly steps: StorageStep[] = [];
  readonly #undo: StorageStep[] = [];
  readonly #table: RowTable;

  constructor(table: RowTable) {
    this.#table = table;
  }

  rollBack(): void {
    for (const step of this.#undo.reverse()) this.#table.apply(step);
  }

  meta(): Promise<ReplicaMeta | undefined> {
    return Promise.resolve(this.#table.meta);
  }

  rows(keys: readonly RowKey[]): Promise<(ReplicaRow | undefined)[]> {
    return Promise.resolve(keys.map((key) => this.#table.row(key)));
  }

  rowsOfDays(entity: string, from: string, to: string): Promise<ReplicaRow[]> {
    return Promise.resolve(this.#table.rowsOfDays(entity, from, to));
  }

  mutation(key: string): Promise<QueuedMutation | undefined> {
    return Promise.resolve(this.#table.mutation(key));
  }

  queue(state: QueueState, from: number, upTo: number, limit: number): Promise<QueuedMutation[]> {
    return Promise.resolve(this.#table.queue(state).between(from, upTo, limit));
  }

  queueSize(state: QueueState): Promise<number> {
    return Promise.resolve(this.#table.queue(state).size);
  }

  oldest(state: QueueState): Promise<QueuedMutation | undefined> {
    return Promise.resolve(this.#table.queue(state).first());
  }

  mutationsOfRecord(record: string): Promise<QueuedMutation[]> {
    return Promise.resolve(this.#table.mutationsOfRecord(record));
  }

  mutationsOfDays(from: string, to: string): Promise<QueuedMutation[]> {
    return Promise.resolve(this.#table.mutationsOfDays(from, to));
  }

  putMeta(meta: ReplicaMeta): void {
    const old = this.#table.meta;
    // Only the first meta of a storage has none before it, and what it is taken back to is the empty storage.
    this.#take({ do: 'meta', meta }, old === undefined ? { do: 'clear' } : { do: 'meta', meta: old });
  }

  putRow(row: ReplicaRow): void {
    const old = this.#table.row(row);
    const { entity, id } = row;
    this.#take(
      { do: 'row', row },
      old === undefined ? { do: 'drop_row', entity, id } : { do: 'row', row: old },
    );
  }

  deleteRow({ entity, id }: RowKey): void {
    const old = this.#table.row({ entity, id });
    if (old) this.#take({ do: 'drop_row', entity, id }, { do: 'row', row: old });
  }

  deleteRowsBefore(generation: number, limit: number): Promise<number> {
    const old = this.#table
      .rows()
      .filter((row) => row.generation < generation)
      .slice(0, limit);
    for (const row of old) this.deleteRow(row);
    return Promise.resolve(old.length);
  }

  putMutation(mutation: QueuedMutation): void {
    const { order } = mutation;
    const old = this.#table.mutationAt(order);
    const undo: StorageStep =
      old === undefined ? { do: 'drop_mutation', order } : { do: 'mutation', mutation: old };
    this.#take({ do: 'mutation', mutation }, undo);
  }

  deleteMutation(order: number): void {
    const old = this.#table.mutationAt(order);
    if (old) this.#take({ do: 'drop_mutation', order }, { do: 'mutation', mutation: old });
  }

  clear(): void {
    for (const row of this.#table.rows()) this.deleteRow(row);
    for (const { order } of this.#table.mutations()) this.deleteMutation(order);
    const { meta } = this.#table;
    if (meta) this.#take({ do: 'clear' }, { do: 'meta', meta });
  }

  #take(step: StorageStep, undo: StorageStep): void {
    this.#table.apply(step);
    this.steps.push(step);
    this.#undo.push(undo);
  }
}
