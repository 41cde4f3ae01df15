import { apiUnderTest, type ApiUnderTest } from './support/api-under-test.js';
import { heartRate, stepsTotal } from './support/items.js';

describe('the operator’s view', () => {
  let server: ApiUnderTest;

  beforeAll(async () => {
    server = await apiUnderTest();
  });
  afterAll(() => server.close());

  it('has one line for each request, with what it cost and what came of it', async () => {
    const phone = await server.newSubject();
    const items = [stepsTotal(300), heartRate(61), heartRate(9_000), { ...heartRate(62), type: 'luck' }];
    await server.batch(phone.token, items).set('x-request-id', 'line-1').expect(207);
    const lines = await server.linesOf('line-1');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 'info',
      method: 'POST',
      route: '/api/measurements/batch',
      status: 207,
      role: 'subject',
      batch_size: 4,
      verdicts: { created: 2, rejected: 2 },
      reject_codes: { value_out_of_range: 1, unknown_type: 1 },
      db_calls: 2,
      seq_from: 0,
      seq_to: 4,
      annotations: ['measurement.batch.ingest'],
    });
    const { duration_ms: duration, db_ms: database, bytes_in: received, bytes_out: sent } = lines[0] ?? {};
    for (const figure of [duration, database, received, sent]) expect(figure).toBeGreaterThan(0);
  });

  it('says of a write that failed what it cost all the same', async () => {
    const phone = await server.newSubject();
    const holder = await server.owner.connect();
    await holder.query('begin');
    await holder.query('select from user_streams where user_id = $1 for update', [phone.userId]);
    await server
      .batch(phone.token, [heartRate(61)])
      .set('x-request-id', 'busy-1')
      .expect(503);
    await holder.query('rollback');
    holder.release();
    const [line] = await server.linesOf('busy-1');
    expect(line).toMatchObject({ status: 503, problem: 'overloaded', db_calls: 2 });
    // It waited for the lock as long as it may.
    expect(line?.['db_ms']).toBeGreaterThan(1_900);
  });

  it('names subject and device by pseudonyms that stay the same, and nothing else of them', async () => {
    const [one, other] = [await server.newSubject(), await server.newSubject()];
    await server.batch(one.token, [heartRate(123.456)]).set('x-request-id', 'who-1');
    await server.get('/api/days', one.token).set('x-request-id', 'who-2');
    await server.get('/api/days', other.token).set('x-request-id', 'who-3');
    const [[first], [second], [third]] = [
      await server.linesOf('who-1'),
      await server.linesOf('who-2'),
      await server.linesOf('who-3'),
    ];
    expect(first?.['subject']).toMatch(/^[0-9a-f]{16}$/u);
    expect(second?.['subject']).toBe(first?.['subject']);
    expect(third?.['subject']).not.toBe(first?.['subject']);
    const everything = JSON.stringify(server.lines);
    for (const secret of [one.userId, one.deviceId, one.token, '123.456', 'a phone']) {
      expect(everything).not.toContain(secret);
    }
  });

  it.each([
    ['that is not found', '/api/nope?secret=hunter2', 404],
    ['without a token', '/api/days?secret=hunter2', 401],
    ['that cannot be routed', '/api/%E0%A4%A', 400],
  ])('has one line for a request %s, without its query', async (_, path, status) => {
    const id = `fail-${status}`;
    await server.open(path).set('x-request-id', id).expect(status);
    const lines = await server.linesOf(id);
    expect(lines).toMatchObject([{ status }]);
    expect(JSON.stringify(lines)).not.toContain('hunter2');
  });

  it('has one line for a client that went away', async () => {
    const { token } = await server.newSubject();
    const abort = new AbortController();
    const waiting = fetch(`${server.url}/api/changes?wait=20`, {
      headers: { authorization: `Bearer ${token}`, 'x-request-id': 'gone-1' },
      signal: abort.signal,
    }).catch(() => undefined);
    await server.untilChannels(1);
    abort.abort();
    await waiting;
    expect(await server.linesOf('gone-1')).toMatchObject([{ aborted: true }]);
  });

  it('counts requests by route and verdicts by kind for Prometheus, and names nobody', async () => {
    const { token, userId } = await server.newSubject();
    await server
      .batch(token, [heartRate(60)])
      .set('x-request-id', 'metric-1')
      .expect(200);
    await server.linesOf('metric-1');
    const { text, headers } = await server.open('/metrics').expect(200);
    expect(headers['content-type']).toContain('text/plain');
    expect(text).toMatch(
      /daybook_http_request_seconds_count\{method="POST",route="\/api\/measurements\/batch",status="200"\}/u,
    );
    expect(text).toMatch(/daybook_verdicts_total\{status="created"\} \d+/u);
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    expect(text).not.toContain(userId);
  });

  it('counts what waits to be written, and how far the auditors’ order lags', async () => {
    const { text } = await server.open('/metrics').expect(200);
    expect(text).toMatch(/^daybook_write_queue_commands 0$/mu);
    expect(text).toMatch(/^daybook_audit_lag_seconds [\d.e-]+$/mu);
  });

  it('answers a scrape while the database is away, and leaves out what only the database knows', async () => {
    const alone = await apiUnderTest({ databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing' });
    try {
      const { text } = await alone.open('/metrics').expect(200);
      expect(text).toMatch(/^daybook_write_queue_commands 0$/mu);
      expect(text).toContain('# TYPE daybook_audit_lag_seconds gauge');
      expect(text).not.toMatch(/^daybook_audit_lag_seconds /mu);
    } finally {
      await alone.close();
    }
  });

  it('says whether the process runs and whether it should be sent requests', async () => {
    expect((await server.open('/health/live').expect(200)).body).toEqual({ status: 'live' });
    expect((await server.open('/health/ready').expect(200)).body).toEqual({ status: 'ready' });
  });

  it('is not ready on a schema that is not current, and says what helps', async () => {
    const other = await apiUnderTest();
    try {
      await other.owner.query('delete from kysely_migration');
      const { body } = await other.open('/health/ready').expect(503);
      expect(body.code).toBe('unavailable');
      expect(body.detail).toContain(
        'run daybook migrate (in a checkout: npm run --silent daybook -- migrate)',
      );
    } finally {
      await other.close();
    }
  });

  it('shows the API’s document and its page without a token', async () => {
    const { body } = await server.open('/api/openapi.json').expect(200);
    expect(body['openapi']).toBe('3.1.0');
    const { text } = await server.open('/api/docs').expect(200);
    const assets = [...text.matchAll(/(?:src|href)="([^"]+)"/gu)].map(([, path = '']) => path);
    expect(assets).toHaveLength(3);
    for (const path of assets) await server.open(path).expect(200);
    await server.open('/api/docs/package.json').expect(404);
  });

  it('shows a plain page when there is no dashboard', async () => {
    const { text, headers } = await server.open('/').expect(200);
    expect(text).toContain('/api/docs');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});
