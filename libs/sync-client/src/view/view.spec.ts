import { aMutation, aRow } from '../../test/storage-conformance.js';
import type { Naming } from '../outbox/queued-mutation.js';
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
    view = new View(() => Promise.resolve(storage), predictTotals);
  });

  /** The replica holds 5 000 by mutation `b`; the outbox has 4 000 by the mutation `id`. */
  async function shownWith(id: string, naming: Naming): Promise<number | undefined> {
    await storage.write((transaction) => {
      const total = { id: DAY, date: DATE, type: 'steps', unit: 'count', value: 5_000 };
      const data = {
        ...total,
        winner: { source: 'manual', measurementId: 'r' },
        sources: [],
        overridden: [],
      };
      transaction.putRow(aRow('daily_aggregate', DAY, { day: DATE, data }));
      transaction.putRow(aRow('measurement', 'r', { day: DATE, data: { mutationId: 'b' } }));
      const item = { id, type: 'steps', value: 4_000, source: 'manual', externalId: `stats:steps:${DATE}` };
      transaction.putMutation(aMutation(1, { item, naming, record: 'r', day: DAY }));
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

  it('keeps showing what waits under a guessed id, which says nothing of what is newer', async () => {
    expect(await shownWith('a', 'guessed')).toBe(4_000);
  });
});
