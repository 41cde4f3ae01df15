import type { WireDay } from '@daybook/contract';
import { aMutation, aRow } from '../../test/storage-conformance.js';
import { predictByRegistry } from '../metrics.js';
import type { Naming, QueuedMutation } from '../outbox/queued-mutation.js';
import { memoryStorage } from '../storage/memory-storage.js';
import type { ReplicaStorage } from '../storage/storage.js';
import { predictTotals } from './claim.js';
import { View } from './view.js';

const DATE = '2026-05-24';
const DAY = `${DATE}/steps`;

describe('a day of the view', () => {
  let storage: ReplicaStorage;
  let view: View;

  beforeEach(async () => {
    storage = await memoryStorage()('anna');
    view = new View(storage, predictTotals);
  });

  /** The replica holds 5 000 by mutation `b`; the outbox has 4 000 by the mutation `id`, a total. */
  async function shownWith(
    id: string,
    naming: Naming,
    part: Partial<QueuedMutation> = {},
    won: WireDay['winner'] = { source: 'manual', measurementId: 'r' },
  ): Promise<number | undefined> {
    await storage.write((transaction) => {
      const total = { id: DAY, date: DATE, type: 'steps', unit: 'count', value: 5_000 };
      const data = {
        ...total,
        winner: won,
        sources: [],
        overridden: [],
      };
      transaction.putRow(aRow('daily_aggregate', DAY, { day: DATE, data }));
      transaction.putRow(aRow('measurement', 'r', { day: DATE, data: { mutationId: 'b' } }));
      const item = { id, type: 'steps', value: 4_000, source: 'manual', externalId: `stats:steps:${DATE}` };
      transaction.putMutation(aMutation(1, { item, naming, record: 'r', day: DAY, ...part }));
      return Promise.resolve();
    });
    return (await view.day(DATE, 'steps')).shown?.value;
  }

  it('shows what waits above what it is newer than', async () => {
    expect(await shownWith('c', 'timed')).toBe(4_000);
  });

  it('does not lay what waits over something newer of the same record', async () => {
    expect(await shownWith('a', 'sealed')).toBe(5_000);
  });

  it('counts once what the replica shows though its verdict is still on the way', async () => {
    expect(await shownWith('b', 'sealed')).toBe(5_000);
  });

  describe('of which a verdict told more than the feed has brought', () => {
    const said = (mutationId: string, value: number) => {
      const facts = { index: 0, id: 'a', measurementId: 'r', revision: 3, state: 'live' } as const;
      const verdict = { ...facts, status: 'superseded', value, mutationId } as const;
      return { state: 'acknowledged', position: 9, verdict } as const;
    };

    it('does not fall back to what is newer than the own mutation, but older than what the verdict names', async () => {
      expect(await shownWith('a', 'sealed', said('c', 6_000))).toBe(6_000);
    });

    it('shows what the feed brought as soon as that is as new as the verdict', async () => {
      expect(await shownWith('a', 'sealed', said('b', 4_500))).toBe(5_000);
    });
  });

  describe('of a sample that came with an external id', () => {
    const walk = { type: 'steps', value: 4_000, source: 'manual', externalId: 'walk' };
    const shownWithWalk = (id: string, part: Partial<QueuedMutation> = {}): Promise<number | undefined> => {
      view = new View(storage, predictByRegistry);
      return shownWith(id, 'sealed', { item: { ...walk, id }, ...part }, { source: 'healthkit' });
    };

    it('counts it once, whoever corrected it since', async () => {
      const facts = { index: 0, id: 'a', measurementId: 'r', revision: 3, state: 'live' } as const;
      const verdict = { ...facts, status: 'duplicate', value: 4_100, mutationId: 'c' } as const;
      expect(await shownWithWalk('a', { state: 'acknowledged', position: 9, verdict })).toBe(5_000);
    });

    it('counts it once when the same was recorded elsewhere before', async () => {
      expect(await shownWithWalk('c')).toBe(5_000);
    });
  });

  it('lists what waits as it is kept', async () => {
    await shownWith('c', 'timed');
    const [kept] = await storage.read((reader) => reader.mutationsOfRecord('r'));
    expect((await view.day(DATE, 'steps')).waiting).toEqual([kept]);
  });

  it('keeps showing what waits under a guessed id, which says nothing of what is newer', async () => {
    expect(await shownWith('a', 'guessed')).toBe(4_000);
  });
});
