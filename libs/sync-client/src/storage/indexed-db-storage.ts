import { openDB, type IDBPDatabase } from 'idb';
import { IndexedDbTransaction } from './indexed-db-transaction.js';
import type { ReplicaSchema } from './replica-schema.js';
import type { OpenStorage } from './storage.js';

const SCHEMA_VERSION = 1;

/**
 * A storage in IndexedDB, shared by the tabs of an origin. Each subject has a database of its own, `<name>-<subject>`.
 * Ask `navigator.storage.persist()` once, or a browser short of space may drop it, waiting mutations included.
 */
export function indexedDbStorage(options: { readonly name?: string } = {}): OpenStorage {
  return async (subject) => {
    const open = (): Promise<IDBPDatabase<ReplicaSchema>> =>
      openReplica(`${options.name ?? 'daybook'}-${subject}`, () => {
        connection = undefined;
      });
    // A connection can be lost at any time (storage pressure, an upgrade in another tab): the next use opens another.
    let connection: Promise<IDBPDatabase<ReplicaSchema>> | undefined = open();
    await connection;
    const database = (): Promise<IDBPDatabase<ReplicaSchema>> => (connection ??= open());
    return {
      read: async (work) => {
        const transaction = (await database()).transaction(['meta', 'rows', 'outbox'], 'readonly');
        transaction.done.catch(() => undefined);
        return work(new IndexedDbTransaction(transaction));
      },
      write: async (work) => {
        // 'strict' flushes to disk before the transaction counts: what was shown as kept survives a power cut.
        const transaction = (await database()).transaction(['meta', 'rows', 'outbox'], 'readwrite', {
          durability: 'strict',
        });
        try {
          const result = await work(new IndexedDbTransaction(transaction));
          await transaction.done;
          return result;
        } catch (error) {
          abort(transaction);
          await transaction.done.catch(() => undefined);
          throw error;
        }
      },
      close: async () => {
        (await database()).close();
      },
    };
  };
}

/** A transaction that already failed by itself cannot be aborted again, and need not be. */
function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    return;
  }
}

function openReplica(name: string, lost: () => void): Promise<IDBPDatabase<ReplicaSchema>> {
  return openDB<ReplicaSchema>(name, SCHEMA_VERSION, {
    upgrade(database) {
      database.createObjectStore('meta');
      const rows = database.createObjectStore('rows', { keyPath: ['entity', 'id'] });
      rows.createIndex('byDay', ['entity', 'day', 'id']);
      rows.createIndex('byGeneration', 'generation');
      const outbox = database.createObjectStore('outbox', { keyPath: 'order' });
      outbox.createIndex('byKey', 'key', { unique: true });
      outbox.createIndex('byState', 'state');
      outbox.createIndex('byPosition', ['state', 'position']);
      outbox.createIndex('byRecord', 'record');
      outbox.createIndex('byDay', 'day');
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      lost();
    },
    terminated: lost,
  });
}
