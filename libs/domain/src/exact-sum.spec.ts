import fc from 'fast-check';
import { exactSum } from './exact-sum.js';

/** A double as mantissa × 2^(exponent - 60), so that its multiple of 2^-60 is an integer the test can add. */
const terms = fc.array(
  fc.tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 120 })).map(([mantissa, exponent]) => ({
    value: mantissa * 2 ** (exponent - 60),
    exact: BigInt(mantissa) << BigInt(exponent),
  })),
  { maxLength: 40 },
);

describe('an exact sum', () => {
  it.each([
    [[], 0],
    [[0.1, 0.2], 0.30000000000000004],
    [Array.from({ length: 10 }, () => 0.1), 1],
    [[1e16, 1, -1e16], 1],
    [[1e100, 1, -1e100, 1e-100], 1],
    [[1, 2 ** -53], 1],
    [[1, 2 ** -53, 2 ** -106], 1 + 2 ** -52],
    [[1 + 2 ** -52, 2 ** -53], 1 + 2 ** -51],
    [[1 + 2 ** -52, 2 ** -53, -(2 ** -106)], 1 + 2 ** -52],
    [[3, -3], 0],
    [[5], 5],
  ])('of %j is %d', (values, sum) => {
    expect(exactSum(values)).toBe(sum);
  });

  it('is never negative zero', () => {
    expect(Object.is(exactSum([-0, -0]), 0)).toBe(true);
  });

  it('takes any iterable, once', () => {
    function* halves(): Generator<number> {
      yield 0.5;
      yield 0.25;
    }
    expect(exactSum(halves())).toBe(0.75);
  });

  it('is the integer sum, rounded once to the nearest double', () => {
    fc.assert(
      fc.property(terms, (list) => {
        const exact = list.reduce((sum, term) => sum + term.exact, 0n);
        expect(exactSum(list.map((term) => term.value))).toBe(Number(exact) / 2 ** 60);
      }),
      { numRuns: 1000 },
    );
  });

  it('does not depend on the order', () => {
    const values = fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { maxLength: 30 });
    const shuffled = values.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(Object.is(exactSum(other), exactSum(list))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('differs from adding one after the other, or it would not be needed', () => {
    const values = Array.from({ length: 1000 }, () => 0.1);
    expect(values.reduce((sum, value) => sum + value, 0)).not.toBe(100);
    expect(exactSum(values)).toBe(100);
  });
});
