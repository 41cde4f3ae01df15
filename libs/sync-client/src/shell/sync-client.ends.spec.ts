import type { BatchItem, WireVerdict } from '@daybook/contract';
import { FakeDevice } from '../../test/fake-environment.js';
import { openClient } from '../../test/open-client.js';
import { ANNA, problem, ScriptedServer } from '../../test/scripted-server.js';
import { memoryStorage } from '../storage/memory-storage.js';
import type { OpenStorage } from '../storage/storage.js';
import type { ClientEvent } from './client-event.js';
import type { ClientOptions } from './client-options.js';
import { predictByRegistry } from '../metrics.js';
import type { SyncClient } from './sync-client.js';

const TODAY = '2026-05-24';
const STEPS = { type: 'steps', date: TODAY };

describe('a client at its beginning and its end', () => {
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
    storage = memoryStorage();
    events = [];
  });

  afterEach(async () => {
    await client.close();
    await device.settle();
  });

  it('rejects whoever waits for a verdict, each time, where the storage cannot be opened', async () => {
    client = open({ storage: () => Promise.reject(new Error('no storage')) });
    await expect(client.settled('k')).rejects.toThrow('no storage');
    const second = client.settled('k').then(
      () => 'resolved',
      () => 'rejected',
    );
    await device.advance(1_000);
    expect(await Promise.race([second, Promise.resolve('hangs')])).toBe('rejected');
  });

  it('is told of a storage that does not open by one fault', async () => {
    client = open({ storage: () => Promise.reject(new Error('no storage')) });
    await device.settle();
    expect(events.filter(({ type }) => type === 'fault')).toHaveLength(1);
    await client.close();
    await expect(client.overwriteTotal({ ...STEPS, value: 1 })).rejects.toThrow();
  });

  it('is closed quietly while its storage opens', async () => {
    let opened: (() => void) | undefined;
    client = open({
      storage: async (subject) => {
        await new Promise<void>((resolve) => (opened = resolve));
        return storage(subject);
      },
    });
    await device.settle();
    const closed = client.close();
    opened?.();
    await closed;
    await device.advance(60_000);
    expect(device.requests).toHaveLength(0);
    expect(device.timers).toBe(0);
    expect(client.status.phase).toBe('stopped');
    expect(events.filter(({ type }) => type === 'fault')).toEqual([]);
  });

  it('tells whoever waits for a verdict that there will be none, then and later', async () => {
    device.online = false;
    client = open();
    const key = await client.overwriteTotal({ ...STEPS, value: 1 });
    const waiting = expect(client.settled(key)).rejects.toThrow('the client is closed');
    await client.close();
    await waiting;
    await expect(client.settled(key)).rejects.toThrow('the client is closed');
  });

  it('tells it, too, when the subject was erased, in every tab', async () => {
    const shared: OpenStorage = async (subject) => ({ ...(await storage(subject)), sharedAs: 'x' });
    server.script('measurements/batch', () => problem(503, 'unavailable'));
    client = open({ storage: shared });
    const other = open({ storage: shared });
    const key = await client.overwriteTotal({ ...STEPS, value: 1 });
    const waiting = [client, other].map((tab) => expect(tab.settled(key)).rejects.toThrow('erased'));
    await device.settle();
    server.script('sync/status', () => problem(410, 'subject_erased', { action: 'wipe' as never }));
    device.signal('online');
    await device.settle();
    await Promise.all(waiting);
    await other.close();
  });

  it('has nothing more to wipe when somebody signs in after the erasure', async () => {
    client = open();
    await device.settle();
    server.script('sync/status', () => problem(410, 'subject_erased', { action: 'wipe' as never }));
    await client.signIn('t2');
    await device.settle();
    expect(client.status.phase).toBe('erased');
    await client.signIn('t3');
    await device.settle();
    expect(client.status.phase).toBe('erased');
    expect(events.filter(({ type }) => type === 'fault')).toEqual([]);
  });

  it('has nothing more to wipe where another tab did', async () => {
    const shared: OpenStorage = async (subject) => ({ ...(await storage(subject)), sharedAs: 'x' });
    client = open({ storage: shared });
    await device.settle();
    const other = open({ storage: shared });
    await device.settle();
    server.script('sync/status', () => problem(410, 'subject_erased', { action: 'wipe' as never }));
    device.signal('online');
    await device.settle();
    expect(client.status.phase).toBe('erased');
    await other.signIn('t2');
    await device.advance(1_000);
    expect(events.filter(({ type }) => type === 'fault')).toEqual([]);
    await other.close();
  });

  it('heals a difference anew when other entities are wanted', async () => {
    client = open({ entities: ['daily_aggregate'] });
    await device.settle();
    await client.close();
    const held = await storage(ANNA);
    await held.write(async (transaction) => {
      const meta = await transaction.meta();
      if (meta) transaction.putMeta({ ...meta, healing: 'tried' });
    });
    server.digests = { daily_aggregate: '00000000000000ff' };
    events = [];
    client = open({ entities: ['daily_aggregate', 'metric_type'] });
    await device.advance(5_000);
    expect(events.filter(({ type }) => type === 'diverged')[0]).toMatchObject({ healing: 'new_copy' });
  });

  it('does not show a sample that was retracted before', async () => {
    client = open({ predict: predictByRegistry });
    await device.settle();
    server.script('measurements/batch', async (request) => {
      const { items } = (await request.json()) as { items: BatchItem[] };
      server.seq++;
      return server.verdicts(
        items.map(
          ({ id }, index) =>
            ({
              index,
              id,
              status: 'duplicate',
              measurementId: id,
              revision: 2,
              state: 'retracted',
              mutationId: id,
              value: 70,
              unit: 'bpm',
            }) as unknown as WireVerdict,
        ),
      );
    });
    await client.settled(
      await client.record({
        type: 'heart_rate',
        source: 'manual',
        startAt: '2026-05-24T08:00:00Z',
        localDate: TODAY,
        value: 70,
        unit: 'bpm',
      }),
    );
    await device.settle();
    expect((await client.view.day(TODAY, 'heart_rate')).shown).toBeNull();
  });
});
