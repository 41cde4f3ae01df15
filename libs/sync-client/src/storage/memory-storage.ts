import { RowTable } from './row-table.js';
import type { OpenStorage } from './storage.js';
import { tableStorage } from './table-storage.js';

/**
 * A storage that lasts as long as the process: for tests, and for pages that show but never write offline. Opened
 * again for the same subject it holds what it held.
 */
export function memoryStorage(): OpenStorage {
  const tables = new Map<string, RowTable>();
  return (subject) => {
    const table = tables.get(subject) ?? new RowTable();
    tables.set(subject, table);
    const done = (): Promise<void> => Promise.resolve();
    return Promise.resolve(tableStorage(table, done, done));
  };
}
