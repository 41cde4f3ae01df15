import {
  bucket,
  correction,
  DAY,
  definition,
  mutation,
  retraction,
  sample,
  segment,
  total,
  weight,
} from '../test/item.js';
import { given } from '../test/scenario.js';
import { HISTORY_NOW, type HistoryItem } from '../test/history-arbitrary.js';
import { checkItem } from './check-item.js';
import { differsFromAccepted } from './differs.js';
import { emptySubjectState } from './subject-state.js';

const NAME = 'HKQuantityTypeIdentifierStepCount';

function again(history: readonly HistoryItem[], item: HistoryItem): boolean {
  const [verdict] = given(...history).when(item).settled.verdicts;
  expect(verdict?.status).toBe('duplicate');
  return verdict !== undefined && 'differs' in verdict;
}

describe('a replay that says the same in other words does not differ', () => {
  const typed = weight(1, 90.718474);
  const mood = sample(2, 7, { type: 'x_mood', source: 'manual' });

  it.each<[string, readonly HistoryItem[], HistoryItem]>([
    ['the other name of its metric', [total(1, 5000)], total(1, 5000, { type: NAME })],
    [
      'the other name in its external id',
      [total(1, 5000)],
      total(1, 5000, { externalId: `stats:${NAME}:${DAY}` }),
    ],
    ['its day said twice', [total(1, 5000)], total(1, 5000, { localDate: DAY })],
    ['another unit', [typed], weight(1, 200, { unit: 'lb' })],
    ['the canonical unit', [typed], weight(1, 90.718474, { unit: 'kg' })],
    ['an alias of the unit', [sample(1, 60)], sample(1, 60, { unit: 'bpm' })],
    [
      'shuffled details',
      [total(1, 5, { details: { a: 1, b: 2 } })],
      total(1, 5, { details: { b: 2, a: 1 } }),
    ],
    ['the minutes of a segment', [segment(1)], segment(1, { value: 30 })],
    ['upper case', [total(1, 5)], total(1, 5, { id: mutation(1).toUpperCase() })],
    ['the unit of an own metric', [definition(1), mood], { ...mood, unit: 'points' }],
    [
      'a correction in another unit',
      [typed, correction(2, typed, 80)],
      correction(2, typed, 80_000, { unit: 'g' }),
    ],
    [
      'a correction with its unit said',
      [typed, correction(2, typed, 80)],
      correction(2, typed, 80, { unit: 'kg' }),
    ],
    [
      'a correction in pounds that confirmed kilograms',
      [typed, correction(2, typed, 200, { unit: 'lb' })],
      correction(2, typed, 200, { unit: 'lb' }),
    ],
    [
      'a correction that confirmed a correction',
      [typed, correction(2, typed, 80), correction(3, typed, 80)],
      correction(3, typed, 80),
    ],
    [
      'a correction that cleared a day',
      [total(1, 5), correction(2, total(1, 5), null)],
      correction(2, total(1, 5), null),
    ],
    [
      'a correction that confirmed a bare total',
      [total(1, 5), correction(2, total(1, 5), 5)],
      correction(2, total(1, 5), 5),
    ],
    [
      'a correction that came too late',
      [typed, correction(3, typed, 80), correction(2, typed, 79)],
      correction(2, typed, 79),
    ],
    [
      'a correction of an own metric',
      [definition(1), mood, correction(3, mood, 8)],
      correction(3, mood, 8, { unit: 'points' }),
    ],
    [
      'a retraction by name',
      [bucket(1, 5), retraction(2, bucket(1, 5))],
      { id: mutation(2), retract: true, source: 'healthkit', externalId: bucket(1, 5)['externalId'] },
    ],
    [
      'a retraction that confirmed a remembered one',
      [retraction(1, total(0, 1)), retraction(2, total(0, 1))],
      retraction(2, total(0, 1)),
    ],
    ['a total that confirmed another', [total(1, 5), total(2, 5)], total(2, 5)],
    ['a total that came too late', [total(2, 5), total(1, 6)], total(1, 6)],
    ['a sample whose retraction came first', [retraction(2, sample(1, 60)), sample(1, 60)], sample(1, 60)],
  ])('%s', (_, history, item) => {
    expect(again(history, item)).toBe(false);
  });
});

describe('a replay differs when it says something else', () => {
  const typed = weight(1, 80);
  const mood = sample(2, 7, { type: 'x_mood', source: 'manual' });

  it.each<[string, readonly HistoryItem[], HistoryItem]>([
    ['another value', [total(1, 5)], total(1, 6)],
    ['no value', [total(1, 5)], total(1, null)],
    ['another unit', [typed], weight(1, 80, { unit: 'lb' })],
    ['another metric of a sample that its mutation names', [typed], { ...typed, type: 'lean_body_mass' }],
    ['another source of such a sample', [typed], { ...typed, source: 'withings' }],
    ['an external id where there was none', [typed], { ...typed, externalId: 'scale-1' }],
    ['no external id where there was one', [sample(1, 60)], { ...sample(1, 60), externalId: undefined }],
    ['another external id', [sample(1, 60)], sample(1, 60, { externalId: 'pulse-2' })],
    ['another source', [total(1, 5)], total(1, 5, { source: 'manual' })],
    ['another day', [total(1, 5)], total(1, 5, { externalId: 'stats:steps:2026-05-25' })],
    ['another start', [sample(1, 60)], sample(1, 60, { startAt: `${DAY}T08:00:01+02:00` })],
    ['another device', [total(1, 5)], total(1, 5, { sourceDevice: 'iPhone' })],
    ['another stage', [segment(1)], segment(1, { stage: 'rem' })],
    ['more details', [total(1, 5)], total(1, 5, { details: { a: 1 } })],
    ['another unit of an own metric', [definition(1), mood], { ...mood, unit: 'stars' }],
    ['a recording where it was a correction', [typed, correction(2, typed, 79)], weight(2, 79)],
    ['a correction where it was the recording', [typed], correction(1, typed, 80)],
    ['a retraction where it was the recording', [typed], retraction(1, typed)],
    ['a correction where it was a retraction', [typed, retraction(2, typed)], correction(2, typed, 80)],
    ['a clearing where it was a retraction', [total(1, 5), retraction(2, total(1, 5))], total(2, null)],
    [
      'a clearing correction where it was a retraction',
      [total(1, 5), retraction(2, total(1, 5))],
      correction(2, total(1, 5), null),
    ],
    ['a retraction where it was a clearing', [total(1, 5), total(2, null)], retraction(2, total(1, 5))],
    [
      'another value where it confirmed the recording',
      [typed, correction(2, typed, 80)],
      correction(2, typed, 81),
    ],
    ['another value of a correction', [typed, correction(2, typed, 79)], correction(2, typed, 78)],
    [
      'the value of a correction in another unit',
      [typed, correction(2, typed, 79)],
      correction(2, typed, 79, { unit: 'lb' }),
    ],
    [
      'the number of a correction without its unit',
      [typed, correction(2, typed, 200, { unit: 'lb' })],
      correction(2, typed, 200),
    ],
    [
      'a correction in a unit that is none',
      [typed, correction(2, typed, 79)],
      correction(2, typed, 79, { unit: 'm' }),
    ],
    [
      'a correction of another record',
      [typed, weight(2, 80), correction(3, typed, 79)],
      correction(3, weight(2, 80), 79),
    ],
    [
      'a correction where a rich total was confirmed',
      [total(1, 5, { details: { a: 1 } }), total(2, 5, { details: { a: 1 } })],
      correction(2, total(1, 5), 5),
    ],
    [
      'a correction of an own metric in another unit',
      [definition(1), mood, correction(3, mood, 8)],
      correction(3, mood, 8, { unit: 'stars' }),
    ],
    ['something that was never right', [total(1, 5)], total(1, -5)],
    ['nothing that can be understood', [total(1, 5)], { id: mutation(1), planet: 'Mars' }],
  ])('%s', (_, history, item) => {
    expect(again(history, item)).toBe(true);
  });
});

describe('a replay of a confirmation', () => {
  it('differs as long as nobody knows what it confirmed', () => {
    const { settled } = given(total(1, 5)).when(total(2, 5));
    const [event] = settled.events;
    const checked = checkItem(total(2, 5), HISTORY_NOW, null);
    if (!event || checked.situation !== 'sound') throw new Error('expected a confirmation');
    expect(differsFromAccepted(emptySubjectState('part'), event, checked.mutation)).toBe(true);
  });
});
