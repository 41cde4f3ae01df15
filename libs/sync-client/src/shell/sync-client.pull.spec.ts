import { addDigest, EMPTY_DIGEST, entityDigest } from '@daybook/domain';
import { decodeCursor, type BatchItem, type Change, type SnapshotRow } from '@daybook/contract';
import { FakeDevice } from '../../test/fake-environment.js';
import { openClient } from '../../test/open-client.js';
import { ANNA, json, problem, ScriptedServer, ScriptedStream } from '../../test/scripted-server.js';
import { memoryStorage } from '../storage/memory-storage.js';
import type { OpenStorage } from '../storage/storage.js';
import type { ClientEvent } from './client-event.js';
import type { ClientOptions } from './client-options.js';
import type { SyncClient } from './sync-client.js';

const TODAY = '2026-05-24';

/** A storage that is shared by tabs, as IndexedDB is. */
function sharedStorage(): OpenStorage {
  const openMemory = memoryStorage();
  return async (subject) => ({ ...(await openMemory(subject)), sharedAs: `daybook-${subject}` });
}

describe('the replica', () => {
  let device: FakeDevice;
  let server: ScriptedServer;
  let storage: OpenStorage;
  let events: ClientEvent[];
  let client: SyncClient;

  const open = (options: Partial<ClientOptions> = {}): SyncClient =>
    openClient({ device, storage, hear: (event) => events.push(event) }, options);

  beforeEach(() => {
    device = new FakeDevice();
    server = new ScriptedServer(device);
    storage = sharedStorage();
    events = [];
  });

  afterEach(async () => {
    await client.close();
  });

  const asked = (): string[] =>
    device.requests.map(({ url }) =>
      new URL(url).pathname.replace(/^\/api\/(subjects\/[^/]+\/)?(sync\/)?/, ''),
    );
  const stepsOf = async (date: string): Promise<number | undefined> =>
    (await client.view.day(date, 'steps')).shown?.value;
  const lineOf = ({ entity, id, revision, data }: Change, resume: string): SnapshotRow => {
    if (!data) throw new Error('a line of a snapshot has data');
    return { entity, id, revision, data, resume };
  };
  const meta = async () => {
    const opened = await storage(ANNA);
    return opened.read((reader) => reader.meta());
  };
  /** What the server holds is what it ever changed. */
  const agree = (): void => {
    const sum = server.changes.map(({ entity, id, revision }) => entityDigest(entity, id, revision));
    server.digests = { daily_aggregate: addDigest(EMPTY_DIGEST, ...sum) };
  };

  it('takes a snapshot first, compares digests and goes live', async () => {
    server.snapshot = [lineOf(server.daySteps(TODAY, 300), 'r-1')];
    agree();
    client = open();
    await device.settle();
    expect(asked()).toEqual(['status', 'snapshot', 'changes', 'status', 'changes/stream']);
    expect(await stepsOf(TODAY)).toBe(300);
    expect(client.status).toMatchObject({
      phase: 'live',
      role: 'leader',
      levelAt: device.wallMs,
      diverged: [],
    });
  });

  it('shows a change made elsewhere as soon as the stream brings it', async () => {
    client = open();
    await device.settle();
    server.daySteps(TODAY, 8_003);
    server.streams[0]?.page(server.page(0));
    await device.settle();
    expect(await stepsOf(TODAY)).toBe(8_003);
    expect(events).toContainEqual({ type: 'view', days: [`${TODAY}/steps`] });
    expect((await meta())?.cursor).toBe(server.cursor());
  });

  it('applies a page only at the cursor that it was asked from', async () => {
    client = open();
    await device.advance(6_000);
    server.daySteps('2026-05-23', 1);
    server.daySteps(TODAY, 2);
    const [first, second] = server.changes;
    // Another leader (two are possible for a moment) moves the replica on behind this one's back.
    const other = await storage(ANNA);
    await other.write(async (transaction) => {
      const held = await transaction.meta();
      if (held) transaction.putMeta({ ...held, cursor: server.cursor(1) });
    });
    server.streams[0]?.page({
      ...server.page(0),
      changes: [first as Change],
      nextCursor: server.cursor(1),
      seq: 1,
    });
    await device.settle();
    expect(await stepsOf('2026-05-23')).toBeUndefined();
    expect(second?.seq).toBe(2);
    expect(await stepsOf(TODAY)).toBe(2);
    expect((await meta())?.cursor).toBe(server.cursor(2));
  });

  it('goes on with a snapshot where it broke off, under the cursor of its first line', async () => {
    const rows = Array.from({ length: 1_200 }, (_, i) =>
      lineOf(server.daySteps(new Date(Date.UTC(2026, 4, 24 - i)).toISOString().slice(0, 10), i), `r-${i}`),
    );
    agree();
    const head = { cursor: server.cursor(), seq: server.seq, total: rows.length };
    const afters: (string | null)[] = [];
    server.script('snapshot', ({ url }) => {
      const after = new URL(url).searchParams.get('after');
      afters.push(after);
      const from = after === null ? 0 : Number(after.slice(2)) + 1;
      const cut = after === null ? 700 : rows.length;
      const lines: unknown[] = [
        head,
        ...rows.slice(from, cut),
        ...(cut < rows.length ? [] : [{ end: true, count: 1 }]),
      ];
      return new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    });
    client = open();
    await device.settle();
    expect(client.status.progress).toEqual({ received: 500, total: 1_200 });
    expect(await stepsOf(TODAY)).toBe(0);
    // The app is killed, and goes on in another life.
    device.restart();
    client = open();
    await device.advance(5_000);
    expect(afters[0]).toBeNull();
    expect(new Set(afters.slice(1))).toEqual(new Set(['r-499']));
    expect((await client.view.days({ from: '2000-01-01', to: '2100-01-01' })).length).toBe(1_200);
    expect(client.status).toMatchObject({ phase: 'live', progress: null });
    expect(events.filter(({ type }) => type === 'diverged')).toEqual([]);
  });

  it('does not let an overlap of snapshot and changes turn back what it shows', async () => {
    const before = server.daySteps(TODAY, 300);
    const cursor = server.cursor();
    const between = server.daySteps(TODAY, 400);
    const after = server.daySteps(TODAY, 5_000);
    // The row was read after the changes that the cursor does not know of yet, and they come one by one.
    server.script('changes', () => {
      server.heal('changes');
      const nextCursor = server.cursor(between.seq);
      return json({ changes: [between], nextCursor, seq: between.seq, hasMore: true, remaining: 1 });
    });
    server.script('snapshot', () => {
      const lines = [{ cursor, seq: before.seq, total: 1 }, lineOf(after, 'r'), { end: true, count: 1 }];
      return new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    });
    agree();
    server.digests = {
      daily_aggregate: addDigest(EMPTY_DIGEST, entityDigest('daily_aggregate', after.id, after.revision)),
    };
    const seen: (number | undefined)[] = [];
    client = open();
    client.subscribe(({ type }) => {
      if (type === 'view') void stepsOf(TODAY).then((value) => seen.push(value));
    });
    await device.settle();
    expect(new Set(seen)).toEqual(new Set([5_000]));
    expect(events.filter(({ type }) => type === 'diverged')).toEqual([]);
  });

  describe('when the cursor has expired', () => {
    const expired = (): Response => problem(410, 'cursor_expired', { action: 'resync' });

    it('takes a new copy and keeps the outbox; what was acknowledged in the lost epoch is sent again', async () => {
      server.script('measurements/batch', async (request) => {
        const { items } = (await request.json()) as { items: BatchItem[] };
        server.seq++;
        server.batches.push(items);
        return server.accept(items);
      });
      client = open();
      await device.settle();
      server.seq = 5;
      const acknowledged = await client.overwriteTotal({ type: 'steps', date: TODAY, value: 7_000 });
      await client.settled(acknowledged);
      // The server is restored from a backup that knows nothing of it.
      server.epoch = '22222222-2222-4222-8222-222222222222';
      server.seq = 1;
      server.script('changes', ({ url }) => {
        const cursor = decodeCursor(new URL(url).searchParams.get('cursor') ?? '');
        return cursor?.epoch === server.epoch ? json(server.page(cursor.seq)) : expired();
      });
      server.streams.at(-1)?.end();
      await device.advance(1_000);
      expect(asked().filter((path) => path === 'snapshot')).toHaveLength(2);
      expect(server.batches.map((batch) => batch.map(({ id }) => id))).toEqual([
        [acknowledged],
        [acknowledged],
      ]);
      expect(decodeCursor((await meta())?.cursor ?? '')?.epoch).toBe(server.epoch);
    });

    it('never loops: copies that do not help are taken ever more rarely', async () => {
      server.script('changes', expired);
      client = open();
      await device.advance(3_600_000);
      const snapshots = asked().filter((path) => path === 'snapshot').length;
      expect(snapshots).toBeGreaterThan(3);
      expect(snapshots).toBeLessThan(20);
    });

    it('shows the old rows until the new copy is whole, and then drops what is gone', async () => {
      server.snapshot = [
        lineOf(server.daySteps('2026-05-23', 1), 'r-1'),
        lineOf(server.daySteps(TODAY, 2), 'r-2'),
      ];
      client = open();
      await device.settle();
      const stream = new ScriptedStream();
      let stall: ((response: Response) => void) | undefined;
      server.script('snapshot', () => new Promise((resolve) => (stall = resolve)));
      server.script('changes', expired);
      server.streams.at(-1)?.end();
      await device.advance(1_000);
      expect([await stepsOf('2026-05-23'), await stepsOf(TODAY)]).toEqual([1, 2]);
      server.heal('changes');
      stream.say(`${JSON.stringify({ cursor: server.cursor(), seq: 2, total: 1 })}\n`);
      stall?.(stream.response);
      await device.settle();
      expect([await stepsOf('2026-05-23'), await stepsOf(TODAY)]).toEqual([1, 2]);
      const [, today] = server.snapshot;
      stream.say(`${JSON.stringify(today)}\n${JSON.stringify({ end: true, count: 1 })}\n`);
      await device.settle();
      expect([await stepsOf('2026-05-23'), await stepsOf(TODAY)]).toEqual([undefined, 2]);
    });
  });

  describe('when digests differ', () => {
    it('heals by one new copy, reports it, and does not repeat what did not help, even after a restart', async () => {
      server.snapshot = [lineOf(server.daySteps(TODAY, 300), 'r-1')];
      server.digests = { daily_aggregate: '00000000000000ff' };
      client = open();
      await device.settle();
      const diverged = (): ClientEvent[] => events.filter(({ type }) => type === 'diverged');
      expect(diverged()).toEqual([
        { type: 'diverged', entities: ['daily_aggregate'], healing: 'new_copy' },
        { type: 'diverged', entities: ['daily_aggregate'], healing: 'given_up' },
      ]);
      expect(asked().filter((path) => path === 'snapshot')).toHaveLength(2);
      expect(client.status).toMatchObject({ phase: 'live', diverged: ['daily_aggregate'] });
      device.restart();
      client = open();
      await device.advance(120_000);
      expect(asked().filter((path) => path === 'snapshot')).toHaveLength(2);

      agree();
      device.restart();
      client = open();
      await device.settle();
      expect(client.status.diverged).toEqual([]);
    });

    it('compares only what it carries, and only at the same place', async () => {
      server.snapshot = [lineOf(server.daySteps(TODAY, 300), 'r-1')];
      agree();
      server.digests = { ...server.digests, measurement: '00000000000000ff' };
      client = open({ entities: ['daily_aggregate'] });
      await device.settle();
      expect(events.filter(({ type }) => type === 'diverged')).toEqual([]);
      const snapshots = device.requests.filter(({ url }) => url.includes('snapshot'));
      expect(snapshots.map(({ url }) => new URL(url).searchParams.get('entities'))).toEqual([
        'daily_aggregate',
      ]);
    });
  });

  it('waits longer after each failure and looks at once when the network is back', async () => {
    device.answer = () => Promise.reject(new TypeError('no network'));
    client = open();
    await device.advance(300_000);
    expect(client.status).toMatchObject({ phase: 'waiting', problem: { code: 'unreachable' } });
    expect(client.status.nextTryAt).toBeGreaterThan(device.wallMs);
    expect(device.requests.length).toBeLessThan(16);
    device.answer = server.answer;
    device.signal('online');
    await device.settle();
    expect(client.status.phase).toBe('live');
  });

  it('asks now and then although the browser says offline, because it may be wrong', async () => {
    client = open();
    await device.settle();
    device.signal('offline');
    await device.settle();
    expect(client.status.phase).toBe('offline');
    await device.advance(61_000);
    expect(client.status.phase).toBe('live');
  });

  it('stops when the server wants a newer client, and keeps everything', async () => {
    client = open();
    await client.overwriteTotal({ type: 'steps', date: TODAY, value: 1 });
    await device.settle();
    const before = server.batches.length;
    server.script('sync/status', () => problem(426, 'protocol_too_old', { action: 'upgrade' }));
    device.restart();
    client = open();
    await client.overwriteTotal({ type: 'steps', date: TODAY, value: 2 });
    device.signal('shown');
    await device.advance(600_000);
    expect(client.status).toMatchObject({ phase: 'outdated', problem: { code: 'protocol_too_old' } });
    expect(server.batches).toHaveLength(before);
    expect((await client.queue()).pending.count).toBe(1);
  });

  it('wipes its copy when the subject was erased', async () => {
    server.snapshot = [lineOf(server.daySteps(TODAY, 300), 'r-1')];
    client = open();
    await device.settle();
    server.script('changes', () => problem(410, 'subject_erased', { action: 'wipe' as never }));
    server.streams.at(-1)?.end();
    await device.advance(1_000);
    expect(client.status.phase).toBe('erased');
    expect(await stepsOf(TODAY)).toBeUndefined();
    expect(await meta()).toBeUndefined();
    expect(events).toContainEqual({ type: 'erased' });
    await expect(client.overwriteTotal({ type: 'steps', date: TODAY, value: 1 })).rejects.toThrow('erased');
  });

  it('keeps entities and fields of a newer server as they are', async () => {
    client = open();
    await device.settle();
    const day = server.daySteps(TODAY, 3);
    const mood = { ...day, seq: 2, entity: 'mood' as never, id: 'm-1', data: { joy: 3 } as never };
    const data = { ...day.data, aura: 'blue' } as never;
    server.streams[0]?.page({ ...server.page(0), changes: [{ ...day, data }, mood] });
    await device.settle();
    const opened = await storage(ANNA);
    const rows = await opened.read((reader) =>
      reader.rows([
        { entity: 'mood', id: 'm-1' },
        { entity: 'daily_aggregate', id: day.id },
      ]),
    );
    expect(rows.map((row) => row?.data)).toEqual([
      { joy: 3 },
      expect.objectContaining({ aura: 'blue', value: 3 }),
    ]);
    expect((await meta())?.digests).toHaveProperty('mood');
  });

  it('remembers where the feed first said what it did not understand, for the version that will', async () => {
    client = open();
    await device.settle();
    const began = server.cursor();
    const day = server.daySteps(TODAY, 3);
    const odd = { ...day, op: 'merge' as never };
    agree();
    server.streams[0]?.page({ ...server.page(0), changes: [odd] });
    await device.settle();
    expect(await meta()).toMatchObject({
      cursor: server.cursor(),
      missedSince: { cursor: began, seq: 0 },
      missedEntities: ['daily_aggregate'],
    });
    await client.close();
    // The next release understands more: what it stores says so by a higher vocabulary.
    const opened = await storage(ANNA);
    await opened.write(async (transaction) => {
      const held = await transaction.meta();
      if (held) transaction.putMeta({ ...held, vocabulary: 0 });
    });
    client = open();
    await device.settle();
    expect(await stepsOf(TODAY)).toBe(3);
    expect((await meta())?.missedSince).toBeNull();
  });

  it('takes another copy when other entities are wanted than before', async () => {
    client = open({ entities: ['daily_aggregate'] });
    await client.overwriteTotal({ type: 'steps', date: TODAY, value: 1 });
    await device.settle();
    await client.close();
    client = open({ entities: ['daily_aggregate', 'measurement'] });
    await device.settle();
    expect(asked().filter((path) => path === 'snapshot')).toHaveLength(2);
  });

  describe('in several tabs', () => {
    it('has one leader that talks to the server, and followers that show and write the same', async () => {
      client = open();
      const tab = open();
      await device.settle();
      expect([client.status.role, tab.status.role]).toEqual(['leader', 'follower']);
      expect(tab.status.phase).toBe('live');
      expect(server.streams).toHaveLength(1);
      server.seq = 1;
      const key = await tab.overwriteTotal({ type: 'steps', date: TODAY, value: 4_800 });
      expect(await tab.settled(key)).toMatchObject({ status: 'created' });
      expect((await client.view.day(TODAY, 'steps')).shown?.value).toBe(4_800);
      await tab.close();
    });

    it('hands the lead on when the leader is closed', async () => {
      client = open();
      const tab = open();
      await device.settle();
      await client.close();
      await device.settle();
      expect(tab.status).toMatchObject({ role: 'leader', phase: 'live' });
      client = tab;
    });

    it('leaves others alone that have a storage of their own', async () => {
      storage = memoryStorage();
      client = open();
      storage = memoryStorage();
      const other = open();
      await device.settle();
      expect([client.status.role, other.status.role]).toEqual(['leader', 'leader']);
      const heard: ClientEvent[] = [];
      other.subscribe((event) => heard.push(event));
      await client.settled(await client.overwriteTotal({ type: 'steps', date: TODAY, value: 4_800 }));
      await device.settle();
      expect(heard).toEqual([]);
      await other.close();
    });

    it('says nothing more once it is closed', async () => {
      client = open();
      const tab = open();
      await device.settle();
      const told: ClientEvent[] = [];
      tab.subscribe((event) => told.push(event));
      await client.close();
      expect(client.status.phase).toBe('stopped');
      await device.settle();
      expect(told.filter((event) => event.type === 'status' && event.status.phase === 'stopped')).toEqual([]);
      client = tab;
    });

    it('takes the lead from a tab that the browser froze', async () => {
      const frozen = open();
      await device.settle();
      device.freeze(`daybook-${ANNA}`);
      client = open();
      await device.settle();
      expect(client.status.role).toBe('follower');
      const key = await client.overwriteTotal({ type: 'steps', date: TODAY, value: 1 });
      await device.advance(4_000);
      expect(await client.settled(key)).toMatchObject({ status: 'created' });
      expect(client.status.role).toBe('leader');
      await frozen.close();
    });
  });
});
