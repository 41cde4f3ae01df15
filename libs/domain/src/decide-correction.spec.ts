import { recordIdOf } from '../test/history-arbitrary.js';
import {
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

describe('a correction of a manual sample', () => {
  it('gives it a new value and leaves everything else as it was', () => {
    const typed = weight(1, 80, { sourceDevice: 'Scale', details: { dressed: true } });
    const outcome = given(typed).when(correction(2, typed, 79.5));
    outcome.then({
      status: 'updated',
      event: {
        type: 'MeasurementCorrected',
        mutationId: mutation(2),
        measurementId: mutation(1),
        metric: 'body_mass',
        localDate: DAY,
        value: 79.5,
        unit: 'kg',
        previousValue: 80,
        previousMutationId: mutation(1),
        superseded: false,
      },
      record: { revision: 2, value: 79.5, mutationId: mutation(2) },
    });
    expect(outcome.recordOf(mutation(1))).toMatchObject({
      recordedValue: 80,
      content: { value: 79.5, sourceDevice: 'Scale', details: '{"dressed":true}', localDate: DAY },
    });
    expect(outcome.day('body_mass')?.value).toBe(79.5);
  });

  it('goes by id among corrections', () => {
    given(weight(1, 80), correction(3, weight(1, 80), 79))
      .when(correction(2, weight(1, 80), 78), correction(4, weight(1, 80), 81))
      .then(
        {
          status: 'superseded',
          event: {
            type: 'MeasurementCorrected',
            value: 78,
            superseded: true,
            previousMutationId: mutation(3),
          },
          record: { value: 79, revision: 2, mutationId: mutation(3) },
        },
        { status: 'updated', event: { value: 81, previousValue: 79 }, record: { value: 81, revision: 3 } },
      );
  });

  it('beats what was recorded whatever its id: the recording is the bottom of the register', () => {
    const typed = weight(9, 80);
    given(typed)
      .when(correction(1, typed, 79), correction(3, typed, 78), correction(2, typed, 77))
      .then(
        { status: 'updated', event: { type: 'MeasurementCorrected', value: 79 }, record: { value: 79 } },
        { status: 'updated', event: { value: 78 }, record: { value: 78, mutationId: mutation(3) } },
        { status: 'superseded', event: { value: 77 }, record: { value: 78, mutationId: mutation(3) } },
      );
  });

  it('that says the same confirms, and is the newest of the corrections', () => {
    given(weight(1, 80), correction(2, weight(1, 80), 79))
      .when(correction(4, weight(1, 80), 79), correction(3, weight(1, 80), 78))
      .then(
        {
          status: 'unchanged',
          event: { type: 'StatsConfirmed', previousMutationId: mutation(2) },
          record: { revision: 2, mutationId: mutation(4) },
        },
        { status: 'superseded', event: { superseded: true }, record: { value: 79, mutationId: mutation(4) } },
      );
  });

  it('that confirms the recording counts among corrections even if it is older than the recording', () => {
    given(weight(5, 80), correction(2, weight(5, 80), 80))
      .when(correction(1, weight(5, 80), 79))
      .then({
        status: 'superseded',
        event: { type: 'MeasurementCorrected', value: 79, superseded: true },
        record: { value: 80, revision: 1, mutationId: mutation(2) },
      });
  });

  it('may lead back to the recorded value', () => {
    given(weight(1, 80), correction(2, weight(1, 80), 79))
      .when(correction(3, weight(1, 80), 80))
      .then({
        status: 'updated',
        event: { value: 80, previousValue: 79 },
        record: { value: 80, revision: 3 },
      });
  });

  it('never brings a retracted sample back', () => {
    given(weight(1, 80), retraction(2, weight(1, 80)))
      .when(correction(3, weight(1, 80), 79))
      .then({
        status: 'superseded',
        event: { type: 'MeasurementCorrected', superseded: true },
        record: { state: 'retracted', value: null, revision: 2 },
      });
  });

  it('cannot clear it', () => {
    given(weight(1, 80))
      .when(correction(2, weight(1, 80), null))
      .then({
        status: 'rejected',
        code: 'invalid_value',
        pointer: '/value',
        event: null,
        record: { value: 80 },
      });
  });

  it('counts for its minutes when the sample is a segment of sleep', () => {
    const typed = segment(1, { source: 'manual' });
    const outcome = given(typed).when(correction(2, typed, 20));
    outcome.then({ status: 'updated', event: { value: 20, unit: 'min' }, record: { value: 20 } });
    expect(outcome.day('sleep_duration')).toMatchObject({ value: 20, stages: { deep: 20 } });
  });
});

describe('the value of a correction', () => {
  it('is converted, and the event keeps what was sent', () => {
    given(weight(1, 80))
      .when(correction(2, weight(1, 80), 200, { unit: 'lb' }))
      .then({
        status: 'updated',
        event: { value: 90.718474, unit: 'kg', sentValue: 200, sentUnit: 'lb' },
        record: { value: 90.718474, unit: 'kg' },
      });
  });

  it('is compared after conversion', () => {
    given(weight(1, 90.718474))
      .when(correction(2, weight(1, 0), 200, { unit: 'lb' }))
      .then({ status: 'unchanged', event: { type: 'StatsConfirmed' }, record: { revision: 1 } });
  });

  it('must be in a unit of the record’s metric', () => {
    given(weight(1, 80))
      .when(correction(2, weight(1, 80), 79, { unit: 'm' }))
      .then({
        status: 'rejected',
        code: 'unit_not_accepted',
        pointer: '/unit',
        event: null,
        record: { value: 80 },
      });
  });

  it('must be in the range of the record’s metric, in its own unit', () => {
    given(total(1, 5000))
      .when(correction(2, total(1, 5000), -1), correction(3, total(1, 5000), 1e9))
      .then(
        {
          status: 'rejected',
          code: 'value_out_of_range',
          pointer: '/value',
          event: null,
          record: { value: 5000 },
        },
        {
          status: 'rejected',
          code: 'value_out_of_range',
          pointer: '/value',
          event: null,
          record: { value: 5000 },
        },
      );
  });

  it('of a metric of the subject’s own takes that metric’s unit, and no other', () => {
    const mood = sample(2, 7, { type: 'x_mood', source: 'manual' });
    given(definition(1), mood)
      .when(
        correction(3, mood, 8, { unit: 'points' }),
        correction(4, mood, 9, { unit: 'kg' }),
        correction(5, mood, 1e16),
        correction(6, mood, 6),
      )
      .then(
        { status: 'updated', event: { value: 8, sentUnit: null, sentValue: null }, record: { value: 8 } },
        {
          status: 'rejected',
          code: 'unit_not_accepted',
          pointer: '/unit',
          event: null,
          record: { value: 8 },
        },
        {
          status: 'rejected',
          code: 'value_out_of_range',
          pointer: '/value',
          event: null,
          record: { value: 8 },
        },
        { status: 'updated', event: { value: 6 }, record: { value: 6 } },
      );
  });
});

describe('a correction', () => {
  it('of a record that is not known yet waits for it', () => {
    given()
      .when(correction(2, weight(1, 80), 79), weight(1, 80), correction(2, weight(1, 80), 79))
      .then(
        {
          status: 'rejected',
          code: 'unknown_measurement',
          pointer: '/measurementId',
          event: null,
          record: null,
        },
        { status: 'created', event: { value: 80 }, record: { value: 80 } },
        { status: 'updated', event: { value: 79 }, record: { value: 79 } },
      );
  });

  it('of a record known only by its retraction waits for it as well', () => {
    given(retraction(2, weight(1, 80)))
      .when(correction(3, weight(1, 80), 79), weight(1, 80), correction(3, weight(1, 80), 79))
      .then(
        { status: 'rejected', code: 'unknown_measurement', event: null, record: null },
        { status: 'superseded', event: { superseded: true }, record: { state: 'retracted' } },
        { status: 'superseded', event: { type: 'MeasurementCorrected' }, record: { state: 'retracted' } },
      );
  });

  it.each([
    ['a sample of a device', sample(1, 60)],
    ['a typed sample that HealthKit passed on', sample(1, 60, { details: { userEntered: true } })],
    ['a segment of sleep', segment(1)],
  ])('of %s is refused with the record', (_, item) => {
    given(item)
      .when(correction(2, item, 20))
      .then({
        status: 'rejected',
        code: 'not_correctable',
        pointer: '/measurementId',
        event: null,
        record: { measurementId: recordIdOf(item), revision: 1 },
      });
  });
});
