import fc from 'fast-check';
import { history, HISTORY_NOW } from '../test/history-arbitrary.js';
import { definition, sample, total } from '../test/item.js';
import { partOfSubject } from '../test/part-of-subject.js';
import { given } from '../test/scenario.js';
import { Subject } from '../test/subject.js';
import { foldDay } from './fold-day.js';
import { emptySubjectState } from './subject-state.js';

describe('a day folded from a part of the subject', () => {
  it('is the day folded from all of it, with the same verdicts, events, rows and changes', () => {
    fc.assert(
      fc.property(history, fc.array(fc.nat({ max: 30 }), { maxLength: 6 }), (items, cuts) => {
        const whole = new Subject();
        const places = [0, ...cuts.map((cut) => cut % items.length).sort((a, b) => a - b), items.length];
        for (const [n, end] of places.slice(1).entries()) {
          const batch = items.slice(places[n], end);
          const part = new Subject(partOfSubject(whole.state, batch), HISTORY_NOW + n * 1_000);
          const { verdicts, events, effects } = part.send(batch);
          expect({ verdicts, events, effects }).toEqual(pick(whole.send(batch)));
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a day', () => {
  it('of a metric of the subject’s own follows its kind', () => {
    const cups = { type: 'x_coffee', source: 'manual' };
    const day = given(
      definition(1, { code: 'x_coffee', kind: 'cumulative' }),
      total(2, 4, { type: 'x_coffee', source: 'garmin' }),
    )
      .when(sample(3, 2, cups))
      .day('x_coffee');
    expect(day).toMatchObject({ value: 6, winner: { source: 'garmin' }, sources: ['garmin', 'manual'] });
  });

  it('that was not read has no aggregate', () => {
    expect(foldDay(emptySubjectState('part'), '2026-05-24/steps', [], 0)).toBeNull();
  });

  it('of a metric that nobody defined is a broken log', () => {
    const state = emptySubjectState('whole');
    state.days.set('2026-05-24/x_mood', { aggregate: null, records: new Map() });
    expect(() => foldDay(state, '2026-05-24/x_mood', [], 0)).toThrow('no metric x_mood is known');
  });
});

function pick({ verdicts, events, effects }: ReturnType<Subject['send']>) {
  return { verdicts, events, effects };
}
