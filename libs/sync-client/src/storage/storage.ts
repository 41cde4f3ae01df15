import type { QueuedMutation, QueueState } from '../outbox/queued-mutation.js';
import type { ReplicaMeta } from '../replica/replica-meta.js';
import type { ReplicaRow, RowKey } from '../replica/replica-row.js';

/** What is read in one go: all of it of one moment. */
export interface StorageReader {
  meta(): Promise<ReplicaMeta | undefined>;
  /** In the order of the keys, `undefined` where nothing is held. */
  rows(keys: readonly RowKey[]): Promise<(ReplicaRow | undefined)[]>;
  /** The rows of an entity whose day lies in the range, ends included, by day and then by id. */
  rowsOfDays(entity: string, from: string, to: string): Promise<ReplicaRow[]>;
  mutation(key: string): Promise<QueuedMutation | undefined>;
  /** By position and then by order, those with a position in the range, ends included. */
  queue(state: QueueState, from: number, upTo: number, limit: number): Promise<QueuedMutation[]>;
  queueSize(state: QueueState): Promise<number>;
  /** The first by order. */
  oldest(state: QueueState): Promise<QueuedMutation | undefined>;
  /** By order. */
  mutationsOfRecord(record: string): Promise<QueuedMutation[]>;
  /** By order: those whose day (`<date>/<type>`) has a date in the range, ends included. */
  mutationsOfDays(from: string, to: string): Promise<QueuedMutation[]>;
}

/** What is read and written in one go. A write is seen by the reads behind it. */
export interface StorageTransaction extends StorageReader {
  putMeta(meta: ReplicaMeta): void;
  /** Replaces the row of this entity and id. */
  putRow(row: ReplicaRow): void;
  deleteRow(key: RowKey): void;
  /** Removes up to `limit` rows of older generations and says how many that were. */
  deleteRowsBefore(generation: number, limit: number): Promise<number>;
  /** Replaces the mutation of this order. */
  putMutation(mutation: QueuedMutation): void;
  deleteMutation(order: number): void;
  /** Removes everything: rows, mutations and meta. */
  clear(): void;
}

/**
 * Where replica, outbox and cursor of one subject are kept. Three promises, which `test/storage-conformance.ts` holds
 * every implementation to: a write is there as a whole or not at all, also after a crash; when its promise resolves
 * it is on disk (memory excepted); writes of all tabs and callers run one after the other.
 *
 * `work` may wait for nothing but the methods of the transaction: IndexedDB ends a transaction that idles.
 */
export interface ReplicaStorage {
  /** The name by which other tabs open this very storage; absent where each client has one of its own. */
  readonly sharedAs?: string;
  read<Result>(work: (reader: StorageReader) => Promise<Result>): Promise<Result>;
  write<Result>(work: (transaction: StorageTransaction) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Opens the storage of a subject. No two subjects ever share one. */
export type OpenStorage = (subject: string) => Promise<ReplicaStorage>;
