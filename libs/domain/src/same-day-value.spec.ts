import fc from 'fast-check';
import { recordsOfDay } from '../test/day-arbitrary.js';
import { bodyMass, heartRate, sleep, steps } from '../test/day-metrics.js';
import { dayOf } from '../test/day-of.js';
import { dayTotal } from '../test/day-record.js';
import type { DayValue } from './day-aggregate.js';
import { sameDayValue } from './day-value.js';

describe('two day values', () => {
  const order = fc.option(fc.shuffledSubarray(['manual', 'healthkit', 'garmin', 'a_scale', 'oura']));
  const metrics = fc.constantFrom(steps, sleep, bodyMass, heartRate);

  it('of the same records in another order are the same', () => {
    const orders = recordsOfDay.chain((records) =>
      fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
    );
    fc.assert(
      fc.property(metrics, order, orders, (metric, subjectOrder, [records, other]) => {
        const one = dayOf(metric, records, subjectOrder);
        const two = dayOf(metric, other, subjectOrder);
        expect(JSON.stringify(two)).toBe(JSON.stringify(one));
        expect(sameDayValue(one, two)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are the same exactly if they are equal in every field', () => {
    const days = fc.tuple(metrics, order, recordsOfDay).map(([metric, subjectOrder, records]) => {
      return dayOf(metric, records.slice(0, 4), subjectOrder);
    });
    fc.assert(
      fc.property(days, days, (one, two) => {
        expect(sameDayValue(one, two)).toBe(JSON.stringify(one) === JSON.stringify(two));
        expect(sameDayValue(one, structuredClone(one))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[string, Partial<DayValue>]>([
    ['value', { value: 1 }],
    ['winner', { winner: { source: 'garmin' } }],
    ['winning record', { winner: { source: 'healthkit', measurementId: 'other' } }],
    ['sources', { sources: ['garmin', 'healthkit'] }],
    ['losers', { overridden: [{ source: 'garmin', value: 2 }] }],
    ['count', { count: 2 }],
    ['minimum', { min: 1 }],
    ['maximum', { max: 9 }],
    ['mean', { avg: 4 }],
    ['last value', { last: 3 }],
    ['stages', { stages: { deep: 60 } }],
  ])('differ in their %s', (_, change) => {
    const day = dayOf(steps, [dayTotal(5)]) as DayValue;
    expect(sameDayValue(day, { ...day, ...change })).toBe(false);
    expect(sameDayValue(day, null)).toBe(false);
  });
});
