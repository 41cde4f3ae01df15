import { RowTable } from './row-table.js';
import type { OpenStorage, ReplicaStorage } from './storage.js';
import { tableStorage } from './table-storage.js';

/**
 * A storage that lasts as long as the process: for tests, and for pages that show but never write offline. Opened
 * again for the same subject it is the same one, whose writes take turns whoever opened it.
 */
export function memoryStorage(): OpenStorage {
  const storages = new Map<string, ReplicaStorage>();
  const done = (): Promise<void> => Promise.resolve();
  return (subject) => {
    const storage = storages.get(subject) ?? tableStorage(new RowTable(), done, done);
    storages.set(subject, storage);
    return Promise.resolve(storage);
  };
}
