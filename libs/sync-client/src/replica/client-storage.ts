import type { Entity } from '@daybook/contract';
import type { ClientPhase } from '../shell/client-status.js';
import type { ReplicaStorage, StorageReader, StorageTransaction } from '../storage/storage.js';
import { emptyMeta, type ReplicaMeta } from './replica-meta.js';

/**
 * The storage of a client. Whatever wants it waits until it is open. What was dropped under an open client (by a
 * browser short of space) begins anew with the next write. What was erased does not, and when the client is closed
 * nothing is written any more.
 */
export class ClientStorage {
  readonly #opened: Promise<ReplicaStorage>;
  readonly #entities: readonly Entity[] | null;
  readonly #phase: () => ClientPhase;

  constructor(opened: Promise<ReplicaStorage>, entities: readonly Entity[] | null, phase: () => ClientPhase) {
    this.#opened = opened;
    this.#entities = entities;
    this.#phase = phase;
  }

  async read<Result>(work: (reader: StorageReader) => Promise<Result>): Promise<Result> {
    return (await this.#opened).read(work);
  }

  /** @throws Error once the subject was erased: then there is nothing to read from or to write to */
  meta(): Promise<ReplicaMeta> {
    return this.read((reader) => this.#metaOf(reader));
  }

  /** @throws Error once the client was closed or the subject erased */
  async write<Result>(
    work: (transaction: StorageTransaction, meta: ReplicaMeta) => Result | Promise<Result>,
  ): Promise<Result> {
    const storage = await this.#opened;
    if (this.#phase() === 'stopped') throw new Error('the client is closed');
    return storage.write(async (transaction) => work(transaction, await this.#metaOf(transaction)));
  }

  /** Removes everything, also where another tab did so before. */
  async clear(): Promise<void> {
    const storage = await this.#opened;
    await storage.write((transaction) => {
      transaction.clear();
      return Promise.resolve();
    });
  }

  async #metaOf(reader: StorageReader): Promise<ReplicaMeta> {
    const meta = await reader.meta();
    if (!meta && this.#phase() === 'erased') throw new Error('the subject was erased');
    return meta ?? emptyMeta(this.#entities);
  }
}
