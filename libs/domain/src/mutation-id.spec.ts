import fc from 'fast-check';
import {
  MUTATION_ID_FUTURE_TOLERANCE_MS,
  checkMutationId,
  mutationIdFrom,
  mutationIdTime,
} from './mutation-id.js';

const NOW = Date.parse('2026-05-24T08:00:00Z');
const RANDOM = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const randoms = fc.uint8Array({ minLength: 10, maxLength: 16 });

describe('a mutation id', () => {
  it('is read from the example of RFC 9562, appendix A.6', () => {
    const id = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f';
    expect(mutationIdTime(id)).toBe(Date.parse('2022-02-22T19:22:22Z'));
    expect(checkMutationId(id, NOW)).toEqual({ ok: true, id });
  });

  it('is accepted in upper case and answered in lower case', () => {
    expect(checkMutationId('017F22E2-79B0-7CC3-98C4-DC0C0C07398F', NOW)).toEqual({
      ok: true,
      id: '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
    });
  });

  it.each([[undefined], [null], ['']])('is required, so %p is not enough', (raw) => {
    expect(checkMutationId(raw, NOW)).toMatchObject({ ok: false, code: 'required' });
  });

  it.each([
    ['of version 4', '017f22e2-79b0-4cc3-98c4-dc0c0c07398f'],
    ['of version 8', '017f22e2-79b0-8cc3-98c4-dc0c0c07398f'],
    ['of another variant', '017f22e2-79b0-7cc3-c8c4-dc0c0c07398f'],
    ['nil', '00000000-0000-0000-0000-000000000000'],
    ['max', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ['in braces', '{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}'],
    ['a urn', 'urn:uuid:017f22e2-79b0-7cc3-98c4-dc0c0c07398f'],
    ['without hyphens', '017f22e279b07cc398c4dc0c0c07398f'],
    ['between spaces', ' 017f22e2-79b0-7cc3-98c4-dc0c0c07398f '],
    ['followed by a line end', '017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n'],
    ['a number', 7],
    ['a list that prints like one', ['017f22e2-79b0-7cc3-98c4-dc0c0c07398f']],
  ])('is refused when %s', (_, raw) => {
    expect(checkMutationId(raw, NOW)).toMatchObject({ ok: false, code: 'invalid_uuid' });
  });

  it('may be a minute ahead of the server, and not a millisecond more', () => {
    expect(checkMutationId(mutationIdFrom(NOW + 60_000, RANDOM), NOW).ok).toBe(true);
    expect(checkMutationId(mutationIdFrom(NOW + 60_001, RANDOM), NOW)).toMatchObject({
      ok: false,
      code: 'future_timestamp',
      retryAfter: 1,
    });
  });

  it.each([
    [60_001, 1],
    [61_000, 1],
    [61_001, 2],
    [3_660_000, 3_600],
    [86_460_000, 86_400],
    [86_460_001, 86_400],
    [250_000_000_000_000, 86_400],
  ])('that is %i ms ahead may come again after %i s', (aheadMs, seconds) => {
    expect(checkMutationId(mutationIdFrom(NOW + aheadMs, RANDOM), NOW)).toMatchObject({
      retryAfter: seconds,
    });
  });

  it('passes after the wait it was told, of up to a day, and not a second sooner', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_400_000 }), randoms, (beyondMs, random) => {
        const id = mutationIdFrom(NOW + MUTATION_ID_FUTURE_TOLERANCE_MS + beyondMs, random);
        const check = checkMutationId(id, NOW);
        if (check.ok || check.retryAfter === undefined) throw new Error('expected a wait');
        expect(checkMutationId(id, NOW + check.retryAfter * 1000).ok).toBe(true);
        if (check.retryAfter > 1)
          expect(checkMutationId(id, NOW + (check.retryAfter - 1) * 1000).ok).toBe(false);
      }),
    );
  });

  it('may be as old as it likes', () => {
    expect(checkMutationId(mutationIdFrom(0, RANDOM), NOW).ok).toBe(true);
  });
});

describe('making a mutation id', () => {
  it('writes the time first and keeps every random bit that is free', () => {
    expect(mutationIdFrom(0x0123456789ab, new Uint8Array(10))).toBe('01234567-89ab-7000-8000-000000000000');
    expect(mutationIdFrom(0, new Uint8Array(10).fill(0xff))).toBe('00000000-0000-7fff-bfff-ffffffffffff');
    expect(mutationIdFrom(NOW, RANDOM).slice(14)).toBe('7102-8304-05060708090a');
  });

  it('gives back its time and passes the check', () => {
    fc.assert(
      fc.property(times, randoms, (timeMs, random) => {
        const id = mutationIdFrom(timeMs, random);
        expect(mutationIdTime(id)).toBe(timeMs);
        expect(checkMutationId(id, timeMs)).toEqual({ ok: true, id });
      }),
    );
  });

  it('sorts by time when compared as text', () => {
    fc.assert(
      fc.property(times, times, randoms, randoms, (a, b, left, right) => {
        fc.pre(a !== b);
        expect(mutationIdFrom(a, left) < mutationIdFrom(b, right)).toBe(a < b);
      }),
    );
  });

  it('cuts a fraction of a millisecond off', () => {
    expect(mutationIdFrom(NOW + 0.9, RANDOM)).toBe(mutationIdFrom(NOW, RANDOM));
  });

  it.each([[-1], [2 ** 48], [Number.NaN], [Infinity]])('refuses the time %p', (timeMs) => {
    expect(() => mutationIdFrom(timeMs, RANDOM)).toThrow(RangeError);
  });

  it('refuses fewer than ten random bytes', () => {
    expect(() => mutationIdFrom(NOW, RANDOM.subarray(1))).toThrow(RangeError);
  });
});
