import { createHash, randomBytes } from 'node:crypto';
import request from 'supertest';
import type { Page, WireDevice } from '@daybook/contract';
import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { openEventStream } from './support/event-stream.js';
import { stepsTotal } from './support/items.js';
import type { Sent } from './support/sent.js';

const NOBODY = '0197f0c4-7e1a-7b3c-9f00-2d4c6a8e0b1d';
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0';
/** How long an ended token may go on. */
const ENDS_WITHIN_MS = 1_050;

describe('the devices of a subject', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest();
  });
  beforeEach(async () => {
    phone = await server.newSubject('healthkit');
  });
  afterAll(() => server.close());

  const soon = () => new Promise((resolve) => setTimeout(resolve, ENDS_WITHIN_MS));
  const devicesOf = async ({ token }: TestCaller) => {
    return (await server.get('/api/devices', token).expect(200)).body.items;
  };
  const signOut = (id: string, { token }: TestCaller) => server.send('delete', `/api/devices/${id}`, token);
  const link = async (userId: string | null, role = 'subject'): Promise<`/sign-in?code=${string}`> => {
    const code = randomBytes(16).toString('base64url');
    await server.owner.query(
      `insert into sign_in_codes (code_hash, user_id, role, expires_at) values ($1, $2, $3, now() + '1 hour')`,
      [createHash('sha256').update(code).digest(), userId, role],
    );
    return `/sign-in?code=${code}`;
  };
  /** The cookie of a browser after it opened a link, maybe with the cookie of an earlier session. */
  const signIn = async (userId: string | null, role = 'subject', before = ''): Promise<string> => {
    const opened = server
      .open(await link(userId, role))
      .set('user-agent', FIREFOX)
      .set('cookie', before);
    return (await opened.expect(303)).headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  };
  /** What the server's own page sends under a session. */
  const asPage = (path: string, cookie: string, method: 'get' | 'delete' = 'get') => {
    const sent = request(server.url)[method](path).set('cookie', cookie);
    return sent.set('sec-fetch-site', 'same-origin') as unknown as Sent<Page<WireDevice>>;
  };

  it('are listed with their names and last writes, the asking one marked', async () => {
    const watch = await server.newDevice(phone.userId);
    await server.batch(phone.token, [stepsTotal(1)]).expect(200);
    const [first, second] = await devicesOf(phone);
    expect(first).toEqual({
      id: phone.deviceId,
      name: 'a phone',
      kind: 'healthkit',
      createdAt: expect.stringMatching(/Z$/u) as string,
      lastWriteAt: expect.stringMatching(/Z$/u) as string,
      current: true,
    });
    expect(second).toMatchObject({ id: watch.deviceId, kind: null, lastWriteAt: null, current: false });
    expect((await devicesOf(watch)).map(({ current }) => current)).toEqual([false, true]);
  });

  it('are those that can still get in', async () => {
    const [expired, revoked, sold] = [
      await server.newDevice(phone.userId),
      await server.newDevice(phone.userId),
      await server.newDevice(phone.userId),
    ];
    await server.owner.query(`update tokens set expires_at = now() - interval '1 s' where id = $1`, [
      expired.tokenId,
    ]);
    await server.owner.query('update tokens set revoked_at = now() where id = $1', [revoked.tokenId]);
    await server.owner.query('update devices set revoked_at = now() where id = $1', [sold.deviceId]);
    expect((await devicesOf(phone)).map(({ id }) => id)).toEqual([phone.deviceId]);
  });

  it('are signed out one by one, their streams with them, and what they wrote stays', async () => {
    const watch = await server.newDevice(phone.userId);
    await server.batch(watch.token, [stepsTotal(4_711)]).expect(200);
    const stream = await openEventStream(`${server.url}/api/changes/stream`, watch.token);
    await signOut(watch.deviceId, phone).expect(204);
    await stream.ended;
    await soon();
    await server.get('/api/days', watch.token).expect(401);
    await server.batch(watch.token, [stepsTotal(1)]).expect(401);
    const { body } = await server.get('/api/days?from=2026-05-24&to=2026-05-24', phone.token).expect(200);
    expect(body.items).toMatchObject([{ type: 'steps', value: 4_711 }]);
    expect((await devicesOf(phone)).map(({ id }) => id)).toEqual([phone.deviceId]);
    await signOut(watch.deviceId, phone).expect(404);
  });

  it('sign themselves out', async () => {
    await signOut(phone.deviceId.toUpperCase(), phone).expect(204);
    await soon();
    await server.get('/api/days', phone.token).expect(401);
  });

  it('are nobody else’s business: a stranger’s device answers like none', async () => {
    const stranger = await server.newSubject();
    const alike = async (id: string) => {
      const { body } = await signOut(id, stranger).expect(404);
      return { ...body, instance: '', requestId: '' };
    };
    expect(await alike(phone.deviceId)).toEqual(await alike(NOBODY));
    expect(await alike('no-uuid')).toEqual(await alike(NOBODY));
    expect(await devicesOf(stranger)).toHaveLength(1);
    await server.get('/api/days', phone.token).expect(200);
  });

  it('are closed to an auditor', async () => {
    const auditor = await server.newAuditor();
    expect((await server.get('/api/devices', auditor).expect(403)).body.code).toBe('forbidden');
    await server.send('delete', `/api/devices/${phone.deviceId}`, auditor).expect(403);
  });

  describe('that are browsers', () => {
    it('are named after their program, and stay one device over several links', async () => {
      const cookie = await signIn(phone.userId);
      const again = await signIn(phone.userId, 'subject', cookie);
      const { body } = await asPage('/api/devices', again).expect(200);
      expect(body.items).toMatchObject([
        { id: phone.deviceId, current: false },
        { name: 'Firefox on Windows', kind: null, current: true },
      ]);
      await asPage('/api/devices', cookie).expect(401);
    });

    it('leave the diary that they were signed in to when they open another’s link', async () => {
      const cookie = await signIn(phone.userId);
      const other = await server.newSubject();
      await signIn(other.userId, 'subject', cookie);
      expect(await devicesOf(phone)).toHaveLength(1);
      expect(await devicesOf(other)).toHaveLength(2);
    });

    it('do not come back to life with a link after they were signed out', async () => {
      const cookie = await signIn(phone.userId);
      const [, before] = await devicesOf(phone);
      await signOut(before?.id ?? '', phone).expect(204);
      const next = await signIn(phone.userId, 'subject', cookie);
      const { body } = await asPage('/api/devices', next).expect(200);
      expect(body.items.map(({ id }) => id)).not.toContain(before?.id);
    });

    it('sign out with their cookie, which they are told to forget', async () => {
      const cookie = await signIn(phone.userId);
      const answer = await asPage('/api/session', cookie, 'delete').expect(204);
      expect(answer.headers['set-cookie']?.[0]).toBe(
        'daybook_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict',
      );
      await soon();
      await asPage('/api/days', cookie).expect(401);
      expect(await devicesOf(phone)).toHaveLength(1);
    });

    it('are not signed out by another site', async () => {
      const cookie = await signIn(phone.userId);
      const [, browser] = await devicesOf(phone);
      for (const path of ['/api/session', `/api/devices/${browser?.id ?? ''}`]) {
        const foreign = asPage(path, cookie, 'delete').set('sec-fetch-site', 'cross-site');
        expect((await foreign.expect(403)).body.code).toBe('cross_site_request');
      }
      expect(await devicesOf(phone)).toHaveLength(2);
    });

    it('sign out as an auditor, who has no device', async () => {
      const cookie = await signIn(null, 'auditor');
      await asPage('/api/subjects', cookie).expect(200);
      await asPage('/api/session', cookie, 'delete').expect(204);
      await soon();
      await asPage('/api/subjects', cookie).expect(401);
    });
  });

  it('ends a bearer token that signs out, and its device', async () => {
    const watch = await server.newDevice(phone.userId);
    await server.send('delete', '/api/session', watch.token).expect(204);
    await soon();
    await server.get('/api/days', watch.token).expect(401);
    expect(await devicesOf(phone)).toHaveLength(1);
  });
});
