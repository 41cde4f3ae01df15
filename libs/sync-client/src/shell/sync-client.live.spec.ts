import { FakeDevice } from '../../test/fake-environment.js';
import { openClient } from '../../test/open-client.js';
import { ANNA, json, problem, ScriptedServer, ScriptedStream } from '../../test/scripted-server.js';
import { memoryStorage } from '../storage/memory-storage.js';
import type { ClientOptions } from './client-options.js';
import { createClient } from './create-client.js';
import type { SyncClient } from './sync-client.js';

const TODAY = '2026-05-24';

describe('the live channel', () => {
  let device: FakeDevice;
  let server: ScriptedServer;
  let client: SyncClient;
  let poll: ((response: Response) => void) | undefined;

  beforeEach(() => {
    device = new FakeDevice();
    server = new ScriptedServer(device);
  });

  afterEach(async () => {
    await client.close();
    await device.settle();
  });

  const open = (options: Partial<ClientOptions> = {}): SyncClient =>
    openClient({ device, storage: memoryStorage(), hear: () => undefined }, options);
  /** Keeps long polls waiting; `poll` answers the last one. */
  const holdPolls = (): void => {
    server.script('changes', ({ url }) => {
      if (!new URL(url).searchParams.has('wait')) return json(server.page(0));
      return new Promise((resolve) => (poll = resolve));
    });
  };
  const stepsOf = async (date: string): Promise<number | undefined> =>
    (await client.view.day(date, 'steps')).shown?.value;
  const asked = (path: string): number => device.requests.filter(({ url }) => url.includes(path)).length;

  it('is long polls where no other was chosen', async () => {
    holdPolls();
    const environment = device.environment();
    client = createClient({ url: '', subject: ANNA, token: 't', storage: memoryStorage(), environment });
    await device.settle();
    expect(client.status.phase).toBe('live');
    server.daySteps(TODAY, 7);
    poll?.(json(server.page(0)));
    await device.settle();
    expect(await stepsOf(TODAY)).toBe(7);
    expect(asked('changes/stream')).toBe(0);
  });

  it('compares digests every quarter of an hour, however long it lasts', async () => {
    client = open();
    await device.settle();
    const before = asked('sync/status');
    for (let beats = 0; beats < 62; beats++) {
      await device.advance(15_000);
      server.streams.at(-1)?.say(': heartbeat\n\n');
    }
    expect(asked('sync/status')).toBe(before + 1);
  });

  it('falls back to long polls where the head of a stream arrives and its body does not', async () => {
    const held = new ScriptedStream();
    server.script('changes/stream', () => held.response);
    holdPolls();
    client = open();
    await device.advance(9_000);
    server.daySteps(TODAY, 7);
    poll?.(json(server.page(0)));
    await device.settle();
    expect(await stepsOf(TODAY)).toBe(7);
    expect(asked('changes/stream')).toBe(1);
  });

  it('is given up as dead when not even a heartbeat comes, and opened anew', async () => {
    client = open();
    await device.settle();
    for (let beats = 0; beats < 4; beats++) {
      await device.advance(15_000);
      server.streams[0]?.say(': heartbeat\n\n');
    }
    await device.settle();
    expect(server.streams).toHaveLength(1);
    server.daySteps(TODAY, 9);
    await device.advance(34_000);
    expect(server.streams).toHaveLength(1);
    await device.advance(2_000);
    expect(server.streams).toHaveLength(2);
    expect(await stepsOf(TODAY)).toBe(9);
  });

  it('falls back to long polls where a proxy holds the stream back, and tries streams again later', async () => {
    server.script('changes/stream', () => new Promise(() => undefined));
    holdPolls();
    client = open();
    await device.advance(9_000);
    server.daySteps(TODAY, 7);
    poll?.(json(server.page(0)));
    await device.advance(1_000);
    expect(await stepsOf(TODAY)).toBe(7);
    const opened = (): number => asked('changes/stream');
    expect(opened()).toBe(1);
    for (let minutes = 0; minutes < 11; minutes++) {
      await device.advance(60_000);
      poll?.(json(server.page(1)));
    }
    await device.settle();
    expect(opened()).toBe(2);
  });

  it('polls where bodies cannot be read while they arrive', async () => {
    server.script('changes/stream', () => json({ buffered: true }));
    client = open();
    await device.settle();
    expect(device.requests.some(({ url }) => url.includes('wait='))).toBe(true);
    expect(client.status.phase).toBe('live');
  });

  it('does not storm a server whose long polls return at once', async () => {
    server.script('changes/stream', () => json({ buffered: true }));
    server.script('changes', () => json(server.page(0)));
    client = open();
    await device.advance(30_000);
    expect(device.requests.length).toBeLessThan(120);
  });

  it('is a stream again after an own write called it off', async () => {
    client = open({ entities: ['daily_aggregate'] });
    await device.advance(1_000);
    expect(asked('changes/stream')).toBe(1);
    await client.settled(await client.overwriteTotal({ type: 'steps', date: TODAY, value: 1 }));
    await device.advance(1_000);
    expect(asked('wait=')).toBe(0);
    expect(asked('changes/stream')).toBe(2);
  });

  it('is a stream again when it was called off before it answered', async () => {
    server.script('changes/stream', () => new Promise(() => undefined));
    client = open();
    await device.advance(1_000);
    server.heal();
    device.signal('online');
    await device.advance(1_000);
    expect(asked('wait=')).toBe(0);
  });

  it('is a stream again after its cursor expired on it', async () => {
    client = open();
    await device.advance(6_000);
    server.epoch = '22222222-2222-4222-8222-222222222222';
    server.script('changes/stream', () => problem(410, 'cursor_expired', { action: 'resync' }));
    let healed = false;
    server.script('changes', () => {
      if (healed) return json(server.page(0));
      return problem(410, 'cursor_expired', { action: 'resync' });
    });
    server.script('sync/status', ({ url }) =>
      json({ ...server.status(null), cursor: url, status: 'resync_required' }),
    );
    server.script('snapshot', () => {
      healed = true;
      server.heal();
      return server.answer(new Request('http://daybook.test/api/snapshot'));
    });
    server.heal('changes');
    server.streams.at(-1)?.end();
    await device.advance(10_000);
    expect(client.status.phase).toBe('live');
    expect(asked('wait=')).toBe(0);
  });

  it('is left alone by who looks while it is heard from', async () => {
    client = open();
    await device.advance(6_000);
    const before = device.requests.length;
    for (let i = 0; i < 20; i++) {
      try {
        server.streams.at(-1)?.say(': heartbeat\n\n');
      } catch {
        /* ended */
      }
      device.signal('shown');
      await device.advance(1_000);
    }
    expect(device.requests.length - before).toBeLessThan(10);
  });

  it.each([
    [401, 'unauthorized', 'needs_sign_in'],
    [426, 'upgrade_required', 'outdated'],
  ] as const)('ends with the session where it is refused by %s', async (status, code, phase) => {
    client = open();
    await device.advance(6_000);
    server.script('changes/stream', () => problem(status, code));
    server.streams.at(-1)?.end();
    await device.advance(1_000);
    expect(client.status.phase).toBe(phase);
    const before = device.requests.length;
    await device.advance(600_000);
    expect(device.requests.length).toBe(before);
  });
});
