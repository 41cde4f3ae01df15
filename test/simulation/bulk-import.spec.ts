import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  createClient,
  eventStream,
  importAll,
  memoryStorage,
  type ImportProgress,
  type RecordIntention,
  type SyncClient,
} from '@daybook/sync-client';
import { apiUnderTest, type ApiUnderTest, type TestCaller } from '../e2e/support/api-under-test.js';
import { stepsTotal } from '../e2e/support/items.js';

const isLong = process.env['DAYBOOK_LONG'] !== undefined;
const RECORDS = isLong ? 100_000 : 10_000;
const PATIENCE_MS = isLong ? 1_800_000 : 300_000;

/** As a page carries them: records by themselves are nothing that it shows. */
const ENTITIES = ['daily_aggregate', 'metric_type'] as const;
const TODAY = '2026-05-24';
const CHANGE_EVERY_MS = 200;
const MINUTE = 60_000;

/** What a device that looks on may wait for a change, ms. */
const LAG_MAX_MS = 1_000;
/** Heap that may be there behind the import and was not there when a fifth of it was done. */
const GROWTH_MAX_BYTES = 30_000_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** A heartbeat every ten minutes, as an export of years holds them. */
function* heartbeats(): Generator<RecordIntention> {
  const end = Date.UTC(2026, 4, 23);
  for (let n = 0; n < RECORDS; n++) {
    const startAt = new Date(end - (RECORDS - n) * 10 * MINUTE).toISOString();
    yield { type: 'heart_rate', value: 50 + (n % 90), source: 'export', startAt, externalId: `beat-${n}` };
  }
}

/** How the onlookers hear of changes. */
const CHANNELS = ['long polls', 'an event stream'] as const;
type Channel = (typeof CHANNELS)[number];

describe(`an import of ${RECORDS} records while other devices look on`, () => {
  let server: ApiUnderTest;
  let owner: TestCaller;
  const clients: SyncClient[] = [];
  const progress: ImportProgress[] = [];
  const heaps: number[] = [];
  /** From the commit of a change to the moment when an onlooker has it, ms. */
  const lags: Record<Channel, number[]> = { 'long polls': [], 'an event stream': [] };
  let result: ImportProgress;

  async function open(channel: Channel): Promise<SyncClient> {
    const { token } = await server.newDevice(owner.userId, 'healthkit');
    const client = createClient({
      url: server.url,
      subject: owner.userId,
      token,
      entities: ENTITIES,
      storage: memoryStorage(),
      live: channel === 'an event stream' ? eventStream() : undefined,
    });
    clients.push(client);
    return client;
  }

  beforeAll(async () => {
    server = await apiUnderTest({ logLevel: 'silent' });
    owner = await server.newSubject('healthkit');
    const importer = await open('long polls');
    for (const channel of CHANNELS) {
      const onlooker = await open(channel);
      onlooker.subscribe((event) => {
        if (event.type === 'view' && event.days.includes(`${TODAY}/steps`)) void look(onlooker, channel);
      });
      await until(() => onlooker.status.phase === 'live');
    }

    let isDone = false;
    const changes = changeNowAndThen(() => isDone);
    const began = Date.now();
    result = await importAll(importer, heartbeats(), {
      onProgress: (seen) => {
        if (seen.settled >= RECORDS / 5 && heaps.length === 0) heaps.push(heapBytes());
        progress.push(seen);
      },
    });
    const seconds = (Date.now() - began) / 1_000;
    heaps.push(heapBytes());
    isDone = true;
    await changes;
    report(seconds);
  }, PATIENCE_MS);

  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await server.close();
  });

  async function look(onlooker: SyncClient, channel: Channel): Promise<void> {
    const { confirmed } = await onlooker.view.day(TODAY, 'steps');
    if (confirmed) lags[channel].push(Date.now() - Date.parse(confirmed.updatedAt));
  }

  /** A third device that changes something else all the while. */
  async function changeNowAndThen(isDone: () => boolean): Promise<void> {
    const { token } = await server.newDevice(owner.userId, 'healthkit');
    for (let steps = 1; !isDone(); steps++) {
      await server.batch(token, [stepsTotal(steps, TODAY)]);
      await pause(CHANGE_EVERY_MS);
    }
  }

  function report(seconds: number): void {
    const seen = CHANNELS.map((channel) => {
      const sorted = [...lags[channel]].sort((a, b) => a - b);
      const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
      return `${sorted.length} changes seen over ${channel} after p50 ${at(0.5)}, p95 ${at(0.95)}, p100 ${at(1)} ms; `;
    });
    const megabytes = heaps.map((bytes) => (bytes / 1e6).toFixed(0)).join(' → ');
    process.stderr.write(
      `${RECORDS} records in ${seconds.toFixed(1)} s (${(RECORDS / seconds).toFixed(0)}/s); ` +
        `${seen.join('')}heap ${megabytes} MB\n`,
    );
  }

  it('settles every record', () => {
    expect(result).toEqual({ read: RECORDS, settled: RECORDS, rejected: 0 });
  });

  it.each(CHANNELS)('shows who looks on over %s what happens meanwhile within a second', (channel) => {
    const sorted = [...lags[channel]].sort((a, b) => a - b);
    expect(sorted.length).toBeGreaterThan(5);
    // Most of them: how long the slowest takes on a busy machine is the machine's affair.
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(LAG_MAX_MS);
  });

  it('takes no more memory in the end than near the beginning', () => {
    const [early = 0, late = Infinity] = heaps;
    expect(late - early).toBeLessThan(GROWTH_MAX_BYTES);
  });

  it('reports progress that only grows', () => {
    expect(progress.length).toBeGreaterThan(RECORDS / 1_000);
    progress.reduce((before, now) => {
      expect(now.read).toBeGreaterThanOrEqual(before.read);
      expect(now.settled).toBeGreaterThanOrEqual(before.settled);
      expect(now.settled).toBeLessThanOrEqual(now.read);
      return now;
    });
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(20);
}
