import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFile } from './file-lock.js';
import { Journal } from './journal.js';
import type { OpenStorage } from './storage.js';
import { tableStorage } from './table-storage.js';

/**
 * A storage in a folder, for Node: one journal per subject, which is also held in memory. A write is flushed to disk
 * (fsync) before it counts. One process at a time: a second one is refused.
 *
 * @param options.rewriteFromBytes how large a journal gets before history is cut out of it; 4 MiB if absent
 */
export function fileStorage(
  folder: string,
  options: { readonly rewriteFromBytes?: number } = {},
): OpenStorage {
  return async (subject) => {
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${encodeURIComponent(subject)}.jsonl`);
    const release = await lockFile(path);
    try {
      const journal = await Journal.open(path, options.rewriteFromBytes);
      return tableStorage(
        journal.table,
        (steps) => journal.append(steps),
        async () => {
          await journal.close();
          await release();
        },
      );
    } catch (error) {
      await release();
      throw error;
    }
  };
}
