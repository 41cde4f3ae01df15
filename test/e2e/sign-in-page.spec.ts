import request from 'supertest';
import { apiUnderTest, type ApiUnderTest } from './support/api-under-test.js';

/** What browsers say that they accept when a person opens a link. */
const NAVIGATES = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

describe('a sign-in link that is refused', () => {
  let server: ApiUnderTest;

  beforeAll(async () => {
    server = await apiUnderTest();
  });
  afterAll(() => server.close());

  const open = (path: string, accept: string) => request(server.url).get(path).set('accept', accept);

  it('tells a person in words, with the command that makes another', async () => {
    const response = await open('/sign-in?code=used', NAVIGATES).expect(401);
    expect(response.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.get('cache-control')).toBe('no-store');
    expect(response.text).toContain('<h1>This sign-in link does not work any more</h1>');
    expect(response.text).toContain('daybook token create --role subject --subject &lt;id&gt; --link');
    expect(response.text).toContain('npm run --silent daybook --');
    expect(response.text).not.toMatch(/code=used|<script|https?:/u);
  });

  it('tells a person whose link lost its code', async () => {
    const { text } = await open('/sign-in', NAVIGATES).expect(400);
    expect(text).toContain('<h1>This sign-in link is not whole</h1>');
  });

  it.each(['application/json', '*/*', 'application/problem+json'])(
    'is a problem to a program that accepts %s',
    async (accept) => {
      const response = await open('/sign-in?code=used', accept).expect(401);
      expect(response.get('content-type')).toBe('application/problem+json');
      expect(response.body).toMatchObject({ code: 'unauthenticated', action: 'authenticate' });
    },
  );

  it('leaves its reason in the log, and never its code', async () => {
    await open('/sign-in?code=used', NAVIGATES).set('x-request-id', 'link-1').expect(401);
    const lines = await server.linesOf('link-1');
    expect(lines).toMatchObject([{ route: '/sign-in', status: 401, problem: 'unauthenticated' }]);
    expect(JSON.stringify(lines)).not.toContain('used');
  });
});
