import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { aMutation, describeStorage } from '../../test/storage-conformance.js';
import { indexedDbStorage } from './indexed-db-storage.js';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describeStorage('IndexedDB', () => indexedDbStorage());

describe('the IndexedDB storage', () => {
  it('is shared by the tabs of an origin, whose writes take turns', async () => {
    const open = indexedDbStorage();
    const [one, other] = await Promise.all([open('anna'), open('anna')]);
    const add = (storage: typeof one): Promise<void> =>
      storage.write(async (transaction) => {
        const order = (await transaction.queueSize('pending')) + 1;
        transaction.putMutation(aMutation(order));
      });
    await Promise.all([add(one), add(other), add(one), add(other)]);
    expect(await other.read((reader) => reader.queueSize('pending'))).toBe(4);
    await Promise.all([one.close(), other.close()]);
  });

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
});
