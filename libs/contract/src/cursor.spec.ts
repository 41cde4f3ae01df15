import fc from 'fast-check';
import { decodeCursor, encodeCursor, sameEntities, type Cursor } from './cursor.js';
import { ENTITIES } from './entity.js';
import { decodeResume, encodeResume, type SnapshotPlace } from './resume-token.js';

const position = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const entities = fc.option(fc.subarray([...ENTITIES], { minLength: 1 }), { nil: null });
const cursors: fc.Arbitrary<Cursor> = fc.record({
  userId: fc.uuid(),
  epoch: fc.uuid(),
  seq: position,
  floor: position,
  entities,
});
const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-12-31'), noInvalidDate: true });
const codes = fc.stringMatching(/^[a-z][a-z0-9_]{0,60}$/);
const places: fc.Arbitrary<SnapshotPlace> = fc.oneof(
  fc.record({ entity: fc.constant('metric_type' as const), date: fc.constant(null), id: codes }),
  fc.tuple(days, codes, fc.uuid(), fc.boolean()).map(([day, code, uuid, isDay]): SnapshotPlace => {
    const date = day.toISOString().slice(0, 10);
    return isDay
      ? { entity: 'daily_aggregate', date, id: `${date}/${code}` }
      : { entity: 'measurement', date, id: uuid };
  }),
);

describe('a cursor', () => {
  it('comes back as it went out, and is safe in a URL', () => {
    fc.assert(
      fc.property(cursors, (cursor) => {
        const text = encodeCursor(cursor);
        expect(text).toMatch(/^[A-Za-z0-9_-]{72}$/);
        expect(decodeCursor(text)).toEqual(cursor);
      }),
    );
  });

  it('is refused when any of its characters was changed, lost or added', () => {
    fc.assert(
      fc.property(
        cursors,
        fc.nat(71),
        fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_'),
        (cursor, at, other) => {
          const text = encodeCursor(cursor);
          const changed = text.slice(0, at) + other + text.slice(at + 1);
          if (changed !== text) expect(decodeCursor(changed)).toBeUndefined();
          expect(decodeCursor(text.slice(0, at) + text.slice(at + 1))).toBeUndefined();
          expect(decodeCursor(text.slice(0, at) + other + text.slice(at))).toBeUndefined();
        },
      ),
    );
  });

  it('is refused when it is garbage', () => {
    for (const text of ['', '0', '-1', 'garbage', '=', 'A'.repeat(72), '%00', 'ä'.repeat(72)]) {
      expect(decodeCursor(text)).toBeUndefined();
    }
    fc.assert(fc.property(fc.string(), (text) => decodeCursor(text) === undefined));
  });

  it('knows the same filter in any order, and no filter from all of today’s entities', () => {
    expect(sameEntities(['measurement', 'grant'], ['grant', 'measurement'])).toBe(true);
    expect(sameEntities(['measurement'], ['grant'])).toBe(false);
    // A later version has more entities: who asked for every one wants those too.
    expect(sameEntities(null, [...ENTITIES])).toBe(false);
  });
});

describe('a resume token', () => {
  it('comes back as it went out, and is safe in a URL', () => {
    fc.assert(
      fc.property(cursors, places, (cursor, place) => {
        const text = encodeResume(encodeCursor(cursor), place);
        expect(encodeURIComponent(text)).toBe(text);
        expect(decodeResume(text)).toEqual({ cursor, place });
      }),
    );
  });

  it('is refused when it is garbage, or a cursor alone', () => {
    fc.assert(
      fc.property(cursors, fc.string(), (cursor, garbage) => {
        expect(decodeResume(encodeCursor(cursor))).toBeUndefined();
        expect(decodeResume(garbage)).toBeUndefined();
        expect(decodeResume(`${encodeCursor(cursor)}~horoscope~~x`)).toBeUndefined();
      }),
    );
  });
});
