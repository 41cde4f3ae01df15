import { mutationIdTime } from '@daybook/domain';
import type { BatchItem } from '@daybook/contract';
import { FakeDevice } from '../../test/fake-environment.js';
import { openClient } from '../../test/open-client.js';
import { json, problem, ScriptedServer } from '../../test/scripted-server.js';
import { memoryStorage } from '../storage/memory-storage.js';
import type { OpenStorage } from '../storage/storage.js';
import type { ClientEvent } from './client-event.js';
import { createClient } from './create-client.js';
import { importAll } from './import-all.js';
import type { SyncClient } from './sync-client.js';

const TODAY = '2026-05-24';
const STEPS = { type: 'steps', date: TODAY };

describe('the outbox', () => {
  let device: FakeDevice;
  let server: ScriptedServer;
  let storage: OpenStorage;
  let events: ClientEvent[];
  let client: SyncClient;

  const open = (): SyncClient => openClient({ device, storage, hear: (event) => events.push(event) });

  beforeEach(async () => {
    device = new FakeDevice();
    server = new ScriptedServer(device);
    storage = memoryStorage();
    events = [];
    client = open();
    await device.settle();
  });

  afterEach(async () => {
    await client.close();
  });

  const goOffline = (): void => {
    device.answer = () => Promise.reject(new TypeError('no network'));
    device.signal('offline');
  };
  const comeBack = async (): Promise<void> => {
    const { batches, seq, changes } = server;
    server = new ScriptedServer(device);
    server.batches.push(...batches);
    Object.assign(server, { seq, changes });
    device.signal('online');
    await device.settle();
  };
  const sentIds = (): string[] => server.batches.flat().map(({ id }) => id);
  const values = (): unknown[] => server.batches.flat().map((item) => ('value' in item ? item.value : null));

  it('sends a mutation at once when it can, and tells its verdict', async () => {
    const key = await client.overwriteTotal({ ...STEPS, value: 4_800 });
    expect(await client.settled(key)).toMatchObject({ status: 'created', id: key });
    expect(server.batches).toEqual([
      [{ id: key, type: 'steps', value: 4_800, source: 'manual', externalId: `stats:steps:${TODAY}` }],
    ]);
    expect((await client.queue()).pending.count).toBe(0);
  });

  it('shows a write offline at once and sends it when the network is back', async () => {
    goOffline();
    const key = await client.overwriteTotal({ ...STEPS, value: 4_800 });
    const { shown, waiting } = await client.view.day(TODAY, 'steps');
    expect(shown).toMatchObject({ value: 4_800, winner: { source: 'manual' } });
    expect(waiting.map((row) => row.key)).toEqual([key]);
    await device.advance(600_000);
    expect(sentIds()).toEqual([]);
    await comeBack();
    expect(sentIds()).toEqual([key]);
    expect(events.filter(({ type }) => type === 'drained')).toHaveLength(1);
  });

  it('survives a killed app: what was written is sent by the next start', async () => {
    goOffline();
    const key = await client.overwriteTotal({ ...STEPS, value: 4_800 });
    device.restart();
    client = open();
    await device.settle();
    expect((await client.queue()).pending).toMatchObject({ count: 1, oldestAt: device.wallMs });
    await comeBack();
    expect(new Set(sentIds())).toEqual(new Set([key]));
  });

  it('tries again after 2, 4, 8, 16 and 32 s, and then lists the mutation as failed without losing it', async () => {
    const sentAt: number[] = [];
    const began = device.steadyMs;
    server.script('measurements/batch', () => {
      sentAt.push(device.steadyMs - began);
      return Promise.reject(new TypeError('connection reset'));
    });
    const key = await client.overwriteTotal({ ...STEPS, value: 4_800 });
    await device.advance(120_000);
    expect(sentAt).toHaveLength(6);
    const pauses = sentAt.slice(1).map((at, i) => at - (sentAt[i] as number));
    pauses.forEach((pause, i) => {
      expect(pause).toBeGreaterThanOrEqual(2_000 * 2 ** i);
      expect(pause).toBeLessThanOrEqual(2_500 * 2 ** i);
    });
    const queue = await client.queue();
    expect(queue.pending.count).toBe(0);
    expect(queue.failed.mutations).toMatchObject([
      { key, problem: { cause: 'connection', code: 'unreachable' } },
    ]);
    expect(events).toContainEqual({ type: 'failed', keys: [key] });
    expect((await client.view.day(TODAY, 'steps')).failed).toHaveLength(1);

    server.heal();
    await client.retry(key);
    expect(await client.settled(key)).toMatchObject({ status: 'created' });
  });

  it('sends what failed for want of a connection again when somebody looks, without a new write', async () => {
    server.script('measurements/batch', () => problem(503, 'unavailable'));
    const key = await client.overwriteTotal({ ...STEPS, value: 4_800 });
    await device.advance(120_000);
    expect((await client.queue()).failed.count).toBe(1);
    server.heal();
    device.signal('shown');
    expect(await client.settled(key)).toMatchObject({ status: 'created' });
    expect(sentIds()).toEqual([key]);
  });

  it('remembers that somebody looked while a batch was on its way to failing for good', async () => {
    let tries = 0;
    server.script('measurements/batch', () => {
      tries++;
      // The last of the six hangs, and meanwhile the network comes back.
      return tries < 6 ? problem(503, 'unavailable') : new Promise(() => undefined);
    });
    const key = await client.overwriteTotal({ ...STEPS, value: 4_800 });
    await device.advance(100_000);
    expect(tries).toBe(6);
    server.heal();
    device.signal('shown');
    await device.advance(120_000);
    expect(await client.queue()).toMatchObject({ pending: { count: 0 }, failed: { count: 0 } });
    expect(await client.settled(key)).toMatchObject({ status: 'created' });
  });

  it('waits as long as Retry-After says, even if somebody looks meanwhile', async () => {
    let tries = 0;
    server.script('measurements/batch', () => {
      tries++;
      return problem(429, 'rate_limited', { retryAfter: 50 });
    });
    await client.overwriteTotal({ ...STEPS, value: 4_800 });
    await device.settle();
    device.signal('shown');
    await device.advance(49_000);
    expect(tries).toBe(1);
    await device.advance(1_500);
    expect(tries).toBe(2);
  });

  it('lets the others pass when one mutation is rejected for good', async () => {
    server.script('measurements/batch', async (request) => {
      const { items } = (await request.json()) as { items: BatchItem[] };
      server.batches.push(items);
      return server.verdicts(
        items.map((item, index) =>
          'value' in item && item.value === 999_999
            ? {
                index,
                id: item.id,
                status: 'rejected',
                code: 'value_out_of_range',
                retryable: false,
                detail: 'steps must be between 0 and 200000',
                pointer: `/items/${index}/value`,
              }
            : { index, id: item.id, status: 'created' },
        ),
      );
    });
    goOffline();
    const bad = await client.overwriteTotal({ ...STEPS, value: 999_999 });
    const good = await client.overwriteTotal({ type: 'body_mass', date: TODAY, value: 80 });
    device.answer = server.answer;
    device.signal('online');
    expect(await client.settled(good)).toMatchObject({ status: 'created' });
    expect(await client.settled(bad)).toMatchObject({ status: 'rejected', code: 'value_out_of_range' });
    const { failed, pending } = await client.queue();
    expect(pending.count).toBe(0);
    expect(failed.mutations).toMatchObject([
      { key: bad, problem: { cause: 'verdict', code: 'value_out_of_range', pointer: '/value' } },
    ]);
    device.signal('shown');
    await device.advance(60_000);
    expect(server.batches).toHaveLength(1);

    await client.discard(bad);
    expect((await client.queue()).failed.count).toBe(0);
  });

  it('does not use up tries on verdicts that may change', async () => {
    let newer = false;
    server.script('measurements/batch', async (request) => {
      const { items } = (await request.json()) as { items: BatchItem[] };
      if (newer) return server.accept(items);
      const [item] = items as [BatchItem];
      const facts = { index: 0, id: item.id, detail: 'unknown', pointer: '/items/0/type' };
      return server.verdicts([{ ...facts, status: 'rejected', code: 'unknown_type', retryable: true }]);
    });
    const key = await client.record({
      type: 'aura',
      value: 1,
      source: 'manual',
      startAt: '2026-05-24T08:00:00Z',
    });
    await device.advance(200_000);
    const { pending, failed } = await client.queue();
    expect([pending.count, failed.count]).toEqual([1, 0]);
    expect(pending.mutations[0]).toMatchObject({ tries: 0, problem: { code: 'unknown_type' } });
    newer = true;
    await device.advance(300_000);
    expect(await client.settled(key)).toMatchObject({ status: 'created' });
  });

  it('sends only the newest of several overwrites that waited', async () => {
    goOffline();
    const first = await client.overwriteTotal({ ...STEPS, value: 1 });
    const second = await client.overwriteTotal({ ...STEPS, value: 2 });
    const third = await client.overwriteTotal({
      type: 'HKQuantityTypeIdentifierStepCount',
      date: TODAY,
      value: 3,
    });
    const healthKit = await client.overwriteTotal({ ...STEPS, value: 4, source: 'healthkit' });
    expect(await client.settled(first)).toEqual({ status: 'replaced', by: second });
    expect(await client.settled(second)).toEqual({ status: 'replaced', by: third });
    await comeBack();
    expect(sentIds()).toEqual([third, healthKit]);
    expect(values()).toEqual([3, 4]);
  });

  it('never merges into what may be on the server already', async () => {
    server.script('measurements/batch', () => Promise.reject(new TypeError('the answer was lost')));
    const first = await client.overwriteTotal({ ...STEPS, value: 1 });
    await device.settle();
    const second = await client.overwriteTotal({ ...STEPS, value: 2 });
    server.heal();
    device.signal('online');
    await device.settle();
    expect(sentIds()).toEqual([first, second]);
  });

  it('makes ids that grow, also against a clock that is set back and from tab to tab', async () => {
    const tab = open();
    await device.settle();
    const keys: string[] = [];
    for (let i = 0; i < 30; i++) {
      if (i === 10) device.wallMs -= 86_400_000;
      const writer = i % 2 === 0 ? client : tab;
      keys.push(
        await writer.record({ type: 'steps', value: i, source: 'manual', startAt: '2026-05-24T08:00:00Z' }),
      );
    }
    expect(keys).toEqual([...keys].sort());
    expect(new Set(keys).size).toBe(30);
    await tab.close();
  });

  it('puts ids right that a wrong clock made before the server told the time', async () => {
    for (const wrongByMs of [365 * 86_400_000, -365 * 86_400_000]) {
      device = new FakeDevice(Date.UTC(2026, 4, 24, 10) + wrongByMs);
      storage = memoryStorage();
      client = open();
      await device.settle();
      const sample = { type: 'body_mass', source: 'manual', startAt: '2026-05-24T08:00:00Z' };
      const made = await client.record({ ...sample, value: 80 });
      const corrected = await client.correct({ measurementId: made, value: 81 });
      server = new ScriptedServer(device);
      server.aheadMs = -wrongByMs;
      device.signal('online');
      expect(await client.settled(corrected)).toMatchObject({ status: 'created' });
      const [first, second] = server.batches.flat() as [BatchItem, BatchItem];
      for (const { id } of [first, second]) {
        expect(Math.abs(mutationIdTime(id) - server.nowMs())).toBeLessThan(5_000);
      }
      expect(second.id > first.id).toBe(true);
      expect(second).toMatchObject({ measurementId: first.id });
      // The next one is not dragged into the future by those before it.
      const next = await client.record({ ...sample, value: 82 });
      expect(await client.settled(next)).toMatchObject({ status: 'created' });
      expect(Math.abs(mutationIdTime(next) - server.nowMs())).toBeLessThan(5_000);
    }
  });

  it('names a mutation anew that the server refused as one from the future', async () => {
    device.wallMs += 3_600_000;
    server.aheadMs = -3_600_000;
    server.script('measurements/batch', async (request) => {
      const { items } = (await request.json()) as { items: BatchItem[] };
      server.batches.push(items);
      const verdicts = items.map(({ id }, index) => {
        const late = mutationIdTime(id) > server.nowMs() + 60_000;
        const refusal = {
          code: 'future_timestamp',
          retryable: true,
          retryAfter: 3_540,
          detail: '',
          pointer: '',
        } as const;
        return late
          ? { index, id, status: 'rejected' as const, ...refusal }
          : { index, id, status: 'created' as const };
      });
      return server.verdicts(verdicts);
    });
    const key = await client.overwriteTotal({ ...STEPS, value: 1 });
    expect(await client.settled(key)).toMatchObject({ status: 'created' });
    expect(server.batches).toHaveLength(2);
    expect(mutationIdTime(sentIds()[1] as string)).toBeLessThan(server.nowMs() + 1_000);
  });

  it('keeps an id that the caller chose, and takes a record that it has already only once', async () => {
    const id = '0197f0c4-aaaa-7000-8000-000000000001';
    goOffline();
    const sample = { id, type: 'steps', value: 3, source: 'import', startAt: '2026-05-24T08:00:00Z' };
    expect(await client.record(sample)).toBe(id);
    expect(await client.record(sample)).toBe(id);
    await comeBack();
    expect(sentIds()).toEqual([id]);
  });

  it('pauses at a 401 without dropping anything, and goes on after the sign-in', async () => {
    server.script('measurements/batch', () => problem(401, 'unauthenticated', { action: 'authenticate' }));
    const key = await client.overwriteTotal({ ...STEPS, value: 1 });
    await device.advance(3_600_000);
    expect(client.status.phase).toBe('needs_sign_in');
    const paused = await client.queue();
    expect([paused.pending.count, paused.failed.count]).toEqual([1, 0]);
    expect(paused.pending.mutations[0]).toMatchObject({ tries: 0 });
    server.heal();
    await client.signIn('another token');
    expect(await client.settled(key)).toMatchObject({ status: 'created' });
    expect(device.requests.at(-1)?.headers.get('authorization')).toBe('Bearer another token');
  });

  it('sends nothing under the sign-in of somebody else', async () => {
    await client.close();
    const ben = '0197f0c4-0000-7000-8000-00000000be11';
    client = createClient({ url: '', subject: ben, token: 't', storage, environment: device.environment() });
    await client.overwriteTotal({ ...STEPS, value: 1 });
    await device.advance(60_000);
    expect(client.status).toMatchObject({ phase: 'needs_sign_in', problem: { code: 'not_found' } });
    expect(server.batches).toEqual([]);
    expect((await client.queue()).pending.count).toBe(1);
  });

  it('isolates the one mutation that the server chokes on', async () => {
    const poison = 66;
    server.script('measurements/batch', async (request) => {
      const { items } = (await request.json()) as { items: BatchItem[] };
      if (items.some((item) => 'value' in item && item.value === poison)) return problem(500, 'internal');
      server.batches.push(items);
      return server.accept(items);
    });
    goOffline();
    for (let value = 0; value < 120; value++) {
      await client.record({ type: 'steps', value, source: 'manual', startAt: '2026-05-24T08:00:00Z' });
    }
    device.answer = server.answer;
    device.signal('online');
    await device.advance(600_000);
    const { pending, failed } = await client.queue();
    expect(pending.count).toBe(0);
    expect(failed.mutations.map(({ item }) => 'value' in item && item.value)).toEqual([poison]);
    expect(values()).toEqual(Array.from({ length: 120 }, (_, i) => i).filter((value) => value !== poison));
  });

  it('isolates a mutation that the server refuses to read, without any pause', async () => {
    server.script('measurements/batch', async (request) => {
      const { items } = (await request.json()) as { items: BatchItem[] };
      if (items.some((item) => 'value' in item && item.value === 7)) return problem(400, 'malformed_json');
      server.batches.push(items);
      return server.accept(items);
    });
    goOffline();
    const keys: string[] = [];
    for (let value = 0; value < 20; value++) {
      keys.push(
        await client.record({ type: 'steps', value, source: 'manual', startAt: '2026-05-24T08:00:00Z' }),
      );
    }
    device.answer = server.answer;
    device.signal('online');
    await device.settle();
    await device.settle();
    expect(await client.settled(keys[7] as string)).toMatchObject({
      status: 'rejected',
      code: 'malformed_json',
    });
    expect((await client.queue()).pending.count).toBe(0);
    expect(values()).toHaveLength(19);
  });

  it('takes the page of a captive portal for no answer', async () => {
    const portal = (): Response =>
      new Response('<html>Welcome</html>', { headers: { 'content-type': 'text/html' } });
    server.script('measurements/batch', portal);
    const key = await client.overwriteTotal({ ...STEPS, value: 1 });
    await device.advance(3_000);
    server.script('measurements/batch', () => new Response('<html>Sign in</html>', { status: 401 }));
    await device.advance(10_000);
    expect(client.status.phase).not.toBe('needs_sign_in');
    server.script('measurements/batch', () => json({ hello: 'world' }));
    await device.advance(10_000);
    server.heal();
    await device.advance(60_000);
    expect(await client.settled(key)).toMatchObject({ status: 'created' });
  });

  it('goes on showing an acknowledged value until the replica has it', async () => {
    server.daySteps(TODAY, 300);
    server.streams.at(-1)?.page(server.page(0));
    await device.settle();
    server.seq = 2;
    const key = await client.overwriteTotal({ ...STEPS, value: 5_000 });
    await client.settled(key);
    expect((await client.view.day(TODAY, 'steps')).shown?.value).toBe(5_000);
    expect((await client.view.day(TODAY, 'steps')).waiting).toEqual([]);
    server.seq = 1;
    server.daySteps(TODAY, 5_000);
    server.streams.at(-1)?.page(server.page(1));
    await device.settle();
    expect(await client.view.day(TODAY, 'steps')).toMatchObject({
      shown: { value: 5_000, winner: { source: 'healthkit' } },
      confirmed: { value: 5_000 },
    });
  });

  it('sends records without end in a window, and reports progress', async () => {
    const reads: number[] = [];
    let given = 0;
    function* records() {
      for (; given < 5_200; given++) {
        yield {
          type: 'steps',
          value: given,
          source: 'import',
          startAt: '2020-01-01T00:00:00Z',
          externalId: `r-${given}`,
        };
      }
    }
    let ahead = 0;
    server.script('measurements/batch', async (request) => {
      const { items } = (await request.json()) as { items: BatchItem[] };
      server.batches.push(items);
      ahead = Math.max(ahead, given - server.batches.flat().length);
      return server.accept(items);
    });
    const result = await importAll(client, records(), { onProgress: ({ settled }) => reads.push(settled) });
    expect(result).toEqual({ read: 5_200, settled: 5_200, rejected: 0 });
    expect(reads).toEqual([...reads].sort((a, b) => a - b));
    expect(new Set(sentIds()).size).toBe(5_200);
    expect(ahead).toBeLessThanOrEqual(2_500);
  });

  it('ends an import in which later records replace earlier ones or repeat their id', async () => {
    const total = { type: 'steps', source: 'import', externalId: `stats:steps:${TODAY}` };
    const id = '0197f0c4-aaaa-7000-8000-000000000001';
    const sample = { id, type: 'steps', value: 3, source: 'import', startAt: '2026-05-24T08:00:00Z' };
    const records = [{ ...total, value: 1 }, { ...total, value: 2 }, sample, sample];
    expect(await importAll(client, records)).toEqual({ read: 4, settled: 4, rejected: 0 });
    expect(values()).toEqual([2, 3]);
  });

  it('gives an import up when the client is closed', async () => {
    goOffline();
    const done = importAll(client, [{ type: 'steps', value: 1, source: 'import', externalId: 'r-1' }]);
    await device.settle();
    await client.close();
    await expect(done).rejects.toThrow('the client is closed');
  });

  it('retries every failed mutation, however many there are', async () => {
    goOffline();
    for (let value = 0; value < 620; value++) {
      await client.record({ type: 'steps', value, source: 'manual', startAt: '2026-05-24T08:00:00Z' });
    }
    server.script('measurements/batch', () => problem(503, 'unavailable'));
    device.answer = server.answer;
    device.signal('online');
    await device.advance(480_000);
    expect((await client.queue()).failed.count).toBe(620);
    server.heal();
    await client.retry();
    await device.advance(1_000);
    expect(new Set(sentIds()).size).toBe(620);
  });
});
