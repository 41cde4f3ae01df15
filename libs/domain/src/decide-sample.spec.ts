import { recordIdOf } from '../test/history-arbitrary.js';
import { correction, DAY, definition, mutation, retraction, sample, segment, weight } from '../test/item.js';
import { given } from '../test/scenario.js';

describe('a sample without an external id', () => {
  it('is created under the id of its mutation', () => {
    given()
      .when(weight(1, 80))
      .then({
        status: 'created',
        event: {
          type: 'MeasurementRecorded',
          mutationId: mutation(1),
          measurementId: mutation(1),
          externalId: null,
        },
        record: { measurementId: mutation(1), revision: 1, state: 'live', value: 80, unit: 'kg' },
      });
  });

  it('is another record for every mutation, even with the same content', () => {
    const outcome = given(weight(1, 80)).when(weight(2, 80));
    outcome.then({ status: 'created', event: { measurementId: mutation(2) }, record: { revision: 1 } });
    expect(outcome.day('body_mass')).toMatchObject({ count: 2, winner: { source: 'manual' } });
  });
});

describe('a sample with an external id', () => {
  const said = {
    endAt: `${DAY}T08:01:00+02:00`,
    timeZone: 'Europe/Berlin',
    sourceDevice: 'Apple Watch',
    details: { motion: 'resting' },
  };

  it('is created under an id that does not depend on its mutation', () => {
    const id = recordIdOf(sample(1, 60));
    expect(recordIdOf(sample(2, 60))).toBe(id);
    given()
      .when(sample(1, 60))
      .then({
        status: 'created',
        event: { measurementId: id, externalId: 'pulse-1' },
        record: { measurementId: id },
      });
  });

  it('is a duplicate under a second mutation id: a second name for the same thing leaves no event', () => {
    const outcome = given(sample(1, 60, said)).when(sample(2, 60, said));
    outcome.then({
      status: 'duplicate',
      event: null,
      record: { measurementId: recordIdOf(sample(1, 60)), revision: 1, value: 60, mutationId: mutation(1) },
    });
    expect(outcome.day('heart_rate')?.count).toBe(1);
  });

  it('is a duplicate under an older second id, another name of its type, another unit and shuffled details', () => {
    const details = { a: 1, b: { c: 2, d: 3 } };
    given(sample(5, 60, { details }))
      .when(
        sample(1, 1, {
          type: 'HKQuantityTypeIdentifierHeartRate',
          value: 1,
          unit: 'count/s',
          details: { b: { d: 3, c: 2 }, a: 1 },
        }),
      )
      .then({ status: 'duplicate', event: null, record: { value: 60, revision: 1 } });
  });

  it('is another record for another source or metric', () => {
    given(sample(1, 60))
      .when(sample(2, 60, { source: 'garmin' }), sample(3, 60, { type: 'resting_heart_rate' }))
      .then(
        { status: 'created', event: { source: 'garmin' }, record: { revision: 1 } },
        { status: 'created', event: { metric: 'resting_heart_rate' }, record: { revision: 1 } },
      );
  });

  it.each([
    ['value', { value: 61 }],
    ['start', { startAt: `${DAY}T08:00:00.001+02:00` }],
    ['end', { endAt: `${DAY}T08:02:00+02:00` }],
    ['end, which is left out', { endAt: undefined }],
    ['offset', { startAt: `${DAY}T06:00:00Z` }],
    ['day', { localDate: '2026-05-23' }],
    ['time zone', { timeZone: 'Europe/Rome' }],
    ['device', { sourceDevice: 'iPhone' }],
    ['details', { details: { motion: 'active' } }],
  ])('conflicts when it comes with other content, and the answer shows the record: the %s', (_, other) => {
    given(sample(1, 60, said))
      .when(sample(2, 60, { ...said, ...other }))
      .then({
        status: 'rejected',
        code: 'external_id_conflict',
        pointer: '/externalId',
        event: null,
        record: { measurementId: recordIdOf(sample(1, 60)), revision: 1, value: 60, mutationId: mutation(1) },
      });
  });

  it('conflicts by its id’s order in neither direction: the first one stands', () => {
    given(sample(5, 60))
      .when(sample(1, 61))
      .then({ status: 'rejected', code: 'external_id_conflict', event: null, record: { value: 60 } });
  });

  it('is compared with what was recorded, not with what corrections made of it', () => {
    const typed = weight(1, 80, { externalId: 'scale-1' });
    const again = weight(3, 80, { externalId: 'scale-1' });
    given(typed, correction(2, typed, 79))
      .when(again, weight(4, 79, { externalId: 'scale-1' }))
      .then(
        { status: 'duplicate', event: null, record: { value: 79, revision: 2 } },
        { status: 'rejected', code: 'external_id_conflict', event: null, record: { value: 79 } },
      );
  });

  it('has spent its external id when it was retracted', () => {
    given(sample(1, 60), retraction(2, sample(1, 60)))
      .when(sample(3, 60), sample(4, 61))
      .then(
        { status: 'duplicate', event: null, record: { state: 'retracted', value: null } },
        { status: 'rejected', code: 'external_id_conflict', event: null, record: { state: 'retracted' } },
      );
  });
});

describe('a sample whose retraction came first', () => {
  it.each([
    ['older', 1],
    ['newer', 9],
  ])('is history however new it is: %s', (_, n) => {
    const outcome = given(retraction(5, sample(1, 60))).when(sample(n, 60));
    outcome.then({
      status: 'superseded',
      event: { type: 'MeasurementRecorded', value: 60, superseded: true },
      record: { state: 'retracted', value: null, revision: 1, mutationId: mutation(5) },
    });
    expect(outcome.changes).toEqual([]);
    expect(outcome.day('heart_rate')).toBeNull();
  });

  it('holds for a sample that its own mutation names', () => {
    given(retraction(5, weight(1, 80)))
      .when(weight(1, 80))
      .then({ status: 'superseded', event: { superseded: true }, record: { state: 'retracted' } });
  });

  it('is known from then on, with its identity', () => {
    const outcome = given(retraction(5, sample(1, 60)), sample(1, 60)).when(
      sample(2, 60),
      sample(3, 61),
      retraction(4, sample(1, 60)),
    );
    outcome.then(
      { status: 'duplicate', event: null, record: { state: 'retracted', unit: '/min' } },
      { status: 'rejected', code: 'external_id_conflict', event: null, record: { state: 'retracted' } },
      { status: 'unchanged', event: { type: 'StatsConfirmed' }, record: { state: 'retracted', revision: 1 } },
    );
    expect(outcome.recordOf(recordIdOf(sample(1, 60)))).toMatchObject({
      situation: 'recorded',
      type: 'heart_rate',
      externalId: 'pulse-1',
      recordedValue: 60,
      recordedMutationId: mutation(1),
      content: { value: null, localDate: DAY },
    });
  });

  it('still needs the definition of its metric', () => {
    const mood = sample(1, 7, { type: 'x_mood' });
    given(retraction(5, mood))
      .when(mood)
      .then({ status: 'rejected', code: 'unknown_type', event: null, record: null });
    given(retraction(5, mood), definition(2))
      .when(mood)
      .then({ status: 'superseded', event: { unit: 'points' }, record: { unit: 'points' } });
  });
});

describe('a segment of sleep', () => {
  it('is worth the minutes from start to end', () => {
    const outcome = given().when(segment(1));
    outcome.then({
      status: 'created',
      event: {
        metric: 'sleep_duration',
        value: 30,
        unit: 'min',
        stage: 'deep',
        sentValue: null,
        sentUnit: null,
      },
      record: { value: 30, unit: 'min' },
    });
    expect(outcome.day('sleep_duration')).toMatchObject({ value: 30, stages: { deep: 30 } });
  });

  it('is worth the same in whatever unit it does not say its value', () => {
    given()
      .when(segment(1, { unit: 'h' }))
      .then({
        status: 'created',
        event: { value: 30, sentValue: null, sentUnit: null },
        record: { value: 30 },
      });
  });

  it('is the same with its minutes said', () => {
    given(segment(1, { externalId: 'night-1' }))
      .when(
        segment(2, { externalId: 'night-1', value: 30 }),
        segment(3, { externalId: 'night-1', value: 0.5, unit: 'h' }),
      )
      .then(
        { status: 'duplicate', event: null, record: { revision: 1 } },
        { status: 'duplicate', event: null, record: { revision: 1 } },
      );
  });

  it('conflicts in another stage', () => {
    given(segment(1, { externalId: 'night-1' }))
      .when(segment(2, { externalId: 'night-1', stage: 'rem' }))
      .then({ status: 'rejected', code: 'external_id_conflict', event: null, record: { value: 30 } });
  });

  it('belongs to the night that it begins in', () => {
    const evening = { startAt: '2026-05-23T18:00:00+02:00', endAt: '2026-05-23T18:30:00+02:00' };
    const outcome = given(segment(1)).when(segment(2, evening));
    outcome.then({ status: 'created', event: { localDate: DAY }, record: { value: 30 } });
    expect(outcome.day('sleep_duration')?.value).toBe(60);
  });
});
