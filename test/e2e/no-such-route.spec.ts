import type { Problem } from '@daybook/contract';
import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { answerTo } from './support/raw-connection.js';

const BODIES = [
  ['no JSON', { 'content-type': 'application/json' }, '{"a"'],
  ['nested deeply', { 'content-type': 'application/json' }, `${'['.repeat(20)}${']'.repeat(20)}`],
  ['too large', { 'content-type': 'application/json' }, 'x'.repeat(2_097_152)],
  ['packed strangely', { 'content-type': 'application/json', 'content-encoding': 'zstd' }, '{}'],
  ['text', { 'content-type': 'text/plain' }, 'hello'],
] as const;

describe('what no route is for', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest();
    phone = await server.newSubject();
  });
  afterAll(() => server.close());

  it.each([
    ['POST', '/api/nope', 404],
    ['PATCH', '/nope', 404],
    ['PUT', '/api/days', 405],
    ['DELETE', '/api/changes', 405],
    ['OPTIONS', '/api/days', 405],
    ['POST', '/', 405],
  ])('says so of %s %s before it looks at the body', async (method, path, status) => {
    for (const [, headers, body] of BODIES) {
      const authorization = `Bearer ${phone.token}`;
      const answer = await fetch(server.url + path, { method, headers: { authorization, ...headers }, body });
      expect([((await answer.json()) as Problem).status, answer.status]).toEqual([status, status]);
    }
  });

  it.each([
    ['GET', '*'],
    ['GET', '*/api/days'],
    ['POST', '*'],
    ['OPTIONS', '*'],
  ])('is a problem like any other when it is asked for as %s %s', async (method, target) => {
    const bytes = `${method} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
    const { head, problem } = await answerTo(server.url, bytes);
    expect(head).toMatch(/^HTTP\/1.1 40[45] [^]*application\/problem\+json/u);
    expect(problem.requestId).toMatch(/\S/u);
  });

  it.each([
    ['GET', '/api/nope'],
    ['POST', '/api/nope'],
    ['OPTIONS', '/api/days'],
    ['PUT', '/api/days'],
    ['GET', '/api/measurements/batch'],
  ])('is no more for shared caches than any answer: %s %s', async (method, path) => {
    const authorization = `Bearer ${phone.token}`;
    const { headers } = await fetch(server.url + path, { method, headers: { authorization } });
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('vary')).toBe('Authorization, Accept-Encoding');
  });
});
