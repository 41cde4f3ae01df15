import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { manualSteps, mutationId, stepsTotal } from './support/items.js';
import { measurementIdOf } from './support/sent.js';

describe('a day with several sources', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest();
  });
  beforeEach(async () => {
    phone = await server.newSubject();
  });
  afterAll(() => server.close());

  const day = async () =>
    (await server.get('/api/days/2026-05-24?type=steps', phone.token).expect(200)).body.items[0];

  it('shows the manual value over HealthKit’s, which goes on underneath and comes back', async () => {
    await server.batch(phone.token, [stepsTotal(7_000)]).expect(200);
    const { body: manual } = await server.batch(phone.token, [manualSteps(9_100)]).expect(200);
    await server.batch(phone.token, [stepsTotal(8_003)]).expect(200);
    expect(await day()).toMatchObject({
      value: 9_100,
      winner: { source: 'manual' },
      sources: ['healthkit', 'manual'],
      overridden: [{ source: 'healthkit', value: 8_003 }],
    });
    const measurementId = measurementIdOf(manual.items[0]);
    await server
      .send('delete', `/api/measurements/${measurementId}`, phone.token, { id: mutationId() })
      .expect(200);
    expect(await day()).toMatchObject({ value: 8_003, winner: { source: 'healthkit' }, overridden: [] });
  });

  it('adds manual samples of what adds up to the winner, and lets a manual total override both', async () => {
    const walk = { type: 'steps', value: 500, startAt: '2026-05-24T08:00:00Z', source: 'manual' };
    const walks = [walk, walk].map((each) => ({ ...each, id: mutationId() }));
    await server.batch(phone.token, [stepsTotal(7_000), ...walks]).expect(200);
    expect(await day()).toMatchObject({ value: 8_000, winner: { source: 'healthkit' }, overridden: [] });
    await server.batch(phone.token, [manualSteps(9_100)]).expect(200);
    expect(await day()).toMatchObject({ value: 9_100, winner: { source: 'manual' } });
  });

  it('leaves the steps to HealthKit when only the weight is manual', async () => {
    const weight = {
      id: mutationId(),
      type: 'body_mass',
      value: 80,
      startAt: '2026-05-24T07:00:00Z',
      source: 'manual',
    };
    await server.batch(phone.token, [weight, stepsTotal(8_003)]).expect(200);
    expect(await day()).toMatchObject({ value: 8_003, winner: { source: 'healthkit' } });
  });

  it('takes a source that is called null by its name', async () => {
    await server.batch(phone.token, [stepsTotal(8_003, '2026-05-24', { source: 'null' })]).expect(200);
    expect(await day()).toMatchObject({ winner: { source: 'null' }, sources: ['null'] });
    const { rows } = await server.owner.query('select sources from daily_aggregates where user_id = $1', [
      phone.userId,
    ]);
    expect(rows).toEqual([{ sources: ['null'] }]);
    const order = { id: mutationId(), sources: ['null', 'garmin'] };
    await server.send('put', '/api/source-order', phone.token, order).expect(200);
    const { body } = await server.get('/api/source-order', phone.token).expect(200);
    expect(body.sources).toEqual(['null', 'garmin']);
  });

  it('leaves the night to who measured it, not to a phone that only knows the time in bed', async () => {
    const segment = (source: string, stage: string, said = {}) => ({
      id: mutationId(),
      type: 'sleep_duration',
      source,
      stage,
      startAt: '2026-05-24T00:00:00+02:00',
      endAt: '2026-05-24T07:00:00+02:00',
      ...said,
    });
    const night = [segment('healthkit', 'in_bed'), segment('oura', 'asleep')];
    await server.batch(phone.token, night).expect(200);
    const { body } = await server.get('/api/days/2026-05-24?type=sleep_duration', phone.token).expect(200);
    expect(body.items[0]).toMatchObject({ value: 420, winner: { source: 'oura' } });
    const short = segment('oura', 'deep', { value: 30 });
    const { body: refused } = await server.batch(phone.token, [short]).expect(207);
    expect(refused.items[0]).toMatchObject({ code: 'invalid_value', pointer: '/items/0/value' });
  });

  it('follows the subject’s own order, of which the newest mutation stands', async () => {
    const garmin = { ...stepsTotal(6_000), source: 'garmin' };
    await server.batch(phone.token, [stepsTotal(8_003), garmin]).expect(200);
    expect(await day()).toMatchObject({ winner: { source: 'healthkit' } });
    const older = { id: mutationId(), sources: ['healthkit', 'garmin'] };
    const newer = { id: mutationId(), sources: ['garmin', 'healthkit'] };
    const { body } = await server.send('put', '/api/source-order', phone.token, newer).expect(200);
    expect(body).toMatchObject({ status: 'created', sources: ['garmin', 'healthkit'] });
    const { body: late } = await server.send('put', '/api/source-order', phone.token, older).expect(200);
    expect(late).toMatchObject({ status: 'superseded', sources: ['garmin', 'healthkit'] });
    expect(await day()).toMatchObject({ value: 6_000, winner: { source: 'garmin' } });
    const { body: order } = await server.get('/api/source-order', phone.token).expect(200);
    expect(order).toMatchObject({ sources: ['garmin', 'healthkit'], mutationId: newer.id, revision: 1 });
    const wrong = { id: mutationId(), sources: ['Garmin Inc.'] };
    const { body: refused } = await server.send('put', '/api/source-order', phone.token, wrong).expect(422);
    expect(refused).toMatchObject({ code: 'invalid_source', errors: [{ pointer: '/sources/0' }] });
  });

  it('decides 25 000 days anew with one order, and refuses to decide more', async () => {
    const garmin = { ...stepsTotal(6_000), source: 'garmin' };
    await server.batch(phone.token, [stepsTotal(8_003), garmin]).expect(200);
    await server.owner.query(
      `insert into daily_aggregates (user_id, local_date, metric, value, revision, updated_at, unit, winner, sources, contributions, payload)
       select user_id, local_date + n, metric, value, revision, updated_at, unit, winner, sources, contributions, payload
       from daily_aggregates, generate_series(1, 25000) n where user_id = $1`,
      [phone.userId],
    );
    const order = () => ({ id: mutationId(), sources: ['garmin'] });
    const { body: refused } = await server.send('put', '/api/source-order', phone.token, order()).expect(422);
    expect(refused).toMatchObject({ code: 'too_many_days', errors: [{ pointer: '/sources' }] });
    expect(await day()).toMatchObject({ winner: { source: 'healthkit' } });
    await server.owner.query(
      `delete from daily_aggregates where user_id = $1 and local_date > '2026-05-24'
      and local_date = (select max(local_date) from daily_aggregates where user_id = $1)`,
      [phone.userId],
    );
    await server.send('put', '/api/source-order', phone.token, order()).expect(200);
    const { rows } = await server.owner.query(
      'select winner, count(*)::int as days from daily_aggregates where user_id = $1 group by winner',
      [phone.userId],
    );
    expect(rows).toEqual([{ winner: 'garmin', days: 25_000 }]);
  });
});

describe('a metric of the subject’s own', () => {
  let server: ApiUnderTest;

  beforeAll(async () => {
    server = await apiUnderTest();
  });
  afterAll(() => server.close());

  it('is defined once, recorded like any other, and refused with other content', async () => {
    const { token } = await server.newSubject();
    const mood = { id: mutationId(), code: 'x_mood', name: 'Mood', unit: 'points', kind: 'discrete' };
    const { body } = await server.send('post', '/api/metric-types', token, mood).expect(201);
    expect(body).toMatchObject({
      status: 'created',
      metricType: { code: 'x_mood', custom: true, colour: null },
    });
    await server.send('post', '/api/metric-types', token, mood).expect(200);
    const twin = { ...mood, id: mutationId() };
    expect((await server.send('post', '/api/metric-types', token, twin).expect(200)).body.status).toBe(
      'duplicate',
    );
    const other = { ...twin, id: mutationId(), name: 'Humour' };
    const { body: conflict } = await server.send('post', '/api/metric-types', token, other).expect(409);
    expect(conflict.code).toBe('metric_type_conflict');
    const item = {
      id: mutationId(),
      type: 'x_mood',
      value: 7,
      startAt: '2026-05-24T08:00:00Z',
      source: 'manual',
    };
    await server.batch(token, [item]).expect(200);
    const { body: days } = await server.get('/api/days/2026-05-24?type=x_mood', token).expect(200);
    expect(days.items[0]).toMatchObject({ value: 7, unit: 'points' });
    const { body: types } = await server.get('/api/metric-types', token).expect(200);
    const codes = types.items.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(['steps', 'sleep_duration', 'x_mood']));
    expect(codes.length).toBeGreaterThan(50);
  });

  it('is refused when there are 500 already, and those go on', async () => {
    const { token, userId } = await server.newSubject();
    await server.owner.query(
      `insert into metric_types (user_id, code, mutation_id, revision, recorded_at, definition)
       select $1, 'x_' || n, gen_random_uuid(), 1, now(),
         json_build_object('code', 'x_' || n, 'name', 'N', 'unit', 'points', 'kind', 'discrete', 'colour', null, 'icon', null)
       from generate_series(1, 500) n`,
      [userId],
    );
    const mood = { id: mutationId(), code: 'x_mood', name: 'Mood', unit: 'points', kind: 'discrete' };
    const { body } = await server.send('post', '/api/metric-types', token, mood).expect(422);
    expect(body).toMatchObject({ code: 'too_many_metric_types', errors: [{ pointer: '/code' }] });
    const again = { ...mood, id: mutationId(), code: 'x_500', name: 'N' };
    await server.send('post', '/api/metric-types', token, again).expect(200);
    const item = { type: 'x_7', value: 7, startAt: '2026-05-24T08:00:00Z', source: 'manual' };
    await server.batch(token, [{ ...item, id: mutationId() }]).expect(200);
  });
});
