import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { addDigest, EMPTY_DIGEST, entityDigest } from './digest.js';

const entities = fc.record({
  entity: fc.constantFrom('measurement', 'daily_aggregate', 'metric_type'),
  id: fc.oneof(fc.uuid(), fc.string({ unit: 'grapheme' })),
  revision: fc.integer({ min: 1, max: 1_000_000 }),
});

function digestOf({ entity, id, revision }: { entity: string; id: string; revision: number }): bigint {
  return entityDigest(entity, id, revision);
}

describe('the digest of an entity', () => {
  // Computed by another implementation. Clients compare with it, so it may never change.
  it.each([
    ['measurement', '2a13c417-e746-8cf9-9fa4-153770edd60b', 1, '230902bc12c9e5dc'],
    ['measurement', '2a13c417-e746-8cf9-9fa4-153770edd60b', 2, 'ef256372da134c5a'],
    ['daily_aggregate', '2026-05-24/steps', 17, '323c0f8c9ad913ea'],
    ['metric_type', 'x_mood', 1, '02d958fbc0c296ac'],
  ])('of %s %s at revision %i is what it always was', (entity, id, revision, digest) => {
    expect(addDigest(EMPTY_DIGEST, entityDigest(entity, id, revision))).toBe(digest);
  });

  it('is the first 8 bytes of a SHA-256, big-endian', () => {
    fc.assert(
      fc.property(entities, (of) => {
        const hash = createHash('sha256').update(`${of.entity}|${of.id}|${of.revision}`, 'utf8').digest();
        expect(digestOf(of)).toBe(hash.readBigUInt64BE(0));
      }),
    );
  });

  it('is another for every kind, id and revision', () => {
    const some = ['measurement', 'daily_aggregate'].flatMap((entity) =>
      ['a', 'b'].flatMap((id) => [1, 2, 11].map((revision) => entityDigest(entity, id, revision))),
    );
    expect(new Set(some).size).toBe(some.length);
  });
});

describe('the digest of a replica', () => {
  it('is all zeros when it holds nothing', () => {
    expect(EMPTY_DIGEST).toBe('0000000000000000');
    expect(addDigest(EMPTY_DIGEST)).toBe(EMPTY_DIGEST);
  });

  it('is a sum modulo 2^64 in 16 lower-case digits', () => {
    expect(addDigest(EMPTY_DIGEST, 0xabcn)).toBe('0000000000000abc');
    expect(addDigest('ffffffffffffffff', 1n)).toBe(EMPTY_DIGEST);
    expect(addDigest('ffffffffffffffff', 2n)).toBe('0000000000000001');
    expect(addDigest(EMPTY_DIGEST, -1n)).toBe('ffffffffffffffff');
    expect(addDigest('8000000000000000', 1n << 63n)).toBe(EMPTY_DIGEST);
  });

  it('does not depend on the order in which entities came', () => {
    const orders = fc
      .array(entities)
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(orders, ([all, shuffled]) => {
        const together = addDigest(EMPTY_DIGEST, ...all.map(digestOf));
        const oneByOne = shuffled.reduce((sum, of) => addDigest(sum, digestOf(of)), EMPTY_DIGEST);
        expect(oneByOne).toBe(together);
      }),
    );
  });

  it('forgets what is taken out of it, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(entities), fc.array(entities), (kept, left) => {
        const all = addDigest(EMPTY_DIGEST, ...left.map(digestOf), ...kept.map(digestOf));
        const after = addDigest(all, ...left.reverse().map((of) => -digestOf(of)));
        expect(after).toBe(addDigest(EMPTY_DIGEST, ...kept.map(digestOf)));
      }),
    );
  });

  it('notices one revision that was missed', () => {
    fc.assert(
      fc.property(fc.array(entities, { minLength: 1 }), fc.nat(), (all, place) => {
        const late = all.map((of, n) =>
          n === place % all.length ? { ...of, revision: of.revision + 1 } : of,
        );
        expect(addDigest(EMPTY_DIGEST, ...late.map(digestOf))).not.toBe(
          addDigest(EMPTY_DIGEST, ...all.map(digestOf)),
        );
      }),
    );
  });
});
