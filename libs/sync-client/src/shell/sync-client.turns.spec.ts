import type { BatchItem, RecordItem, WireVerdict } from '@daybook/contract';
import { FakeDevice } from '../../test/fake-environment.js';
import { openClient } from '../../test/open-client.js';
import { json, problem, ScriptedServer } from '../../test/scripted-server.js';
import { memoryStorage } from '../storage/memory-storage.js';
import type { OpenStorage } from '../storage/storage.js';
import type { ClientEvent } from './client-event.js';
import type { ClientOptions } from './client-options.js';
import { importAll } from './import-all.js';
import type { SyncClient } from './sync-client.js';

const TODAY = '2026-05-24';
const STEPS = { type: 'steps', date: TODAY };

describe('another turn of a mutation', () => {
  let device: FakeDevice;
  let server: ScriptedServer;
  let storage: OpenStorage;
  let events: ClientEvent[];
  let client: SyncClient;

  const open = (options: Partial<ClientOptions> = {}): SyncClient =>
    openClient({ device, storage, hear: (event) => events.push(event) }, options);
  const asked = (path: string): number => device.requests.filter(({ url }) => url.includes(path)).length;

  beforeEach(() => {
    device = new FakeDevice();
    server = new ScriptedServer(device);
    storage = memoryStorage();
    events = [];
  });

  afterEach(async () => {
    await client.close();
    await device.settle();
  });

  it('comes after 2, 4, 8, 16 and 32 s, also while the whole server is away, and then no more', async () => {
    client = open({ retry: { delaysMs: [2_000, 4_000, 8_000, 16_000, 32_000], jitter: 0 } });
    await device.settle();
    const at: number[] = [];
    server.script('measurements/batch', () => {
      at.push(device.steadyMs);
      return problem(503, 'unavailable');
    });
    for (const path of ['sync/status', 'changes', 'changes/stream'])
      server.script(path, () => problem(503, 'unavailable'));
    server.streams.at(-1)?.end();
    await client.overwriteTotal({ ...STEPS, value: 1 });
    await device.advance(300_000);
    expect(at.map((ms, i) => (ms - (at[i - 1] ?? ms)) / 1_000)).toEqual([0, 2, 4, 8, 16, 32]);
  });

  it('ends in the list of what failed, once, while the server is gone for good', async () => {
    client = open();
    await device.settle();
    device.answer = () => Promise.reject(new TypeError('no network'));
    server.streams.at(-1)?.end();
    await client.overwriteTotal({ ...STEPS, value: 1 });
    await device.advance(600_000);
    expect(events.filter(({ type }) => type === 'failed')).toHaveLength(1);
    expect((await client.queue()).failed.count).toBe(1);
    expect(asked('measurements/batch')).toBe(6);
  });

  it('is given when somebody looks while changes are caught up with', async () => {
    client = open();
    await device.settle();
    server.script('measurements/batch', () => problem(503, 'unavailable'));
    await client.overwriteTotal({ ...STEPS, value: 1 });
    await device.advance(120_000);
    expect((await client.queue()).failed.count).toBe(1);
    let answer: ((response: Response) => void) | undefined;
    server.heal();
    server.script('changes', () => new Promise((resolve) => (answer = resolve)));
    server.streams.at(-1)?.end();
    await device.settle();
    expect(client.status.phase).toBe('catching_up');
    await client.syncNow();
    await device.settle();
    answer?.(json(server.page(0)));
    server.heal();
    await device.advance(60_000);
    const queue = await client.queue();
    expect([queue.failed.count, queue.pending.count]).toEqual([0, 0]);
  });

  it('is given when another tab is started', async () => {
    const shared: OpenStorage = async (subject) => ({ ...(await storage(subject)), sharedAs: 'x' });
    client = open({ storage: shared });
    await device.settle();
    server.script('measurements/batch', () => problem(503, 'unavailable'));
    await client.overwriteTotal({ ...STEPS, value: 1 });
    await device.advance(120_000);
    expect((await client.queue()).failed.count).toBe(1);
    server.heal();
    const other = open({ storage: shared });
    await device.advance(5_000);
    const { failed } = await client.queue();
    await other.close();
    expect(failed.count).toBe(0);
  });

  it('is given once by hand to more than a portion of what was rejected', async () => {
    client = open();
    await device.settle();
    const reject = async (request: Request): Promise<Response> => {
      const { items } = (await request.json()) as { items: BatchItem[] };
      server.batches.push(items);
      const facts = { status: 'rejected', code: 'invalid_value', retryable: false, detail: '', pointer: '' };
      return server.verdicts(
        items.map(({ id }, index) => ({ index, id, ...facts }) as unknown as WireVerdict),
      );
    };
    server.script('measurements/batch', reject);
    const record = { type: 'steps', source: 'manual', startAt: '2026-05-24T08:00:00Z', value: 1 };
    await client.recordAll(Array.from({ length: 501 }, () => record));
    await device.settle();
    await device.settle();
    expect((await client.queue()).failed.count).toBe(501);
    server.batches.length = 0;
    let over = false;
    void client.retry().then(() => (over = true));
    for (let i = 0; i < 20; i++) await device.settle();
    expect(server.batches.flat().length).toBe(501);
    expect(over).toBe(true);
  });

  it('comes no sooner than Retry-After says, whoever looks', async () => {
    client = open();
    await device.settle();
    server.script('measurements/batch', () => problem(429, 'rate_limited', { retryAfter: 50 }));
    await client.overwriteTotal({ ...STEPS, value: 1 });
    await device.advance(5_000);
    device.signal('shown');
    await device.advance(5_000);
    device.signal('online');
    await device.advance(5_000);
    expect(asked('measurements/batch')).toBe(1);
    server.heal();
    await device.advance(50_000);
    expect(asked('measurements/batch')).toBe(2);
  });

  it('comes no sooner than the date in Retry-After, by the clock of who said it', async () => {
    client = open();
    await device.settle();
    device.wallMs += 86_400_000;
    server.aheadMs = -86_400_000;
    const headers = (): Record<string, string> => ({
      date: new Date(server.nowMs()).toUTCString(),
      'retry-after': new Date(server.nowMs() + 50_000).toUTCString(),
    });
    server.script('measurements/batch', () => new Response('slow down', { status: 429, headers: headers() }));
    await client.overwriteTotal({ ...STEPS, value: 1 });
    await device.advance(49_000);
    expect(asked('measurements/batch')).toBe(1);
    server.heal();
    await device.advance(2_000);
    expect(asked('measurements/batch')).toBe(2);
  });

  it.each([
    ['the server refuses for now, whatever the status', 409, true],
    ['fails by a 5xx, whatever its problem says', 500, false],
    ['comes too often, whatever its problem says', 429, false],
  ])('is given to what %s', async (_, status, retryable) => {
    client = open();
    await device.settle();
    server.script('measurements/batch', () => problem(status, 'later', { retryable }));
    const key = await client.overwriteTotal({ ...STEPS, value: 1 });
    await device.advance(1_000);
    server.heal();
    await device.advance(5_000);
    expect(await client.settled(key)).toMatchObject({ status: 'created' });
  });

  it('is told of, although the time cannot be asked after a verdict of the future', async () => {
    client = open();
    await device.settle();
    server.script('measurements/batch', async (request) => {
      const { items } = (await request.json()) as { items: BatchItem[] };
      server.script('sync/status', () => problem(503, 'unavailable'));
      const [first, second] = items as [BatchItem, BatchItem];
      return server.verdicts([
        {
          index: 0,
          id: first.id,
          status: 'created',
          measurementId: first.id,
          revision: 1,
          state: 'live',
          mutationId: first.id,
        },
        {
          index: 1,
          id: second.id,
          status: 'rejected',
          code: 'future_timestamp',
          retryable: true,
          detail: '',
          pointer: '',
        },
      ] as never);
    });
    const record = { type: 'steps', source: 'manual', startAt: '2026-05-24T08:00:00Z' };
    const { keys } = await client.recordAll([
      { ...record, value: 1 },
      { ...record, value: 2 },
    ]);
    events = [];
    await client.settled(keys[0] as string);
    await device.settle();
    const settledAt = events.findIndex(({ type }) => type === 'settled');
    expect(settledAt).toBeGreaterThan(-1);
    expect(events.slice(settledAt).map(({ type }) => type)).toContain('queue');
  });

  it('is given by hand at once, whatever pause is still to pass', async () => {
    client = open();
    await device.settle();
    server.script('measurements/batch', () => problem(503, 'unavailable'));
    const key = await client.overwriteTotal({ ...STEPS, value: 1 });
    await device.advance(80_000);
    expect((await client.queue()).failed.count).toBe(1);
    expect(client.status.nextSendAt).toBeGreaterThan(device.wallMs);
    server.heal();
    await client.retry(key);
    await device.settle();
    expect(await client.settled(key)).toMatchObject({ status: 'created' });
  });

  it('is waited for by no import: what the server may accept later is named, and stays in the outbox', async () => {
    client = open();
    server.script('measurements/batch', async (request) => {
      const { items } = (await request.json()) as { items: RecordItem[] };
      const facts = { status: 'rejected', code: 'unknown_type', retryable: true, pointer: '/type' };
      const verdicts = items.map(({ id, type }, index) =>
        type === 'stepz' ? { index, id, ...facts, detail: 'no such type' } : { index, id, status: 'created' },
      );
      return server.verdicts(verdicts as unknown as WireVerdict[]);
    });
    const id = '0197f0c4-aaaa-7000-8000-000000000001';
    const unknown = { id, type: 'stepz', value: 1, source: 'import' };
    const records = [{ type: 'steps', value: 0, source: 'import' }, unknown, unknown];
    const told: unknown[] = [];
    const onRejected = (...args: unknown[]): unknown => told.push(args);
    const result = await importAll(client, records, { onRejected });
    expect(result).toEqual({ read: 3, settled: 3, rejected: 2 });
    expect(told).toEqual([
      [unknown, 'no such type'],
      [unknown, 'no such type'],
    ]);
    expect((await client.queue()).pending.count).toBe(1);
    expect(events).toContainEqual(expect.objectContaining({ type: 'put_off' }));
    // Run again it ends again, and does not wait until that one is due.
    await device.advance(60_000);
    expect(await importAll(client, [unknown])).toEqual({ read: 1, settled: 1, rejected: 1 });
  });
});
