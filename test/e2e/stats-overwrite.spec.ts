import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { mutationId, stepsTotal } from './support/items.js';
import { measurementIdOf } from './support/sent.js';

describe('a total that grows during the day', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest();
    phone = await server.newSubject();
  });
  afterAll(() => server.close());

  const stepsOf = async (date: string): Promise<unknown> => {
    const { body } = await server.get(`/api/days/${date}?type=steps`, phone.token);
    return body.items[0]?.value;
  };

  it('shows the newest value, with the old one in its history', async () => {
    const morning = stepsTotal(300);
    const evening = stepsTotal(5000);
    const first = await server.batch(phone.token, [morning]).expect(200);
    const second = await server.batch(phone.token, [evening]).expect(200);
    const measurementId = measurementIdOf(first.body.items[0]);
    expect(second.body.items[0]).toMatchObject({
      status: 'updated',
      measurementId,
      revision: 2,
      state: 'live',
      value: 5000,
      unit: 'count',
      mutationId: evening['id'],
    });
    expect(await stepsOf('2026-05-24')).toBe(5000);
    const { body } = await server
      .get(`/api/measurements/${measurementId}/revisions`, phone.token)
      .expect(200);
    expect(body.items).toMatchObject([
      { event: 'MeasurementRecorded', value: 300, mutationId: morning['id'] },
      {
        event: 'StatsOverwritten',
        value: 5000,
        previousValue: 300,
        mutationId: evening['id'],
        superseded: false,
      },
    ]);
  });

  it('says in the log line that a total was overwritten, without saying what', () => {
    const [first, second] = server.lines.filter((line) => line['route'] === '/api/measurements/batch');
    expect(first?.['annotations']).toEqual(['measurement.batch.ingest']);
    expect(second?.['annotations']).toEqual([
      'measurement.batch.ingest',
      'measurement.batch.stats-overwrite',
    ]);
    expect(JSON.stringify(second)).not.toContain('5000');
  });

  it('says so of a correction of a total as well, but not of one that came too late or says the same', async () => {
    const late = mutationId();
    const { body } = await server.batch(phone.token, [stepsTotal(700, '2026-05-23')]).expect(200);
    const path = `/api/measurements/${measurementIdOf(body.items[0])}`;
    for (const id of [mutationId(), late, mutationId()]) {
      await server.send('patch', path, phone.token, { id, value: 800 }).expect(200);
    }
    await server.get(path, phone.token).expect(200);
    const lines = server.lines.filter(({ method }) => method === 'PATCH');
    expect(lines.map(({ annotations, verdicts }) => [annotations, verdicts])).toMatchObject([
      [['measurement.correct', 'measurement.batch.stats-overwrite'], { updated: 1 }],
      [['measurement.correct'], { superseded: 1 }],
      [['measurement.correct'], { unchanged: 1 }],
    ]);
  });

  it('goes down as readily as up', async () => {
    await server.batch(phone.token, [stepsTotal(17_089, '2026-05-25')]).expect(200);
    await server.batch(phone.token, [stepsTotal(8_003, '2026-05-25')]).expect(200);
    expect(await stepsOf('2026-05-25')).toBe(8_003);
  });

  it('keeps the evening’s value when the morning’s arrives after it', async () => {
    const morning = stepsTotal(1_000, '2026-05-26');
    const evening = stepsTotal(9_000, '2026-05-26');
    await server.batch(phone.token, [evening]).expect(200);
    const { body } = await server.batch(phone.token, [morning]).expect(200);
    expect(body.items[0]).toMatchObject({ status: 'superseded', value: 9_000, mutationId: evening['id'] });
    expect(await stepsOf('2026-05-26')).toBe(9_000);
  });

  it('tells of what came late what stood when it arrived, in the revisions as in the audit', async () => {
    const [morning, noon, evening] = [300, 5_000, 4_000].map((value) => stepsTotal(value, '2026-05-29'));
    const { body } = await server.batch(phone.token, [morning, evening]).expect(200);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = new Date().toISOString();
    await server.batch(phone.token, [noon]).expect(200);
    const expected = [
      { mutationId: morning?.['id'], value: 300, previousValue: null, superseded: false },
      { mutationId: noon?.['id'], value: 5_000, previousValue: 4_000, superseded: true },
      { mutationId: evening?.['id'], value: 4_000, previousValue: 300, superseded: false },
    ];
    const path = `/api/measurements/${measurementIdOf(body.items[0])}/revisions`;
    expect((await server.get(path, phone.token).expect(200)).body.items).toMatchObject(expected);
    const { text } = await server
      .get(`/api/subjects/${phone.userId}/audit/events`, phone.token)
      .buffer(true)
      .expect(200);
    const events = text.trimEnd().split('\n').slice(-3);
    const [first, last, late] = events.map((line) => (JSON.parse(line) as { data: unknown }).data);
    expect([first, late, last]).toMatchObject(expected);
    expect(late).toMatchObject({ previousMutationId: evening?.['id'] });
    for (const asOf of [before, new Date().toISOString()]) {
      const known = await server.get(`/api/days/2026-05-29?asOf=${asOf}`, phone.token).expect(200);
      expect(known.body.items).toMatchObject([{ value: 4_000 }]);
    }
  });

  it('answers a repeated value as unchanged and a replay as duplicate, and tells nobody about either', async () => {
    const total = stepsTotal(4_000, '2026-05-27');
    const { body: recorded } = await server.batch(phone.token, [total]).expect(200);
    const { body: repeated } = await server.batch(phone.token, [stepsTotal(4_000, '2026-05-27')]).expect(200);
    const { body: replayed } = await server.batch(phone.token, [total]).expect(200);
    expect(repeated.items[0]?.status).toBe('unchanged');
    expect(replayed.items[0]).toMatchObject({ status: 'duplicate', value: 4_000 });
    expect([repeated.seq, replayed.seq]).toEqual([recorded.seq, recorded.seq]);
  });

  it('clears a day, and revives it with later data', async () => {
    await server.batch(phone.token, [stepsTotal(700, '2026-05-28')]).expect(200);
    const { body: cleared } = await server.batch(phone.token, [stepsTotal(null, '2026-05-28')]).expect(200);
    expect(cleared.items[0]).toMatchObject({ status: 'updated', state: 'cleared', value: null });
    expect(await stepsOf('2026-05-28')).toBeUndefined();
    const { body: revived } = await server.batch(phone.token, [stepsTotal(900, '2026-05-28')]).expect(200);
    expect(revived.items[0]).toMatchObject({ status: 'updated', state: 'live', revision: 3 });
    expect(await stepsOf('2026-05-28')).toBe(900);
  });
});
