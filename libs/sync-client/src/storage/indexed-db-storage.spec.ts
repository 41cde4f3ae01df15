import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { aMutation, describeSharedStorage, describeStorage } from '../../test/storage-conformance.js';
import { indexedDbStorage } from './indexed-db-storage.js';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describeStorage('IndexedDB', () => indexedDbStorage());

describe('the IndexedDB storage', () => {
  describeSharedStorage(() => indexedDbStorage());

  it('refuses a second mutation under the same key as a whole', async () => {
    const storage = await indexedDbStorage()('anna');
    const write = storage.write((transaction) => {
      transaction.putMutation(aMutation(1, { key: 'same' }));
      transaction.putMutation(aMutation(2, { key: 'same' }));
      return Promise.resolve();
    });
    await expect(write).rejects.toThrow();
    expect(await storage.read((reader) => reader.queueSize('pending'))).toBe(0);
    await storage.close();
  });

  it('opens another connection after one was lost and could not be opened again at once', async () => {
    const storage = await indexedDbStorage()('anna');
    const size = (): Promise<number> => storage.read((reader) => reader.queueSize('pending'));
    // Another tab asks for a change of the schema: this connection gives way.
    await new Promise((resolve) => (indexedDB.deleteDatabase('daybook-anna').onsuccess = resolve));
    const factory = globalThis.indexedDB;
    globalThis.indexedDB = new Proxy(factory, {
      get: () => () => {
        throw new DOMException('no space', 'UnknownError');
      },
    });
    await expect(size()).rejects.toThrow('no space');
    globalThis.indexedDB = factory;
    expect(await size()).toBe(0);
    await storage.close();
  });
});
