import { createHash, randomBytes } from 'node:crypto';
import request from 'supertest';
import type { BatchResponse } from '@daybook/contract';
import { apiUnderTest, type ApiUnderTest } from './support/api-under-test.js';
import { stepsTotal } from './support/items.js';
import type { Sent } from './support/sent.js';

describe('a one-time sign-in link', () => {
  let server: ApiUnderTest;

  beforeAll(async () => {
    server = await apiUnderTest();
  });
  afterAll(() => server.close());

  const newCode = async (minutes = 15): Promise<{ code: string; userId: string }> => {
    const { userId } = await server.newSubject();
    const code = randomBytes(16).toString('base64url');
    await server.owner.query(
      `insert into sign_in_codes (code_hash, user_id, role, expires_at)
       values ($1, $2, 'subject', now() + make_interval(mins => $3))`,
      [createHash('sha256').update(code).digest(), userId, minutes],
    );
    return { code, userId };
  };
  const open = (code: string) => server.open(`/sign-in?code=${code}`);
  const signIn = async (): Promise<{ cookie: string; userId: string }> => {
    const { code, userId } = await newCode();
    const cookie = (await open(code).expect(303)).headers['set-cookie']?.[0] ?? '';
    return { cookie: cookie.split(';')[0] ?? '', userId };
  };

  it('signs a browser in once, with a cookie that no script and no other site can use', async () => {
    const { code, userId } = await newCode();
    const response = await open(code).expect(303);
    expect(response.get('location')).toBe('/');
    const cookie = response.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toMatch(
      /^daybook_session=dbk_[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/u,
    );
    const { body } = await server
      .open('/api/subjects')
      .set('cookie', cookie.split(';')[0] ?? '')
      .expect(200);
    expect(body.items).toEqual([{ id: userId }]);
    expect((await open(code).expect(401)).body.code).toBe('unauthenticated');
  });

  it('lets one of two browsers in that open it at the same moment', async () => {
    const { code } = await newCode();
    const statuses = (await Promise.all([open(code), open(code), open(code)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([303, 401, 401]);
  });

  it.each([
    ['a look at its headers', 'head', {}],
    ['a browser that guesses what is opened next', 'get', { 'sec-purpose': 'prefetch;prerender' }],
    ['an older such browser', 'get', { purpose: 'prefetch' }],
    ['Safari’s top sites', 'get', { 'x-purpose': 'preview' }],
    ['a messenger that shows a preview', 'get', { 'user-agent': 'WhatsApp/2.23.20.0' }],
    [
      'a chat that shows a preview',
      'get',
      { 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' },
    ],
  ] as const)('is not spent by %s', async (_, method, headers) => {
    const { code } = await newCode();
    const looked = await request(server.url)[method](`/sign-in?code=${code}`).set(headers).expect(204);
    expect(looked.get('set-cookie')).toBeUndefined();
    expect(looked.get('cache-control')).toBe('no-store');
    await open(code).expect(303);
  });

  it('is opened by a browser on a telephone, whatever the telephone is called', async () => {
    const { code } = await newCode();
    const agent =
      'Mozilla/5.0 (Linux; Android 14; CUBOT X90) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36';
    await open(code).set('user-agent', agent).expect(303);
  });

  it('is worth nothing when it is too old, unknown or without a code', async () => {
    await open((await newCode(-1)).code).expect(401);
    await open('unknown').expect(401);
    const { body } = await server.open('/sign-in').expect(400);
    expect(body.errors).toMatchObject([{ pointer: '?code', code: 'required' }]);
  });

  it('travels only inside TLS when the server is not on localhost', async () => {
    const { code } = await newCode();
    const { headers } = await open(code).set('host', 'diary.example').expect(303);
    const cookie = headers['set-cookie']?.[0] ?? '';
    expect(cookie).toContain('; Secure');
  });

  it('opens writes to the server’s own page and to no other', async () => {
    const { cookie } = await signIn();
    const { host, origin } = new URL(server.url);
    const write = () => {
      const test = request(server.url).post('/api/measurements/batch').set('cookie', cookie);
      return test.send({ items: [stepsTotal(1)] }) as unknown as Sent<BatchResponse>;
    };
    await write().set('sec-fetch-site', 'same-origin').expect(200);
    await write().set('origin', origin).expect(200);
    for (const site of ['cross-site', 'same-site', 'none']) {
      const { body } = await write().set('sec-fetch-site', site).set('origin', origin).expect(403);
      expect(body.code).toBe('cross_site_request');
    }
    await write().set('origin', `http://evil.${host}`).expect(403);
    await write().set('origin', 'null').expect(403);
    await write().expect(403);
    await server.open('/api/days').set('cookie', cookie).expect(200);
  });

  it('makes a session that is no bearer token, and a bearer token is no session', async () => {
    const { cookie } = await signIn();
    const [, session = ''] = cookie.split('=');
    await server.get('/api/days', session).expect(401);
    const { token } = await server.newSubject();
    await server.open('/api/days').set('cookie', `daybook_session=${token}`).expect(401);
  });
});
