import type { QueuedMutation } from '../outbox/queued-mutation.js';
import type { ReplicaRow } from '../replica/replica-row.js';
import type { StorageTransaction } from './storage.js';

const META = 'meta';

/** Greater than any character that an id or a code has: the end of a range of texts. */
const LAST = '\uffff';

/** The result of a request. */
export function settled<Result>(request: IDBRequest): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = (): void => {
      resolve(request.result as Result);
    };
    request.onerror = (): void => {
      reject(request.error ?? new Error('failed'));
    };
  });
}

/** One transaction of IndexedDB. A write that fails aborts it as a whole, so nobody waits for a single one. */
export function indexedDbTransaction(transaction: IDBTransaction): StorageTransaction {
  const ofMeta = transaction.objectStore('meta');
  const ofRows = transaction.objectStore('rows');
  const ofOutbox = transaction.objectStore('outbox');
  const outboxBy = (index: string): IDBIndex => ofOutbox.index(index);
  return {
    meta: () => settled(ofMeta.get(META)),
    rows: (keys) =>
      Promise.all(keys.map(({ entity, id }) => settled<ReplicaRow | undefined>(ofRows.get([entity, id])))),
    rowsOfDays: (entity, from, to) =>
      settled(ofRows.index('byDay').getAll(IDBKeyRange.bound([entity, from, ''], [entity, to, LAST]))),
    mutation: (key) => settled(outboxBy('byKey').get(key)),
    queue: (state, from, upTo, limit) =>
      settled(outboxBy('byPosition').getAll(IDBKeyRange.bound([state, from], [state, upTo]), limit)),
    queueSize: (state) => settled(outboxBy('byState').count(state)),
    oldest: (state) => settled(outboxBy('byState').get(state)),
    mutationsOfRecord: (record) => settled(outboxBy('byRecord').getAll(record)),
    mutationsOfDays: async (from, to) => {
      const rows = await settled<QueuedMutation[]>(
        outboxBy('byDay').getAll(IDBKeyRange.bound(from, to + LAST)),
      );
      return rows.sort((a, b) => a.order - b.order);
    },
    putMeta: (meta) => void ofMeta.put(meta, META),
    putRow: (row) => void ofRows.put(row),
    deleteRow: ({ entity, id }) => void ofRows.delete([entity, id]),
    deleteRowsBefore: async (generation, limit) => {
      const older = IDBKeyRange.upperBound(generation, true);
      const keys = await settled<IDBValidKey[]>(ofRows.index('byGeneration').getAllKeys(older, limit));
      for (const key of keys) ofRows.delete(key);
      return keys.length;
    },
    putMutation: (mutation) => void ofOutbox.put(mutation),
    deleteMutation: (order) => void ofOutbox.delete(order),
    clear: () => {
      for (const store of [ofMeta, ofRows, ofOutbox]) store.clear();
    },
  };
}
