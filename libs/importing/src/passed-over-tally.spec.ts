import { PassedOverTally } from './passed-over-tally.js';

describe('the tally of what is passed over', () => {
  it('counts by kind and reason, most frequent first, with the line of the first', () => {
    const tally = new PassedOverTally();
    tally.add('Workout', 'because', 3);
    tally.add('Audiogram', 'because', 4);
    tally.add('Audiogram', 'because', 9);
    tally.add('Audiogram', 'for another reason', 5);
    expect(tally.events().map(({ what, reason, count, line }) => [what, reason, count, line])).toEqual([
      ['Audiogram', 'because', 2, 4],
      ['Workout', 'because', 1, 3],
      ['Audiogram', 'for another reason', 1, 5],
    ]);
  });

  it('loses no count when a file names a new kind on every line', () => {
    const tally = new PassedOverTally();
    for (let i = 0; i < 10_000; i += 1) tally.add(`kind ${i}`, 'because', i);
    const events = tally.events();
    expect(events.length).toBeLessThan(2_100);
    expect(events.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
  });
});
