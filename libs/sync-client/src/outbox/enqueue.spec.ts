import { mutationIdFrom } from '@daybook/domain';
import { aMutation } from '../../test/storage-conformance.js';
import { emptyMeta } from '../replica/replica-meta.js';
import { memoryStorage } from '../storage/memory-storage.js';
import { enqueue, type Stamp } from './enqueue.js';
import { targetOf } from './intention.js';
import { sealBatch } from './seal-batch.js';

const NOON = Date.UTC(2026, 4, 24, 12);
const TOTAL = { type: 'steps', value: 7_000, source: 'manual', externalId: 'stats:steps:2026-05-24' };
const RECORD = targetOf(TOTAL).record ?? '';

/** An id of so many seconds after noon. */
function idAt(seconds: number): string {
  return mutationIdFrom(NOON + seconds * 1_000, new Uint8Array(10).fill(1));
}

describe('an intention at a record of which only a verdict told that another device wrote it', () => {
  it.each<[Stamp['naming'], number]>([
    ['guessed', 20],
    ['timed', 45],
  ])('is sent as the newer one, its id %s, the other device’s clock %i s ahead', async (naming, seconds) => {
    const storage = await memoryStorage()('anna');
    const random = (): Uint8Array => new Uint8Array(10).fill(2);
    const others = idAt(seconds);
    const facts = { index: 0, id: idAt(-60), measurementId: RECORD, revision: 2, state: 'live' } as const;
    const verdict = { ...facts, status: 'superseded', value: 6_000, mutationId: others } as const;
    const [row] = await storage.write(async (transaction) => {
      const item = { ...TOTAL, id: verdict.id };
      const state = { state: 'acknowledged', position: 9, naming: 'sealed', record: RECORD } as const;
      transaction.putMutation(aMutation(1, { ...state, item, verdict }));
      const meta = { ...emptyMeta(null), newestId: others, lastOrder: 1 };
      await enqueue(transaction, meta, [TOTAL], { wallMs: NOON, serverMs: NOON, naming, random });
      return sealBatch(transaction, meta, 10, { wallMs: NOON, serverMs: NOON, offsetMs: 0, random });
    });
    expect((row?.item.id ?? '') > others).toBe(true);
  });
});
