import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { apiUnderTest, type ApiUnderTest, type TestCaller } from './support/api-under-test.js';
import { answerTo } from './support/raw-connection.js';

const TIMEOUT_MS = 400;

describe('a request that does not arrive as HTTP asks', () => {
  let server: ApiUnderTest;
  let phone: TestCaller;

  beforeAll(async () => {
    server = await apiUnderTest({ requestTimeoutMs: TIMEOUT_MS });
    phone = await server.newSubject();
  });
  afterAll(() => server.close());

  const write = (more: string): string =>
    `POST /api/measurements/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${phone.token}\r\n` +
    `Content-Type: application/json\r\n${more}`;

  const connected = (): Socket => {
    const { hostname, port } = new URL(server.url);
    return connect(Number(port), hostname);
  };

  /** Sends nonsense behind the first of what comes, and returns all of it when the connection has been closed. */
  const answersBeforeNonsense = (socket: Socket): Promise<string> => {
    socket.once('data', () => socket.write('nonsense\r\n\r\n'));
    return new Promise((resolve) => {
      let received = '';
      socket.on('data', (chunk) => (received += chunk.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        resolve(received);
      });
    });
  };

  it.each([
    ['never comes', () => undefined],
    [
      'drips',
      (socket: NodeJS.WritableStream) => {
        const drip = setInterval(() => socket.write(' '), 100);
        socket.on('close', () => {
          clearInterval(drip);
        });
      },
    ],
  ] as const)('is told so when the rest of its body %s, and is its client’s failure', async (how, after) => {
    const id = `slow-${how.length}`;
    const bytes = write(`X-Request-Id: ${id}\r\nContent-Length: 50\r\n\r\n{`);
    const begun = performance.now();
    const { head, problem } = await answerTo(server.url, bytes, after);
    expect(performance.now() - begun).toBeGreaterThan(TIMEOUT_MS - 20);
    expect(head).toMatch(/^HTTP\/1.1 408 /u);
    expect(head).toMatch(/^connection: close\r$/imu);
    expect(problem).toMatchObject({ code: 'request_timeout', retryable: true, requestId: id });
    expect(await server.linesOf(id)).toMatchObject([
      { level: 'info', status: 408, problem: 'request_timeout' },
    ]);
  });

  it('is its client’s failure when the client goes away within the body', async () => {
    const socket = connected();
    // The server has the head when it asks for the body.
    socket.write(write('X-Request-Id: gone\r\nExpect: 100-continue\r\nContent-Length: 50\r\n\r\n{'));
    await once(socket, 'data');
    socket.destroy();
    expect(await server.linesOf('gone')).toMatchObject([
      { level: 'info', status: 400, problem: 'bad_request' },
    ]);
  });

  it('has one answer and one line when its body stops being HTTP', async () => {
    const bytes = write('X-Request-Id: chunk\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n');
    const { problem } = await answerTo(server.url, bytes);
    expect(problem).toMatchObject({ status: 400, code: 'bad_request', requestId: 'chunk' });
    expect(await server.linesOf('chunk')).toMatchObject([
      { level: 'info', status: 400, problem: 'bad_request' },
    ]);
  });

  it.each([
    ['no Host', 'GET /api/days HTTP/1.1\r\nConnection: close\r\n\r\n', /Host/u],
    ['two Hosts', 'GET /api/days HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n', /one Host/u],
    [
      'an expectation that nobody knows',
      'GET /api/days HTTP/1.1\r\nHost: x\r\nExpect: 200-ok\r\nConnection: close\r\n\r\n',
      /Expect/u,
    ],
    ['a tunnel for its aim', 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n', /CONNECT/u],
  ])('is answered with a problem and a line in the log: with %s', async (_, bytes, detail) => {
    const { head, problem } = await answerTo(server.url, bytes);
    expect(head).toMatch(/^HTTP\/1.1 400 [^]*application\/problem\+json/u);
    expect(problem).toMatchObject({ code: 'bad_request', detail: expect.stringMatching(detail) as unknown });
    expect(await server.linesOf(problem.requestId)).toMatchObject([{ level: 'info', status: 400 }]);
  });

  it('adds nothing to a stream that is under way when nonsense follows it', async () => {
    const socket = connected();
    const authorization = `Authorization: Bearer ${phone.token}`;
    socket.write(`GET /api/changes/stream HTTP/1.1\r\nHost: x\r\n${authorization}\r\n\r\n`);
    const text = await answersBeforeNonsense(socket);
    expect(text.match(/HTTP\/1\.1 \d+/gu)).toEqual(['HTTP/1.1 200']);
  });

  it('is answered after those before it on its connection', async () => {
    const socket = connected();
    socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    const text = await answersBeforeNonsense(socket);
    expect(text.match(/HTTP\/1\.1 \d+/gu)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
  });

  it('still may wait for 100 Continue, and need no Host in HTTP/1.0', async () => {
    const text = '{"items":[]}';
    const bytes = write(
      `Expect: 100-Continue\r\nConnection: close\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
    );
    const answers = await Promise.all(
      [bytes, 'GET /health/live HTTP/1.0\r\n\r\n'].map(async (each) => {
        const socket = connected();
        socket.write(each);
        return (await socket.toArray()).join('');
      }),
    );
    expect(answers[0]).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 400 [^]*"invalid_request"/u);
    expect(answers[1]).toMatch(/^HTTP\/1.1 200 /u);
  });
});
