import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { heartRate, manualSteps, mutationId, stepsTotal } from './support/items.js';
import { measurementIdOf } from './support/sent.js';

describe('a single measurement', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest();
  });
  beforeEach(async () => {
    phone = await server.newSubject();
  });
  afterAll(() => server.close());

  const post = (item: object) => server.send('post', '/api/measurements', phone.token, item);
  const patch = (id: string, body: object) =>
    server.send('patch', `/api/measurements/${id}`, phone.token, body);

  it('is created with 201 and its place, and answered 200 when it comes again', async () => {
    const item = heartRate(60);
    const { body, headers } = await post(item).expect(201);
    expect(headers['location']).toBe(`/api/measurements/${body.measurementId}`);
    const { body: record, headers: read } = await server
      .get(headers['location'] ?? '', phone.token)
      .expect(200);
    expect(record).toMatchObject({
      id: item['id'],
      value: 60,
      unit: '/min',
      state: 'live',
      actor: phone.userId,
    });
    expect(read['etag']).toBe('"1"');
    const { body: again } = await post(item).expect(200);
    expect(again).toMatchObject({ status: 'duplicate', measurementId: body.measurementId });
    const { body: otherwise } = await post({ ...item, value: 61 }).expect(200);
    expect(otherwise).toMatchObject({ status: 'duplicate', differs: true, value: 60 });
  });

  it('is refused with 422, and with 409 where it conflicts, verdict included', async () => {
    const { body: refused } = await post(heartRate(9_000)).expect(422);
    expect(refused).toMatchObject({ code: 'value_out_of_range', errors: [{ pointer: '/value' }] });
    const sample = heartRate(60, '2026-05-24T08:00:00Z', { externalId: 'A-1' });
    await post(sample).expect(201);
    const other = { ...sample, id: mutationId(), value: 61 };
    const { body: conflict } = await post(other).expect(409);
    expect(conflict).toMatchObject({ code: 'external_id_conflict', verdict: { value: 60, revision: 1 } });
  });

  it('is corrected when it is manual, and its revisions say so', async () => {
    const { body: recorded } = await post(heartRate(60, '2026-05-24T08:00:00Z', { source: 'manual' })).expect(
      201,
    );
    const measurementId = measurementIdOf(recorded);
    const { body } = await patch(measurementId, { id: mutationId(), value: 64 }).expect(200);
    expect(body).toMatchObject({ status: 'updated', value: 64, revision: 2 });
    const { body: revisions } = await server.get(`/api/measurements/${measurementId}/revisions`, phone.token);
    expect(revisions.items).toMatchObject([
      { value: 60 },
      { event: 'MeasurementCorrected', value: 64, previousValue: 60 },
    ]);
    const { body: device } = await post(heartRate(60)).expect(201);
    const { body: refused } = await patch(measurementIdOf(device), { id: mutationId(), value: 1 }).expect(
      422,
    );
    expect(refused.code).toBe('not_correctable');
  });

  it('is corrected only at the revision that If-Match names, but a replay is recognised first', async () => {
    const { body: recorded } = await post(manualSteps(9_000)).expect(201);
    const measurementId = measurementIdOf(recorded);
    const correction = { id: mutationId(), value: 9_100 };
    await patch(measurementId, correction).set('if-match', '"1"').expect(200);
    const { body: lost } = await patch(measurementId, { id: mutationId(), value: 1 })
      .set('if-match', '"1"')
      .expect(412);
    expect(lost).toMatchObject({ code: 'revision_mismatch', verdict: { revision: 2, value: 9_100 } });
    const { body: replay } = await patch(measurementId, correction).set('if-match', '"1"').expect(200);
    expect(replay.status).toBe('duplicate');
    await patch(measurementId, { id: mutationId(), value: 1 }).set('if-match', 'three').expect(400);
  });

  it('that nobody knows cannot be corrected, nor one of somebody else', async () => {
    const stranger = await server.newSubject();
    const { body: theirs } = await server
      .send('post', '/api/measurements', stranger.token, manualSteps(1))
      .expect(201);
    const [unknown, foreign] = await Promise.all([
      patch('0197f0c4-7e1a-7b3c-9f00-2d4c6a8e0b1d', { id: mutationId(), value: 2 }).expect(404),
      patch(measurementIdOf(theirs), { id: mutationId(), value: 2 }).expect(404),
    ]);
    expect(unknown.body.code).toBe(foreign.body.code);
    expect(unknown.body.detail).toBe(foreign.body.detail);
    await patch('today', { id: mutationId(), value: 2 }).expect(404);
  });

  it('is retracted with a mutation id in the body or in the query, and not without', async () => {
    const path = async () =>
      `/api/measurements/${measurementIdOf((await post(heartRate(60)).expect(201)).body)}` as const;
    const [first, second] = [await path(), await path()];
    const { body } = await server.send('delete', first, phone.token, { id: mutationId() }).expect(200);
    expect(body).toMatchObject({ status: 'updated', state: 'retracted', value: null });
    await server.send('delete', `${second}?id=${mutationId()}`, phone.token).expect(200);
    const { body: refused } = await server.send('delete', second, phone.token).expect(422);
    expect(refused).toMatchObject({ code: 'required', errors: [{ pointer: '/id' }] });
    const { body: left } = await server.get('/api/measurements', phone.token).expect(200);
    expect(left.items).toEqual([]);
    const { body: record } = await server.get(first, phone.token).expect(200);
    expect(record.state).toBe('retracted');
  });

  it('takes no other words than its own in path and body', async () => {
    const { body: recorded } = await post(manualSteps(9_000)).expect(201);
    const { body } = await patch(measurementIdOf(recorded), {
      id: mutationId(),
      value: 1,
      retract: true,
    }).expect(400);
    expect(body.errors).toMatchObject([{ pointer: '/retract', code: 'unexpected_field' }]);
  });

  it('is listed newest day first, page by page, by type and day', async () => {
    const days = ['2026-05-21', '2026-05-22', '2026-05-23', '2026-05-24'];
    await server
      .batch(phone.token, [...days.map((date) => stepsTotal(100, date)), heartRate(60)])
      .expect(200);
    const { body: first } = await server.get('/api/measurements?type=steps&limit=3', phone.token).expect(200);
    const dates = first.items.map(({ localDate }) => localDate);
    expect(dates).toEqual(['2026-05-24', '2026-05-23', '2026-05-22']);
    const rest = `/api/measurements?type=steps&limit=3&after=${encodeURIComponent(first.next ?? '')}`;
    const { body: second } = await server.get(rest, phone.token).expect(200);
    expect(second).toEqual({ items: [expect.objectContaining({ localDate: '2026-05-21' })] });
    const named = '/api/measurements?type=HKQuantityTypeIdentifierHeartRate&from=2026-05-24&to=2026-05-24';
    expect((await server.get(named, phone.token).expect(200)).body.items).toHaveLength(1);
    const { body: unknown } = await server.get('/api/measurements?type=luck', phone.token).expect(400);
    expect(unknown.errors).toMatchObject([{ pointer: '?type', code: 'unknown_type' }]);
    await server.get('/api/measurements?after=garbage', phone.token).expect(400);
  });
});
