import { mutationIdFrom } from '@daybook/domain';
import { aMutation, aRow } from '../../test/storage-conformance.js';
import { emptyMeta } from '../replica/replica-meta.js';
import { memoryStorage } from '../storage/memory-storage.js';
import type { ReplicaStorage } from '../storage/storage.js';
import { sealBatch } from './seal-batch.js';

const NOON = Date.UTC(2026, 4, 24, 12);
const MINUTE = 60_000;

/** An id of so many minutes after noon. */
function idAt(minutes: number, byte = 1): string {
  return mutationIdFrom(NOON + minutes * MINUTE, new Uint8Array(10).fill(byte));
}

describe('sealing a batch', () => {
  let storage: ReplicaStorage;

  beforeEach(async () => {
    storage = await memoryStorage()('anna');
  });

  /** Seals what waits, ten minutes after noon. */
  async function sealedId(): Promise<string | undefined> {
    const wallMs = NOON + 10 * MINUTE;
    const random = (): Uint8Array => new Uint8Array(10).fill(2);
    const [row] = await storage.write((transaction) =>
      sealBatch(transaction, emptyMeta(null), 10, { wallMs, serverMs: wallMs, offsetMs: 0, random }),
    );
    return row?.item.id;
  }

  /** One intention, a minute after noon, under a guessed id; and what the replica held of the record then and now. */
  function intend(id: string, after: string, heldId = after): Promise<void> {
    return storage.write((transaction) => {
      transaction.putMeta(emptyMeta(null));
      const item = { id, type: 'steps', value: 1, externalId: 'stats:steps:2026-05-24' };
      const part = { item, record: 'r', naming: 'guessed', after, intendedAt: NOON + MINUTE } as const;
      transaction.putMutation(aMutation(1, part));
      transaction.putRow(aRow('measurement', 'r', { data: { mutationId: heldId } }));
      return Promise.resolve();
    });
  }

  it.each([0, 61, 400 * 24 * 60])(
    'does not lift an old intention above what was written elsewhere afterwards, its clock %i minutes ahead',
    async (aheadMinutes) => {
      await intend(idAt(1 + aheadMinutes), '', idAt(5));
      expect((await sealedId())?.slice(0, 13)).toBe(idAt(1).slice(0, 13));
    },
  );

  it('lifts an intention above what was there to be seen at the time, whatever the clocks were', async () => {
    await intend(idAt(-400 * 24 * 60), idAt(8));
    const id = (await sealedId()) ?? '';
    expect(id > idAt(8)).toBe(true);
    expect(id < idAt(9)).toBe(true);
  });

  it('names what was intended earlier first, though it is not due', async () => {
    await intend(idAt(61), '');
    await storage.write(async (transaction) => {
      const first = await transaction.mutation('key-1');
      if (!first) throw new Error('the first intention is gone');
      // The server refused both as from the future, the first one twice.
      transaction.putMutation({ ...first, naming: 'timed', position: NOON + 30 * MINUTE });
      const item = { ...first.item, id: idAt(62) };
      const second = { ...first, order: 2, key: 'key-2', item, intendedAt: NOON + 2 * MINUTE };
      transaction.putMutation({ ...second, naming: 'timed' });
    });
    expect((await sealedId())?.slice(0, 13)).toBe(idAt(2).slice(0, 13));
    const first = await storage.read((reader) => reader.mutation('key-1'));
    expect(first?.item.id.slice(0, 13)).toBe(idAt(1).slice(0, 13));
    expect(first).toMatchObject({ naming: 'timed', position: NOON + 30 * MINUTE });
  });
});
