import { addDigest, EMPTY_DIGEST, entityDigest } from '@daybook/domain';
import { FakeDevice } from '../../test/fake-environment.js';
import { ANNA, json, problem, ScriptedServer } from '../../test/scripted-server.js';
import type { ReplicaMeta } from '../replica/replica-meta.js';
import { VOCABULARY } from '../replica/replica-meta.js';
import { memoryStorage } from '../storage/memory-storage.js';
import type { OpenStorage, ReplicaStorage } from '../storage/storage.js';
import { eventStream } from '../effects/event-stream.js';
import type { ClientEvent } from './client-event.js';
import type { ClientOptions } from './client-options.js';
import { createClient } from './create-client.js';
import { importAll } from './import-all.js';
import type { SyncClient } from './sync-client.js';

const TODAY = '2026-05-24';

/** A storage that is shared by tabs, as IndexedDB is. */
function sharedStorage(): OpenStorage {
  const openMemory = memoryStorage();
  return async (subject) => ({ ...(await openMemory(subject)), sharedAs: `daybook-${subject}` });
}

describe('tabs of one storage', () => {
  let device: FakeDevice;
  let server: ScriptedServer;
  let openStorage: OpenStorage;
  let storage: ReplicaStorage;
  let events: ClientEvent[];
  let tabs: SyncClient[];

  const open = (options: Partial<ClientOptions> = {}): SyncClient => {
    const environment = device.environment();
    const parts = {
      url: '',
      subject: ANNA,
      token: 't',
      storage: openStorage,
      environment,
      live: eventStream(),
    };
    const tab = createClient({ ...parts, ...options });
    tab.subscribe((event) => events.push(event));
    tabs.push(tab);
    return tab;
  };
  const close = async (tab: SyncClient): Promise<void> => {
    tabs = tabs.filter((other) => other !== tab);
    await tab.close();
    await device.settle();
  };

  beforeEach(async () => {
    device = new FakeDevice();
    server = new ScriptedServer(device);
    openStorage = sharedStorage();
    storage = await openStorage(ANNA);
    events = [];
    tabs = [];
  });

  afterEach(async () => {
    for (const tab of tabs) await tab.close();
  });

  const meta = (): Promise<ReplicaMeta | undefined> => storage.read((reader) => reader.meta());
  const alterMeta = (part: Partial<ReplicaMeta>): Promise<void> =>
    storage.write(async (transaction) => {
      const held = await transaction.meta();
      if (held) transaction.putMeta({ ...held, ...part });
    });
  const stepsOf = async (tab: SyncClient): Promise<number | undefined> =>
    (await tab.view.day(TODAY, 'steps')).shown?.value;
  /** Something that the server says and this version does not understand. */
  const sayMerge = async (): Promise<void> => {
    const day = server.daySteps(TODAY, 3);
    const odd = { ...day, op: 'merge' as never };
    server.digests = {
      daily_aggregate: addDigest(EMPTY_DIGEST, entityDigest(day.entity, day.id, day.revision)),
    };
    server.streams.at(-1)?.page({ ...server.page(0), changes: [odd] });
    await device.settle();
  };

  describe('of different versions', () => {
    it('keep what the older one misses for the newer one, though that opened the storage before', async () => {
      open();
      await device.settle();
      await alterMeta({ vocabulary: VOCABULARY + 1 });
      const began = server.cursor();
      await sayMerge();
      expect(await meta()).toMatchObject({ vocabulary: VOCABULARY, missedSince: { cursor: began, seq: 0 } });
    });

    it('go back to what was missed as soon as the newer one leads', async () => {
      const older = open();
      const newer = open();
      await device.settle();
      await sayMerge();
      await alterMeta({ vocabulary: VOCABULARY - 1 });
      await close(older);
      expect(newer.status.role).toBe('leader');
      expect(await stepsOf(newer)).toBe(3);
      expect(await meta()).toMatchObject({ vocabulary: VOCABULARY, missedSince: null, missedEntities: [] });
    });

    it('carry the entities that were wanted last, whoever leads', async () => {
      const leader = open({ entities: ['daily_aggregate'] });
      await device.settle();
      open({ entities: ['daily_aggregate', 'measurement'] });
      await device.settle();
      await device.advance(60_000);
      expect(leader.status.role).toBe('leader');
      const snapshots = device.requests
        .map(({ url }) => new URL(url))
        .filter((url) => /snapshot$/.test(url.pathname));
      expect(snapshots.map(({ searchParams }) => searchParams.get('entities'))).toEqual([
        'daily_aggregate',
        'daily_aggregate,measurement',
      ]);
    });
  });

  describe('of which one signs in', () => {
    beforeEach(async () => {
      server.script('sync/status', ({ headers, url }) =>
        headers.get('authorization') === 'Bearer new'
          ? json(server.status(new URL(url).searchParams.get('cursor')))
          : problem(401, 'unauthorized'),
      );
      open();
      await device.settle();
    });

    it('go on with the new token, which is known there alone', async () => {
      const tab = open();
      await device.settle();
      expect(tab.status).toMatchObject({ role: 'follower', phase: 'needs_sign_in' });
      await tab.signIn('new');
      await device.settle();
      expect(tab.status).toMatchObject({ role: 'leader', phase: 'live' });
    });
  });

  describe('whose leader dies between a verdict and the telling of it', () => {
    let leader: SyncClient;
    let heir: SyncClient;
    let third: SyncClient;

    beforeEach(async () => {
      leader = open();
      heir = open();
      third = open();
      await device.settle();
      server.script('measurements/batch', () => new Promise(() => undefined));
    });

    /** What the leader commits last. */
    const commit = (key: string, becomes: 'acknowledged' | 'gone'): Promise<void> =>
      storage.write(async (transaction) => {
        const row = await transaction.mutation(key);
        if (!row) throw new Error('it is not there');
        const verdict = { index: 0, id: key, status: 'superseded', measurementId: key, revision: 1 } as never;
        if (becomes === 'gone') transaction.deleteMutation(row.order);
        else transaction.putMutation({ ...row, state: 'acknowledged', position: 5, verdict });
      });

    it('find the verdict, whichever of them leads then', async () => {
      const mine = await heir.overwriteTotal({ type: 'steps', date: TODAY, value: 1 });
      const theirs = await third.overwriteTotal({ type: 'body_mass', date: TODAY, value: 80 });
      const outcomes = Promise.all([heir.settled(mine), third.settled(theirs)]);
      await device.settle();
      await commit(mine, 'acknowledged');
      await commit(theirs, 'gone');
      await close(leader);
      expect(heir.status.role).toBe('leader');
      expect(await outcomes).toMatchObject([{ status: 'superseded' }, { status: 'settled_earlier' }]);
    });

    it('end their imports', async () => {
      const records = [1, 2].map((value) => ({
        id: aUuid(value),
        type: 'steps',
        value,
        startAt: `${TODAY}T08:00:00Z`,
      }));
      const imported = importAll(third, records);
      await device.settle();
      for (const { id } of records) await commit(id, 'gone');
      await close(leader);
      expect(await imported).toEqual({ read: 2, settled: 2, rejected: 0 });
    });
  });

  it('find the verdicts that came while they were put away', async () => {
    open();
    let isAway = false;
    const environment = device.environment();
    const tab = open({
      environment: {
        ...environment,
        openChannel: (name, hear) =>
          environment.openChannel(name, (message) => {
            if (!isAway) hear(message);
          }),
      },
    });
    await device.settle();
    const key = await tab.overwriteTotal({ type: 'steps', date: TODAY, value: 1 });
    isAway = true;
    await device.settle();
    isAway = false;
    expect(server.batches).toHaveLength(1);
    device.signal('shown');
    expect(await tab.settled(key)).toEqual({ status: 'settled_earlier' });
  });

  it('correct and retract by its key what a follower wrote, though its id was made anew', async () => {
    open();
    const tab = open();
    await device.settle();
    server.seq = 1;
    const write = (value: number): Promise<string> =>
      tab.record({ type: 'body_mass', value, startAt: `${TODAY}T08:00:00Z`, source: 'manual' });
    const [first, second] = [await write(80), await write(81)];
    const verdicts = [await tab.settled(first), await tab.settled(second)];
    const ids = verdicts.map((verdict) => ('measurementId' in verdict ? verdict.measurementId : undefined));
    expect(ids).not.toContain(first);
    await tab.settled(await tab.correct({ measurementId: first, value: 79 }));
    await tab.settled(await tab.retract({ measurementId: second }));
    const sent = server.batches.flat().slice(2);
    expect(sent).toMatchObject([
      { measurementId: ids[0], value: 79 },
      { measurementId: ids[1], retract: true },
    ]);
  });

  it('notice a frozen leader though nobody writes or looks', async () => {
    let isFrozen = false;
    const environment = device.environment();
    const whileThawed = (run: () => void): void => {
      if (!isFrozen) run();
    };
    open({
      environment: {
        ...environment,
        after: (ms, run) =>
          environment.after(ms, () => {
            whileThawed(run);
          }),
        openChannel: (name, hear) =>
          environment.openChannel(name, (message) => {
            whileThawed(() => {
              hear(message);
            });
          }),
      },
    });
    await device.settle();
    const tab = open();
    await device.advance(60_000);
    expect(tab.status.role).toBe('follower');
    isFrozen = true;
    await device.advance(34_000);
    expect(tab.status).toMatchObject({ role: 'leader', phase: 'live' });
  });

  it('let a leader that answers lead on', async () => {
    const leader = open();
    const tab = open();
    await device.advance(600_000);
    expect([leader.status.role, tab.status.role]).toEqual(['leader', 'follower']);
  });

  it('begin anew when the browser dropped what was kept', async () => {
    const tab = open();
    await device.settle();
    await storage.write((transaction) => {
      transaction.clear();
      return Promise.resolve();
    });
    const key = await tab.overwriteTotal({ type: 'steps', date: TODAY, value: 8_003 });
    expect(await tab.settled(key)).toMatchObject({ status: 'created' });
    server.streams.at(-1)?.end();
    await device.advance(10_000);
    expect(tab.status.phase).toBe('live');
    expect((await meta())?.cursor).toBe(server.cursor());
    expect(events.filter(({ type }) => type === 'fault')).toEqual([]);
  });

  it('go on when a listener throws, and tell the others', async () => {
    const tab = open();
    const told: ClientEvent[] = [];
    await device.settle();
    tab.subscribe(() => {
      throw new Error('a listener of the app');
    });
    tab.subscribe((event) => told.push(event));
    const key = await tab.overwriteTotal({ type: 'steps', date: TODAY, value: 1 });
    expect(await tab.settled(key)).toMatchObject({ status: 'created' });
    expect(told).toContainEqual(expect.objectContaining({ type: 'settled', key }));
    await expect(device.advance(0)).rejects.toThrow('a listener of the app');
    device.restart();
  });

  it.each(['at once', 'while it is live', 'while it waits'])(
    'leave no timer behind when closed %s',
    async (when) => {
      const leader = open();
      const tab = open();
      if (when === 'while it waits') device.answer = () => Promise.reject(new TypeError('no network'));
      if (when !== 'at once') await device.settle();
      if (when !== 'at once') await tab.overwriteTotal({ type: 'steps', date: TODAY, value: 1 });
      await close(leader);
      await close(tab);
      expect(device.timers).toBe(0);
    },
  );
});

function aUuid(n: number): string {
  return `0197f0c4-0000-7000-8000-${String(n).padStart(12, '0')}`;
}
