import { newEpoch } from '@daybook/projections';
import { apiUnderTest, type ApiUnderTest, type LogLine, type TestCaller } from './support/api-under-test.js';
import { OPERATIONS } from './support/conformance.js';
import { stepsTotal } from './support/items.js';
import { measurementIdOf } from './support/sent.js';

const NOBODY = '0197f0c4-7e1a-7b3c-9f00-2d4c6a8e0b1d';

const READING = OPERATIONS.filter(([method, path]) => {
  return method === 'GET' && path.startsWith('/api/subjects/{userId}/') && !path.endsWith('/stream');
});

describe('whose data it is', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;
  let auditor: string;
  let measurementId: string;

  beforeAll(async () => {
    server = await apiUnderTest();
    phone = await server.newSubject();
    auditor = await server.newAuditor();
    const { body } = await server.batch(phone.token, [stepsTotal(300)]).expect(200);
    await server.batch(phone.token, [stepsTotal(5_000)]).expect(200);
    measurementId = measurementIdOf(body.items[0]);
  });
  afterAll(() => server.close());

  const pathOf = (template: string, userId: string): string => {
    const path = template
      .replace('{userId}', userId)
      .replace('{id}', measurementId)
      .replace('{date}', '2026-05-24');
    return path.endsWith('/audit/revisions') ? `${path}?type=steps&date=2026-05-24` : path;
  };

  it.each(READING)('is open to an auditor and to the subject: %s %s', async (_, template) => {
    const path = pathOf(template, phone.userId);
    const [byAuditor, byItself] = [
      await server.get(path, auditor).buffer(true),
      await server.get(path, phone.token).buffer(true),
    ];
    expect([byAuditor.status, byItself.status]).toEqual([200, 200]);
    const withoutTime = (text: string): string => text.replace(/"serverTime":"[^"]+"/u, '');
    expect(withoutTime(byItself.text)).toBe(withoutTime(byAuditor.text));
  });

  it.each(READING)('cannot be told from nobody’s by another subject: %s %s', async (_, template) => {
    const stranger = await server.newSubject();
    const [theirs, nobodys] = [
      await server.get(pathOf(template, phone.userId), stranger.token),
      await server.get(pathOf(template, NOBODY), stranger.token),
    ];
    const alike = ({ body, status }: typeof theirs) => ({ ...body, status, instance: '', requestId: '' });
    expect(alike(theirs)).toEqual(alike(nobodys));
    expect(theirs.status).toBe(404);
    expect((await server.get(pathOf(template, NOBODY), auditor)).status).toBe(404);
    expect((await server.get(pathOf(template, 'nobody'), auditor)).status).toBe(404);
  });

  it('lists whom a token may see', async () => {
    const own = await server.get('/api/subjects', phone.token).expect(200);
    expect(own.body).toEqual({ items: [{ id: phone.userId }] });
    const all: string[] = [];
    let query: `?limit=2${string}` = '?limit=2';
    for (;;) {
      const { body } = await server.get(`/api/subjects${query}`, auditor).expect(200);
      all.push(...body.items.map(({ id }) => id));
      if (body.next === undefined) break;
      query = `?limit=2&after=${body.next}`;
    }
    expect(all).toContain(phone.userId);
    expect(new Set(all).size).toBe(all.length);
  });

  it('is written by nobody but the subject', async () => {
    const { body } = await server.batch(auditor, [stepsTotal(1)]).expect(403);
    expect(body.code).toBe('forbidden');
    await server.get('/api/days', auditor).expect(403);
    await server.get('/api/audit/events', phone.token).expect(403);
  });

  it.each(['coach', 'operator'])('is closed to the role %s, which may do nothing yet', async (role) => {
    const { token, tokenId } = await server.newDevice(phone.userId);
    await server.owner.query('update tokens set role = $2 where id = $1', [tokenId, role]);
    await server.get('/api/days', token).expect(403);
    await server.batch(token, [stepsTotal(1)]).expect(403);
  });

  it('ends within a second of a token’s or a device’s revocation', async () => {
    const [lost, sold] = [await server.newDevice(phone.userId), await server.newDevice(phone.userId)];
    for (const { token } of [lost, sold]) await server.get('/api/days', token).expect(200);
    await server.owner.query('update tokens set revoked_at = now() where id = $1', [lost.tokenId]);
    await server.owner.query('update devices set revoked_at = now() where id = $1', [sold.deviceId]);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    for (const { token } of [lost, sold]) await server.get('/api/days', token).expect(401);
  });

  const linesOf = (text: string): LogLine[] =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LogLine);
  const ofPhone = (events: readonly LogLine[]) =>
    events.filter(({ source }) => source === `/subjects/${phone.userId}`);

  /** The auditors' order waits for whatever transaction is open on the server, also for those of other specs. */
  const untilAuditable = async (count: number): Promise<void> => {
    for (;;) {
      const { text } = await server.get('/api/audit/events?limit=1000', auditor).buffer(true).expect(200);
      if (ofPhone(linesOf(text)).length >= count) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it('shows an auditor the whole log page by page, in one order', async () => {
    await untilAuditable(2);
    const events: LogLine[] = [];
    let after = '';
    for (;;) {
      const { text, headers } = await server
        .get(`/api/audit/events?limit=1${after}`, auditor)
        .buffer(true)
        .expect(200);
      const lines = linesOf(text);
      if (lines.length === 0) break;
      events.push(...lines);
      after = `&after=${encodeURIComponent(headers['daybook-next'] ?? '')}`;
    }
    expect(ofPhone(events)).toMatchObject([
      { specversion: '1.0', type: 'daybook.MeasurementRecorded', data: { value: 300 } },
      { type: 'daybook.StatsOverwritten', data: { value: 5_000, previousValue: 300 } },
    ]);
    const { text } = await server
      .get('/api/audit/events?type=StatsOverwritten', auditor)
      .buffer(true)
      .expect(200);
    expect(text.trim().split('\n')).toHaveLength(1);
    await server.get('/api/audit/events?type=Rumour', auditor).expect(400);
    await server.get('/api/audit/events?after=garbage', auditor).expect(400);
  });

  it('sends an auditor back to the beginning after a restore', async () => {
    const path = `/api/subjects/${phone.userId}/audit/events`;
    const places = ['/api/audit/events', path].map(async (each) => {
      const { headers } = await server.get(`${each}?limit=1`, auditor).buffer(true).expect(200);
      return `${each}?after=${headers['daybook-next'] ?? ''}`;
    });
    const pages = await Promise.all(places);
    for (const page of pages) await server.get(page, auditor).expect(200);
    await newEpoch(server.owner);
    for (const page of pages) {
      const { body } = await server.get(page, auditor).expect(410);
      expect(body).toMatchObject({ code: 'cursor_expired', action: 'resync' });
    }
    await server.get(path, auditor).expect(200);
  });

  it('names the next page with everything that was asked for', async () => {
    const other = await server.newSubject();
    await server.batch(other.token, [stepsTotal(1), stepsTotal(2), stepsTotal(3)]).expect(200);
    const path = `/api/subjects/${other.userId}/audit/events`;
    const asked = 'type=StatsOverwritten&limit=1';
    const { headers } = await server.get(`${path}?${asked}`, auditor).buffer(true).expect(200);
    expect(headers['link']).toBe(`<${path}?${asked}&after=${headers['daybook-next']}>; rel="next"`);
  });

  it('shows how a day came about', async () => {
    const path = `/api/subjects/${phone.userId}/audit/revisions?type=steps&date=2026-05-24`;
    const { body } = await server.get(path, auditor).expect(200);
    expect(body.items).toMatchObject([
      { event: 'MeasurementRecorded', value: 300, measurementId },
      { event: 'StatsOverwritten', value: 5_000, previousValue: 300, measurementId },
    ]);
    const { body: faults } = await server
      .get(`/api/subjects/${phone.userId}/audit/revisions`, auditor)
      .expect(400);
    expect(faults.errors).toMatchObject([
      { pointer: '?type', code: 'required' },
      { pointer: '?date', code: 'required' },
    ]);
  });
});
