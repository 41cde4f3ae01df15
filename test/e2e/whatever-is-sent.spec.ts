import { connect } from 'node:net';
import fc from 'fast-check';
import { PROBLEMS, type BatchResponse, type Problem, type ProblemCode } from '@daybook/contract';
import { verifyChain } from '@daybook/event-log';
import { verifyProjections } from '@daybook/projections';
import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { OPERATIONS } from './support/conformance.js';
import { heartRate, mutationId, stepsTotal } from './support/items.js';
import { jsonText, oddText, oddValue } from './support/odd-values.js';

const MEMBERS = [
  ...['id', 'type', 'value', 'unit', 'startAt', 'endAt', 'localDate', 'timeZone', 'externalId', 'source'],
  ...['sourceDevice', 'stage', 'details', 'measurementId', 'retract', '__proto__', 'constructor', 'a/b~c'],
  ...[
    'items',
    'sources',
    'code',
    'name',
    'kind',
    'client_id',
    'steps',
    'sleep_records',
    'date',
    'total_steps',
  ],
];

const SOUND = [
  () => heartRate(60),
  () => stepsTotal(300),
  () => ({ id: mutationId(), measurementId: mutationId(), value: 5 }),
  () => ({ id: mutationId(), retract: true, measurementId: mutationId() }),
  () => ({ ...heartRate(70), type: 'body_mass', unit: 'kg', source: 'manual', details: { a: [1] } }),
] as const;

/** Some members of an object, and what stands in their places; what is not an object is sent as it is. */
const oddMembers = fc.array(fc.tuple(fc.constantFrom(...MEMBERS), oddValue), { minLength: 1, maxLength: 3 });

function oddObject(sound: object, odd: readonly (readonly [string, unknown])[]): string {
  const others = Object.entries(sound).filter(([name]) => !odd.some(([each]) => each === name));
  return `{${[...others, ...odd].map(([name, value]) => `${JSON.stringify(name)}:${jsonText(value)}`).join(',')}}`;
}

/** As a browser spells it in an address, which knows no lone surrogates. */
function inUrl(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

/** The law of the server's front (docs/protocol.md, P1 and P2), held against what only chance comes upon. */
describe('whatever is sent', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest();
    phone = await server.newSubject();
  });
  afterAll(() => server.close());

  const send = async (method: string, path: string, body?: string, headers: Record<string, string> = {}) => {
    const response = await fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${phone.token}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(20_000),
    });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    };
  };

  it('to a batch has a verdict for each item, and its neighbours are kept', async () => {
    const item = fc
      .tuple(fc.nat(SOUND.length - 1), oddMembers)
      .map(([at, odd]) => oddObject(SOUND[at]?.() ?? {}, odd));
    const property = fc.asyncProperty(
      fc.array(fc.oneof({ weight: 9, arbitrary: item }, oddValue.map(jsonText)), { maxLength: 6 }),
      async (odd) => {
        const sound = (): string => jsonText(heartRate(60));
        const { status, text } = await send(
          'POST',
          '/api/measurements/batch',
          `{"items":[${[sound(), ...odd, sound()].join(',')}]}`,
        );
        expect([200, 207]).toContain(status);
        const { items } = JSON.parse(text) as BatchResponse;
        expect(items.map(({ index }) => index)).toEqual([...odd.keys(), odd.length, odd.length + 1]);
        expect([items[0]?.status, items.at(-1)?.status]).toEqual(['created', 'created']);
        for (const verdict of items) {
          if (verdict.status !== 'rejected') continue;
          expect(PROBLEMS[verdict.code].retryable).toBe(verdict.retryable);
          expect(verdict.pointer).toMatch(new RegExp(`^/items/${verdict.index}(/|$)`, 'u'));
          expect(verdict.detail.length).toBeGreaterThan(10);
        }
      },
    );
    await fc.assert(property, { numRuns: 150 });
  });

  function expectAnswer({ status, type, text }: Awaited<ReturnType<typeof send>>): void {
    expect(status).toBeLessThan(500);
    if (status < 400) return;
    expect(type).toBe('application/problem+json');
    const problem = JSON.parse(text) as Problem;
    expect(problem).toMatchObject({
      status,
      code: expect.any(String) as string,
      retryable: expect.any(Boolean) as boolean,
    });
    expect(PROBLEMS).toHaveProperty(problem.code satisfies ProblemCode);
    expect(problem.detail.length).toBeGreaterThan(10);
    if (status !== 422 && problem.code !== 'invalid_request') return;
    expect(problem.errors?.length).toBeGreaterThan(0);
    for (const { pointer, detail } of problem.errors ?? []) expect(pointer + detail).toMatch(/\S{3}/u);
  }

  it('to any route has an answer, which names the field and the remedy if it is a refusal', async () => {
    const routes = OPERATIONS.filter(
      ([method, path]) => !path.endsWith('/stream') && !(method === 'DELETE' && path === '/api/session'),
    );
    const segment = fc.oneof(fc.constantFrom('2026-05-24', mutationId()), oddText);
    const parameter = fc.constantFrom(
      'type',
      'from',
      'to',
      'limit',
      'after',
      'cursor',
      'entities',
      'latest',
      'asOf',
      'date',
      'id',
      '__proto__',
      'x',
    );
    const request = fc.record({
      route: fc.constantFrom(...routes),
      segment,
      query: fc.array(fc.tuple(parameter, oddText), { maxLength: 3 }),
      body: fc.oneof(
        oddMembers.map((odd) => oddObject({ id: mutationId() }, odd)),
        oddValue.map(jsonText),
        oddText,
      ),
    });
    const property = fc.asyncProperty(
      request,
      async ({ route: [method, template], segment, query, body }) => {
        const path = template
          .replace('{userId}', phone.userId)
          .replaceAll(/\{\w+\}/gu, () => inUrl(segment) || 'x');
        const said = query.map(([name, value]) => `${name}=${inUrl(value)}`).join('&');
        const hasBody = method !== 'GET' && method !== 'DELETE';
        expectAnswer(await send(method, said === '' ? path : `${path}?${said}`, hasBody ? body : undefined));
      },
    );
    await fc.assert(property, { numRuns: 500 });
  });

  it('as bytes is answered in HTTP, and the connection ends', async () => {
    const head = (): string => `Host: x\r\nAuthorization: Bearer ${phone.token}\r\nConnection: close\r\n`;
    const body = `{"items":[]}`;
    const sound = [
      () => `GET /api/days/2026-05-24 HTTP/1.1\r\n${head()}\r\n`,
      () =>
        `POST /api/measurements/batch HTTP/1.1\r\n${head()}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      () =>
        `POST /api/measurements HTTP/1.1\r\n${head()}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    ] as const;
    const { hostname, port } = new URL(server.url);
    const bytes = fc
      .tuple(
        fc.nat(sound.length - 1),
        fc.array(fc.tuple(fc.nat(400), fc.nat(12), oddText), { minLength: 1, maxLength: 3 }),
      )
      .map(([at, wounds]) => {
        let text = sound[at]?.() ?? '';
        for (const [from, length, odd] of wounds) {
          const place = from % (text.length + 1);
          text = text.slice(0, place) + odd.slice(0, 20) + text.slice(place + length);
        }
        return text;
      });
    const property = fc.asyncProperty(bytes, async (text) => {
      const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
      // Nothing more will come, so that what is not whole cannot wait for its rest.
      socket.end(Buffer.from(text, 'latin1'));
      const answer = (await socket.toArray()).join('');
      if (text !== '') expect(answer).toMatch(/^HTTP\/1\.1 [1234]\d\d /u);
    });
    await fc.assert(property, { numRuns: 200 });
  });

  it('leaves a log that holds, projections that equal it, and no failure of the server behind', async () => {
    expect((await verifyChain(server.owner, phone.userId)).fault).toBeNull();
    expect((await verifyProjections(server.owner, phone.userId)).differences).toEqual([]);
    expect(server.lines.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
  });
});
