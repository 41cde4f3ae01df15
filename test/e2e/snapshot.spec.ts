import type { SnapshotEnd, SnapshotHead } from '@daybook/contract';
import { entityDigest, addDigest, EMPTY_DIGEST } from '@daybook/domain';
import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { heartRate, stepsTotal } from './support/items.js';

interface Row {
  readonly entity: string;
  readonly id: string;
  readonly revision: number;
  readonly data: { readonly localDate?: string; readonly date?: string };
  readonly resume: string;
}

describe('a snapshot', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest();
    phone = await server.newSubject();
    const dates = ['2026-05-20', '2026-05-21', '2026-05-22', '2026-05-23', '2026-05-24'];
    await server
      .batch(phone.token, [...dates.map((date) => stepsTotal(100, date)), heartRate(60)])
      .expect(200);
  });
  afterAll(() => server.close());

  const read = async (query = '') => {
    const { text, headers } = await server.get(`/api/snapshot${query}`, phone.token).buffer(true).expect(200);
    expect(headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
    const [first = '', ...rest] = text.trimEnd().split('\n');
    return {
      head: JSON.parse(first) as SnapshotHead,
      rows: rest.slice(0, -1).map((line) => JSON.parse(line) as Row),
      end: JSON.parse(rest.at(-1) ?? '') as SnapshotEnd,
    };
  };

  it('holds everything, newest day first, between its cursor and its end', async () => {
    const { head, rows, end } = await read();
    expect(head).toMatchObject({ seq: 12, total: 12 });
    expect(end).toEqual({ end: true, count: 12 });
    const days = rows.map(({ data }) => data.date ?? data.localDate);
    expect(days).toEqual([...days].sort().reverse());
    const { body } = await server.get(`/api/changes?cursor=${head.cursor}`, phone.token).expect(200);
    expect(body.changes).toEqual([]);
  });

  it('is enough to compute the server’s digests', async () => {
    const { rows } = await read();
    const { body } = await server.get('/api/sync/status', phone.token).expect(200);
    const own = rows.map(({ entity, id, revision }) => entityDigest(entity, id, revision));
    expect(addDigest(EMPTY_DIGEST, ...own)).toBe(body.digest);
  });

  it('goes on behind any of its lines, under the first cursor', async () => {
    const { head, rows } = await read();
    for (const at of [0, 5, 11]) {
      const rest = await read(`?after=${rows[at]?.resume}`);
      expect(rest.head.cursor).toBe(head.cursor);
      expect(rest.rows.map(({ id }) => id)).toEqual(rows.slice(at + 1).map(({ id }) => id));
      expect(rest.end.count).toBe(rows.length - at - 1);
    }
  });

  it('holds only the entities that were asked for, also when it goes on', async () => {
    const { head, rows } = await read('?entities=daily_aggregate');
    expect(new Set(rows.map(({ entity }) => entity))).toEqual(new Set(['daily_aggregate']));
    expect(head.total).toBe(rows.length);
    const rest = await read(`?after=${rows[0]?.resume}`);
    expect(rest.rows.map(({ id }) => id)).toEqual(rows.slice(1).map(({ id }) => id));
    await server.get(`/api/snapshot?entities=measurement&after=${rows[0]?.resume}`, phone.token).expect(400);
  });

  it('refuses a resume token that is garbage, another subject’s, or of another incarnation', async () => {
    const { rows } = await read();
    const stranger = await server.newSubject();
    await server.get('/api/snapshot?after=garbage', phone.token).expect(400);
    await server.get(`/api/snapshot?after=${rows[3]?.resume}`, stranger.token).expect(400);
    await server.owner.query('update user_streams set epoch = gen_random_uuid() where user_id = $1', [
      phone.userId,
    ]);
    const { body } = await server.get(`/api/snapshot?after=${rows[3]?.resume}`, phone.token).expect(410);
    expect(body).toMatchObject({ code: 'cursor_expired', action: 'resync' });
  });

  it.each(['gzip', 'br'])('travels compressed as %s', async (encoding) => {
    const response = await fetch(`${server.url}/api/snapshot`, {
      headers: { authorization: `Bearer ${phone.token}`, 'accept-encoding': encoding },
    });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect((await response.text()).trimEnd().split('\n')).toHaveLength(14);
  });
});

describe('the sync status', () => {
  let server: ApiUnderTest;

  beforeAll(async () => {
    server = await apiUnderTest();
  });
  afterAll(() => server.close());

  it('says how a replica stands and what it should do', async () => {
    const phone = await server.newSubject();
    const status = async (cursor?: string) => {
      const query = cursor === undefined ? '' : `?cursor=${cursor}`;
      return (await server.get(`/api/sync/status${query}`, phone.token).expect(200)).body;
    };
    const start = await status();
    expect(start).toMatchObject({ seq: 0, oldestSeq: null, digest: EMPTY_DIGEST, status: 'in_sync' });
    expect(start).not.toHaveProperty('behind');
    await server.batch(phone.token, [stepsTotal(100), heartRate(60)]).expect(200);
    const behind = await status(start.cursor);
    expect(behind).toMatchObject({
      seq: 4,
      oldestSeq: 1,
      behind: 4,
      status: 'behind',
      recommendations: ['pull_changes'],
      counts: { entities: { measurement: 2, daily_aggregate: 2 }, types: { steps: 1, heart_rate: 1 } },
    });
    expect(Object.keys(behind.lastWriteAt.devices)).toEqual([phone.deviceId]);
    expect(Object.keys(behind.lastWriteAt.sources)).toEqual(['healthkit']);
    expect(await status(behind.cursor)).toMatchObject({ behind: 0, status: 'in_sync', recommendations: [] });
    await server.owner.query('update user_streams set epoch = gen_random_uuid() where user_id = $1', [
      phone.userId,
    ]);
    expect(await status(behind.cursor)).toMatchObject({
      status: 'resync_required',
      recommendations: ['take_snapshot'],
    });
    await server.get('/api/sync/status?cursor=garbage', phone.token).expect(400);
  });
});
