import { recordIdOf } from '../test/history-arbitrary.js';
import { correction, DAY, mutation, retraction, total } from '../test/item.js';
import { given } from '../test/scenario.js';

describe('a correction of a day total', () => {
  const rich = {
    startAt: '2026-05-24T00:00:00+02:00',
    endAt: '2026-05-25T00:00:00+02:00',
    timeZone: 'Europe/Berlin',
    sourceDevice: 'Apple Watch',
    details: { flights: 3 },
    externalId: `stats:HKQuantityTypeIdentifierStepCount:${DAY}`,
  };

  it('is an overwrite whose whole content is the value', () => {
    given(total(1, 5000, rich))
      .when(correction(2, total(1, 5000), 4800))
      .then({
        status: 'updated',
        event: {
          type: 'StatsOverwritten',
          mutationId: mutation(2),
          measurementId: recordIdOf(total(1, 5000)),
          metric: 'steps',
          unit: 'count',
          source: 'healthkit',
          externalId: rich.externalId,
          localDate: DAY,
          value: 4800,
          startAt: null,
          startOffset: null,
          endAt: null,
          endOffset: null,
          timeZone: null,
          sourceDevice: null,
          details: null,
          previousValue: 5000,
          previousMutationId: mutation(1),
          superseded: false,
        },
        record: { revision: 2, state: 'live', value: 4800, mutationId: mutation(2) },
      });
  });

  it('goes up as it goes down, and wins over the samples like any total', () => {
    const outcome = given(total(1, 5000)).when(
      correction(2, total(1, 5000), 6000),
      correction(3, total(1, 5000), 10),
    );
    outcome.then(
      { status: 'updated', event: { value: 6000 }, record: { value: 6000 } },
      { status: 'updated', event: { value: 10, previousValue: 6000 }, record: { value: 10 } },
    );
    expect(outcome.day('steps')?.value).toBe(10);
  });

  it('that says the same value is an update as long as it takes content away, and confirms what is bare', () => {
    given(total(1, 5000, rich))
      .when(correction(2, total(1, 5000), 5000), correction(3, total(1, 5000), 5000))
      .then(
        { status: 'updated', event: { type: 'StatsOverwritten', value: 5000 }, record: { revision: 2 } },
        {
          status: 'unchanged',
          event: { type: 'StatsConfirmed', previousMutationId: mutation(2) },
          record: { revision: 2, mutationId: mutation(3) },
        },
      );
    given(total(1, 5000))
      .when(correction(2, total(1, 5000), 5000))
      .then({ status: 'unchanged', event: { type: 'StatsConfirmed' }, record: { revision: 1 } });
  });

  it('that is older than the total’s newest is history', () => {
    given(total(1, 5000), total(3, 6000))
      .when(correction(2, total(1, 5000), 4800))
      .then({
        status: 'superseded',
        event: {
          type: 'StatsOverwritten',
          value: 4800,
          superseded: true,
          previousValue: 6000,
          previousMutationId: mutation(3),
        },
        record: { value: 6000, revision: 2, mutationId: mutation(3) },
      });
  });

  it('gives way to a newer total, and nothing of what it took away comes back by itself', () => {
    given(total(1, 5000, rich), correction(2, total(1, 5000), 4800))
      .when(total(3, 4800, { details: { flights: 3 } }))
      .then({
        status: 'updated',
        event: { details: '{"flights":3}', startAt: null, sourceDevice: null, previousValue: 4800 },
        record: { revision: 3, value: 4800 },
      });
  });

  it('with null clears the day', () => {
    const outcome = given(total(1, 5000)).when(correction(2, total(1, 5000), null));
    outcome.then({
      status: 'updated',
      event: { type: 'StatsOverwritten', value: null, previousValue: 5000 },
      record: { state: 'cleared', value: null },
    });
    expect(outcome.day('steps')).toBeNull();
  });

  it('revives a retracted total when it is newer, and does not when it is older', () => {
    given(total(1, 5000), retraction(3, total(1, 5000)))
      .when(correction(2, total(1, 5000), 4700), correction(4, total(1, 5000), 4800))
      .then(
        { status: 'superseded', event: { superseded: true }, record: { state: 'retracted', revision: 2 } },
        {
          status: 'updated',
          event: { value: 4800, previousValue: null, previousMutationId: mutation(3) },
          record: { state: 'live', value: 4800, revision: 3 },
        },
      );
  });

  it('may come from a total of any source', () => {
    for (const source of ['manual', 'healthkit', 'garmin', 'a_friend']) {
      const item = total(1, 5000, { source });
      given(item)
        .when(correction(2, item, 4800))
        .then({ status: 'updated', event: { source, value: 4800 }, record: { value: 4800 } });
    }
  });
});
