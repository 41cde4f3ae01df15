import { recordIdOf } from '../test/history-arbitrary.js';
import { correction, DAY, mutation, retraction, sample, segment, total } from '../test/item.js';
import { given } from '../test/scenario.js';

const NOTHING_ELSE = { startAt: null, endAt: null, timeZone: null, sourceDevice: null, details: null };

describe('a day total that is not known yet', () => {
  it('is created with all its content', () => {
    const item = total(1, 5000, {
      startAt: '2026-05-24T00:00:00+02:00',
      endAt: '2026-05-25T00:00:00+02:00',
      timeZone: 'Europe/Berlin',
      sourceDevice: 'Apple Watch',
      details: { flights: 3 },
    });
    given()
      .when(item)
      .then({
        status: 'created',
        event: {
          type: 'MeasurementRecorded',
          mutationId: mutation(1),
          measurementId: recordIdOf(item),
          metric: 'steps',
          value: 5000,
          unit: 'count',
          source: 'healthkit',
          externalId: 'stats:steps:2026-05-24',
          localDate: DAY,
          startAt: Date.parse('2026-05-23T22:00:00Z'),
          startOffset: 120,
          endAt: Date.parse('2026-05-24T22:00:00Z'),
          endOffset: 120,
          timeZone: 'Europe/Berlin',
          sourceDevice: 'Apple Watch',
          details: '{"flights":3}',
          previousValue: null,
          previousMutationId: null,
          superseded: false,
        },
        record: { revision: 1, state: 'live', value: 5000, unit: 'count', mutationId: mutation(1) },
      });
  });

  it('needs neither start nor end: the day in its name is enough', () => {
    given()
      .when(total(1, 5000))
      .then({ status: 'created', event: { localDate: DAY, ...NOTHING_ELSE }, record: { value: 5000 } });
  });

  it('may be created cleared', () => {
    const outcome = given().when(total(1, null));
    outcome.then({ status: 'created', event: { value: null }, record: { state: 'cleared', value: null } });
    expect(outcome.day('steps')).toBeNull();
    expect(outcome.changes).toMatchObject([{ entity: 'measurement', op: 'upsert' }]);
  });
});

describe('a newer day total', () => {
  it.each([
    ['up', 6000],
    ['down', 4000],
    ['to nothing', 0],
  ])('carries the value %s, and the event holds both values and both mutations', (_, value) => {
    const outcome = given(total(1, 5000)).when(total(2, value));
    outcome.then({
      status: 'updated',
      event: {
        type: 'StatsOverwritten',
        mutationId: mutation(2),
        value,
        previousValue: 5000,
        previousMutationId: mutation(1),
        superseded: false,
      },
      record: { revision: 2, value, mutationId: mutation(2) },
    });
    expect(outcome.day('steps')?.value).toBe(value);
  });

  it('clears the day', () => {
    const outcome = given(total(1, 5000)).when(total(2, null));
    outcome.then({
      status: 'updated',
      event: { type: 'StatsOverwritten', value: null, previousValue: 5000 },
      record: { state: 'cleared', value: null, revision: 2 },
    });
    expect(outcome.day('steps')).toBeNull();
  });

  it('fills a cleared day again', () => {
    const outcome = given(total(1, null)).when(total(2, 5000));
    outcome.then({
      status: 'updated',
      event: { type: 'StatsOverwritten', value: 5000, previousValue: null, previousMutationId: mutation(1) },
      record: { state: 'live', value: 5000, revision: 2 },
    });
    expect(outcome.day('steps')?.value).toBe(5000);
  });

  it('revives a retracted record', () => {
    const outcome = given(total(1, 5000), retraction(2, total(1, 5000))).when(total(3, 5000));
    outcome.then({
      status: 'updated',
      event: { type: 'StatsOverwritten', value: 5000, previousValue: null, previousMutationId: mutation(2) },
      record: { state: 'live', value: 5000, revision: 3 },
    });
    expect(outcome.day('steps')?.value).toBe(5000);
  });

  it('that says the same is confirmed by a slim event, which makes it the newest', () => {
    const outcome = given(total(1, 5000)).when(total(2, 5000));
    outcome.then({
      status: 'unchanged',
      event: {
        type: 'StatsConfirmed',
        mutationId: mutation(2),
        measurementId: recordIdOf(total(1, 5000)),
        metric: 'steps',
        localDate: DAY,
        previousMutationId: mutation(1),
        value: null,
        unit: null,
        source: null,
        externalId: null,
        superseded: false,
      },
      record: { revision: 1, value: 5000, mutationId: mutation(2) },
    });
    expect(outcome.changes).toEqual([]);
  });

  it('that clears a cleared day is confirmed as well', () => {
    given(total(1, null))
      .when(total(2, null))
      .then({
        status: 'unchanged',
        event: { type: 'StatsConfirmed' },
        record: { state: 'cleared', revision: 1 },
      });
  });

  it('names the mutation whose content it confirms, however often it was confirmed before', () => {
    given(total(1, 4000), total(2, 5000), total(3, 5000))
      .when(total(4, 5000))
      .then({ status: 'unchanged', event: { previousMutationId: mutation(2) }, record: { revision: 2 } });
  });
});

describe('an older day total', () => {
  it.each([
    ['greater', 9000],
    ['smaller', 3000],
    ['equal', 6000],
    ['cleared', null],
  ])('with a %s value is history: kept, marked and without effect', (_, value) => {
    const outcome = given(total(2, 6000)).when(total(1, value));
    outcome.then({
      status: 'superseded',
      event: {
        type: 'StatsOverwritten',
        mutationId: mutation(1),
        value,
        previousValue: 6000,
        previousMutationId: mutation(2),
        superseded: true,
      },
      record: { revision: 1, value: 6000, state: 'live', mutationId: mutation(2) },
    });
    expect(outcome.changes).toEqual([]);
    expect(outcome.day('steps')?.value).toBe(6000);
  });

  it('is older than a confirmation, too', () => {
    given(total(1, 5000), total(3, 5000))
      .when(total(2, 6000))
      .then({
        status: 'superseded',
        event: { superseded: true, previousMutationId: mutation(3) },
        record: { value: 5000, revision: 1, mutationId: mutation(3) },
      });
  });

  it('does not fill a cleared day, and does not revive a retracted record', () => {
    given(total(2, null))
      .when(total(1, 6000))
      .then({ status: 'superseded', event: { superseded: true }, record: { state: 'cleared' } });
    given(total(1, 5000), retraction(3, total(1, 5000)))
      .when(total(2, 6000))
      .then({ status: 'superseded', event: { superseded: true }, record: { state: 'retracted' } });
  });
});

describe('the day of a day total', () => {
  const walk = sample(1, 300, { type: 'steps', externalId: 'walk-1', endAt: `${DAY}T08:10:00+02:00` });

  it('is the total’s and not its source’s samples’', () => {
    const outcome = given(walk).when(total(2, 5000));
    outcome.then({ status: 'created', event: { value: 5000 }, record: { value: 5000 } });
    expect(outcome.day('steps')).toMatchObject({
      value: 5000,
      winner: { source: 'healthkit', measurementId: recordIdOf(total(2, 5000)) },
    });
  });

  it('is silenced by a cleared total', () => {
    const outcome = given(walk).when(total(2, null));
    outcome.then({ status: 'created', event: { value: null }, record: { state: 'cleared' } });
    expect(outcome.day('steps')).toBeNull();
  });

  it('goes back to the samples when the total is retracted, live or cleared', () => {
    for (const value of [5000, null]) {
      const outcome = given(walk, total(2, value)).when(retraction(3, total(2, value)));
      outcome.then({
        status: 'updated',
        event: { type: 'MeasurementRetracted', previousValue: value },
        record: { state: 'retracted' },
      });
      expect(outcome.day('steps')).toMatchObject({ value: 300, winner: { source: 'healthkit' } });
    }
  });

  it('shows the newest HealthKit total as soon as the manual one is retracted', () => {
    const typed = total(2, 9000, { source: 'manual' });
    const before = given(total(1, 5000), typed).when(total(3, 6000));
    before.then({ status: 'updated', event: { previousValue: 5000 }, record: { value: 6000 } });
    expect(before.day('steps')).toMatchObject({
      value: 9000,
      winner: { source: 'manual' },
      sources: ['healthkit', 'manual'],
      overridden: [{ source: 'healthkit', value: 6000 }],
    });
    const after = given(total(1, 5000), typed, total(3, 6000)).when(retraction(4, typed));
    after.then({
      status: 'updated',
      event: { type: 'MeasurementRetracted' },
      record: { state: 'retracted' },
    });
    expect(after.day('steps')).toMatchObject({
      value: 6000,
      winner: { source: 'healthkit' },
      overridden: [],
    });
  });

  it('keeps the stage minutes of a night until a correction says only the minutes', () => {
    const night = total(1, 400, { type: 'sleep_duration', details: { stages: { deep: 90, light: 310 } } });
    const recorded = given(segment(5)).when(night);
    recorded.then({ status: 'created', event: { value: 400 }, record: { unit: 'min' } });
    expect(recorded.day('sleep_duration')).toMatchObject({ value: 400, stages: { deep: 90, light: 310 } });
    const corrected = given(segment(5), night).when(correction(6, night, 380));
    corrected.then({ status: 'updated', event: { value: 380, details: null }, record: { value: 380 } });
    expect(corrected.day('sleep_duration')).toMatchObject({ value: 380 });
    expect(corrected.day('sleep_duration')).not.toHaveProperty('stages');
  });
});
