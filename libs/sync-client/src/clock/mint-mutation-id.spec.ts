import { checkMutationId, mutationIdFrom, mutationIdTime } from '@daybook/domain';
import fc from 'fast-check';
import { mintMutationId } from './mint-mutation-id.js';

const NOON = Date.UTC(2026, 4, 24, 12);
const randoms = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe('a mutation id made on the device', () => {
  it('has the time that it is given', () => {
    expect(mintMutationId(NOON, new Uint8Array(10), '')).toBe(mutationIdFrom(NOON, new Uint8Array(10)));
  });

  it('is valid, greater than its floor and, where the floor lies ahead, in its millisecond or the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), randoms, randoms, (aheadMs, before, random) => {
        const floor = mutationIdFrom(NOON + aheadMs, before);
        const id = mintMutationId(NOON, random, floor);
        expect(id > floor).toBe(true);
        expect(checkMutationId(id, NOON)).toEqual({ ok: true, id });
        expect(mutationIdTime(id) - mutationIdTime(floor)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('carries into the next millisecond when the counter is full', () => {
    const full = mutationIdFrom(NOON, new Uint8Array(10).fill(0xff));
    const random = Uint8Array.from([0xaa, 0xaa, 1, 2, 3, 4, 5, 6, 7, 8]);
    const id = mintMutationId(NOON, random, full);
    expect(mutationIdTime(id)).toBe(NOON + 1);
    expect(id.slice(14)).toBe('7000-8102-030405060708');
  });

  it('stays within a millisecond for a burst of thousands', () => {
    let floor = mutationIdFrom(NOON, new Uint8Array(10));
    for (let n = 0; n < 4_000; n++) floor = mintMutationId(NOON, new Uint8Array(10), floor);
    expect(mutationIdTime(floor)).toBe(NOON);
  });
});
