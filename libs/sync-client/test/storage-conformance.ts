import { emptyMeta } from '../src/replica/replica-meta.js';
import type { QueuedMutation } from '../src/outbox/queued-mutation.js';
import type { ReplicaRow } from '../src/replica/replica-row.js';
import type { OpenStorage, ReplicaStorage, StorageReader } from '../src/storage/storage.js';

export function aRow(entity: string, id: string, part: Partial<ReplicaRow> = {}): ReplicaRow {
  return { entity, id, revision: 1, data: { id }, day: '', generation: 1, ...part };
}

export function aMutation(order: number, part: Partial<QueuedMutation> = {}): QueuedMutation {
  return {
    order,
    key: `key-${order}`,
    state: 'pending',
    position: 0,
    item: { id: `key-${order}`, type: 'steps', value: order },
    naming: 'timed',
    record: `record-${order}`,
    day: '',
    after: '',
    intendedAt: 0,
    tries: 0,
    waits: 0,
    problem: null,
    verdict: null,
    ...part,
  };
}

/** The rows of the two entities that these sentences use, whatever their day. */
export async function countRows(reader: StorageReader): Promise<number> {
  const [records, days] = await Promise.all([
    reader.rowsOfDays('measurement', '', '9999'),
    reader.rowsOfDays('daily_aggregate', '', '9999'),
  ]);
  return records.length + days.length;
}

/** What a storage that may be opened twice, as tabs do, promises beyond that. */
export function describeSharedStorage(makeStorage: () => OpenStorage): void {
  it('is shared by all who open it, whose writes take turns', async () => {
    const open = makeStorage();
    const [one, other] = await Promise.all([open('anna'), open('anna')]);
    const add = (storage: ReplicaStorage): Promise<void> =>
      storage.write(async (transaction) => {
        const order = (await transaction.queueSize('pending')) + 1;
        transaction.putMutation(aMutation(order));
      });
    await Promise.all([add(one), add(other), add(one), add(other)]);
    expect(await other.read((reader) => reader.queueSize('pending'))).toBe(4);
    await Promise.all([one.close(), other.close()]);
  });
}

/**
 * What every storage promises. An implementation of your own (SQLite, MMKV) passes these sentences, too.
 *
 * @param makeStorage a fresh, empty place
 */
export function describeStorage(name: string, makeStorage: () => Promise<OpenStorage> | OpenStorage): void {
  describe(`the storage port: ${name}`, () => {
    let open: OpenStorage;
    let storage: ReplicaStorage;

    beforeEach(async () => {
      open = await makeStorage();
      storage = await open('anna');
    });

    afterEach(async () => {
      await storage.close();
    });

    const orders = (rows: readonly QueuedMutation[]): number[] => rows.map(({ order }) => order);

    it('is empty at first', async () => {
      const found = await storage.read(async (reader) => [
        await reader.meta(),
        await countRows(reader),
        await reader.queueSize('pending'),
        await reader.oldest('pending'),
        await reader.mutation('key-1'),
      ]);
      expect(found).toEqual([undefined, 0, 0, undefined, undefined]);
    });

    it('keeps meta, rows and mutations across a close', async () => {
      const meta = { ...emptyMeta(null), cursor: 'c', digests: { measurement: '00000000000000ff' } };
      await storage.write((transaction) => {
        transaction.putMeta(meta);
        transaction.putRow(aRow('measurement', 'm', { data: { value: 1.5, note: 'ünï' } }));
        transaction.putMutation(aMutation(1));
        return Promise.resolve();
      });
      await storage.close();
      storage = await open('anna');
      const found = await storage.read(async (reader) => [
        await reader.meta(),
        await reader.rows([
          { entity: 'measurement', id: 'm' },
          { entity: 'measurement', id: 'n' },
        ]),
        await reader.mutation('key-1'),
      ]);
      expect(found).toEqual([
        meta,
        [aRow('measurement', 'm', { data: { value: 1.5, note: 'ünï' } }), undefined],
        aMutation(1),
      ]);
    });

    it('keeps the subjects apart', async () => {
      await storage.write((transaction) => {
        transaction.putMutation(aMutation(1));
        return Promise.resolve();
      });
      const other = await open('ben');
      expect(await other.read((reader) => reader.queueSize('pending'))).toBe(0);
      await other.close();
    });

    it('writes all of a transaction or nothing', async () => {
      const before = { ...emptyMeta(null), newestId: 'a' };
      await storage.write((transaction) => {
        transaction.putMeta(before);
        transaction.putRow(aRow('daily_aggregate', '2026-05-24/steps', { day: '2026-05-24' }));
        transaction.putMutation(aMutation(1));
        return Promise.resolve();
      });
      const broken = storage.write(async (transaction) => {
        transaction.putMeta({ ...before, newestId: 'b' });
        transaction.deleteRow({ entity: 'daily_aggregate', id: '2026-05-24/steps' });
        transaction.putRow(aRow('measurement', 'm'));
        transaction.putMutation(aMutation(1, { state: 'failed' }));
        transaction.putMutation(aMutation(2));
        await countRows(transaction);
        throw new Error('the app was killed');
      });
      await expect(broken).rejects.toThrow('the app was killed');
      const found = await storage.read(async (reader) => [
        (await reader.meta())?.newestId,
        await countRows(reader),
        await reader.rowsOfDays('daily_aggregate', '2026-05-24', '2026-05-24'),
        orders(await reader.queue('pending', 0, 0, 10)),
        await reader.queueSize('failed'),
      ]);
      expect(found).toEqual([
        'a',
        1,
        [aRow('daily_aggregate', '2026-05-24/steps', { day: '2026-05-24' })],
        [1],
        0,
      ]);
    });

    it('takes back the very first meta, too', async () => {
      const broken = storage.write((transaction) => {
        transaction.putMutation(aMutation(1));
        transaction.putMeta(emptyMeta(null));
        return Promise.reject(new Error('the app was killed'));
      });
      await expect(broken).rejects.toThrow('the app was killed');
      expect(await storage.read((reader) => reader.meta())).toBeUndefined();
      expect(await storage.read((reader) => reader.queueSize('pending'))).toBe(0);
    });

    it('shows a transaction what it wrote before', async () => {
      const found = await storage.write(async (transaction) => {
        transaction.putRow(aRow('measurement', 'm', { revision: 1 }));
        transaction.putRow(aRow('measurement', 'm', { revision: 2 }));
        transaction.putMutation(aMutation(7));
        const [row] = await transaction.rows([{ entity: 'measurement', id: 'm' }]);
        return [
          row?.revision,
          await countRows(transaction),
          orders(await transaction.queue('pending', 0, 0, 5)),
        ];
      });
      expect(found).toEqual([2, 1, [7]]);
    });

    it('runs writes one after the other', async () => {
      const add = (): Promise<void> =>
        storage.write(async (transaction) => {
          const meta = (await transaction.meta()) ?? emptyMeta(null);
          await countRows(transaction);
          transaction.putMeta({ ...meta, lastOrder: meta.lastOrder + 1 });
        });
      await Promise.all(Array.from({ length: 20 }, add));
      expect(await storage.read((reader) => reader.meta())).toMatchObject({ lastOrder: 20 });
    });

    it('gives rows of a range of days by day and then by id', async () => {
      await storage.write((transaction) => {
        for (const day of ['2026-05-26', '2026-05-24', '2026-05-25', '2026-05-23', '2026-05-27']) {
          transaction.putRow(aRow('daily_aggregate', `${day}/steps`, { day }));
          transaction.putRow(aRow('daily_aggregate', `${day}/body_mass`, { day }));
        }
        transaction.putRow(aRow('measurement', 'm', { day: '2026-05-25' }));
        transaction.putRow(aRow('metric_type', 'x_mood'));
        return Promise.resolve();
      });
      const ids = await storage.read(async (reader) =>
        (await reader.rowsOfDays('daily_aggregate', '2026-05-24', '2026-05-25')).map(({ id }) => id),
      );
      expect(ids).toEqual([
        '2026-05-24/body_mass',
        '2026-05-24/steps',
        '2026-05-25/body_mass',
        '2026-05-25/steps',
      ]);
      const types = await storage.read((reader) => reader.rowsOfDays('metric_type', '', ''));
      expect(types.map(({ id }) => id)).toEqual(['x_mood']);
    });

    it('moves a row whose day changed', async () => {
      await storage.write((transaction) => {
        transaction.putRow(aRow('measurement', 'm', { day: '2026-05-24' }));
        transaction.putRow(aRow('measurement', 'm', { day: '2026-05-25' }));
        return Promise.resolve();
      });
      const found = await storage.read(async (reader) => [
        (await reader.rowsOfDays('measurement', '2026-05-24', '2026-05-24')).length,
        (await reader.rowsOfDays('measurement', '2026-05-25', '2026-05-25')).length,
      ]);
      expect(found).toEqual([0, 1]);
    });

    it('queues by position and then by order, up to a position', async () => {
      await storage.write((transaction) => {
        for (const mutation of [
          aMutation(3),
          aMutation(1, { position: 500 }),
          aMutation(2),
          aMutation(4, { position: 100 }),
          aMutation(5, { state: 'failed' }),
          aMutation(6, { state: 'acknowledged', position: 9 }),
        ]) {
          transaction.putMutation(mutation);
        }
        return Promise.resolve();
      });
      const found = await storage.read(async (reader) => [
        orders(await reader.queue('pending', 0, 100, 10)),
        orders(await reader.queue('pending', 0, Infinity, 10)),
        orders(await reader.queue('pending', 0, Infinity, 2)),
        orders(await reader.queue('pending', 1, Infinity, 10)),
        orders(await reader.queue('acknowledged', 0, 8, 10)),
        (await reader.oldest('pending'))?.order,
        await reader.queueSize('pending'),
      ]);
      expect(found).toEqual([[2, 3, 4], [2, 3, 4, 1], [2, 3], [4, 1], [], 1, 4]);
    });

    it('finds mutations by record and by day, in their order', async () => {
      await storage.write((transaction) => {
        transaction.putMutation(aMutation(2, { record: 'r', day: '2026-05-24/steps' }));
        transaction.putMutation(aMutation(1, { record: 'r', day: '2026-05-25/steps' }));
        transaction.putMutation(aMutation(3, { record: 's', day: '2026-05-26/steps' }));
        transaction.putMutation(aMutation(4, { record: 's' }));
        return Promise.resolve();
      });
      const found = await storage.read(async (reader) => [
        orders(await reader.mutationsOfRecord('r')),
        orders(await reader.mutationsOfDays('2026-05-24', '2026-05-25')),
        orders(await reader.mutationsOfDays('2026-05-26', '2026-05-26')),
        orders(await reader.mutationsOfRecord('t')),
      ]);
      expect(found).toEqual([[1, 2], [1, 2], [3], []]);
    });

    it('moves a mutation between the states and forgets a deleted one', async () => {
      await storage.write((transaction) => {
        transaction.putMutation(aMutation(1));
        transaction.putMutation(aMutation(2));
        transaction.putMutation(aMutation(1, { state: 'acknowledged', position: 5 }));
        transaction.deleteMutation(2);
        transaction.deleteMutation(3);
        return Promise.resolve();
      });
      const found = await storage.read(async (reader) => [
        await reader.queueSize('pending'),
        orders(await reader.queue('acknowledged', 0, 5, 10)),
        await reader.mutation('key-2'),
        orders(await reader.mutationsOfRecord('record-2')),
      ]);
      expect(found).toEqual([0, [1], undefined, []]);
    });

    it('removes rows of older generations in portions', async () => {
      await storage.write((transaction) => {
        for (let i = 0; i < 5; i++) transaction.putRow(aRow('measurement', `old-${i}`));
        transaction.putRow(aRow('measurement', 'new', { generation: 2 }));
        return Promise.resolve();
      });
      const removed = [3, 3, 3].map((limit) => storage.write((t) => t.deleteRowsBefore(2, limit)));
      expect(await Promise.all(removed)).toEqual([3, 2, 0]);
      expect(await storage.read(countRows)).toBe(1);
    });

    it('is empty again after clear', async () => {
      await storage.write((transaction) => {
        transaction.putMeta(emptyMeta(null));
        transaction.putRow(aRow('measurement', 'm', { day: '2026-05-24' }));
        transaction.putMutation(aMutation(1, { day: '2026-05-24/steps' }));
        return Promise.resolve();
      });
      await storage.write((transaction) => {
        transaction.clear();
        return Promise.resolve();
      });
      const found = await storage.read(async (reader) => [
        await reader.meta(),
        await countRows(reader),
        (await reader.mutationsOfDays('2026-05-24', '2026-05-24')).length,
        await reader.queueSize('pending'),
      ]);
      expect(found).toEqual([undefined, 0, 0, 0]);
    });
  });
}
