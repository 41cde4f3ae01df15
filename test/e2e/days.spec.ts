import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { heartRate, stepsTotal } from './support/items.js';

describe('the days', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest();
  });
  beforeEach(async () => {
    phone = await server.newSubject();
  });
  afterAll(() => server.close());

  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  it('are answered by range and type, with the changes that they include', async () => {
    const items = [stepsTotal(100, '2026-05-23'), stepsTotal(200, '2026-05-24'), heartRate(60)];
    const { body: written } = await server.batch(phone.token, items).expect(200);
    const { body } = await server.get('/api/days?from=2026-05-23&to=2026-05-24', phone.token).expect(200);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([
      '2026-05-23/steps',
      '2026-05-24/heart_rate',
      '2026-05-24/steps',
    ]);
    expect([body.seq, body.cursor]).toEqual([written.seq, written.cursor]);
    const { body: steps } = await server.get(
      '/api/days?from=2026-05-01&to=2026-05-31&type=steps',
      phone.token,
    );
    expect(steps.items).toHaveLength(2);
    const { body: recent } = await server.get('/api/days?to=2026-05-24', phone.token).expect(200);
    expect(recent.items).toHaveLength(3);
  });

  it('are at most 400 at once, in the right order, of real dates', async () => {
    await server.get('/api/days?from=2025-01-01&to=2026-02-04', phone.token).expect(200);
    for (const query of [
      'from=2025-01-01&to=2026-02-05',
      'from=2026-02-05&to=2026-02-04',
      'from=2026-02-31',
      'to=today',
    ]) {
      const { body } = await server.get(`/api/days?${query}`, phone.token).expect(400);
      expect(body.code).toBe('invalid_request');
    }
    await server.get('/api/days/2026-02-31', phone.token).expect(400);
  });

  it('are answered as the log knew them then', async () => {
    await server.batch(phone.token, [stepsTotal(300)]).expect(200);
    await pause(20);
    const between = new Date().toISOString();
    await pause(20);
    await server.batch(phone.token, [stepsTotal(5_000)]).expect(200);
    const { body: then } = await server.get(`/api/days/2026-05-24?asOf=${between}`, phone.token).expect(200);
    expect(then.items).toMatchObject([{ value: 300, revision: 1 }]);
    const { body: before } = await server.get('/api/days/2026-05-24?asOf=2026-01-01T00:00:00Z', phone.token);
    expect(before).toMatchObject({ items: [], settled: true });
    const { body: now } = await server.get('/api/days/2026-05-24', phone.token).expect(200);
    expect(now.items).toMatchObject([{ value: 5_000 }]);
    expect(now).not.toHaveProperty('settled');
  });

  it('say that an answer can still change for ten seconds', async () => {
    const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
    const settled = async (asOf: string): Promise<unknown> => {
      return (await server.get(`/api/days/2026-05-24?asOf=${asOf}`, phone.token).expect(200)).body.settled;
    };
    // Time goes on before the question is answered, so it is asked well before the ten seconds are over.
    expect([await settled(ago(5_000)), await settled(ago(12_000))]).toEqual([false, true]);
  });

  it('understand an offset whose plus sign was not escaped, and refuse an instant without one', async () => {
    await server.get('/api/days/2026-05-24?asOf=2026-05-24T10:00:00+02:00', phone.token).expect(200);
    const { body } = await server
      .get('/api/days/2026-05-24?asOf=2026-05-24T10:00:00', phone.token)
      .expect(400);
    expect(body.errors).toMatchObject([{ pointer: '?asOf', code: 'invalid_date' }]);
  });
});
