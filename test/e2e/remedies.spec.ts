import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { heartRate, mutationId, stepsTotal } from './support/items.js';

describe('a refusal says what to do', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest();
    phone = await server.newSubject();
  });
  afterAll(() => server.close());

  it.each([
    ['a type that is nearly one', { type: 'active_energy' }, /did you mean active_energy_burned\?/u],
    ['a type in other letters', { type: 'HeartRate' }, /did you mean heart_rate\?/u],
    [
      'a type that is like none',
      { type: 'aura' },
      /^this server does not know the type aura: see GET \/api\/metric-types/u,
    ],
    ['a member that it does not know', { valeu: 1 }, /does not know the member valeu/u],
    ['an instant that is too late', { startAt: '2500-01-01T00:00:00Z' }, /of 1900 to 2200/u],
    ['a day that is too early', { localDate: '0001-01-01' }, /of 1900 to 2200/u],
  ])('for an item with %s', async (_, members, detail) => {
    const { body } = await server.batch(phone.token, [{ ...heartRate(60), ...members }]).expect(207);
    expect(body.items[0]).toMatchObject({ detail: expect.stringMatching(detail) as unknown });
  });

  it.each(['0001-01-01', '9999-12-31'])('for a day total of %s, which no sample can have', async (day) => {
    const { body } = await server.batch(phone.token, [stepsTotal(1, day)]).expect(207);
    expect(body.items[0]).toMatchObject({ code: 'invalid_date', pointer: '/items/0/externalId' });
  });

  it.each([['x'], [{}], [[]], [null]])('for items that are %j', async (items) => {
    const { body } = await server.send('post', '/api/measurements/batch', phone.token, { items }).expect(400);
    const detail = items === null ? 'items is required' : 'items must be an array of 1 to 500 items';
    expect(body).toMatchObject({ detail, errors: [{ pointer: '/items' }] });
  });

  it('for a DELETE without a mutation id', async () => {
    const path = `/api/measurements/${mutationId()}`;
    const { body } = await server.send('delete', path, phone.token).expect(422);
    expect(body).toMatchObject({ code: 'required', detail: expect.stringContaining('?id=') as unknown });
  });

  it('for an asOf out of all time', async () => {
    const path = '/api/days/2026-05-24?asOf=0001-01-01T00:00:00Z';
    const { body } = await server.get(path, phone.token).expect(400);
    expect(body).toMatchObject({ detail: expect.stringContaining('in the years 1900 to 2200') as unknown });
  });

  it('for an id of the far future: to come again within a day', async () => {
    const item = { ...heartRate(60), id: 'ffffffff-ffff-7000-8000-000000000000' };
    const { body } = await server.batch(phone.token, [item]).expect(207);
    expect(body.items[0]).toMatchObject({ code: 'future_timestamp', retryable: true, retryAfter: 86_400 });
  });

  it('for another scheme than Bearer', async () => {
    const { body, headers } = await server
      .open('/api/days')
      .set('authorization', 'Basic dXNlcjpwYXNz')
      .expect(401);
    expect(body.detail).toBe('send Authorization: Bearer <token>, no other scheme');
    expect(headers['www-authenticate']).toBe('Bearer');
  });

  it('nothing of a byte order mark, which is left out of account', async () => {
    const headers = { authorization: `Bearer ${phone.token}`, 'content-type': 'application/json' };
    const body = `\u{feff}${JSON.stringify({ items: [heartRate(61)] })}`;
    const answer = await fetch(`${server.url}/api/measurements/batch`, { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
  });
});
