import { testDatabase, type TestDatabase } from '@daybook/testing';
import { v7 as uuidv7 } from 'uuid';
import { Daybook, type TestSubject } from '../../test/daybook.js';
import { retraction, sample, total } from '../../test/items.js';
import {
  FindMeasurement,
  InvalidPlace,
  ListMeasurements,
  ListMetricTypes,
  ListRevisions,
  ReadSourceOrder,
  type MeasurementsWanted,
} from '../index.js';

let database: TestDatabase;
let daybook: Daybook;
let subject: TestSubject;

beforeAll(async () => {
  database = await testDatabase();
  daybook = await Daybook.open(database);
});

beforeEach(async () => {
  subject = await daybook.newSubject();
});

afterAll(async () => {
  await daybook.close();
  await database.drop();
});

describe('a measurement', () => {
  it('is found as it was sent, in the canonical unit', async () => {
    const weight = {
      id: uuidv7(),
      type: 'body_mass',
      value: 154.32,
      unit: 'lb',
      source: 'withings',
      externalId: 'w-1',
    };
    const content = {
      startAt: '2026-05-24T08:00:00.5-03:30',
      sourceDevice: 'Body+',
      details: { fat: [21.5], note: 'é' },
    };
    await subject.send([{ ...weight, ...content, localDate: '2026-05-24', timeZone: 'America/St_Johns' }]);
    const [listed] = (await daybook.ask(new ListMeasurements(subject.userId, { limit: 1 }))).items;
    const found = await daybook.ask(new FindMeasurement(subject.userId, listed?.id ?? ''));
    expect(found).toEqual(listed);
    expect(found).toMatchObject({
      type: 'body_mass',
      unit: 'kg',
      startAt: '2026-05-24T08:00:00.500-03:30',
      endAt: null,
      externalId: 'w-1',
      timeZone: 'America/St_Johns',
      sourceDevice: 'Body+',
      details: { fat: [21.5], note: 'é' },
      state: 'live',
      revision: 1,
      mutationId: weight.id,
      actor: subject.userId,
    });
    expect(found?.value).toBeCloseTo(70, 2);
  });

  it('is still found when it was retracted, but not listed', async () => {
    const measured = sample(60);
    await subject.send([measured]);
    await subject.send([retraction(measured.id)]);
    const found = await daybook.ask(new FindMeasurement(subject.userId, measured.id));
    expect(found).toMatchObject({ state: 'retracted', value: null, revision: 2 });
    expect(await daybook.ask(new ListMeasurements(subject.userId, { limit: 5 }))).toEqual({ items: [] });
  });

  it('is nothing to anybody else, nor what only a retraction named, nor what is no id', async () => {
    const measured = sample(60);
    const unknown = uuidv7();
    await subject.send([measured, retraction(unknown)]);
    const other = await daybook.newSubject();
    expect(await daybook.ask(new FindMeasurement(other.userId, measured.id))).toBeNull();
    expect(await daybook.ask(new FindMeasurement(subject.userId, unknown))).toBeNull();
    expect(await daybook.ask(new FindMeasurement(subject.userId, 'x'))).toBeNull();
  });
});

describe('the list of measurements', () => {
  /** Ten samples on five days, two of them at a time. */
  async function tenSamples(): Promise<void> {
    const days = ['2026-05-20', '2026-05-21', '2026-05-22', '2026-05-23', '2026-05-24'];
    await subject.send(
      days.flatMap((day, n) => [
        sample(60 + n, { startAt: `${day}T08:00:00Z` }),
        sample(70 + n, {
          startAt: `${day}T09:00:00Z`,
          type: n % 2 ? 'heart_rate' : 'respiratory_rate',
          value: 14 + n * 40 * (n % 2),
        }),
      ]),
    );
  }

  async function pages(wanted: MeasurementsWanted): Promise<string[][]> {
    const found: string[][] = [];
    for (let after: string | undefined; ;) {
      const { items, next } = await daybook.ask(new ListMeasurements(subject.userId, { ...wanted, after }));
      found.push(items.map(({ localDate }) => localDate ?? ''));
      if (next === undefined) return found;
      after = next;
    }
  }

  it('goes from the newest day to the oldest, page by page, each record once', async () => {
    await tenSamples();
    const found = await pages({ limit: 3 });
    expect(found.map((page) => page.length)).toEqual([3, 3, 3, 1]);
    expect(found.flat()).toEqual([...found.flat()].sort().reverse());
    expect(await pages({ limit: 10 })).toHaveLength(1);
  });

  it('keeps to a type and to a range of days', async () => {
    await tenSamples();
    const range = { from: '2026-05-21', to: '2026-05-22' };
    expect((await pages({ limit: 100, ...range })).flat()).toHaveLength(4);
    expect((await pages({ limit: 1, ...range, type: 'respiratory_rate' })).flat()).toEqual(['2026-05-22']);
  });

  it('holds cleared records', async () => {
    await subject.send([total(null)]);
    const { items } = await daybook.ask(new ListMeasurements(subject.userId, { limit: 5 }));
    expect(items).toMatchObject([{ state: 'cleared', value: null }]);
  });

  it.each(['', 'x', '2026-02-31~0197f0c4-0000-7000-8000-000000000001', '2026-05-24~1'])(
    'refuses the place %p, which it never answered',
    async (after) => {
      const query = new ListMeasurements(subject.userId, { limit: 5, after });
      await expect(daybook.ask(query)).rejects.toBeInstanceOf(InvalidPlace);
    },
  );
});

describe('the revisions of a measurement', () => {
  it('are its events in the order of the mutation ids, superseded ones marked, confirming ones left out', async () => {
    const [first, late, second, third] = [total(100), total(150), total(200), total(200)];
    await subject.send([first]);
    await subject.send([second]);
    await subject.send([third]);
    await subject.send([late]);
    const [record] = (await daybook.ask(new ListMeasurements(subject.userId, { limit: 1 }))).items;
    const revisions = await daybook.ask(new ListRevisions(subject.userId, record?.id ?? ''));
    expect(
      revisions?.map(({ mutationId, event, value, superseded }) => [mutationId, event, value, superseded]),
    ).toEqual([
      [first.id, 'MeasurementRecorded', 100, false],
      [late.id, 'StatsOverwritten', 150, true],
      [second.id, 'StatsOverwritten', 200, false],
    ]);
    expect(revisions?.[2]).toMatchObject({
      previousValue: 100,
      unit: 'count',
      source: 'healthkit',
      actor: subject.userId,
      reason: null,
    });
    const clientMs = Date.parse(revisions?.[0]?.clientTime ?? '');
    expect(Math.abs(Date.parse(revisions?.[0]?.recordedAt ?? '') - clientMs)).toBeLessThan(5_000);
  });

  it('are nothing for a record that the subject does not have', async () => {
    const measured = sample(60);
    const unknown = uuidv7();
    await subject.send([measured, retraction(unknown)]);
    const other = await daybook.newSubject();
    expect(await daybook.ask(new ListRevisions(other.userId, measured.id))).toBeNull();
    expect(await daybook.ask(new ListRevisions(subject.userId, unknown))).toBeNull();
    expect(await daybook.ask(new ListRevisions(subject.userId, 'x'))).toBeNull();
  });
});

describe('the settings of a subject', () => {
  it('list the metrics that the subject defined, by code', async () => {
    const mood = {
      id: uuidv7(),
      code: 'x_mood',
      name: 'Mood',
      unit: 'points',
      kind: 'discrete',
      colour: '#6f4e37',
    };
    await subject.send([mood, { ...mood, id: uuidv7(), code: 'x_coffee', kind: 'cumulative' }]);
    const types = await daybook.ask(new ListMetricTypes(subject.userId));
    expect(types.map(({ code, daily }) => [code, daily])).toEqual([
      ['x_coffee', 'sum'],
      ['x_mood', 'avg'],
    ]);
    expect(types[1]).toMatchObject({
      name: 'Mood',
      unit: 'points',
      colour: '#6f4e37',
      custom: true,
      revision: 1,
      mutationId: mood.id,
    });
  });

  it('know the order of sources, and that none was set', async () => {
    const none = { sources: [], mutationId: null, revision: 0, updatedAt: null };
    expect(await daybook.ask(new ReadSourceOrder(subject.userId))).toEqual(none);
    const order = { id: uuidv7(), sources: ['garmin', 'healthkit'] };
    await subject.send([order]);
    const found = await daybook.ask(new ReadSourceOrder(subject.userId));
    expect(found).toMatchObject({ sources: order.sources, mutationId: order.id, revision: 1 });
    expect(found.updatedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
});
