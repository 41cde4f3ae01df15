import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ImportEvent, ImportStream } from '@daybook/importing';
import { mutationIdFrom } from '@daybook/domain';
import { BatchClient } from './batch-client.js';
import { ImportTally } from './import-tally.js';
import { runImport } from './run-import.js';

/** A network end that does as it is told, in place of a server. */
interface Network {
  readonly url: string;
  /** Bodies in the order in which they arrived. */
  readonly bodies: string[];
  readonly arrivedAt: number[];
  most: number;
  close(): Promise<void>;
}

type Answer = (body: string, attempt: number, response: ServerResponse) => void | Promise<void>;

async function network(answer: Answer): Promise<Network> {
  let inFlight = 0;
  const server = createServer((request, response) => {
    void bodyOf(request).then(async (body) => {
      inFlight += 1;
      seen.most = Math.max(seen.most, inFlight);
      seen.bodies.push(body);
      seen.arrivedAt.push(Date.now());
      const attempt = seen.bodies.filter((one) => one === body).length;
      await answer(body, attempt, response);
      inFlight -= 1;
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const seen: Network = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies: [],
    arrivedAt: [],
    most: 0,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
  return seen;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

function created(body: string, response: ServerResponse): void {
  const { items } = JSON.parse(body) as { items: { id: string }[] };
  const verdicts = items.map(({ id }, index) => ({ index, id, status: 'created' }));
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ items: verdicts }));
}

function problem(status: number, response: ServerResponse, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers).end(JSON.stringify({ detail: 'try to do better' }));
}

/** A file of so many heart rates, in pieces as a reader hands them out. */
async function* file(records: number, piece = 100): ImportStream {
  const start = Date.UTC(2026, 0, 1);
  for (let from = 0; from < records; from += piece) {
    const events: ImportEvent[] = [];
    for (let at = from; at < Math.min(records, from + piece); at += 1) {
      const random = new Uint8Array(10).fill(at & 0xff);
      const startAt = new Date(start + at * 1_000).toISOString();
      const id = mutationIdFrom(start + at * 1_000, random);
      const item = { id, type: 'heart_rate', value: 60, startAt, source: 'healthkit' };
      events.push({ kind: 'item', item, line: at + 1 });
    }
    yield events;
    await Promise.resolve();
  }
  return { bytesRead: records * 100, broken: null };
}

interface Outcome {
  readonly tally: ImportTally;
  readonly end: unknown;
  readonly waits: readonly string[];
}

async function importing(
  url: string,
  stream: ImportStream,
  { stop = new AbortController(), timeoutMs = 10_000 } = {},
): Promise<Outcome> {
  const waits: string[] = [];
  const { signal } = new AbortController();
  const client = new BatchClient({ url, token: 'dbk_x' }, signal, (wait) => waits.push(wait), timeoutMs);
  const tally = new ImportTally();
  const onProgress = () => undefined;
  return { tally, end: await runImport({ stream, client, tally, stop: stop.signal, onProgress }), waits };
}

const idsIn = (bodies: readonly string[]) =>
  bodies.flatMap((body) => (JSON.parse(body) as { items: { id: string }[] }).items.map(({ id }) => id));

describe('sending a file', () => {
  let net: Network;

  afterEach(() => net.close());

  it('sends every record once, at most 500 at a time and four batches in flight', async () => {
    net = await network(async (body, _, response) => {
      // The first answers wait for the fourth batch, and for a moment in which a fifth would come.
      while (net.most < 4) await sleep(5);
      await sleep(20);
      created(body, response);
    });
    const { tally, end } = await importing(net.url, file(5_250));
    expect(end).toEqual({ bytesRead: 525_000, broken: null });
    expect(net.bodies.length).toBe(11);
    expect(net.bodies.every((body) => idsIn([body]).length <= 500)).toBe(true);
    expect(new Set(idsIn(net.bodies)).size).toBe(5_250);
    expect(net.most).toBe(4);
    expect(tally.counts.created).toBe(5_250);
    expect(tally.daysTouched).toEqual({ count: 1, first: '2026-01-01', last: '2026-01-01' });
  });

  it('sends the very same bytes again after an overload, a crash and a broken connection', async () => {
    net = await network((body, attempt, response) => {
      if (attempt === 1) problem(503, response);
      else if (attempt === 2) problem(500, response);
      else if (attempt === 3) response.destroy();
      else created(body, response);
    });
    const { tally, waits } = await importing(net.url, file(50));
    expect(net.bodies.length).toBe(4);
    expect(new Set(net.bodies).size).toBe(1);
    expect(tally.counts.created).toBe(50);
    expect(tally.sent).toBe(50);
    expect(waits.length).toBe(3);
  });

  it('asks a server again that is silent, also when memory was cleaned up in between', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    net = await network(async (body, attempt, response) => {
      if (attempt > 1) {
        created(body, response);
        return;
      }
      await sleep(50);
      collectGarbage();
    });
    const { tally, waits } = await importing(net.url, file(10), { timeoutMs: 2_000 });
    expect(net.bodies.length).toBe(2);
    expect(waits).toEqual([expect.stringContaining('the server does not answer')]);
    expect(tally.counts.created).toBe(10);
  });

  it('waits as long as the server asks it to', async () => {
    net = await network((body, attempt, response) => {
      if (attempt === 1) problem(429, response, { 'retry-after': '1' });
      else created(body, response);
    });
    await importing(net.url, file(10));
    const [first = 0, second = 0] = net.arrivedAt;
    expect(second - first).toBeGreaterThanOrEqual(990);
  });

  it.each([
    [401, 'give another with --token'],
    [403, 'may not write for a subject'],
    [404, 'There is no Daybook at'],
    [400, 'try to do better'],
  ])('gives up at once when the server answers %i, in a sentence', async (status, sentence) => {
    net = await network((_, __, response) => {
      problem(status, response);
    });
    await expect(importing(net.url, file(10))).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(sentence) as string,
    });
    expect(net.bodies.length).toBe(1);
  });

  it('stops reading when told to, and still hears what became of what it had sent', async () => {
    const stop = new AbortController();
    net = await network(async (body, _, response) => {
      stop.abort();
      await sleep(50);
      created(body, response);
    });
    const { tally, end } = await importing(net.url, file(100_000), { stop });
    expect(end).toBeNull();
    expect(tally.sent).toBeGreaterThan(0);
    expect(tally.sent).toBeLessThan(10_000);
    expect(tally.counts.created).toBe(tally.sent);
  });
});
