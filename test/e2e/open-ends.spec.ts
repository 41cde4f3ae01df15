import { connect } from 'node:net';
import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { heartRate } from './support/items.js';

/** Clients that say all they have to say at once, and whose connection is not over with that. */
describe('a connection', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest();
    phone = await server.newSubject();
  });
  afterAll(() => server.close());

  const get = (path: string): string =>
    `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${phone.token}\r\n\r\n`;
  const post = (body: string, length = Buffer.byteLength(body)): string =>
    `POST /api/measurements/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${phone.token}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`;
  const batch = (): string => JSON.stringify({ items: [heartRate(60)] });

  /** Everything that is answered until the server closes the connection. */
  const all = async (bytes: string, { halfClosed }: { readonly halfClosed: boolean }): Promise<string> => {
    const { hostname, port } = new URL(server.url);
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    if (halfClosed) socket.end(bytes);
    else socket.write(bytes);
    const answer = (await socket.toArray()).join('');
    socket.destroy();
    return answer;
  };
  const statuses = (text: string): readonly string[] =>
    [...text.matchAll(/HTTP\/1\.1 (\d+)/gu)].map(([, status]) => status ?? '');

  it.each([
    ['a read', () => get('/api/days'), ['200']],
    ['a write', () => post(batch()), ['200']],
    ['two reads', () => get('/api/days') + get('/api/nope'), ['200', '404']],
    ['a fold of the past', () => get('/api/days?asOf=2026-05-24T08:00:00Z'), ['200']],
    ['a snapshot', () => get('/api/snapshot'), ['200']],
  ] as const)('is answered when its client closes its half behind %s', async (_, bytes, expected) => {
    expect(statuses(await all(bytes(), { halfClosed: true }))).toEqual(expected);
  });

  it.each([
    ['a stream', '/api/changes/stream'],
    ['a long poll', '/api/changes?entities=grant&wait=30'],
  ])('ends with its client where the answer may never come: %s', async (_, path) => {
    const { hostname, port } = new URL(server.url);
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    socket.write(get(path));
    await server.untilChannels(1);
    socket.end();
    await server.untilChannels(0);
    socket.destroy();
  });

  it('is answered what came before a long poll when its client closes its half behind both', async () => {
    const bytes = post(batch()) + get('/api/changes?entities=grant&wait=30');
    const [first] = statuses(await all(bytes, { halfClosed: true }));
    expect(first).toBe('200');
    await server.untilChannels(0);
  });

  it('takes all that was asked on it along when it breaks', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('error', () => undefined);
    socket.write(get('/api/changes?entities=grant&wait=30') + get('/api/changes/stream'));
    await server.untilChannels(2);
    socket.resetAndDestroy();
    await server.untilChannels(0);
  });

  it.each([
    ['a read', () => get('/api/days'), ['200', '400']],
    ['a write', () => post(batch()), ['200', '400']],
    ['a body that is longer than it says', () => post(batch(), 10), ['400']],
    ['three reads', () => get('/api/days').repeat(3), ['200', '200', '200', '400']],
  ] as const)('keeps no answer back for nonsense that comes behind %s', async (_, bytes, expected) => {
    const text = await all(`${bytes()}nonsense\r\n\r\n`, { halfClosed: false });
    expect(statuses(text)).toEqual(expected);
  });
});
