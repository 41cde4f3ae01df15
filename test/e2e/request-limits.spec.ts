import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { heartRate, mutationId, stepsTotal } from './support/items.js';
import { answerTo } from './support/raw-connection.js';

describe('the limits of a request', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest();
    phone = await server.newSubject();
  });
  afterAll(() => server.close());

  /** Superagent turns a body that it takes for JSON into text; fetch sends bytes as they are. */
  const post = async (
    body: Uint8Array<ArrayBuffer> | string,
    headers: Record<string, string>,
    path = '/api/measurements/batch',
  ) => {
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${phone.token}`, 'content-type': 'application/json', ...headers },
      body,
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ] as const)('let a body travel compressed as %s', async (encoding, compress) => {
    const text = JSON.stringify({ items: [stepsTotal(300)] });
    const { status } = await post(compress(text), { 'content-encoding': encoding });
    expect(status).toBe(200);
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ] as const)('stop inflating %s at 1 MiB', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(64 * 1_048_576, 0x20));
    expect(bomb.length).toBeLessThan(100_000);
    const before = process.memoryUsage().arrayBuffers;
    const { status, body } = await post(bomb, { 'content-encoding': encoding });
    expect([status, body['code']]).toEqual([413, 'batch_too_large']);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1_048_576);
  });

  it('are exact: 1 MiB of body passes, one byte more does not', async () => {
    const of = (bytes: number): string => {
      const start = JSON.stringify({ items: [stepsTotal(300)] });
      return start.padEnd(bytes, ' ');
    };
    expect((await post(of(1_048_576), {})).status).toBe(200);
    expect((await post(of(1_048_577), {})).status).toBe(413);
  });

  it('call a body that is not what Content-Encoding says a bad request', async () => {
    const { status, body } = await post('plain', { 'content-encoding': 'gzip' });
    expect([status, body['code']]).toEqual([400, 'bad_request']);
  });

  it('refuse text that is not UTF-8', async () => {
    const { body } = await post(Buffer.from([0x22, 0xff, 0x22]), {});
    expect(body['code']).toBe('malformed_json');
  });

  it('refuse JSON of more than ten levels, and strings of more than 1 024 characters', async () => {
    const nested = (levels: number): string => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;
    expect((await post(nested(10), {}, '/api/measurements')).body['code']).not.toBe('too_deep');
    expect((await post(nested(11), {}, '/api/measurements')).body).toMatchObject({
      status: 400,
      code: 'too_deep',
    });
    expect((await post(nested(100_000), {}, '/api/measurements')).body['code']).toBe('too_deep');
    const long = await post(
      JSON.stringify({ ...heartRate(60), sourceDevice: 'x'.repeat(1_025) }),
      {},
      '/api/measurements',
    );
    expect(long.body).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/sourceDevice', code: 'too_long' }],
    });
  });

  it('make of what is too deep or too long in one item of a batch a verdict on that item', async () => {
    const details = JSON.parse(`${'{"a":'.repeat(12)}1${'}'.repeat(12)}`) as object;
    const abyss = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const text = JSON.stringify({
      items: [
        heartRate(60, '2026-05-24T08:00:00Z', { details }),
        heartRate(60, '2026-05-24T08:00:00Z', { details: { a: 'ABYSS' } }),
        heartRate(60, '2026-05-24T08:00:00Z', { details: { note: 'x'.repeat(1_025) } }),
        heartRate(60, '2026-05-24T08:00:00Z', { sourceDevice: 'x'.repeat(2_000) }),
        heartRate(60),
      ],
    }).replace('"ABYSS"', abyss);
    const { status, body } = await post(text, {});
    expect(status).toBe(207);
    expect(body['counts']).toMatchObject({ created: 1, rejected: 4 });
  });

  it('let a client of the current or a later protocol in, and none that says nonsense', async () => {
    const days = () => server.get('/api/days/2026-05-24', phone.token);
    const { headers } = await days().set('daybook-protocol', '1').expect(200);
    expect(headers['daybook-protocol']).toBe('1');
    await days().set('daybook-protocol', '7').expect(200);
    await days().set('daybook-protocol', 'latest').expect(400);
  });

  it('are told to nobody but the caller: answers are private, and compressed for who can read it', async () => {
    const answer = await fetch(`${server.url}/api/metric-types`, {
      headers: { authorization: `Bearer ${phone.token}`, 'accept-encoding': 'br' },
    });
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    expect(answer.headers.get('vary')?.toLowerCase().split(/, */u).sort()).toEqual([
      'accept-encoding',
      'authorization',
    ]);
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(((await answer.json()) as { items: unknown[] }).items.length).toBeGreaterThan(50);
  });

  it('end a connection that does not get its headers out within ten seconds', async () => {
    const begun = performance.now();
    const { head, problem } = await answerTo(server.url, 'GET /health/live HTTP/1.1\r\nHost: x\r\n');
    expect(head).toMatch(/^HTTP\/1.1 408 [^]*application\/problem\+json/u);
    expect(problem).toMatchObject({ code: 'request_timeout', retryable: true });
    const seconds = (performance.now() - begun) / 1000;
    expect(seconds).toBeGreaterThan(9);
    // Without this limit it would be the 30 s of a whole request.
    expect(seconds).toBeLessThan(25);
  });

  it.each([
    ['what is no HTTP', 'hello\r\n\r\n', 'bad_request'],
    [
      'headers of 20 KiB',
      `GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`,
      'headers_too_large',
    ],
  ])('answer %s with a problem and a line in the log', async (_, bytes, code) => {
    const { problem } = await answerTo(server.url, bytes);
    expect(problem.code).toBe(code);
    expect(await server.linesOf(problem.requestId)).toHaveLength(1);
  });

  it('leave a PUT with a replayed id as idempotent as any other write', async () => {
    const order = { id: mutationId(), sources: ['garmin'] };
    await server.send('put', '/api/source-order', phone.token, order).expect(200);
    const { body } = await server.send('put', '/api/source-order', phone.token, order).expect(200);
    expect(body.status).toBe('duplicate');
  });
});
