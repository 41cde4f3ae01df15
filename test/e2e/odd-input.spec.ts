import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { heartRate, mutationId } from './support/items.js';

describe('what nobody sends by mistake', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;
  let cursor: string;

  beforeAll(async () => {
    server = await apiUnderTest();
    phone = await server.newSubject();
    cursor = (await server.batch(phone.token, [heartRate(60)]).expect(200)).body.cursor;
  });
  afterAll(() => server.close());

  async function ask(method: string, path: string, body?: string): Promise<[number, string]> {
    const headers = { authorization: `Bearer ${phone.token}`, 'content-type': 'application/json' };
    const response = await fetch(server.url + path, { method, headers, ...(body !== undefined && { body }) });
    return [response.status, ((await response.json()) as { code: string }).code];
  }

  it.each([
    'measurement~2026-02-31~0197f0c4-7e1a-7b3c-9f00-2d4c6a8e0b1d',
    'measurement~2026-05-24~heart_rate',
    'measurement~~0197f0c4-7e1a-7b3c-9f00-2d4c6a8e0b1d',
    'daily_aggregate~2026-99-99~2026-99-99.steps',
    'daily_aggregate~2026-05-24~2026-05-23.steps',
    'metric_type~2026-05-24~x_mood',
    'grant~~x',
  ])('is refused as a resume token: a cursor and %s', async (place) => {
    expect(await ask('GET', `/api/snapshot?after=${cursor}~${place}`)).toEqual([400, 'invalid_cursor']);
  });

  it('ends a snapshot that goes on behind the first day of the calendar', async () => {
    await server.batch(phone.token, [heartRate(60, '1900-01-01T00:00:00Z', { localDate: '1900-01-01' })]);
    const headers = { authorization: `Bearer ${phone.token}` };
    const lines = (await (await fetch(`${server.url}/api/snapshot`, { headers })).text())
      .trimEnd()
      .split('\n');
    const { resume } = JSON.parse(lines.at(-2) ?? '') as { resume: string };
    const rest = await fetch(`${server.url}/api/snapshot?after=${resume}`, { headers });
    expect((await rest.text()).trimEnd().split('\n').at(-1)).toBe('{"end":true,"count":0}');
  });

  it.each(['/api/days?', '/api/measurements?', '/api/subjects/{userId}/audit/revisions?date=2026-05-24&'])(
    'is refused as a type: a name with a NUL, at %s',
    async (path) => {
      const target = `${path.replace('{userId}', phone.userId)}type=x_%00`;
      expect(await ask('GET', target)).toEqual([400, 'invalid_request']);
    },
  );

  it('finds the route whose path is spelt with escapes, and its caller', async () => {
    const headers = { authorization: `Bearer ${phone.token}` };
    expect((await fetch(`${server.url}/%61pi/days`, { headers })).status).toBe(200);
    expect((await fetch(`${server.url}/%61pi/days`)).status).toBe(401);
  });

  it.each(['{"constructor":null,"items":[]}', '{"__proto__":null,"items":[]}', '{"__proto__":{"items":[]}}'])(
    'does not hide the rules of a body: %s',
    async (body) => {
      expect(await ask('POST', '/api/measurements/batch', body)).toEqual([400, 'invalid_request']);
      expect(await ask('POST', '/api/ingest/steps', body)).toEqual([400, 'invalid_request']);
    },
  );

  it.each(['{"a":1e400}', '{"a":12345678901234567890}'])(
    'is refused rather than kept as something else: %s',
    async (details) => {
      const body = JSON.stringify(heartRate(60)).replace('}', `,"details":${details}}`);
      expect(await ask('POST', '/api/measurements', body)).toEqual([422, 'invalid_value']);
    },
  );

  it.each(['constructor', '__proto__'])('is a member that no item has: %s', async (name) => {
    const body = `{"id":"${mutationId()}","${name}":null}`;
    expect(await ask('POST', '/api/measurements', body)).toEqual([422, 'unknown_field']);
    expect(await ask('GET', `/api/days?${name}=x`)).toEqual([400, 'invalid_request']);
  });
});
