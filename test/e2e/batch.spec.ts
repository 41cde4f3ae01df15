import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { heartRate, mutationId, stepsTotal } from './support/items.js';
import { measurementIdOf } from './support/sent.js';

describe('a batch', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest();
  });
  beforeEach(async () => {
    phone = await server.newSubject();
  });
  afterAll(() => server.close());

  it('takes the 495 good ones of 500 and says of the five others what is wrong with each', async () => {
    const items: unknown[] = Array.from({ length: 500 }, (_, at) => {
      return heartRate(50 + (at % 100), new Date(Date.UTC(2026, 4, 24, 0, at)).toISOString());
    });
    items[3] = heartRate(5_000);
    items[100] = { ...heartRate(60), id: '00000000-0000-4000-8000-000000000000' };
    items[200] = { ...heartRate(60), type: 'mood_of_the_cat' };
    items[300] = 'not an item';
    items[499] = { ...heartRate(60), colour: 'red' };
    const { body } = await server.batch(phone.token, items).expect(207);
    expect(body.counts).toMatchObject({ created: 495, rejected: 5 });
    expect(body.items.filter((each: { status: string }) => each.status === 'rejected')).toMatchObject([
      { index: 3, code: 'value_out_of_range', retryable: false, pointer: '/items/3/value' },
      { index: 100, code: 'invalid_uuid', retryable: false, pointer: '/items/100/id' },
      { index: 200, code: 'unknown_type', retryable: true, pointer: '/items/200/type' },
      { index: 300, code: 'invalid_type', retryable: false, pointer: '/items/300' },
      { index: 499, code: 'unknown_field', retryable: true, pointer: '/items/499/colour' },
    ]);
    const { body: status } = await server.get('/api/sync/status', phone.token).expect(200);
    expect(status.counts.types).toEqual({ heart_rate: 495 });
  });

  it('answers a replay of itself with duplicates, alone and from two connections at once', async () => {
    const items = [heartRate(61), stepsTotal(300), heartRate(62, '2026-05-24T09:00:00Z')];
    const { body: first } = await server.batch(phone.token, items).expect(200);
    const twins = await Promise.all([server.batch(phone.token, items), server.batch(phone.token, items)]);
    for (const { body } of twins) expect(body).toMatchObject({ counts: { duplicate: 3 }, seq: first.seq });
  });

  it('decides what names one record twice one after the other', async () => {
    const { body } = await server.batch(phone.token, [stepsTotal(10), stepsTotal(20)]).expect(200);
    expect(body.items).toMatchObject([
      { status: 'created', value: 10, revision: 1 },
      { status: 'updated', value: 20, revision: 2 },
    ]);
  });

  it('refuses a mutation id that lies more than a minute ahead, and says when to come back', async () => {
    const ahead = Date.now() + 120_000;
    const hex = ahead.toString(16).padStart(12, '0');
    const id = `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
    const { body } = await server.batch(phone.token, [{ ...heartRate(60), id }]).expect(207);
    expect(body.items[0]).toMatchObject({ code: 'future_timestamp', retryable: true });
    expect(body.items[0]).toHaveProperty('retryAfter', expect.any(Number));
  });

  it.each([
    ['a type that nobody knows', { type: 'happiness' }],
    ['a text that is too long', { details: { note: 'x'.repeat(1_100) } }],
    [
      'details that are nested too deep',
      { details: JSON.parse('{"a":'.repeat(9) + '1' + '}'.repeat(9)) as object },
    ],
  ])('recognises a replay by its id alone, also with %s', async (_, fault) => {
    const item = heartRate(60);
    await server.batch(phone.token, [item]).expect(200);
    const { body } = await server.batch(phone.token, [{ ...item, ...fault }]).expect(200);
    expect(body.items[0]).toMatchObject({ status: 'duplicate', differs: true, value: 60 });
    const fresh = heartRate(60);
    const { body: refused } = await server.batch(phone.token, [{ ...fresh, ...fault }]).expect(207);
    expect(refused.items[0]).toMatchObject({ status: 'rejected', id: fresh['id'] });
  });

  it('takes the source from the device’s kind when an item names none', async () => {
    const watch = await server.newSubject('garmin');
    const item = heartRate(60);
    delete item['source'];
    const { body } = await server.batch(watch.token, [item]).expect(200);
    const { body: record } = await server.get(
      `/api/measurements/${measurementIdOf(body.items[0])}`,
      watch.token,
    );
    expect(record.source).toBe('garmin');
  });

  it('retracts by identity and by id, also before the record is there', async () => {
    const sample = heartRate(70, '2026-05-24T10:00:00Z', { externalId: 'AAA-1' });
    const retraction = {
      id: mutationId(),
      retract: true,
      externalId: 'AAA-1',
      source: 'healthkit',
      type: 'heart_rate',
    };
    const { body: before } = await server.batch(phone.token, [retraction]).expect(200);
    const { body: after } = await server.batch(phone.token, [sample]).expect(200);
    expect(before.items[0]).toMatchObject({ status: 'created', state: 'retracted' });
    expect(after.items[0]).toMatchObject({ status: 'superseded', state: 'retracted' });
  });

  it('says what stands under an external id that has other content', async () => {
    const sample = heartRate(70, '2026-05-24T10:00:00Z', { externalId: 'BBB-1' });
    const { body: recorded } = await server.batch(phone.token, [sample]).expect(200);
    const other = heartRate(75, '2026-05-24T10:00:00Z', { externalId: 'BBB-1' });
    const { body } = await server.batch(phone.token, [other]).expect(207);
    const measurementId = measurementIdOf(recorded.items[0]);
    expect(body.items[0]).toMatchObject({
      code: 'external_id_conflict',
      measurementId,
      value: 70,
      revision: 1,
    });
  });

  it.each([
    ['no JSON', '{"items": [', 400, 'malformed_json'],
    ['no object', '[]', 400, 'invalid_request'],
    ['null', 'null', 400, 'invalid_request'],
    ['an object without items', '{}', 400, 'invalid_request'],
    ['items that are no array', '{"items": {"0": 1}}', 400, 'invalid_request'],
    ['no items', '{"items": []}', 400, 'invalid_request'],
    ['501 items', JSON.stringify({ items: Array.from({ length: 501 }, () => ({})) }), 413, 'batch_too_large'],
    ['more than 1 MiB', JSON.stringify({ items: ['x'.repeat(1_048_576)] }), 413, 'batch_too_large'],
  ])('fails as a whole only for %s', async (_, text, status, code) => {
    const test = server.send('post', '/api/measurements/batch', phone.token);
    const { body } = await test.set('content-type', 'application/json').send(text);
    expect(body).toMatchObject({ status, code });
  });

  it('leaves the day to the client, and what stands beside the items out of account', async () => {
    const item = heartRate(60, '2026-05-01T08:00:00Z', { localDate: '1999-01-01' });
    const total = stepsTotal(100, '2020-01-01', { startAt: '2026-05-01T08:00:00Z' });
    const body = { items: [item, total], comment: 'from the attic' };
    await server.send('post', '/api/measurements/batch', phone.token, body).expect(200);
    for (const [date, type] of [
      ['1999-01-01', 'heart_rate'],
      ['2020-01-01', 'steps'],
    ]) {
      const { body: day } = await server.get(`/api/days/${date}`, phone.token).expect(200);
      expect(day.items).toMatchObject([{ type }]);
    }
  });

  it('keeps one subject’s ids apart from another’s', async () => {
    const item = stepsTotal(300);
    const other = await server.newSubject();
    await server.batch(phone.token, [item]).expect(200);
    const { body } = await server.batch(other.token, [{ ...item, value: 999 }]).expect(200);
    expect(body.items[0]).toMatchObject({ status: 'created', value: 999 });
    const { body: day } = await server.get('/api/days/2026-05-24', phone.token).expect(200);
    expect(day.items[0]?.value).toBe(300);
  });
});
