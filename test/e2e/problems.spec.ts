import request from 'supertest';
import { PROBLEMS, type Problem, type ProblemCode } from '@daybook/contract';
import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { OPERATIONS } from './support/conformance.js';

const UNKNOWN = '0197f0c4-7e1a-7b3c-9f00-2d4c6a8e0b1d';
interface Answered {
  readonly status: number;
  readonly text: string;
  get(header: string): unknown;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

function pathOf(template: string, userId: string): string {
  return template
    .replace('{userId}', userId)
    .replace('{id}', UNKNOWN)
    .replace('{date}', '2026-05-24')
    .replace('{asset}', 'swagger-ui.css');
}

function expectProblem(response: Answered, code: ProblemCode): void {
  expect(response.get('content-type')).toBe('application/problem+json');
  const { status, title, retryable } = PROBLEMS[code];
  expect(JSON.parse(response.text)).toMatchObject({
    type: `urn:daybook:problem:${code}`,
    title,
    status,
    code,
    retryable,
    requestId: response.get('x-request-id'),
  });
  expect(response.status).toBe(status);
  expect((JSON.parse(response.text) as Problem).detail).toMatch(/\S/);
}

describe('what goes wrong', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest();
    phone = await server.newSubject();
  });
  afterAll(() => server.close());

  const send = (method: string, path: string): request.Test => {
    return request(server.url)[method.toLowerCase() as 'get'](path);
  };
  const withToken = OPERATIONS.filter(([, path]) => path.startsWith('/api/') && !/openapi|docs/u.test(path));

  it.each(withToken)('is a problem on %s %s: no token', async (method, path) => {
    const response = await send(method, pathOf(path, phone.userId));
    expectProblem(response, 'unauthenticated');
    expect(response.body).toMatchObject({ action: 'authenticate' });
    expect(response.get('www-authenticate')).toBe('Bearer');
  });

  it.each(withToken)('is a problem on %s %s: a token that nobody gave out', async (method, path) => {
    const response = await send(method, pathOf(path, phone.userId)).set(
      'authorization',
      `Bearer dbk_${'A'.repeat(43)}`,
    );
    expectProblem(response, 'unauthenticated');
    expect(response.get('www-authenticate')).toContain('invalid_token');
  });

  it.each(withToken)('is a problem on %s %s: a protocol that is too old', async (method, path) => {
    const test = send(method, pathOf(path, phone.userId)).set('authorization', `Bearer ${phone.token}`);
    const response = await test.set('daybook-protocol', '0');
    expectProblem(response, 'protocol_too_old');
    expect((response.body as Problem).detail).toContain('speaks protocol 0');
  });

  const paths = [...new Set(OPERATIONS.map(([, path]) => path))];
  const wrong = paths.flatMap((path) => {
    const right = OPERATIONS.filter(([, each]) => each === path).map(([method]) => method);
    return METHODS.filter((method) => !right.includes(method)).map(
      (method) => [method, path, right] as const,
    );
  });
  it.each(wrong)(
    'is a problem on %s %s: the method, with those that there are',
    async (method, path, right) => {
      const test = send(method, pathOf(path, phone.userId)).set('authorization', `Bearer ${phone.token}`);
      const response = await test;
      expectProblem(response, 'method_not_allowed');
      expect(
        response
          .get('allow')
          ?.split(', ')
          .filter((each) => each !== 'HEAD'),
      ).toEqual([...right].sort());
    },
  );

  const withBody = OPERATIONS.filter(
    ([method]) => method === 'POST' || method === 'PUT' || method === 'PATCH',
  );
  it.each(withBody)(
    'is a problem on %s %s: a body that is no JSON, of another type, or none',
    async (method, path) => {
      const again = (): request.Test => {
        return send(method, pathOf(path, phone.userId)).set('authorization', `Bearer ${phone.token}`);
      };
      expectProblem(await again().set('content-type', 'application/json').send('{"id": '), 'malformed_json');
      expectProblem(await again().set('content-type', 'text/plain').send('hello'), 'unsupported_media_type');
      expectProblem(
        await again().set('content-type', 'application/json').set('content-encoding', 'zstd').send('{}'),
        'unsupported_encoding',
      );
      const empty = await again();
      expect(empty.get('content-type')).toBe('application/problem+json');
      expect(empty.status).toBeLessThan(500);
    },
  );

  it.each(['/nope', '/api/nope', '/api/days/2026-05-24/nope', '/api', '/health', '/sign-in/nope'])(
    'is a problem at %s: there is no such route',
    async (path) => {
      expectProblem(await request(server.url).get(path), 'not_found');
    },
  );

  it('is a problem when the path is not valid percent-encoding', async () => {
    expectProblem(await request(server.url).get('/api/days/%E0%A4%A'), 'bad_request');
  });

  it('is a problem when a path parameter is too long', async () => {
    const test = server.get(`/api/measurements/${'a'.repeat(2_000)}`, phone.token);
    expectProblem(await test, 'uri_too_long');
  });

  it('lists every fault of every parameter at once', async () => {
    const path = '/api/changes?limit=0&wait=31&exclude=others&latest=perhaps&since=3';
    const response = await server.get(path, phone.token).expect(400);
    expectProblem(response, 'invalid_request');
    expect(response.body.errors).toEqual(
      expect.arrayContaining([
        { pointer: '?limit', code: 'invalid_value', detail: 'limit must be a whole number from 1 to 1000' },
        { pointer: '?wait', code: 'invalid_value', detail: 'wait must be a whole number from 0 to 30' },
        { pointer: '?exclude', code: 'invalid_value', detail: 'exclude must be one of self' },
        { pointer: '?latest', code: 'invalid_value', detail: 'latest must be one of true, false' },
        { pointer: '?since', code: 'unknown_field', detail: 'this server does not know since' },
      ]),
    );
  });

  it('lists every fault of a single item at once', async () => {
    const item = {
      id: 'x',
      type: 'steps',
      value: 'many',
      startAt: 'today',
      localDate: '2026-02-31',
      stage: 'nap',
    };
    const { body } = await server.send('post', '/api/measurements', phone.token, item).expect(422);
    expect(body.errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '/id',
      '/localDate',
      '/stage',
      '/startAt',
      '/value',
    ]);
  });

  it('echoes the client’s request id, and makes one where it is unfit', async () => {
    const sent = await server.get('/api/nope', phone.token).set('x-request-id', 'sync-4711/a');
    expect(sent.body.requestId).toBe('sync-4711/a');
    for (const unfit of ['with space', 'x'.repeat(129)]) {
      const made = await server.get('/api/nope', phone.token).set('x-request-id', unfit);
      expect(made.body.requestId).toMatch(/^[0-9a-f-]{36}$/u);
      expect(made.get('x-request-id')).toBe(made.body.requestId);
    }
  });

  it('tells nothing of its inside when it fails itself', async () => {
    await server.owner.query('alter table measurements rename to elsewhere');
    try {
      const response = await server.get('/api/measurements', phone.token).set('x-request-id', 'fault-1');
      expectProblem(response, 'internal');
      expect(response.text).not.toMatch(/measurements_|relation|select|at /u);
    } finally {
      await server.owner.query('alter table elsewhere rename to measurements');
    }
    const lines = await server.linesOf('fault-1');
    expect(lines).toMatchObject([{ level: 'error', status: 500, fault: { code: '42P01' } }]);
  });
});
