import { HISTORY_NOW } from '../test/history-arbitrary.js';
import { DAY, mutation, sample, sourceOrder, total } from '../test/item.js';
import { given } from '../test/scenario.js';
import type { DayAggregate } from './day-aggregate.js';
import { CONTESTED_DAYS_MAX, decideSourceOrder, SOURCE_ORDER_MAX_LENGTH } from './decide-source-order.js';
import { mutationIdFrom } from './mutation-id.js';
import { dayKey, emptySubjectState } from './subject-state.js';

const RANDOM = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
const NONE = { event: null, record: null };
const garmin = total(2, 6000, { source: 'garmin' });

describe('an order of sources', () => {
  it('is created, then updated by a newer one, and an older one is history', () => {
    const outcome = given().when(
      sourceOrder(2, 'garmin', 'healthkit'),
      sourceOrder(4, 'oura'),
      sourceOrder(3, 'fitbit'),
      sourceOrder(5),
    );
    outcome.then(
      {
        status: 'created',
        event: {
          type: 'SourceOrderSet',
          details: '["garmin","healthkit"]',
          superseded: false,
          measurementId: null,
        },
        record: null,
      },
      { status: 'updated', event: { details: '["oura"]', superseded: false }, record: null },
      { status: 'superseded', event: { details: '["fitbit"]', superseded: true }, record: null },
      { status: 'updated', event: { details: '[]' }, record: null },
    );
    expect(outcome.settled.effects.sourceOrder).toMatchObject({
      sources: [],
      mutationId: mutation(5),
      revision: 3,
    });
  });

  it('changes nothing when it is superseded', () => {
    const outcome = given(total(1, 5000), garmin, sourceOrder(5, 'garmin')).when(sourceOrder(3, 'healthkit'));
    outcome.then({ status: 'superseded', event: { superseded: true }, record: null });
    expect(outcome.settled.effects).toMatchObject({ sourceOrder: null, changes: [], aggregates: [] });
    expect(outcome.day('steps')?.winner.source).toBe('garmin');
  });

  it('decides anew every day that several sources tell of, and tells of those that changed', () => {
    const agreed = total(3, 70, { type: 'resting_heart_rate' });
    const outcome = given(total(1, 5000), garmin, agreed).when(sourceOrder(4, 'garmin'));
    outcome.then({ status: 'created', event: { type: 'SourceOrderSet' }, record: null });
    expect(outcome.day('steps')).toMatchObject({
      value: 6000,
      winner: { source: 'garmin' },
      overridden: [{ source: 'healthkit', value: 5000 }],
    });
    expect(outcome.changes).toEqual([
      { entity: 'daily_aggregate', op: 'upsert', id: `${DAY}/steps`, revision: 3, replaces: 2 },
    ]);
  });

  it('leaves manual first, whatever it says', () => {
    const manual = total(3, 7000, { source: 'manual' });
    const outcome = given(total(1, 5000), garmin, manual).when(sourceOrder(4, 'garmin', 'manual'));
    outcome.then({ status: 'created', event: { details: '["garmin","manual"]' }, record: null });
    expect(outcome.day('steps')).toMatchObject({
      value: 7000,
      winner: { source: 'manual' },
      overridden: [
        { source: 'garmin', value: 6000 },
        { source: 'healthkit', value: 5000 },
      ],
    });
  });

  it('leaves sources that it does not name to the registry’s order', () => {
    const unknown = total(3, 8000, { source: 'a_new_app' });
    const outcome = given(total(1, 5000), garmin, unknown).when(sourceOrder(4, 'oura'));
    expect(outcome.day('steps')?.overridden.map(({ source }) => source)).toEqual(['garmin', 'a_new_app']);
  });

  it('holds for the days to come', () => {
    const outcome = given(sourceOrder(1, 'garmin'), garmin).when(total(3, 5000));
    outcome.then({ status: 'created', event: { value: 5000 }, record: { value: 5000 } });
    expect(outcome.day('steps')).toMatchObject({ value: 6000, sources: ['garmin', 'healthkit'] });
  });

  it('that was accepted before is a duplicate, and differs with other sources', () => {
    given(sourceOrder(1, 'garmin'), sourceOrder(2, 'oura'))
      .when(sourceOrder(1, 'garmin'), sourceOrder(1, 'fitbit'), { ...sourceOrder(1), sources: 5 })
      .then(
        { status: 'duplicate', ...NONE },
        { status: 'duplicate', differs: true, ...NONE },
        { status: 'duplicate', differs: true, ...NONE },
      );
  });

  it('under an id that another mutation spent is its duplicate, and differs', () => {
    const outcome = given(sample(1, 60)).when(sourceOrder(1, 'garmin'));
    expect(outcome.settled.decisions[0]).toMatchObject({ status: 'duplicate', differs: true });
  });
});

describe('an order of sources is refused', () => {
  const many = Array.from({ length: SOURCE_ORDER_MAX_LENGTH + 1 }, (_, n) => `source_${n}`);

  it.each([
    ['without an id', { id: undefined, sources: [] }, 'required', '/id'],
    ['with an id that is none', { sources: [], id: 'x' }, 'invalid_uuid', '/id'],
    ['with null', { sources: null }, 'required', '/sources'],
    ['with a text', { sources: 'garmin' }, 'invalid_type', '/sources'],
    ['with an object', { sources: { 0: 'garmin' } }, 'invalid_type', '/sources'],
    ['with too many sources', { sources: many }, 'too_long', '/sources'],
    ['with a source that is no name', { sources: ['garmin', 'Health Kit'] }, 'invalid_source', '/sources/1'],
    ['with a source that is a number', { sources: [5] }, 'invalid_source', '/sources/0'],
    ['with a hole', { sources: [null] }, 'invalid_source', '/sources/0'],
    ['with a source twice', { sources: ['oura', 'garmin', 'oura'] }, 'invalid_value', '/sources/2'],
    ['with a member that nobody knows', { sources: [], 'a/b': 1 }, 'unknown_field', '/a~1b'],
  ] as const)('%s', (_, wrong, code, pointer) => {
    given()
      .when({ id: mutation(1), ...wrong })
      .then({ status: 'rejected', code, pointer, ...NONE });
  });

  it('from the future, with the wait after which it passes', () => {
    const outcome = given().when({ id: mutationIdFrom(HISTORY_NOW + 60_001, RANDOM), sources: [] });
    outcome.then({ status: 'rejected', code: 'future_timestamp', pointer: '/id', ...NONE });
    expect(outcome.settled.verdicts[0]).toMatchObject({ rejection: { retryAfter: 1 } });
  });

  it('and takes as many as there may be', () => {
    given()
      .when({ id: mutation(1), sources: many.slice(1) })
      .then({ status: 'created', event: { type: 'SourceOrderSet' }, record: null });
  });
});

describe('an order for a long history', () => {
  const aggregate = { day: { sources: ['garmin', 'healthkit'] } } as unknown as DayAggregate;

  /** A subject of which so many days have two sources, and as many others have one. */
  function contested(days: number) {
    const state = emptySubjectState('part');
    const alone = { day: { sources: ['garmin'] } } as unknown as DayAggregate;
    for (let n = 0; n < days; n++) {
      state.days.set(dayKey(`${n}`, 'steps'), { aggregate, records: null });
      state.days.set(dayKey(`${n}`, 'body_mass'), { aggregate: alone, records: null });
    }
    return state;
  }

  it('is taken while it decides at most 25 000 days anew', () => {
    const state = contested(CONTESTED_DAYS_MAX);
    expect(decideSourceOrder(state, sourceOrder(2, 'garmin'), HISTORY_NOW)).toMatchObject({
      status: 'created',
    });
    state.days.set(dayKey('one more', 'steps'), { aggregate, records: null });
    expect(decideSourceOrder(state, sourceOrder(2, 'garmin'), HISTORY_NOW)).toMatchObject({
      status: 'rejected',
      rejection: { code: 'too_many_days', pointer: '/sources' },
    });
  });

  it('is history all the same when a newer one stands', () => {
    const state = contested(CONTESTED_DAYS_MAX + 1);
    state.sourceOrder = { sources: [], mutationId: mutation(5), revision: 1, updatedAt: 0 };
    expect(decideSourceOrder(state, sourceOrder(2, 'garmin'), HISTORY_NOW)).toMatchObject({
      status: 'superseded',
    });
  });
});
