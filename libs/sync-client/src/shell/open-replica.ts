import type { Entity } from '@daybook/contract';
import { emptyMeta, goneBack, META_FORMAT, type ReplicaMeta } from '../replica/replica-meta.js';
import type { ReplicaStorage } from '../storage/storage.js';
import type { ClientPhase } from './client-status.js';

/**
 * Makes what is stored fit this code. What an older version could not read of the feed is asked for again, from where
 * it first met it; a copy of other entities than are wanted now is of no use and gives way to a new one. The outbox
 * is never touched.
 */
export function openReplica(
  storage: ReplicaStorage,
  entities: readonly Entity[] | null,
): Promise<ReplicaMeta> {
  return storage.write(async (transaction) => {
    const stored = await transaction.meta();
    const meta = stored ? adapted(stored, entities) : emptyMeta(entities);
    if (meta !== stored) transaction.putMeta(meta);
    return meta;
  });
}

/**
 * The same storage, in which what was dropped under an open client (by a browser short of space) begins anew with the
 * next write. What was erased does not, and when the client is closed nothing is written any more.
 */
export function revived(
  storage: ReplicaStorage,
  entities: readonly Entity[] | null,
  phase: () => ClientPhase,
): ReplicaStorage {
  return {
    read: (work) => storage.read(work),
    write: async (work) => {
      if (phase() === 'stopped') throw new Error('the client is closed');
      return storage.write(async (transaction) => {
        if (phase() !== 'erased' && !(await transaction.meta())) transaction.putMeta(emptyMeta(entities));
        return work(transaction);
      });
    },
    close: () => storage.close(),
  };
}

function adapted(stored: ReplicaMeta, entities: readonly Entity[] | null): ReplicaMeta {
  if (stored.format > META_FORMAT) {
    throw new Error('written by a newer client: update the app');
  }
  if (filterOf(stored.entities) !== filterOf(entities)) {
    const { generation, newestId, lastOrder, clockOffsetMs } = stored;
    return { ...emptyMeta(entities), generation: generation + 1, newestId, lastOrder, clockOffsetMs };
  }
  return goneBack(stored);
}

function filterOf(entities: readonly Entity[] | null): string {
  return entities === null ? '*' : [...entities].sort().join(',');
}
