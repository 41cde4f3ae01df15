import { recordIdOf } from '../test/history-arbitrary.js';
import { HISTORY_NOW } from '../test/history-arbitrary.js';
import { bucket, correction, definition, mutation, retraction, sample, total, weight } from '../test/item.js';
import { given } from '../test/scenario.js';
import { mutationIdFrom } from './mutation-id.js';

const RANDOM = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

describe('a mutation whose id is wrong', () => {
  it.each([
    ['no object', 5, 'invalid_type', ''],
    ['null', null, 'invalid_type', ''],
    ['a list', [total(1, 5000)], 'invalid_type', ''],
    ['without an id', { ...total(1, 5000), id: undefined }, 'required', '/id'],
    [
      'with an id of version 4',
      { ...total(1, 5000), id: '0b5f1a52-1b1e-4c83-98c4-dc0c0c07398f' },
      'invalid_uuid',
      '/id',
    ],
    [
      'from the future',
      { ...total(1, 5000), id: mutationIdFrom(HISTORY_NOW + 60_001, RANDOM) },
      'future_timestamp',
      '/id',
    ],
  ] as const)('is rejected when it is %s, and leaves nothing', (_, item, code, pointer) => {
    given(total(0, 4000)).when(item).then({ status: 'rejected', code, pointer, event: null, record: null });
  });

  it('is rejected for its id even if everything else of it is wrong, too', () => {
    given()
      .when({ id: 7, type: 'nonsense', value: 'many', planet: 'Mars' })
      .then({ status: 'rejected', code: 'invalid_uuid', pointer: '/id', event: null, record: null });
  });
});

describe('a mutation that was accepted before', () => {
  it('is a duplicate with the record, and leaves no event', () => {
    given(total(1, 5000))
      .when(total(1, 5000))
      .then({ status: 'duplicate', event: null, record: { revision: 1, value: 5000, state: 'live' } });
  });

  it('is a duplicate with the record as it is now, not as it was then', () => {
    given(total(1, 5000), total(2, 6000), total(3, null))
      .when(total(1, 5000))
      .then({
        status: 'duplicate',
        event: null,
        record: { revision: 3, value: null, state: 'cleared', mutationId: mutation(3) },
      });
  });

  it('is recognised in upper case', () => {
    given(total(1, 5000))
      .when({ ...total(1, 5000), id: mutation(1).toUpperCase() })
      .then({ status: 'duplicate', event: null, record: { revision: 1 } });
  });

  it.each([
    ['superseded', [total(2, 6000), total(1, 5000)], total(1, 5000)],
    ['unchanged', [total(1, 5000), total(2, 5000)], total(2, 5000)],
    ['a correction', [weight(1, 80), correction(2, weight(1, 80), 79)], correction(2, weight(1, 80), 79)],
    ['a retraction', [weight(1, 80), retraction(2, weight(1, 80))], retraction(2, weight(1, 80))],
    ['a remembered retraction', [retraction(2, weight(1, 80))], retraction(2, weight(1, 80))],
  ])('is a duplicate as well when it was %s', (_, history, again) => {
    given(...history)
      .when(again)
      .then({ status: 'duplicate', event: null, record: { measurementId: expect.any(String) as string } });
  });

  it('differs when it says something else now', () => {
    given(total(1, 5000))
      .when(total(1, 4000))
      .then({ status: 'duplicate', differs: true, event: null, record: { value: 5000, revision: 1 } });
  });

  it('is recognised by its id alone, whatever has become of the rest', () => {
    given(total(1, 5000))
      .when({ id: mutation(1), type: 'a_metric_of_the_past', value: [] })
      .then({ status: 'duplicate', differs: true, event: null, record: { value: 5000 } });
  });

  it('differs and tells of the first record when its id is used for another', () => {
    const first = total(1, 5000);
    given(first)
      .when(sample(1, 60))
      .then({
        status: 'duplicate',
        differs: true,
        event: null,
        record: { measurementId: recordIdOf(first) },
      });
  });

  it('differs, without a record, when its id defined a metric', () => {
    given(definition(1))
      .when(total(1, 5000))
      .then({ status: 'duplicate', differs: true, event: null, record: null });
  });
});

describe('a mutation that was rejected before', () => {
  it('did not spend its id', () => {
    const subject = given();
    subject
      .when(total(1, -5))
      .then({ status: 'rejected', code: 'value_out_of_range', event: null, record: null });
    subject
      .when(total(1, 5))
      .then({ status: 'created', event: { type: 'MeasurementRecorded' }, record: { value: 5 } });
  });
});

describe('a mutation that is wrong in itself', () => {
  it('is rejected with code and place, and leaves the record as it was', () => {
    given(total(1, 5000))
      .when(total(2, 5000, { unit: 'kg' }))
      .then({ status: 'rejected', code: 'unit_not_accepted', pointer: '/unit', event: null, record: null });
  });

  it('is rejected for a metric of the subject’s own that is not defined yet, and passes once it is', () => {
    const mood = sample(2, 7, { type: 'x_mood' });
    const subject = given();
    subject
      .when(mood)
      .then({ status: 'rejected', code: 'unknown_type', pointer: '/type', event: null, record: null });
    given(definition(1))
      .when(mood)
      .then({ status: 'created', event: { metric: 'x_mood', unit: 'points' }, record: { unit: 'points' } });
  });

  it('takes the unit of a metric of the subject’s own, and no other', () => {
    given(definition(1))
      .when(
        sample(2, 7, { type: 'x_mood', unit: 'points' }),
        sample(3, 7, { type: 'x_mood', unit: '1', externalId: 'pulse-2' }),
        total(4, null, { type: 'x_mood', unit: '1' }),
      )
      .then(
        {
          status: 'created',
          event: { unit: 'points', sentUnit: null, sentValue: null },
          record: { value: 7 },
        },
        { status: 'rejected', code: 'unit_not_accepted', pointer: '/unit', event: null, record: null },
        { status: 'rejected', code: 'unit_not_accepted', pointer: '/unit', event: null, record: null },
      );
  });
});

describe('the mutations of one batch', () => {
  it('are decided one after the other when they concern one record', () => {
    given()
      .when(total(2, 5000), total(4, 4800), total(3, 4900), total(5, 4800), retraction(6, total(2, 5000)))
      .then(
        { status: 'created', event: { value: 5000 }, record: { revision: 1, value: 5000 } },
        {
          status: 'updated',
          event: { value: 4800, previousValue: 5000 },
          record: { revision: 2, value: 4800 },
        },
        {
          status: 'superseded',
          event: { value: 4900, superseded: true },
          record: { revision: 2, value: 4800 },
        },
        {
          status: 'unchanged',
          event: { type: 'StatsConfirmed' },
          record: { revision: 2, mutationId: mutation(5) },
        },
        {
          status: 'updated',
          event: { type: 'MeasurementRetracted' },
          record: { state: 'retracted', revision: 3 },
        },
      );
  });

  it('may hold one mutation twice: the second is a duplicate of the first', () => {
    given()
      .when(total(1, 5000), total(1, 5000))
      .then(
        { status: 'created', event: { value: 5000 }, record: { revision: 1 } },
        { status: 'duplicate', event: null, record: { revision: 1, value: 5000 } },
      );
  });

  it('may hold two mutations under one id: the first stands', () => {
    given()
      .when(total(1, 5000), total(1, 4000))
      .then(
        { status: 'created', event: { value: 5000 }, record: { value: 5000 } },
        { status: 'duplicate', differs: true, event: null, record: { value: 5000 } },
      );
  });

  it('never fail for a bad neighbour', () => {
    given()
      .when(total(1, 5000), null, { ...total(2, 1), id: 'x' }, total(3, 4800))
      .then(
        { status: 'created', event: { value: 5000 }, record: { value: 5000 } },
        { status: 'rejected', code: 'invalid_type', event: null, record: null },
        { status: 'rejected', code: 'invalid_uuid', event: null, record: null },
        { status: 'updated', event: { value: 4800 }, record: { value: 4800 } },
      );
  });

  it('may correct what the same batch recorded', () => {
    given()
      .when(weight(1, 80), correction(2, weight(1, 80), 79.5))
      .then(
        { status: 'created', event: { value: 80 }, record: { value: 80, revision: 1 } },
        { status: 'updated', event: { value: 79.5 }, record: { value: 79.5, revision: 2 } },
      );
  });

  it('may retract before they record', () => {
    given()
      .when(retraction(2, sample(1, 60)), sample(1, 60))
      .then(
        { status: 'created', event: { type: 'MeasurementRetracted' }, record: { state: 'retracted' } },
        {
          status: 'superseded',
          event: { type: 'MeasurementRecorded', superseded: true },
          record: { state: 'retracted' },
        },
      );
  });
});

describe('the revision of a record', () => {
  it('counts the events that changed it, and grows through clearing, retraction and revival', () => {
    const story: readonly (readonly [ReturnType<typeof total>, string, number])[] = [
      [total(10, 5000), 'created', 1],
      [total(20, 6000), 'updated', 2],
      [total(15, 1), 'superseded', 2],
      [total(30, 6000), 'unchanged', 2],
      [total(40, null), 'updated', 3],
      [total(50, null), 'unchanged', 3],
      [retraction(60, total(1, 0)), 'updated', 4],
      [retraction(70, total(1, 0)), 'unchanged', 4],
      [retraction(65, total(1, 0)), 'superseded', 4],
      [total(68, 9), 'superseded', 4],
      [correction(80, total(1, 0), 4000), 'updated', 5],
      [total(90, 4000), 'unchanged', 5],
    ];
    const { settled } = given().when(...story.map(([item]) => item));
    expect(settled.verdicts.map(({ status, record }) => [status, record?.revision])).toEqual(
      story.map(([, status, revision]) => [status, revision]),
    );
  });
});

describe('a verdict', () => {
  it.each([
    ['live', [total(1, 5000)], total(2, 4800), { state: 'live', value: 4800, mutationId: mutation(2) }],
    ['cleared', [total(1, 5000)], total(2, null), { state: 'cleared', value: null, mutationId: mutation(2) }],
    [
      'retracted',
      [total(1, 5000)],
      retraction(2, total(1, 5000)),
      { state: 'retracted', value: null, mutationId: mutation(2) },
    ],
    [
      'newer than what was sent',
      [total(2, 6000)],
      total(1, 5000),
      { state: 'live', value: 6000, mutationId: mutation(2) },
    ],
    [
      'confirmed',
      [total(1, 5000)],
      total(2, 5000),
      { state: 'live', value: 5000, mutationId: mutation(2), revision: 1 },
    ],
  ])('shows the record as it then is when it is %s', (_, history, item, record) => {
    const { settled } = given(...history).when(item);
    expect(settled.verdicts[0]?.record).toMatchObject({
      ...record,
      measurementId: recordIdOf(total(1, 5000)),
      unit: 'count',
    });
  });

  it('shows a remembered retraction as a retracted record without a unit', () => {
    const { settled } = given().when(retraction(5, bucket(1, 10)));
    expect(settled.verdicts[0]?.record).toEqual({
      measurementId: recordIdOf(bucket(1, 10)),
      revision: 1,
      state: 'retracted',
      value: null,
      unit: null,
      mutationId: mutation(5),
    });
  });
});
