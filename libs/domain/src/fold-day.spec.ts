import fc from 'fast-check';
import { history, HISTORY_NOW } from '../test/history-arbitrary.js';
import { definition, sample, total } from '../test/item.js';
import { partOfSubject } from '../test/part-of-subject.js';
import { given } from '../test/scenario.js';
import { Subject, type Settled } from '../test/subject.js';
import type { DayAggregate } from './day-aggregate.js';
import { foldDay } from './fold-day.js';
import { dayKey, emptySubjectState } from './subject-state.js';

describe('a day folded from a part of the subject', () => {
  it('is the day folded from all of it, with the same verdicts, events, rows and changes', () => {
    fc.assert(
      fc.property(history, fc.array(fc.nat({ max: 30 }), { maxLength: 6 }), (items, cuts) => {
        const whole = new Subject();
        const places = [0, ...cuts.map((cut) => cut % items.length).sort((a, b) => a - b), items.length];
        for (const [n, end] of places.slice(1).entries()) {
          const batch = items.slice(places[n], end);
          const part = new Subject(partOfSubject(whole.state, batch), HISTORY_NOW + n * 1_000);
          expect(told(part.send(batch))).toEqual(told(whole.send(batch)));
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

/** What came of a batch. The days that an order of sources decides anew have no order among themselves. */
function told({ verdicts, events, effects }: Settled) {
  const aggregates = [...effects.aggregates].sort(byDay);
  const changes = effects.changes.map(({ entity, id, state, ...rest }) => ({
    key: `${entity} ${id}`,
    state,
    rest,
  }));
  return { verdicts, events, effects: { ...effects, aggregates, changes: changes.sort(byKey) } };
}

function byDay(a: DayAggregate, b: DayAggregate): number {
  return dayKey(a.localDate, a.type) < dayKey(b.localDate, b.type) ? -1 : 1;
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1;
}
