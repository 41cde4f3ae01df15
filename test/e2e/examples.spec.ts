import { readFileSync } from 'node:fs';
import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';

interface Operation {
  readonly operationId: string;
  readonly requestBody?: { content: { 'application/json': { examples: { example: { value: object } } } } };
  readonly responses: Record<string, { content?: { 'application/json'?: { example: object } } }>;
}

const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
};

function operation(name: string): Operation {
  const all = Object.values(paths).flatMap((methods) => Object.values(methods));
  const found = all.find(({ operationId }) => operationId === name);
  if (!found) throw new Error(`no operation is called ${name}`);
  return found;
}

function sent(name: string): object {
  return operation(name).requestBody?.content['application/json'].examples.example.value ?? {};
}

/** What no two servers answer alike. */
const SERVERS_OWN = new Set(['actor', 'cursor', 'next', 'recordedAt', 'seq', 'updatedAt']);

function answered(name: string, status: number): object {
  const example = operation(name).responses[status]?.content?.['application/json']?.example;
  if (!example) throw new Error(`${name} has no example of ${status}`);
  return JSON.parse(JSON.stringify(example), (key, value: unknown) => {
    return SERVERS_OWN.has(key) ? undefined : value;
  }) as object;
}

interface Total {
  readonly id: string;
  readonly localDate: string;
}

describe('the examples of the API’s document', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;
  const { items } = sent('recordBatch') as { items: [Total, { id: string; measurementId: string }] };
  const [total, retraction] = items;
  const morning = '019e5891-a300-7a31-9d2f-6b1f0c3a5e01';

  beforeAll(async () => {
    server = await apiUnderTest();
    phone = await server.newSubject();
    const heartRate = {
      id: retraction.measurementId,
      type: 'heart_rate',
      value: 61,
      startAt: '2026-05-24T06:00:00Z',
      source: 'healthkit',
    };
    await server.batch(phone.token, [{ ...total, id: morning, value: 300 }, heartRate]).expect(200);
  });
  afterAll(() => server.close());

  it('are what a batch is answered, in full and in part', async () => {
    const { body } = await server
      .send('post', '/api/measurements/batch', phone.token, sent('recordBatch'))
      .expect(200);
    expect(body).toMatchObject(answered('recordBatch', 200));
    const tooMany = { ...total, id: retraction.id.replace(/.$/u, 'b'), value: 200_001 };
    const { body: partly } = await server.batch(phone.token, [total, tooMany]).expect(207);
    const example = answered('recordBatch', 207) as { items: [object, object] };
    expect(partly).toMatchObject({
      ...example,
      items: [example.items[0], { ...example.items[1], id: tooMany.id }],
    });
  });

  it('are what the reading routes answer', async () => {
    const { items } = answered('listMeasurements', 200) as { items: [{ id: string }] };
    const path = `/api/measurements/${items[0].id}` as const;
    const { body } = await server.get(path, phone.token).expect(200);
    expect(body).toMatchObject(answered('findMeasurement', 200));
    expect(body).toMatchObject(items[0]);
    const { body: revisions } = await server.get(`${path}/revisions`, phone.token).expect(200);
    const [newest] = (answered('listRevisions', 200) as { items: object[] }).items;
    expect(revisions.items.at(-1)).toMatchObject(newest ?? {});
    const manual = {
      ...total,
      id: retraction.id.replace(/.$/u, 'c'),
      value: 9_100,
      source: 'manual',
      sourceDevice: null,
    };
    await server.batch(phone.token, [manual]).expect(200);
    const { body: days } = await server.get(`/api/days/${total.localDate}`, phone.token).expect(200);
    expect(days).toMatchObject(answered('readDay', 200));
  });

  it('are what one item by itself is answered, new and again', async () => {
    const { token } = await server.newSubject();
    for (const status of [201, 200]) {
      const { body } = await server
        .send('post', '/api/measurements', token, sent('recordMeasurement'))
        .expect(status);
      expect(body).toMatchObject(answered('recordMeasurement', status));
    }
  });

  it('are what a correction and a retraction are answered', async () => {
    const { measurementId } = answered('correctMeasurement', 200) as { measurementId: string };
    const { body: corrected } = await server
      .send('patch', `/api/measurements/${measurementId}`, phone.token, sent('correctMeasurement'))
      .expect(200);
    expect(corrected).toMatchObject(answered('correctMeasurement', 200));
    const other = await server.newSubject();
    const sample = { id: retraction.measurementId, type: 'heart_rate', value: 61, source: 'healthkit' };
    await server.batch(other.token, [{ ...sample, startAt: '2026-05-24T06:00:00Z' }]).expect(200);
    const { body: retracted } = await server
      .send('delete', `/api/measurements/${sample.id}`, other.token, sent('retractMeasurement'))
      .expect(200);
    expect(retracted).toMatchObject(answered('retractMeasurement', 200));
  });

  it.each([
    ['ingestSteps', '/api/ingest/steps', 'steps'],
    ['ingestSleep', '/api/ingest/sleep', 'sleep_records'],
  ] as const)('are what an ingest is answered, in full and in part: %s', async (name, path, list) => {
    const { userId, token } = await server.newSubject();
    const { [list]: records = [], ...body } = sent(name) as Partial<Record<string, object[]>>;
    const of = (more: object[]) => ({ ...body, client_id: userId, [list]: [...records, ...more] });
    const whole = await server.send('post', path, token, of([])).expect(200);
    expect(whole.body).toEqual(answered(name, 200));
    const partly = await server
      .send('post', path, token, of([{ ...records[0], date: '2026-02-31' }]))
      .expect(207);
    expect(partly.body).toEqual(answered(name, 207));
  });

  it('are what a metric and an order of one’s own are answered', async () => {
    for (const status of [201, 200]) {
      const { body } = await server
        .send('post', '/api/metric-types', phone.token, { ...sent('defineMetricType') })
        .expect(status);
      expect(body).toMatchObject(answered('defineMetricType', status));
    }
    const { body } = await server
      .send('put', '/api/source-order', phone.token, sent('setSourceOrder'))
      .expect(200);
    expect(body).toMatchObject(answered('setSourceOrder', 200));
    const { body: order } = await server.get('/api/source-order', phone.token).expect(200);
    expect(order).toMatchObject(answered('readSourceOrder', 200));
  });
});
