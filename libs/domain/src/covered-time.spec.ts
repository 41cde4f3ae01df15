import fc from 'fast-check';
import { coveredTime, type Interval } from './covered-time.js';

const intervals = fc.array(
  fc
    .tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: 0, max: 20 }))
    .map(([startAt, length]): Interval => ({ startAt, endAt: startAt + length })),
  { maxLength: 25 },
);

/** Gives every single millisecond to the first interval that covers it. */
function coveredByCounting(list: readonly Interval[]): number[] {
  const covered = list.map(() => 0);
  for (let instant = -30; instant < 50; instant++) {
    const first = list.findIndex(({ startAt, endAt }) => startAt <= instant && instant < endAt);
    if (first >= 0) covered[first] = (covered[first] as number) + 1;
  }
  return covered;
}

describe('covered time', () => {
  it('gives every instant to the first interval of the list that covers it', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        expect(coveredTime(list)).toEqual(coveredByCounting(list));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is nothing for a moment and for no intervals', () => {
    expect(coveredTime([{ startAt: 5, endAt: 5 }])).toEqual([0]);
    expect(coveredTime([])).toEqual([]);
  });

  it('lets intervals touch without taking from each other', () => {
    expect(
      coveredTime([
        { startAt: 10, endAt: 20 },
        { startAt: 20, endAt: 30 },
        { startAt: 0, endAt: 10 },
      ]),
    ).toEqual([10, 10, 10]);
  });

  it('settles a day of one-second slices under a whole-day interval', () => {
    const slices = Array.from({ length: 86_400 }, (_, second) => ({
      startAt: second * 1_000,
      endAt: second * 1_000 + 1_000,
    }));
    const covered = coveredTime([...slices, { startAt: 0, endAt: 90_000_000 }]);
    expect(covered.at(-1)).toBe(90_000_000 - 86_400_000);
    expect(covered.slice(0, -1).every((kept) => kept === 1_000)).toBe(true);
  });
});
