import { indexedDbTransaction, settled } from './indexed-db-transaction.js';
import type { OpenStorage } from './storage.js';

const SCHEMA_VERSION = 1;
const STORES = ['meta', 'rows', 'outbox'];

/**
 * A storage in IndexedDB, shared by the tabs of an origin. Each subject has a database of its own, `<name>-<subject>`.
 * Ask `navigator.storage.persist()` once, or a browser short of space may drop it, waiting mutations included.
 */
export function indexedDbStorage(options: { readonly name?: string } = {}): OpenStorage {
  return async (subject) => {
    // A connection can be lost at any time (storage pressure, an upgrade in another tab): the next use opens another.
    let connection: Promise<IDBDatabase> | undefined;
    const sharedAs = `${options.name ?? 'daybook'}-${subject}`;
    const lost = (): void => {
      connection = undefined;
    };
    const database = (): Promise<IDBDatabase> =>
      (connection ??= openDatabase(sharedAs, lost).catch((error: unknown) => {
        lost();
        throw error;
      }));
    await database();
    return {
      sharedAs,
      read: async (work) => work(indexedDbTransaction((await database()).transaction(STORES))),
      write: async (work) => {
        // 'strict' flushes to disk before the transaction counts: what was shown as kept survives a power cut.
        const transaction = (await database()).transaction(STORES, 'readwrite', { durability: 'strict' });
        const done = new Promise<void>((resolve, reject) => {
          transaction.oncomplete = (): void => {
            resolve();
          };
          transaction.onabort = (): void => {
            reject(transaction.error ?? new Error('aborted'));
          };
        });
        done.catch(() => undefined);
        try {
          const result = await work(indexedDbTransaction(transaction));
          await done;
          return result;
        } catch (error) {
          try {
            transaction.abort();
          } catch {
            // It failed by itself before.
          }
          await done.catch(() => undefined);
          throw error;
        }
      },
      close: async () => {
        (await database()).close();
      },
    };
  };
}

async function openDatabase(name: string, lost: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, SCHEMA_VERSION);
  request.onupgradeneeded = (): void => {
    const database = request.result;
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
  };
  const database = await settled<IDBDatabase>(request);
  database.onclose = lost;
  database.onversionchange = (): void => {
    database.close();
    lost();
  };
  return database;
}
