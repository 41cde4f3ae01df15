import { DAY, total } from '../test/item.js';
import { given } from '../test/scenario.js';
import { METRICS } from './metrics.js';

const NOTHING_ELSE = { startAt: null, endAt: null, timeZone: null, sourceDevice: null, details: null };

describe('the content of a day total', () => {
  const said = {
    startAt: '2026-05-24T00:00:00+02:00',
    endAt: '2026-05-25T00:00:00+02:00',
    timeZone: 'Europe/Berlin',
    sourceDevice: 'Apple Watch',
    details: { flights: 3 },
  };

  it.each([
    ['value', { value: 5001 }],
    ['start', { startAt: '2026-05-24T00:00:01+02:00' }],
    ['offset of its start', { startAt: '2026-05-23T22:00:00Z' }],
    ['end', { endAt: '2026-05-24T23:59:59+02:00' }],
    ['end, which is left out', { endAt: null }],
    ['time zone', { timeZone: 'Europe/Rome' }],
    ['device', { sourceDevice: 'iPhone' }],
    ['details', { details: { flights: 4 } }],
    ['details, which are left out', { details: null }],
  ])('is other content as soon as one part differs: the %s', (_, other) => {
    given(total(1, 5000, said))
      .when(total(2, 5000, { ...said, ...other }))
      .then({
        status: 'updated',
        event: { type: 'StatsOverwritten', previousValue: 5000 },
        record: { revision: 2 },
      });
  });

  it('is replaced as a whole: nothing of the old content stays', () => {
    given(total(1, 5000, said))
      .when(total(2, 5000))
      .then({ status: 'updated', event: NOTHING_ELSE, record: { revision: 2 } });
  });

  it('is the same in another unit', () => {
    const distance = { type: 'distance_walking_running' };
    given(total(1, 5000, distance))
      .when(total(2, 5, { ...distance, unit: 'km' }))
      .then({ status: 'unchanged', event: { type: 'StatsConfirmed' }, record: { value: 5000, unit: 'm' } });
  });

  it('is the same with the members of its details in another order', () => {
    given(total(1, 5000, { details: { a: { x: 1, y: [2, { p: 1, q: 2 }] }, b: null } }))
      .when(total(2, 5000, { details: { b: null, a: { y: [2, { q: 2, p: 1 }], x: 1 } } }))
      .then({ status: 'unchanged', event: { type: 'StatsConfirmed' }, record: { revision: 1 } });
  });

  it('keeps the value and the unit that were sent in the event', () => {
    given()
      .when(total(1, 5, { type: 'distance_walking_running', unit: 'km' }))
      .then({
        status: 'created',
        event: { value: 5000, unit: 'm', sentValue: 5, sentUnit: 'km' },
        record: { value: 5000, unit: 'm' },
      });
  });
});

describe('the identity of a day total', () => {
  it('is one under every name of its metric', () => {
    const long = 'HKQuantityTypeIdentifierStepCount';
    given(total(1, 5000))
      .when(
        total(2, 6000, { externalId: `stats:${long}:${DAY}` }),
        total(3, 7000, { type: long, externalId: `stats:${long}:${DAY}` }),
        total(4, 8000, { type: long, externalId: `stats:steps:${DAY}` }),
      )
      .then(
        { status: 'updated', event: { metric: 'steps' }, record: { revision: 2, value: 6000 } },
        { status: 'updated', event: { metric: 'steps' }, record: { revision: 3, value: 7000 } },
        { status: 'updated', event: { metric: 'steps' }, record: { revision: 4, value: 8000 } },
      );
  });

  it('is another for another source, metric or day', () => {
    given(total(1, 5000))
      .when(
        total(2, 6000, { source: 'manual' }),
        total(3, 4000, { type: 'distance_walking_running' }),
        total(4, 7000, { externalId: 'stats:steps:2026-05-25' }),
      )
      .then(
        { status: 'created', event: { source: 'manual' }, record: { revision: 1 } },
        { status: 'created', event: { metric: 'distance_walking_running' }, record: { revision: 1 } },
        { status: 'created', event: { localDate: '2026-05-25' }, record: { revision: 1 } },
      );
  });
});

describe('the total of every metric', () => {
  it.each(METRICS.map(({ code, range }) => [code, range] as const))(
    'of %s goes down as it goes up',
    (code, range) => {
      const [lowest, highest] = range;
      const middle = (lowest + highest) / 2;
      given(total(1, middle, { type: code }))
        .when(total(2, highest, { type: code }), total(3, lowest, { type: code }))
        .then(
          { status: 'updated', event: { value: highest, previousValue: middle }, record: { value: highest } },
          { status: 'updated', event: { value: lowest, previousValue: highest }, record: { value: lowest } },
        );
    },
  );
});
