import type { Entity } from '@daybook/contract';
import { anew } from '../replica/take-copy.js';
import { emptyMeta, goneBack, META_FORMAT, type ReplicaMeta } from '../replica/replica-meta.js';
import type { ReplicaStorage } from '../storage/storage.js';
import type { ClientOptions } from './client-options.js';

/**
 * Opens a storage and makes what is in it fit this code. What an older version could not read of the feed is asked for
 * again, from where it first met it; a copy of other entities than are wanted now is of no use and gives way to a new
 * one. The outbox is never touched.
 */
export async function openReplica(
  { storage: open, subject }: ClientOptions,
  entities: readonly Entity[] | null,
): Promise<ReplicaStorage> {
  const storage = await open(subject);
  await storage.write(async (transaction) => {
    const stored = await transaction.meta();
    const meta = stored ? adapted(stored, entities) : emptyMeta(entities);
    if (meta !== stored) transaction.putMeta(meta);
  });
  return storage;
}

function adapted(stored: ReplicaMeta, entities: readonly Entity[] | null): ReplicaMeta {
  if (stored.format > META_FORMAT) {
    throw new Error('too old: update the app');
  }
  // In another order they are others: that costs a copy, and happens as seldom as code is changed.
  if (String(stored.entities) !== String(entities))
    return { ...anew(stored), entities, healing: 'none', levelAt: null };
  return goneBack(stored);
}
