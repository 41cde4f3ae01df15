import fc from 'fast-check';
import { history, recordIdOf, type HistoryItem } from '../test/history-arbitrary.js';
import {
  bucket,
  correction,
  DAY,
  definition,
  mutation,
  retraction,
  sample,
  sourceOrder,
  total,
  weight,
} from '../test/item.js';
import { given } from '../test/scenario.js';
import { Subject } from '../test/subject.js';
import { draftCommit, foldEvent } from './commit-draft.js';
import { addDigest, EMPTY_DIGEST, entityDigest } from './digest.js';
import type { EntityChange } from './entity-change.js';
import { logEvent } from './event.js';
import { emptySubjectState } from './subject-state.js';

const STEPS = `${DAY}/steps`;

function record(op: 'upsert' | 'delete', of: HistoryItem, revision: number, replaces: number | null) {
  return { entity: 'measurement', op, id: recordIdOf(of), revision, replaces };
}

function day(op: 'upsert' | 'delete', id: string, revision: number, replaces: number | null) {
  return { entity: 'daily_aggregate', op, id, revision, replaces };
}

describe('the changes of a commit', () => {
  it('tell of the new record and of its day', () => {
    expect(given().when(total(1, 5000)).changes).toEqual([
      record('upsert', total(1, 0), 1, null),
      day('upsert', STEPS, 1, null),
    ]);
  });

  it('name the revision that they replace', () => {
    expect(given(total(1, 5000)).when(total(2, 4800)).changes).toEqual([
      record('upsert', total(1, 0), 2, 1),
      day('upsert', STEPS, 2, 1),
    ]);
  });

  it('are one per entity, however often a batch changed it', () => {
    const outcome = given(total(1, 5000)).when(total(2, 1), total(3, 2), total(5, 3), total(4, 9));
    expect(outcome.changes).toEqual([record('upsert', total(1, 0), 4, 1), day('upsert', STEPS, 2, 1)]);
    expect(outcome.settled.effects.measurements).toHaveLength(1);
    expect(outcome.settled.effects.aggregates).toHaveLength(1);
  });

  it('tell of definitions, then of records, then of days', () => {
    const mood = sample(2, 7, { type: 'x_mood' });
    const { changes } = given().when(total(1, 5000), definition(3), mood, weight(4, 80));
    expect(changes.map(({ entity }) => entity)).toEqual([
      'metric_type',
      'measurement',
      'measurement',
      'measurement',
      'daily_aggregate',
      'daily_aggregate',
      'daily_aggregate',
    ]);
  });

  it.each<[string, readonly HistoryItem[], HistoryItem]>([
    ['a duplicate', [total(1, 5)], total(1, 5)],
    ['a second name', [sample(1, 60)], sample(2, 60)],
    ['an unchanged total', [total(1, 5)], total(2, 5)],
    ['a superseded total', [total(2, 5)], total(1, 6)],
    ['a superseded correction', [total(2, 5)], correction(1, total(1, 0), 6)],
    ['a superseded retraction', [total(2, 5)], retraction(1, total(1, 0))],
    ['a remembered retraction', [], retraction(1, total(1, 0))],
    ['a second retraction', [sample(1, 60), retraction(2, sample(1, 60))], retraction(3, sample(1, 60))],
    ['a sample whose retraction came first', [retraction(2, sample(1, 60))], sample(1, 60)],
    ['a total whose retraction came first', [retraction(2, total(1, 5))], total(1, 5)],
    ['a correction that confirms', [weight(1, 80)], correction(2, weight(1, 80), 80)],
    ['a superseded order of sources', [sourceOrder(2, 'oura')], sourceOrder(1, 'garmin')],
    ['an order of sources over days that agree', [total(1, 5)], sourceOrder(2, 'garmin')],
    ['what is refused', [total(1, 5)], total(2, -5)],
  ])('tell nothing of %s', (_, before, item) => {
    expect(given(...before).when(item).changes).toEqual([]);
  });

  it('write the record that a confirmation made newer, without telling of it', () => {
    const { effects } = given(total(1, 5)).when(total(2, 5)).settled;
    expect(effects.measurements).toMatchObject([{ mutationId: mutation(2), revision: 1 }]);
    expect(effects.aggregates).toEqual([]);
  });

  it('write no row of a day that stays as it was: a sample and its copy count once', () => {
    const outcome = given(sample(1, 60)).when(sample(2, 60, { externalId: 'pulse-1-copy' }));
    expect(outcome.changes).toEqual([
      record('upsert', sample(2, 60, { externalId: 'pulse-1-copy' }), 1, null),
    ]);
    expect(outcome.settled.effects.aggregates).toEqual([]);
  });

  it('delete the record and its day when nothing is left', () => {
    expect(given(total(1, 5000)).when(retraction(2, total(1, 0))).changes).toEqual([
      record('delete', total(1, 0), 2, 1),
      day('delete', STEPS, 2, 1),
    ]);
  });

  it('keep a cleared record and delete its day', () => {
    expect(given(total(1, 5000)).when(total(2, null)).changes).toEqual([
      record('upsert', total(1, 0), 2, 1),
      day('delete', STEPS, 2, 1),
    ]);
    expect(given(total(1, null)).when(total(2, 5)).changes).toEqual([
      record('upsert', total(1, 0), 2, 1),
      day('upsert', STEPS, 1, null),
    ]);
  });

  it('go on counting where a deleted record and its day come back', () => {
    expect(given(total(1, 5000), retraction(2, total(1, 0))).when(total(3, 5000)).changes).toEqual([
      record('upsert', total(1, 0), 3, null),
      day('upsert', STEPS, 3, null),
    ]);
  });

  it('replace nothing for what a replica never held: a remembered retraction', () => {
    expect(given(retraction(2, total(1, 0))).when(total(3, 5000)).changes).toEqual([
      record('upsert', total(1, 0), 2, null),
      day('upsert', STEPS, 1, null),
    ]);
  });

  it('delete what the same batch made without replacing anything, and leave the day out', () => {
    const outcome = given().when(sample(1, 60), retraction(2, sample(1, 60)));
    expect(outcome.changes).toEqual([record('delete', sample(1, 60), 2, null)]);
    expect(outcome.day('heart_rate')).toBeNull();
  });

  it('tell of a day only where it shows something else', () => {
    const manual = total(2, 9000, { source: 'manual' });
    const hidden = given(manual, bucket(3, 5)).when(bucket(4, 6));
    expect(hidden.changes).toEqual([record('upsert', bucket(3, 0), 2, 1), day('upsert', STEPS, 3, 2)]);
    const lying = given(total(1, 5000), bucket(3, 5)).when(bucket(4, 6));
    expect(lying.changes).toEqual([record('upsert', bucket(3, 0), 2, 1)]);
    expect(lying.settled.effects.aggregates).toMatchObject([{ revision: 1 }]);
  });

  it('tell of both days when a bucket moves', () => {
    const next = '2026-05-25';
    const moved = bucket(2, 500, { startAt: `${next}T08:00:00+02:00`, endAt: `${next}T08:10:00+02:00` });
    expect(given(bucket(1, 500)).when(moved).changes).toEqual([
      record('upsert', bucket(1, 0), 2, 1),
      day('delete', STEPS, 2, 1),
      day('upsert', `${next}/steps`, 1, null),
    ]);
  });

  it('tell of a correction as of any other change', () => {
    expect(given(weight(1, 80)).when(correction(2, weight(1, 80), 79)).changes).toEqual([
      record('upsert', weight(1, 80), 2, 1),
      day('upsert', `${DAY}/body_mass`, 2, 1),
    ]);
  });

  it('tell of a definition once and for all', () => {
    expect(given().when(definition(1), definition(1), definition(2)).changes).toEqual([
      { entity: 'metric_type', op: 'upsert', id: 'x_mood', revision: 1, replaces: null },
    ]);
  });
});

describe('a replica that puts and deletes what it is told', () => {
  it('holds what the server shows, and its digest is the server’s', () => {
    fc.assert(
      fc.property(history, fc.array(fc.nat({ max: 30 }), { maxLength: 4 }), (items, cuts) => {
        const subject = new Subject();
        const replica = new Map<string, EntityChange>();
        let digest = EMPTY_DIGEST;
        const places = [0, ...cuts.map((cut) => cut % items.length).sort((a, b) => a - b), items.length];
        for (const [n, end] of places.slice(1).entries()) {
          const { changes } = subject.send(items.slice(places[n], end)).effects;
          expect(new Set(changes.map(keyOf)).size).toBe(changes.length);
          for (const change of changes) {
            const held = replica.get(keyOf(change));
            expect(change.replaces).toBe(held?.revision ?? null);
            const left =
              change.replaces === null ? 0n : -entityDigest(change.entity, change.id, change.replaces);
            const came =
              change.op === 'delete' ? 0n : entityDigest(change.entity, change.id, change.revision);
            digest = addDigest(digest, left, came);
            if (change.op === 'delete') replica.delete(keyOf(change));
            else replica.set(keyOf(change), change);
          }
        }
        const held = [...replica.values()];
        expect(held.map(({ state }) => shown(state)).sort(byText)).toEqual(shownBy(subject).sort(byText));
        expect(digest).toBe(
          addDigest(
            EMPTY_DIGEST,
            ...held.map(({ entity, id, revision }) => entityDigest(entity, id, revision)),
          ),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('folding into a part of a subject', () => {
  it('refuses an event without a record: the log is broken', () => {
    const draft = draftCommit({ actor: 'actor', recordedAt: 0 });
    expect(() => {
      foldEvent(emptySubjectState('whole'), draft, logEvent('MeasurementRetracted', 'm', {}));
    }).toThrow(/names no record/);
  });

  it('refuses to touch a day that was not read, instead of taking it for empty', () => {
    const [event] = given().when(total(1, 5)).settled.events;
    if (!event) throw new Error('expected an event');
    const draft = draftCommit({ actor: 'actor', recordedAt: 0 });
    expect(() => {
      foldEvent(emptySubjectState('part'), draft, event);
    }).toThrow(`the day ${STEPS} was not read`);
  });
});

function keyOf({ entity, id }: EntityChange): string {
  return `${entity} ${id}`;
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

/** The states of everything that readers can see, as they see them. */
function shownBy({ state }: Subject): unknown[] {
  const records = [...state.measurements.values()].filter(
    (one) => one.situation === 'recorded' && one.state !== 'retracted',
  );
  const days = [...state.days.values()].flatMap(({ aggregate }) => (aggregate?.day ? [aggregate] : []));
  return [...records, ...days, ...state.metrics.values()].map(shown);
}

/** What readers get of a state: not the newest id, which a confirmation moves untold, nor what a day is made of. */
function shown(state: object): unknown {
  return { ...state, mutationId: null, contributions: null };
}
