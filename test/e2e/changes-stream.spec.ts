import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { openEventStream, type EventStream } from './support/event-stream.js';
import { stepsTotal } from './support/items.js';

/** A busy machine adds to the second that is promised; live-channels.spec.ts has it to the millisecond. */
const BUSY_SECOND_MS = 5_000;

describe('the stream of changes', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;
  const opened: EventStream[] = [];

  beforeAll(async () => {
    server = await apiUnderTest();
  });
  beforeEach(async () => {
    phone = await server.newSubject();
  });
  afterEach(() => {
    for (const stream of opened.splice(0)) stream.close();
  });
  afterAll(() => server.close());

  const open = async (
    query = '',
    headers: Record<string, string> = {},
    from = server,
  ): Promise<EventStream> => {
    const stream = await openEventStream(`${from.url}/api/changes/stream${query}`, phone.token, headers);
    opened.push(stream);
    return stream;
  };
  const record = (value: number) => server.batch(phone.token, [stepsTotal(value)]).expect(200);
  const seqsOf = ({ events }: EventStream): number[][] => {
    return events.map(({ data }) =>
      (JSON.parse(data) as { changes: { seq: number }[] }).changes.map(({ seq }) => seq),
    );
  };

  it('tells of every change as it happens, each event a page with its cursor as id', async () => {
    await record(100);
    const stream = await open();
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    await stream.holds(1);
    await record(200);
    await stream.holds(2);
    expect(seqsOf(stream)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    for (const { event, id, data } of stream.events) {
      expect(event).toBe('changes');
      expect((JSON.parse(data) as { nextCursor: string }).nextCursor).toBe(id);
    }
  });

  it('says at once that it is there, and is never compressed', async () => {
    const stream = await open('', { 'accept-encoding': 'gzip, br' });
    await record(100);
    await stream.holds(1);
    expect(stream.comments).toContain('heartbeat');
    expect(stream.headers.get('content-encoding')).toBeNull();
  });

  it('goes on behind Last-Event-ID, whatever the cursor says', async () => {
    await record(100);
    const { body } = await server.get('/api/changes', phone.token).expect(200);
    await record(200);
    const { body: end } = await server.get('/api/changes', phone.token).expect(200);
    const stream = await open(`?cursor=${end.nextCursor}`, { 'last-event-id': body.nextCursor });
    await stream.holds(1);
    expect(seqsOf(stream)).toEqual([[3, 4]]);
  });

  it('holds only the entities that were asked for', async () => {
    const stream = await open('?entities=daily_aggregate');
    await record(100);
    await stream.holds(1);
    expect(seqsOf(stream)).toEqual([[2]]);
  });

  it('is a problem when the cursor is bad, as on a page', async () => {
    const stream = await open('?cursor=garbage');
    expect([stream.status, stream.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
  });

  it('ends within a second when its token is revoked', async () => {
    const stream = await open();
    const begun = performance.now();
    await server.owner.query('update tokens set revoked_at = now() where id = $1', [phone.tokenId]);
    await stream.ended;
    expect(performance.now() - begun).toBeLessThan(BUSY_SECOND_MS);
  });

  it('ends within a second when its token expires', async () => {
    const end = new Date(Date.now() + 1_000);
    await server.owner.query('update tokens set expires_at = $2 where id = $1', [phone.tokenId, end]);
    const stream = await open();
    await stream.ended;
    expect(Date.now() - end.getTime()).toBeGreaterThanOrEqual(0);
    expect(Date.now() - end.getTime()).toBeLessThan(BUSY_SECOND_MS);
    await server.get('/api/days/2026-05-24', phone.token).expect(401);
  });

  it('ends at once when the server stops, and its line is written once', async () => {
    const other = await apiUnderTest();
    phone = await other.newSubject();
    const stream = await open('', {}, other);
    const begun = performance.now();
    await Promise.all([other.api.close(), stream.ended]);
    // What is in flight would be waited for, 8 s long.
    expect(performance.now() - begun).toBeLessThan(7_000);
    await other.close();
    const lines = other.lines.filter(({ route }) => route === '/api/changes/stream');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ status: 200, method: 'GET' });
  });

  it('is bounded for each token, long polls and streams together, and says when to come back', async () => {
    for (let n = 0; n < 15; n++) expect((await open()).status).toBe(200);
    const leaving = new AbortController();
    const poll = fetch(`${server.url}/api/changes?wait=20`, {
      headers: { authorization: `Bearer ${phone.token}` },
      signal: leaving.signal,
    }).catch(() => undefined);
    await server.untilChannels(16);
    const { body, headers } = await server.get('/api/changes?wait=20', phone.token).expect(429);
    expect(body).toMatchObject({ code: 'rate_limited', retryable: true });
    expect(headers['retry-after']).toBe('5');
    await server.get('/api/changes', phone.token).expect(200);
    const neighbour = await server.newSubject();
    await server.get('/api/changes?wait=1', neighbour.token).expect(200);
    leaving.abort();
    await poll;
    await server.untilChannels(15);
    expect((await open()).status).toBe(200);
  });

  it('leaves nothing behind when the client goes away', async () => {
    const stream = await open();
    stream.close();
    await stream.ended;
    await server.untilChannels(0);
  });
});
