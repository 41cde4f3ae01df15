import { recordIdOf } from '../test/history-arbitrary.js';
import { bucket, correction, DAY, mutation, retraction, sample } from '../test/item.js';
import { given } from '../test/scenario.js';

const NEXT_DAY = '2026-05-25';
const tomorrow = { startAt: `${NEXT_DAY}T08:00:00+02:00`, endAt: `${NEXT_DAY}T08:10:00+02:00` };

describe('a bucket', () => {
  it('is created, overwritten down as well as up, confirmed and overtaken like any stats record', () => {
    given()
      .when(bucket(2, 500), bucket(4, 400), bucket(5, 400), bucket(3, 900), bucket(6, 600))
      .then(
        { status: 'created', event: { type: 'MeasurementRecorded', value: 500 }, record: { revision: 1 } },
        {
          status: 'updated',
          event: {
            type: 'StatsOverwritten',
            value: 400,
            previousValue: 500,
            previousMutationId: mutation(2),
          },
          record: { revision: 2, value: 400 },
        },
        {
          status: 'unchanged',
          event: { type: 'StatsConfirmed', previousMutationId: mutation(4), value: null },
          record: { revision: 2, mutationId: mutation(5) },
        },
        {
          status: 'superseded',
          event: { type: 'StatsOverwritten', value: 900, superseded: true },
          record: { revision: 2, value: 400 },
        },
        { status: 'updated', event: { value: 600, previousValue: 400 }, record: { revision: 3, value: 600 } },
      );
  });

  it('counts as a sample of its day, beside the others', () => {
    const walk = sample(2, 300, { type: 'steps', externalId: 'walk', startAt: `${DAY}T12:00:00+02:00` });
    const outcome = given(bucket(1, 500)).when(walk);
    outcome.then({ status: 'created', event: { value: 300 }, record: { value: 300 } });
    expect(outcome.day('steps')).toMatchObject({ value: 800, count: 2, winner: { source: 'healthkit' } });
  });

  it('that is cleared counts for nothing and silences nobody', () => {
    const walk = sample(2, 300, { type: 'steps', externalId: 'walk', startAt: `${DAY}T12:00:00+02:00` });
    const outcome = given(bucket(1, 500), walk).when(bucket(3, null));
    outcome.then({
      status: 'updated',
      event: { type: 'StatsOverwritten', value: null, previousValue: 500 },
      record: { state: 'cleared', value: null, revision: 2 },
    });
    expect(outcome.day('steps')).toMatchObject({ value: 300, count: 1 });
  });

  it('needs a start even when it is cleared, because its day is nowhere else', () => {
    given(bucket(1, 500))
      .when({ ...bucket(2, null), startAt: undefined, endAt: undefined })
      .then({ status: 'rejected', code: 'required', pointer: '/startAt', event: null, record: null });
  });

  it('with a new start is other content, and its day’s sum stays', () => {
    const outcome = given(bucket(1, 500)).when(bucket(2, 500, { startAt: `${DAY}T08:05:00+02:00` }));
    outcome.then({
      status: 'updated',
      event: { value: 500, previousLocalDate: null },
      record: { revision: 2 },
    });
    expect(outcome.day('steps')?.value).toBe(500);
  });

  it('may move to another day: the event names the day it left, and both days are told', () => {
    const outcome = given(bucket(1, 500)).when(bucket(2, 500, tomorrow));
    outcome.then({
      status: 'updated',
      event: { type: 'StatsOverwritten', localDate: NEXT_DAY, previousLocalDate: DAY },
      record: { revision: 2 },
    });
    expect(outcome.day('steps', DAY)).toBeNull();
    expect(outcome.day('steps', NEXT_DAY)?.value).toBe(500);
    expect(outcome.changes.map(({ entity, op, id }) => [entity, op, id])).toEqual([
      ['measurement', 'upsert', recordIdOf(bucket(1, 500))],
      ['daily_aggregate', 'delete', `${DAY}/steps`],
      ['daily_aggregate', 'upsert', `${NEXT_DAY}/steps`],
    ]);
  });

  it('may move there and back in one batch: nothing is left behind', () => {
    const outcome = given(bucket(1, 500)).when(bucket(2, 500, tomorrow), bucket(3, 500));
    outcome.then(
      { status: 'updated', event: { previousLocalDate: DAY }, record: { revision: 2 } },
      { status: 'updated', event: { previousLocalDate: NEXT_DAY }, record: { revision: 3 } },
    );
    expect(outcome.day('steps', DAY)?.value).toBe(500);
    expect(outcome.day('steps', NEXT_DAY)).toBeNull();
  });

  it('does not move for an older mutation, whose event names no day it left', () => {
    const outcome = given(bucket(2, 500)).when(bucket(1, 500, tomorrow));
    outcome.then({
      status: 'superseded',
      event: { superseded: true, localDate: NEXT_DAY, previousLocalDate: null },
      record: { revision: 1 },
    });
    expect(outcome.day('steps', NEXT_DAY)).toBeNull();
  });

  it('leaves its day when it is retracted, and may come back on another', () => {
    const retracted = given(bucket(1, 500)).when(retraction(2, bucket(1, 500)));
    retracted.then({
      status: 'updated',
      event: { type: 'MeasurementRetracted', localDate: DAY, previousLocalDate: DAY, previousValue: 500 },
      record: { state: 'retracted', value: null, revision: 2 },
    });
    expect(retracted.day('steps')).toBeNull();
    const revived = given(bucket(1, 500), retraction(2, bucket(1, 500))).when(bucket(3, 700, tomorrow));
    revived.then({
      status: 'updated',
      event: { type: 'StatsOverwritten', previousValue: null, previousLocalDate: null },
      record: { state: 'live', value: 700, revision: 3 },
    });
    expect(revived.day('steps', NEXT_DAY)?.value).toBe(700);
  });

  it('cannot be corrected: it is overwritten under its own name', () => {
    given(bucket(1, 500))
      .when(correction(2, bucket(1, 500), 400))
      .then({
        status: 'rejected',
        code: 'not_correctable',
        pointer: '/measurementId',
        event: null,
        record: { measurementId: recordIdOf(bucket(1, 500)), value: 500, revision: 1 },
      });
  });

  it('cannot be corrected when it is manual either', () => {
    const manual = bucket(1, 500, { source: 'manual' });
    given(manual)
      .when(correction(2, manual, 400))
      .then({ status: 'rejected', code: 'not_correctable', event: null, record: { value: 500 } });
  });

  it('is a record of its own for every name, also where the metric has another name', () => {
    const other = bucket(2, 500, { externalId: `stats:HKQuantityTypeIdentifierStepCount:${DAY}T08:00` });
    expect(recordIdOf(other)).not.toBe(recordIdOf(bucket(1, 500)));
    given(bucket(1, 500))
      .when(other)
      .then({ status: 'created', event: { type: 'MeasurementRecorded' }, record: { revision: 1 } });
  });

  it('of sleep takes the minutes from its ends', () => {
    const night = {
      type: 'sleep_duration',
      externalId: 'stats:sleep_duration:night-1',
      stage: 'light',
      value: undefined,
      startAt: `${DAY}T01:00:00+02:00`,
      endAt: `${DAY}T01:45:30+02:00`,
    };
    const outcome = given().when(bucket(1, 0, night));
    outcome.then({
      status: 'created',
      event: { value: 45.5, unit: 'min', stage: 'light' },
      record: { value: 45.5 },
    });
    expect(outcome.day('sleep_duration')).toMatchObject({ value: 45.5, stages: { light: 45.5 } });
  });
});
