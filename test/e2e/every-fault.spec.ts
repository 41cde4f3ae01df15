import type { Problem } from '@daybook/contract';
import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { heartRate, mutationId, stepsTotal } from './support/items.js';

describe('a refusal names every field that is wrong', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest();
    phone = await server.newSubject();
  });
  afterAll(() => server.close());

  const faults = (body: object): readonly string[] =>
    ((body as Problem).errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);

  it.each([
    [
      'of nothing',
      {},
      ['/id required', '/code required', '/kind required', '/name required', '/unit required'],
    ],
    [
      'of a metric',
      { id: mutationId(), code: 'mood', name: 5, unit: 'u', kind: 'both', colour: 'red', icon: '', mood: 1 },
      [
        '/mood unknown_field',
        '/code invalid_metric_code',
        '/kind invalid_value',
        '/colour invalid_value',
        '/name invalid_type',
        '/icon invalid_value',
      ],
    ],
  ])('%s that shall be one', async (_, body, expected) => {
    const answer = await server.send('post', '/api/metric-types', phone.token, body).expect(422);
    expect(faults(answer.body)).toEqual(expected);
  });

  it.each([
    [{}, ['/id required', '/sources required']],
    [
      { id: 'x', sources: 'garmin', order: 1 },
      ['/id invalid_uuid', '/order unknown_field', '/sources invalid_type'],
    ],
    [
      { id: mutationId(), sources: ['Garmin', 'oura', 5, 'oura'] },
      ['/sources/0 invalid_source', '/sources/2 invalid_source', '/sources/3 invalid_value'],
    ],
  ])('of an order of sources: %j', async (body, expected) => {
    const answer = await server.send('put', '/api/source-order', phone.token, body).expect(422);
    expect(faults(answer.body)).toEqual(expected);
  });

  it('of a correction and of a retraction, in whatever way they come', async () => {
    const { body } = await server.batch(phone.token, [stepsTotal(300)]).expect(200);
    const path = `/api/measurements/${body.items[0]?.measurementId ?? ''}`;
    const wrong = { id: 'x', value: 'many', unit: 5, valeu: 1 };
    const expected = [
      '/id invalid_uuid',
      '/valeu unknown_field',
      '/value invalid_value',
      '/unit invalid_type',
    ];
    const patched = await server.send('patch', path, phone.token, wrong).expect(422);
    expect(faults(patched.body)).toEqual(expected);
    const posted = await server
      .send('post', '/api/measurements', phone.token, { ...wrong, measurementId: 'y' })
      .expect(422);
    expect(faults(posted.body)).toEqual([
      ...expected.slice(0, 2),
      '/measurementId invalid_uuid',
      ...expected.slice(2),
    ]);
    const deleted = await server.send('delete', path, phone.token, { id: 'x', because: 1 }).expect(422);
    expect(faults(deleted.body)).toEqual(['/id invalid_uuid', '/because unknown_field']);
  });

  it('and no other, where the fields are right and it is the whole that is refused', async () => {
    const { body } = await server.batch(phone.token, [stepsTotal(301)]).expect(200);
    const path = `/api/measurements/${body.items[0]?.measurementId ?? ''}`;
    const correction = { id: mutationId(), value: 302 };
    const answer = await server
      .send('patch', path, phone.token, correction)
      .set('if-match', '"99"')
      .expect(412);
    expect(faults(answer.body)).toHaveLength(1);
  });

  it.each([
    ['post', '/api/measurements'],
    ['post', '/api/metric-types'],
    ['put', '/api/source-order'],
  ] as const)('but a hundred at most, however many unknown names are sent: %s %s', async (method, path) => {
    const names = Array.from({ length: 50_000 }, (_, at) => [`member${at}`, 1] as const);
    const answer = await server.send(method, path, phone.token, Object.fromEntries(names)).expect(422);
    expect(faults(answer.body)).toHaveLength(100);
    expect(answer.text.length).toBeLessThan(30_000);
  });

  it('in the name that its sender gave it, and not at any length', async () => {
    const name = 'a/b~'.repeat(50_000);
    const answer = await server
      .send('post', '/api/measurements', phone.token, { ...heartRate(60), [name]: 1 })
      .expect(422);
    expect(answer.text.length).toBeLessThan(1_500);
    expect(faults(answer.body)).toEqual([`/${'a~1b~0'.repeat(16)} unknown_field`]);
    const long = { [name]: 'x'.repeat(1_025) };
    const limits = await server.send('post', '/api/measurements', phone.token, long).expect(400);
    expect(limits.text.length).toBeLessThan(1_500);
  });

  it.each([
    ['steps', { date: 'x'.repeat(5_000), total_steps: 1 }, /^date must be/u],
    [
      'steps',
      { date: '2026-05-24', total_steps: 1, source_devices: ['a\u0000'] },
      /^source_devices must be/u,
    ],
    ['sleep', { date: '2026-05-24', total_sleep_minutes: 1, sleep_start: 'x' }, /^sleep_start must be/u],
    [
      'sleep',
      {
        date: '2026-05-24',
        total_sleep_minutes: 1,
        sleep_start: '2026-05-24T06:00:00Z',
        sleep_end: '2026-05-24T05:00:00Z',
      },
      /^sleep_end must not be before sleep_start$/u,
    ],
  ])('of a record of CoachFit’s %s, in CoachFit’s words', async (kind, record, message) => {
    const list = kind === 'steps' ? { steps: [record] } : { sleep_records: [record] };
    const body = { client_id: phone.userId, ...list };
    const answer = await server.send('post', `/api/ingest/${kind}`, phone.token, body).expect(207);
    expect(answer.body).toMatchObject({ errors: [{ message: expect.stringMatching(message) as unknown }] });
    expect(answer.text.length).toBeLessThan(500);
  });

  it.each([
    '/api/days?from=2026-05-25&to=2026-05-24',
    '/api/measurements?from=2026-05-25&to=2026-05-24',
    '/api/subjects/{userId}/audit/events?from=2026-05-25T00:00:00Z&to=2026-05-24T00:00:00Z',
  ])('of a range that runs backwards: %s', async (path) => {
    const answer = await server.get(path.replace('{userId}', phone.userId), phone.token).expect(400);
    expect(faults(answer.body)).toEqual(['?to invalid_interval']);
  });

  it('of a mutation id that is sent twice, and not the same', async () => {
    const path = `/api/measurements/${mutationId()}?id=`;
    const id = mutationId();
    const other = { id: mutationId() };
    const answer = await server.send('delete', path + id, phone.token, other).expect(400);
    expect(faults(answer.body)).toEqual(['?id invalid_value']);
    await server.send('delete', path + id, phone.token, { id }).expect(200);
  });

  it.each(['constructor', '__proto__', 'valueof'])('of a body that is packed as %s', async (encoding) => {
    const answer = await fetch(`${server.url}/api/measurements/batch`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${phone.token}`,
        'content-type': 'application/json',
        'content-encoding': encoding,
      },
      body: JSON.stringify({ items: [heartRate(60)] }),
    });
    expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([415, 'unsupported_encoding']);
  });
});
