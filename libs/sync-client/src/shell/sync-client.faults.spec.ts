import { decodeCursor, type BatchItem, type SnapshotRow } from '@daybook/contract';
import { mutationIdTime } from '@daybook/domain';
import { FakeDevice } from '../../test/fake-environment.js';
import { openClient } from '../../test/open-client.js';
import { ANNA, json, problem, ScriptedServer } from '../../test/scripted-server.js';
import { memoryStorage } from '../storage/memory-storage.js';
import type { OpenStorage, ReplicaStorage } from '../storage/storage.js';
import type { ClientEvent } from './client-event.js';
import type { ClientOptions } from './client-options.js';
import type { SyncClient } from './sync-client.js';

const TODAY = '2026-05-24';
const STEPS = { type: 'steps', date: TODAY };
const SAMPLE = { type: 'steps', source: 'manual', startAt: '2026-05-24T08:00:00Z' };

describe('a client among faults', () => {
  let device: FakeDevice;
  let server: ScriptedServer;
  let storage: OpenStorage;
  let events: ClientEvent[];
  let client: SyncClient;

  const open = (options: Partial<ClientOptions> = {}): SyncClient =>
    openClient({ device, storage, hear: (event) => events.push(event) }, options);

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

  const asked = (path: string): number => device.requests.filter(({ url }) => url.includes(path)).length;
  const shown = async (): Promise<number | undefined> => (await client.view.day(TODAY, 'steps')).shown?.value;
  const rowOf = (value: number): SnapshotRow => {
    const { entity, id, revision, data } = server.daySteps(TODAY, value);
    if (!data) throw new Error('a row has data');
    return { entity, id, revision, data, resume: 'r' };
  };

  describe('of the sign-in', () => {
    const becomeBens = (): void => {
      server.script('sync/status', ({ headers }) =>
        headers.get('authorization') === 'Bearer ben' ? problem(404, 'not_found') : json(server.status(null)),
      );
    };

    it('takes no copy under a sign-in that does not know its cursor before that proved itself', async () => {
      await client.close();
      let token = 'anna';
      server.snapshot = [rowOf(300)];
      storage = memoryStorage();
      client = open({ token: () => token });
      await device.settle();
      expect(await shown()).toBe(300);
      becomeBens();
      token = 'ben';
      server.snapshot = [rowOf(9_999)];
      server.script('changes', () => problem(400, 'invalid_cursor', { action: 'resync' }));
      const copies = asked('/snapshot');
      server.streams.at(-1)?.end();
      await device.advance(60_000);
      expect(client.status.phase).toBe('needs_sign_in');
      expect(asked('/snapshot')).toBe(copies);
      expect(await shown()).toBe(300);
    });

    it('does not send what was called off while it was made ready', async () => {
      becomeBens();
      const key = await client.overwriteTotal({ ...STEPS, value: 1 });
      await client.signIn('ben');
      await device.advance(10_000);
      expect(client.status.phase).toBe('needs_sign_in');
      expect(asked('measurements/batch')).toBe(0);
      expect((await client.queue()).pending.mutations.map((row) => row.key)).toEqual([key]);
    });
  });

  describe('of the live channel', () => {
    const busy = (): Response => problem(503, 'overloaded', { retryAfter: 5 });

    beforeEach(() => {
      server.script('changes/stream', busy);
    });

    it('polls where streams are refused', async () => {
      // Longer than a stream that something does not let live.
      await device.advance(6_000);
      server.streams.at(-1)?.end();
      await device.advance(300_000);
      expect(client.status.phase).toBe('live');
      // The first one, and the one that was refused.
      expect(asked('changes/stream')).toBe(2);
    });

    it('asks ever more rarely where long polls are refused, too, and still shows what is new', async () => {
      server.script('changes', ({ url }) =>
        new URL(url).searchParams.has('wait') ? busy() : json(server.page(0)),
      );
      server.streams.at(-1)?.end();
      await device.advance(300_000);
      const before = device.requests.length;
      server.daySteps(TODAY, 8_003);
      await device.advance(50_000);
      expect(await shown()).toBe(8_003);
      await device.advance(250_000);
      expect(device.requests.length - before).toBeLessThan(40);
      expect(asked('changes/stream')).toBeLessThan(4);
    });

    it('gives failed mutations no other turn as often as a channel is refused', async () => {
      let tries = 0;
      server.script('changes', busy);
      server.script('measurements/batch', () => {
        tries++;
        return problem(503, 'unavailable');
      });
      server.streams.at(-1)?.end();
      await client.overwriteTotal({ ...STEPS, value: 1 });
      await device.advance(600_000);
      expect(tries).toBe(6);
    });

    it('counts the failures of a copy that breaks off, though the server greets each time', async () => {
      await client.close();
      storage = memoryStorage();
      server.script('snapshot', () => problem(500, 'internal'));
      client = open();
      await device.advance(600_000);
      expect(asked('/snapshot')).toBeLessThan(25);
      server.heal('snapshot');
      await device.advance(60_000);
      expect(client.status.phase).toBe('live');
    });
  });

  describe('of answers that make no sense', () => {
    it('learns nothing from a status that is none', async () => {
      await client.close();
      storage = memoryStorage();
      server.script('sync/status', () => json({}));
      client = open();
      await device.advance(10_000);
      expect(client.status.problem).toMatchObject({ code: 'garbled' });
      const key = await client.overwriteTotal({ ...STEPS, value: 1 });
      device.restart();
      server.heal();
      client = open();
      await device.settle();
      expect(await client.settled(key)).not.toMatchObject({ status: 'rejected' });
      expect(mutationIdTime(server.batches[0]?.[0]?.id as string)).toBeLessThanOrEqual(device.wallMs);
    });

    it('goes on with a clock that an earlier version could not read', async () => {
      const held = await storage(ANNA);
      await held.write(async (transaction) => {
        const meta = await transaction.meta();
        if (meta) transaction.putMeta({ ...meta, clockOffsetMs: NaN });
      });
      device.restart();
      device.answer = () => Promise.reject(new TypeError('no network'));
      client = open();
      expect(await client.overwriteTotal({ ...STEPS, value: 1 })).toMatch(/^[0-9a-f-]{36}$/);
    });

    it.each(['snapshot', 'changes/stream'])('takes a page for no answer: %s', async (path) => {
      await client.close();
      storage = memoryStorage();
      const page = 'event: changes\ndata: <html>\n\n';
      server.script(path, () => new Response(page, { headers: { 'content-type': 'text/event-stream' } }));
      client = open();
      await device.advance(20_000);
      expect(events.filter(({ type }) => type === 'fault')).toEqual([]);
      server.heal();
      await device.advance(60_000);
      expect(client.status.phase).toBe('live');
    });

    it('asks ever more rarely for a snapshot that has no head', async () => {
      await client.close();
      storage = memoryStorage();
      server.script('snapshot', () => new Response(`${JSON.stringify({ end: true, count: 0 })}\n`));
      client = open();
      await device.advance(60_000);
      expect(asked('/snapshot')).toBeLessThan(10);
    });

    describe('where a body comes as one, when all of it is there', () => {
      const body = Object.getOwnPropertyDescriptor(Response.prototype, 'body') as PropertyDescriptor;

      beforeEach(() => {
        Reflect.deleteProperty(Response.prototype, 'body');
      });

      afterEach(() => {
        Object.defineProperty(Response.prototype, 'body', body);
      });

      it('waits ten minutes for a copy, and no longer', async () => {
        await client.close();
        storage = memoryStorage();
        let arrive: ((response: Response) => void) | undefined;
        server.script('snapshot', () => new Promise((resolve) => (arrive = resolve)));
        client = open();
        await device.advance(550_000);
        const head = { cursor: server.cursor(), seq: server.seq, total: 0 };
        arrive?.(new Response(`${JSON.stringify(head)}\n{"end":true,"count":0}\n`));
        await device.advance(1_000);
        expect(client.status.phase).toBe('live');
        await client.close();
        storage = memoryStorage();
        client = open();
        await device.advance(10_000);
        server.heal();
        await device.advance(620_000);
        expect(client.status.phase).toBe('live');
      });
    });
  });

  describe('of sending', () => {
    it('goes on showing what only the connection stopped, and says when that changes', async () => {
      server.script('measurements/batch', () => problem(503, 'unavailable'));
      await client.overwriteTotal({ ...STEPS, value: 4_800 });
      await device.settle();
      events = [];
      await device.advance(120_000);
      expect((await client.queue()).failed.count).toBe(1);
      expect(await shown()).toBe(4_800);
      expect(events).toContainEqual({ type: 'view', days: [`${TODAY}/steps`] });
      events = [];
      device.signal('shown');
      await device.settle();
      expect(events).toContainEqual({ type: 'view', days: [`${TODAY}/steps`] });
      expect((await client.view.day(TODAY, 'steps')).waiting).toHaveLength(1);
    });

    it('sends what was given up again when a later mutation gets through', async () => {
      server.script('measurements/batch', () => problem(503, 'unavailable'));
      const old = await client.overwriteTotal({ ...STEPS, value: 1 });
      await device.advance(180_000);
      expect((await client.queue()).failed.count).toBe(1);
      server.heal();
      await client.record({ ...SAMPLE, value: 2 });
      expect(await client.settled(old)).toMatchObject({ status: 'created' });
    });

    it('does not wait longer for a later answer because the clock was set back', async () => {
      server.script('measurements/batch', async (request) => {
        const { items } = (await request.json()) as { items: BatchItem[] };
        const facts = { status: 'rejected', code: 'unknown_type', retryable: true, detail: '', pointer: '' };
        return server.verdicts(items.map(({ id }, index) => ({ index, id, ...facts }) as never));
      });
      const key = await client.record({ ...SAMPLE, value: 1 });
      await device.advance(10_000);
      server.heal();
      device.wallMs -= 86_400_000;
      await device.advance(60_000);
      expect(await client.settled(key)).toMatchObject({ status: 'created' });
    });

    it('makes the next id greater than one that a verdict names', async () => {
      const elsewhere = '019e59f7-0000-7000-8000-000000000001';
      server.script('measurements/batch', async (request) => {
        const { items } = (await request.json()) as { items: BatchItem[] };
        server.batches.push(items);
        return server.verdicts(
          items.map(({ id }, index) => ({ index, id, status: 'superseded', mutationId: elsewhere })),
        );
      });
      device.wallMs = mutationIdTime(elsewhere) - 50_000;
      await client.settled(await client.overwriteTotal({ ...STEPS, value: 1 }));
      const next = await client.overwriteTotal({ ...STEPS, value: 2 });
      expect(next > elsewhere).toBe(true);
    });

    it('says how many did not get through when nothing waits any more', async () => {
      server.script('measurements/batch', () => problem(400, 'malformed_json'));
      await client.overwriteTotal({ ...STEPS, value: 1 });
      await device.settle();
      expect(events.filter(({ type }) => type === 'drained')).toEqual([{ type: 'drained', failed: 1 }]);
    });

    it('tells of its own next try only, not of the feed’s', async () => {
      server.script('measurements/batch', () => problem(429, 'rate_limited', { retryAfter: 50 }));
      await client.overwriteTotal({ ...STEPS, value: 1 });
      await device.settle();
      server.script('changes', () => problem(503, 'unavailable'));
      server.streams.at(-1)?.end();
      await device.advance(1_000);
      const { nextTryAt } = await client.queue();
      expect((nextTryAt ?? 0) - device.wallMs).toBeGreaterThan(45_000);
      expect((client.status.nextTryAt ?? Infinity) - device.wallMs).toBeLessThan(10_000);
    });

    it('takes no verdict of a history that it leaves', async () => {
      let answer: ((response: Response) => void) | undefined;
      server.seq = 9;
      server.script('measurements/batch', async (request) => {
        const { items } = (await request.json()) as { items: BatchItem[] };
        server.batches.push(items);
        return new Promise<Response>((resolve) => (answer ??= resolve));
      });
      const key = await client.overwriteTotal({ ...STEPS, value: 1 });
      await device.settle();
      const late = server.accept(server.batches[0] as BatchItem[]);
      // The server is restored from a backup that knows nothing of it.
      server.epoch = '22222222-2222-4222-8222-222222222222';
      server.seq = 1;
      server.heal();
      server.script('changes', ({ url }) => {
        const cursor = decodeCursor(new URL(url).searchParams.get('cursor') ?? '');
        return cursor?.epoch === server.epoch
          ? json(server.page(1))
          : problem(410, 'cursor_expired', { action: 'resync' });
      });
      device.signal('online');
      await device.settle();
      answer?.(late);
      await device.advance(60_000);
      expect(server.batches.flat().map(({ id }) => id)).toEqual([key, key]);
      expect((await client.queue()).pending.count).toBe(0);
    });
  });

  describe('of comparing', () => {
    it('heals again what was interrupted before the new copy began', async () => {
      server.digests = { daily_aggregate: '00000000000000ff' };
      const held = await storage(ANNA);
      const write = held.write.bind(held);
      let isFull = false;
      await client.close();
      const failing: ReplicaStorage = {
        read: held.read.bind(held),
        write: (work) => (isFull ? Promise.reject(new Error('the app was killed')) : write(work)),
        close: () => Promise.resolve(),
      };
      storage = () => Promise.resolve(failing);
      events = [];
      client = open();
      client.subscribe(({ type }) => (isFull ||= type === 'diverged'));
      await device.settle();
      device.restart();
      isFull = false;
      events = [];
      client = open();
      client.subscribe(({ type }) => (isFull ||= type === 'diverged'));
      await device.settle();
      expect(events.find(({ type }) => type === 'diverged')).toMatchObject({ healing: 'new_copy' });
    });

    it('does not throw away a copy that another leader moved on while the server was asked', async () => {
      let answer: ((response: Response) => void) | undefined;
      server.script('sync/status', () => new Promise((resolve) => (answer = resolve)));
      await client.close();
      client = open();
      await device.settle();
      const old = json(server.status(null));
      const change = server.daySteps(TODAY, 7);
      const held = await storage(ANNA);
      await held.write(async (transaction) => {
        const meta = await transaction.meta();
        if (meta) transaction.putMeta({ ...meta, cursor: server.cursor(), seq: change.seq });
      });
      const copies = asked('/snapshot');
      server.heal();
      answer?.(old);
      await device.settle();
      expect(asked('/snapshot')).toBe(copies);
      expect(client.status.phase).toBe('live');
    });
  });
});
