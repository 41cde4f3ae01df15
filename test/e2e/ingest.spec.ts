import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { manualSteps, mutationId } from './support/items.js';

describe('CoachFit’s bodies', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest();
  });
  beforeEach(async () => {
    phone = await server.newSubject();
  });
  afterAll(() => server.close());

  const ingest = (kind: 'steps' | 'sleep', body: object) =>
    server.send('post', `/api/ingest/${kind}`, phone.token, body);
  const steps = (...records: unknown[]) => ingest('steps', { client_id: phone.userId, steps: records });
  const day = async (type: string) => {
    return (await server.get(`/api/days/2026-05-24?type=${type}`, phone.token).expect(200)).body.items[0];
  };

  it('become day totals of HealthKit, of which the last to arrive counts', async () => {
    const { body } = await steps({
      date: '2026-05-24',
      total_steps: 9_000,
      source_devices: ['Apple Watch', 'iPhone'],
    }).expect(200);
    expect(body).toEqual({ success: true, processed: 1, total: 1 });
    await steps(
      { date: '2026-05-24', total_steps: 8_003 },
      { date: '2026-05-24', total_steps: 8_004 },
    ).expect(200);
    expect(await day('steps')).toMatchObject({ value: 8_004, winner: { source: 'healthkit' } });
    const { body: records } = await server.get('/api/measurements', phone.token).expect(200);
    expect(records.items).toMatchObject([
      { externalId: 'stats:HKQuantityTypeIdentifierStepCount:2026-05-24' },
    ]);
  });

  it('go on counting in the order of their arrival when the server’s clock is set back by an hour', async () => {
    let aheadMs = 3_600_000;
    const drifting = await apiUnderTest({ now: () => Date.now() + aheadMs });
    try {
      const { userId, token } = await drifting.newSubject();
      for (const total_steps of [8_003, 8_004, 8_005]) {
        const body = { client_id: userId, steps: [{ date: '2026-05-24', total_steps }] };
        const { body: taken } = await drifting.send('post', '/api/ingest/steps', token, body).expect(200);
        expect(taken).toMatchObject({ processed: 1 });
        const { body: days } = await drifting.get('/api/days/2026-05-24?type=steps', token).expect(200);
        expect(days.items[0]?.value).toBe(total_steps);
        aheadMs = 0;
      }
    } finally {
      await drifting.close();
    }
  });

  it('keep the names of the devices', async () => {
    await steps({
      date: '2026-05-24',
      total_steps: 1,
      source_devices: ['Apple Watch', 'iPhone', 'x'.repeat(300)],
    }).expect(200);
    const { body } = await server.get('/api/measurements', phone.token).expect(200);
    expect(body.items[0]?.sourceDevice).toBe('Apple Watch, iPhone');
  });

  it('do not touch a manual value', async () => {
    await server.batch(phone.token, [manualSteps(9_100)]).expect(200);
    await steps({ date: '2026-05-24', total_steps: 8_003 }).expect(200);
    expect(await day('steps')).toMatchObject({
      value: 9_100,
      winner: { source: 'manual' },
      overridden: [{ source: 'healthkit', value: 8_003 }],
    });
  });

  it('are recognised when they bring a mutation id and come again', async () => {
    const record = { date: '2026-05-24', total_steps: 8_003, id: mutationId() };
    await steps(record).expect(200);
    await steps({ date: '2026-05-24', total_steps: 8_500 }).expect(200);
    await steps(record).expect(200);
    await steps({ ...record, total_steps: -1 }).expect(200);
    expect(await day('steps')).toMatchObject({ value: 8_500 });
  });

  it('are refused record by record', async () => {
    const { body } = await steps(
      { date: '2026-05-24', total_steps: 8_003 },
      { date: '2026-02-31', total_steps: 1 },
      { date: '2026-05-25', total_steps: 900_000 },
      { date: '2026-05-25', total_steps: 1.5 },
      { date: '2026-05-25' },
      'steps',
      { date: '2026-05-25', total_steps: 1, source_devices: 'iPhone' },
      { date: '2026-05-25', total_steps: 1, id: 'x' },
    ).expect(207);
    expect(body).toMatchObject({ success: true, processed: 1, total: 8 });
    expect(body.errors?.map(({ index, date, code }) => [index, date, code])).toEqual([
      [1, '2026-02-31', 'invalid_date'],
      [2, '2026-05-25', 'value_out_of_range'],
      [3, '2026-05-25', 'invalid_value'],
      [4, '2026-05-25', 'required'],
      [5, null, 'invalid_type'],
      [6, '2026-05-25', 'invalid_type'],
      [7, '2026-05-25', 'invalid_uuid'],
    ]);
    expect((await steps(null).expect(207)).body).toMatchObject({ success: false, processed: 0 });
  });

  it('tell a night with the minutes of its stages and its hours', async () => {
    const night = {
      date: '2026-05-24',
      total_sleep_minutes: 431,
      in_bed_minutes: 470,
      awake_minutes: 21,
      asleep_core_minutes: 280,
      asleep_deep_minutes: 62,
      asleep_rem_minutes: 89,
      sleep_start: '2026-05-23T22:41:00Z',
      sleep_end: '2026-05-24T06:31:00Z',
    };
    await ingest('sleep', { client_id: phone.userId, sleep_records: [night] }).expect(200);
    expect(await day('sleep_duration')).toMatchObject({
      value: 431,
      unit: 'min',
      stages: { in_bed: 470, awake: 21, light: 280, deep: 62, rem: 89 },
    });
    const { body } = await server.get('/api/measurements', phone.token).expect(200);
    expect(body.items[0]).toMatchObject({
      externalId: 'stats:HKCategoryTypeIdentifierSleepAnalysis:2026-05-24',
      startAt: night.sleep_start,
      endAt: night.sleep_end,
    });
  });

  it('are written only for the token’s own subject', async () => {
    const stranger = await server.newSubject();
    const record = { date: '2026-05-24', total_steps: 1 };
    const [theirs, nobodys] = [
      await ingest('steps', { client_id: stranger.userId, steps: [record] }).expect(404),
      await ingest('steps', { client_id: 'nobody', steps: [record] }).expect(404),
    ];
    expect(theirs.body.detail).toBe(nobodys.body.detail);
    expect((await server.get('/api/measurements', stranger.token)).body.items).toEqual([]);
  });

  it('fail as a whole when they are no such body', async () => {
    const { body } = await ingest('steps', {}).expect(400);
    expect(body.errors).toMatchObject([
      { pointer: '/client_id', code: 'required' },
      { pointer: '/steps', code: 'required' },
    ]);
    await steps().expect(400);
    await steps(...Array.from({ length: 401 }, () => ({}))).expect(400);
    await ingest('sleep', { client_id: phone.userId, sleep_records: {} }).expect(400);
  });
});
