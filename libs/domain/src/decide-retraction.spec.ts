import { recordIdOf } from '../test/history-arbitrary.js';
import { bucket, correction, DAY, mutation, retraction, sample, total, weight } from '../test/item.js';
import { given } from '../test/scenario.js';

describe('a retraction of a record', () => {
  it.each([
    ['live total', total(1, 5000), 5000],
    ['cleared total', total(1, null), null],
    ['live bucket', bucket(1, 500), 500],
    ['cleared bucket', bucket(1, null), null],
    ['sample', sample(1, 60), 60],
  ])('takes a %s back', (_, item, previousValue) => {
    const outcome = given(item).when(retraction(2, item));
    outcome.then({
      status: 'updated',
      event: {
        type: 'MeasurementRetracted',
        mutationId: mutation(2),
        measurementId: recordIdOf(item),
        metric: String(item['type']),
        source: 'healthkit',
        localDate: DAY,
        value: null,
        previousValue,
        previousMutationId: mutation(1),
        superseded: false,
      },
      record: { state: 'retracted', value: null, revision: 2, mutationId: mutation(2) },
    });
    expect(outcome.day(String(item['type']))).toBeNull();
    expect(outcome.changes[0]).toMatchObject({
      entity: 'measurement',
      op: 'delete',
      revision: 2,
      replaces: 1,
    });
  });

  it('takes a corrected sample back', () => {
    given(weight(1, 80), correction(2, weight(1, 80), 79))
      .when(retraction(3, weight(1, 80)))
      .then({
        status: 'updated',
        event: { previousValue: 79, previousMutationId: mutation(2) },
        record: { state: 'retracted', revision: 3 },
      });
  });

  it('is final for a sample whatever its id', () => {
    given(weight(5, 80), correction(6, weight(5, 80), 79))
      .when(retraction(1, weight(5, 80)))
      .then({
        status: 'updated',
        event: { type: 'MeasurementRetracted', superseded: false },
        record: { state: 'retracted', revision: 3, mutationId: mutation(1) },
      });
  });

  it.each([
    ['total', total(1, 5000), total(3, 6000), 6000],
    ['bucket', bucket(1, 500), bucket(3, 600), 600],
  ])('that is older than a %s’s newest is history', (_, first, newest, value) => {
    const outcome = given(first, newest).when(retraction(2, first));
    outcome.then({
      status: 'superseded',
      event: {
        type: 'MeasurementRetracted',
        superseded: true,
        previousValue: value,
        previousMutationId: mutation(3),
        previousLocalDate: null,
      },
      record: { state: 'live', value, revision: 2, mutationId: mutation(3) },
    });
    expect(outcome.changes).toEqual([]);
  });

  it('that is older than a confirmation of the total is history as well', () => {
    given(total(1, 5000), total(3, 5000))
      .when(retraction(2, total(1, 5000)))
      .then({ status: 'superseded', event: { superseded: true }, record: { state: 'live', value: 5000 } });
  });

  it('that comes again under another id confirms, and is the newest', () => {
    given(total(1, 5000), retraction(2, total(1, 5000)))
      .when(retraction(4, total(1, 5000)), total(3, 6000))
      .then(
        {
          status: 'unchanged',
          event: { type: 'StatsConfirmed', previousMutationId: mutation(2) },
          record: { state: 'retracted', revision: 2, mutationId: mutation(4) },
        },
        { status: 'superseded', event: { superseded: true }, record: { state: 'retracted' } },
      );
  });

  it('that comes again under an older id is history for a total, and confirms for a sample', () => {
    given(total(1, 5000), retraction(4, total(1, 5000)))
      .when(retraction(3, total(1, 5000)))
      .then({
        status: 'superseded',
        event: { type: 'MeasurementRetracted', superseded: true },
        record: { state: 'retracted', mutationId: mutation(4) },
      });
    given(sample(1, 60), retraction(4, sample(1, 60)))
      .when(retraction(3, sample(1, 60)))
      .then({
        status: 'unchanged',
        event: { type: 'StatsConfirmed' },
        record: { state: 'retracted', mutationId: mutation(4) },
      });
  });

  it('makes a total give the day back to its samples', () => {
    const walk = sample(1, 300, { type: 'steps', externalId: 'walk' });
    const outcome = given(walk, total(2, null)).when(retraction(3, total(2, null)));
    outcome.then({ status: 'updated', event: { previousValue: null }, record: { state: 'retracted' } });
    expect(outcome.day('steps')?.value).toBe(300);
  });
});

describe('a retraction of what is not known yet', () => {
  it('is remembered, and nobody is told', () => {
    const outcome = given().when(retraction(2, sample(1, 60)));
    outcome.then({
      status: 'created',
      event: {
        type: 'MeasurementRetracted',
        measurementId: recordIdOf(sample(1, 60)),
        metric: null,
        source: null,
        previousValue: null,
        previousMutationId: null,
        superseded: false,
      },
      record: { state: 'retracted', value: null, revision: 1, mutationId: mutation(2) },
    });
    expect(outcome.changes).toEqual([]);
    expect(outcome.recordOf(recordIdOf(sample(1, 60)))).toMatchObject({ situation: 'retraction_remembered' });
  });

  it('is confirmed by a second one, of which the newest id counts', () => {
    given(retraction(2, total(1, 5000)))
      .when(retraction(5, total(1, 5000)), retraction(3, total(1, 5000)), total(4, 5000))
      .then(
        { status: 'unchanged', event: { type: 'StatsConfirmed' }, record: { mutationId: mutation(5) } },
        { status: 'unchanged', event: { type: 'StatsConfirmed' }, record: { mutationId: mutation(5) } },
        { status: 'superseded', event: { superseded: true }, record: { state: 'retracted', revision: 1 } },
      );
  });

  it.each([
    ['total', total(1, 5000), total(5, 6000)],
    ['bucket', bucket(1, 500), bucket(5, 600)],
  ])('makes an older %s history, and a newer one live', (_, older, newer) => {
    const outcome = given(retraction(3, older)).when(older, newer);
    outcome.then(
      {
        status: 'superseded',
        event: {
          type: 'StatsOverwritten',
          superseded: true,
          previousValue: null,
          previousMutationId: mutation(3),
        },
        record: { state: 'retracted', value: null, revision: 1, unit: 'count', mutationId: mutation(3) },
      },
      {
        status: 'updated',
        event: { type: 'StatsOverwritten', superseded: false },
        record: { state: 'live', value: newer['value'] as number, revision: 2 },
      },
    );
    expect(outcome.day('steps')?.value).toBe(newer['value']);
    expect(outcome.changes[0]).toMatchObject({ entity: 'measurement', op: 'upsert', replaces: null });
  });

  it('of a total lets a newer total be created, whose revision goes on from the retraction', () => {
    given(retraction(3, total(1, 5000)))
      .when(total(5, 6000))
      .then({
        status: 'created',
        event: { type: 'MeasurementRecorded', superseded: false },
        record: { state: 'live', value: 6000, revision: 2 },
      });
  });
});

describe('a retraction by name', () => {
  const byName = (n: number, said: object) => ({ id: mutation(n), retract: true, ...said });

  it('finds a sample by source, type and external id', () => {
    given(sample(1, 60))
      .when(
        byName(2, { externalId: 'pulse-1', source: 'healthkit', type: 'HKQuantityTypeIdentifierHeartRate' }),
      )
      .then({ status: 'updated', event: { type: 'MeasurementRetracted' }, record: { state: 'retracted' } });
  });

  it('finds a total by any of its names, with or without its type', () => {
    const names = ['stats:steps:2026-05-24', 'stats:HKQuantityTypeIdentifierStepCount:2026-05-24'];
    for (const externalId of names) {
      for (const type of [{}, { type: 'steps' }, { type: 'HKQuantityTypeIdentifierStepCount' }]) {
        given(total(1, 5000))
          .when(byName(2, { externalId, source: 'healthkit', ...type }))
          .then({ status: 'updated', event: { previousValue: 5000 }, record: { state: 'retracted' } });
      }
    }
  });

  it('finds a bucket without its type', () => {
    given(bucket(1, 500))
      .when(byName(2, { externalId: bucket(1, 500)['externalId'], source: 'healthkit' }))
      .then({ status: 'updated', event: { previousValue: 500 }, record: { state: 'retracted' } });
  });

  it('of another source finds nothing, and is remembered', () => {
    given(sample(1, 60))
      .when(byName(2, { externalId: 'pulse-1', source: 'garmin', type: 'heart_rate' }))
      .then({ status: 'created', event: { metric: null }, record: { state: 'retracted', revision: 1 } });
  });
});
