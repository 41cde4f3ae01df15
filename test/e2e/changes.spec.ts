import { decodeCursor, encodeCursor } from '@daybook/contract';
import { rebuildProjections } from '@daybook/projections';
import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { heartRate, mutationId, stepsTotal } from './support/items.js';
import { measurementIdOf } from './support/sent.js';

interface Change {
  readonly seq: number;
  readonly entity: string;
  readonly op: string;
  readonly id: string;
  readonly revision: number;
  readonly data?: { readonly value: number } | null;
  readonly origin: string | null;
}

interface Page {
  readonly changes: readonly Change[];
  readonly nextCursor: string;
  readonly seq: number;
  readonly hasMore: boolean;
  readonly remaining: number;
}

describe('the change feed', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest();
  });
  beforeEach(async () => {
    phone = await server.newSubject();
  });
  afterAll(() => server.close());

  const read = async (query: string, token = phone.token): Promise<Page> => {
    return (await server.get(`/api/changes?${query}`, token).expect(200)).body as Page;
  };
  const record = async (...values: number[]): Promise<void> => {
    for (const value of values) await server.batch(phone.token, [stepsTotal(value)]).expect(200);
  };

  it('pages from the beginning to the head without gap or repetition', async () => {
    const dates = ['2026-05-20', '2026-05-21', '2026-05-22', '2026-05-23', '2026-05-24'];
    await server
      .batch(
        phone.token,
        dates.map((date) => stepsTotal(100, date)),
      )
      .expect(200);
    const seen: number[] = [];
    let page = await read('limit=3');
    for (;;) {
      seen.push(...page.changes.map(({ seq }) => seq));
      expect(page.seq + page.remaining).toBe(10);
      if (!page.hasMore) break;
      page = await read(`limit=3&cursor=${page.nextCursor}`);
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await read(`cursor=${page.nextCursor}`)).toMatchObject({ changes: [], hasMore: false, seq: 10 });
  });

  it('shows a retraction as a deletion, of the record and of its day', async () => {
    const { body } = await server.batch(phone.token, [stepsTotal(100)]).expect(200);
    const { cursor, items } = body;
    await server.send(
      'delete',
      `/api/measurements/${measurementIdOf(items[0])}?id=${mutationId()}`,
      phone.token,
    );
    const { changes } = await read(`cursor=${cursor}`);
    expect(changes.map(({ entity, op, data }) => [entity, op, data])).toEqual([
      ['measurement', 'delete', null],
      ['daily_aggregate', 'delete', null],
    ]);
  });

  it('holds only the entities that were asked for, and binds the cursor to them', async () => {
    await record(100, 200);
    const page = await read('entities=daily_aggregate');
    expect(page.changes.map(({ entity }) => entity)).toEqual(['daily_aggregate', 'daily_aggregate']);
    expect(page).toMatchObject({ seq: 4, hasMore: false });
    await record(300);
    const next = await read(`cursor=${page.nextCursor}`);
    expect(next.changes.map(({ entity }) => entity)).toEqual(['daily_aggregate']);
    const other = await server.get(
      `/api/changes?entities=measurement&cursor=${page.nextCursor}`,
      phone.token,
    );
    expect(other.body).toMatchObject({ status: 400, code: 'invalid_cursor' });
    const { body } = await server.get('/api/changes?entities=measurement,horoscope', phone.token).expect(400);
    expect(body.errors).toMatchObject([{ pointer: '?entities' }]);
  });

  it('moves the cursor past what the filter leaves out', async () => {
    await record(100);
    const page = await read('entities=metric_type');
    expect(page).toMatchObject({ changes: [], seq: 2, hasMore: false, remaining: 0 });
  });

  it('drops the bodies of what this device wrote, and nothing else', async () => {
    const watch = await server.newDevice(phone.userId);
    await record(100);
    await server.batch(watch.token, [heartRate(60)]).expect(200);
    const { changes } = await read('exclude=self');
    const bodies = changes.map(({ entity, origin, data }) => [
      entity,
      origin === phone.deviceId,
      data !== undefined,
    ]);
    expect(bodies).toEqual([
      ['measurement', true, false],
      ['daily_aggregate', true, true],
      ['measurement', false, true],
      ['daily_aggregate', false, true],
    ]);
  });

  it('sends only the newest change of each entity to who asks for the latest', async () => {
    await record(100, 200, 300);
    const { changes, seq } = await read('latest=true');
    expect(changes.map(({ entity, revision, data }) => [entity, revision, data?.value])).toEqual([
      ['measurement', 3, 300],
      ['daily_aggregate', 3, 300],
    ]);
    expect(seq).toBe(6);
  });

  it('answers 304 to who holds the page already, and the page when it has changed', async () => {
    await record(100);
    const { headers } = await server.get('/api/changes', phone.token).expect(200);
    const etag = headers['etag'] ?? '';
    const same = await server.get('/api/changes', phone.token).set('if-none-match', etag).expect(304);
    expect(same.text).toBe('');
    expect(same.get('etag')).toBe(etag);
    await record(200);
    const changed = await server.get('/api/changes', phone.token).set('if-none-match', etag).expect(200);
    expect(changed.get('etag')).not.toBe(etag);
  });

  it('answers at once when something waits, and otherwise as soon as it is there', async () => {
    await record(100);
    const page = await read('wait=20');
    expect(page.changes).toHaveLength(2);
    const begun = performance.now();
    const waiting = read(`wait=20&cursor=${page.nextCursor}`);
    await server.untilChannels(1);
    await record(200);
    expect((await waiting).changes.map(({ seq }) => seq)).toEqual([3, 4]);
    expect(performance.now() - begun).toBeLessThan(15_000);
  });

  it('answers an empty page when the wait is over', async () => {
    const { nextCursor } = await read('');
    const begun = performance.now();
    expect((await read(`wait=1&cursor=${nextCursor}`)).changes).toEqual([]);
    expect(performance.now() - begun).toBeGreaterThan(950);
  });

  it('goes on waiting when only what the filter leaves out has changed', async () => {
    const { nextCursor } = await read('entities=metric_type');
    const waiting = read(`wait=3&cursor=${nextCursor}`);
    await server.untilChannels(1);
    await record(100);
    expect(await waiting).toMatchObject({ changes: [], seq: 2 });
  });

  it('notices within two seconds what nobody told it', async () => {
    await record(100);
    const { nextCursor } = await read('');
    const waiting = read(`wait=30&cursor=${nextCursor}`);
    await server.untilChannels(1);
    // A commit of another server whose notification was lost: the same rows, written past the log.
    await server.owner.query(
      `insert into change_log (seq, revision, at, user_id, entity, op, entity_id, payload)
       select 3, 2, now(), user_id, entity, op, entity_id, payload from change_log where user_id = $1 and seq = 1`,
      [phone.userId],
    );
    await server.owner.query('update user_streams set seq = 3 where user_id = $1', [phone.userId]);
    const begun = performance.now();
    expect((await waiting).changes).toHaveLength(1);
    // It looks once a second, to which a busy machine adds; unnoticed, it would be answered after the wait.
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('calls garbage and another subject’s cursor invalid', async () => {
    const stranger = await server.newSubject();
    const { nextCursor } = await read('', stranger.token);
    for (const cursor of [
      'garbage',
      '-1',
      nextCursor,
      nextCursor.slice(0, -1),
      `${nextCursor}A`,
      'A'.repeat(72),
    ]) {
      const { body } = await server.get(`/api/changes?cursor=${cursor}`, phone.token).expect(400);
      expect([cursor, body.code]).toEqual([cursor, 'invalid_cursor']);
    }
  });

  it('calls a cursor expired that is ahead of the head or of another incarnation', async () => {
    await record(100);
    const cursor = decodeCursor((await read('')).nextCursor);
    if (!cursor) throw new Error('the server did not understand its own cursor');
    const ahead = encodeCursor({ ...cursor, seq: 99 });
    const older = encodeCursor({ ...cursor, epoch: '11111111-2222-4333-8444-555555555555' });
    for (const text of [ahead, older]) {
      const { body } = await server.get(`/api/changes?cursor=${text}`, phone.token).expect(410);
      expect(body).toMatchObject({ code: 'cursor_expired', action: 'resync', retryable: false });
    }
  });

  it('expires the cursors of whom a rebuild mended something, and of nobody else', async () => {
    await record(100);
    const stranger = await server.newSubject();
    const [mine, theirs] = [(await read('')).nextCursor, (await read('', stranger.token)).nextCursor];
    await rebuildProjections(server.owner);
    await server.get(`/api/changes?cursor=${mine}`, phone.token).expect(200);
    await server.owner.query(
      `update change_log set payload = replace(payload::text, '100', '101')::json where user_id = $1`,
      [phone.userId],
    );
    await rebuildProjections(server.owner);
    await server.get(`/api/changes?cursor=${mine}`, phone.token).expect(410);
    await server.get(`/api/changes?cursor=${theirs}`, stranger.token).expect(200);
    const { changes } = await read('');
    expect(changes.map(({ entity, data }) => [entity, data?.value])).toEqual([
      ['measurement', 100],
      ['daily_aggregate', 100],
    ]);
  });

  it('expires a cursor below the floor, but not that of who began at the beginning after it had risen', async () => {
    await record(100, 200, 300);
    const early = await read('limit=1');
    await server.owner.query('update user_streams set floor = 4 where user_id = $1', [phone.userId]);
    await server.get(`/api/changes?cursor=${early.nextCursor}`, phone.token).expect(410);
    const late = await read('limit=1');
    expect((await read(`cursor=${late.nextCursor}`)).changes).toHaveLength(5);
    await server.owner.query('update user_streams set floor = 5 where user_id = $1', [phone.userId]);
    await server.get(`/api/changes?cursor=${late.nextCursor}`, phone.token).expect(410);
  });

  it('takes a limit from 1 to 1000 and no other', async () => {
    await read('limit=1000');
    for (const limit of ['0', '1001', '-1', '1.5', 'many', '']) {
      await server.get(`/api/changes?limit=${limit}`, phone.token).expect(400);
    }
  });

  it('ends a long poll at once when the server stops', async () => {
    const other = await apiUnderTest();
    const { token } = await other.newSubject();
    const waiting = other.get('/api/changes?wait=30', token).expect(200);
    const answered = waiting.then(({ body }) => body as Page);
    await other.untilChannels(1);
    const begun = performance.now();
    await other.api.close();
    expect((await answered).changes).toEqual([]);
    // What is in flight would be waited for, 8 s long.
    expect(performance.now() - begun).toBeLessThan(7_000);
    await other.close();
  });
});
