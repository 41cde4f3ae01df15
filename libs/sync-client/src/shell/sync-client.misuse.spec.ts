import { eventStream } from '../effects/event-stream.js';
import type { BatchItem } from '@daybook/contract';
import { FakeDevice } from '../../test/fake-environment.js';
import { ANNA, ScriptedServer } from '../../test/scripted-server.js';
import type { RecordIntention } from '../outbox/intention.js';
import { memoryStorage } from '../storage/memory-storage.js';
import type { ClientEvent } from './client-event.js';
import type { ClientOptions } from './client-options.js';
import { createClient } from './create-client.js';
import { importAll } from './import-all.js';
import type { RetractionTarget, SyncClient, TotalIntention } from './sync-client.js';

const TODAY = '2026-05-24';
const STEPS = { type: 'steps', date: TODAY };
const SAMPLE = { type: 'steps', source: 'manual', startAt: '2026-05-24T08:00:00Z' };
const RECORD_ID = '019e59f7-0000-7000-8000-000000000001';

describe('what an app gets wrong', () => {
  let device: FakeDevice;
  let server: ScriptedServer;
  let client: SyncClient;

  const given = (): ClientOptions => ({
    url: '',
    subject: ANNA,
    token: 't',
    storage: memoryStorage(),
    environment: device.environment(),
  });

  beforeEach(async () => {
    device = new FakeDevice();
    server = new ScriptedServer(device);
    client = createClient(given());
    await device.settle();
  });

  afterEach(async () => {
    await client.close();
  });

  const expectNothingKept = async (): Promise<void> => {
    await device.settle();
    expect((await client.queue()).pending.count).toBe(0);
    expect(server.batches).toEqual([]);
  };

  describe('of a number', () => {
    const wrong = [NaN, Infinity, -Infinity, '8003,5' as unknown as number];

    it.each(wrong)('is refused at the call, and erases no day: %p', async (value) => {
      const faults = [
        client.overwriteTotal({ ...STEPS, value }),
        client.record({ ...SAMPLE, value }),
        client.correct({ measurementId: RECORD_ID, value }),
        client.recordAll([
          { ...SAMPLE, value: 1 },
          { ...SAMPLE, value },
        ]),
      ];
      for (const fault of faults) await expect(fault).rejects.toThrow('value must be a finite number');
      await expectNothingKept();
    });

    it('is found in the details, too', async () => {
      const fault = client.record({ ...SAMPLE, value: 1, details: { pulse: [60, { least: NaN }] } });
      await expect(fault).rejects.toThrow(new TypeError('least must be a finite number'));
      await expectNothingKept();
    });

    it('leaves a day that is meant to hold nothing, and text in the details', async () => {
      await client.overwriteTotal({ ...STEPS, value: null });
      await client.record({ ...SAMPLE, value: 0, details: { value: 'much' } });
      await device.settle();
      expect(server.batches.flat()).toHaveLength(2);
    });

    it('costs an import this one record', async () => {
      const records = [1, NaN, 2].map((value) => ({ ...SAMPLE, value }));
      const told: unknown[] = [];
      const onRejected = (...args: unknown[]): unknown => told.push(args);
      const result = await importAll(client, records, { onRejected });
      expect(result).toEqual({ read: 3, settled: 3, rejected: 1 });
      expect(server.batches.flat()).toMatchObject([{ value: 1 }, { value: 2 }]);
      expect(told).toEqual([[records[1], 'value must be a finite number']]);
    });

    it('is told to an import where the server finds it', async () => {
      server.script('measurements/batch', async (request) => {
        const { items } = (await request.json()) as { items: BatchItem[] };
        const facts = { status: 'rejected', code: 'out_of_range', retryable: false, pointer: '' } as const;
        return server.verdicts(
          items.map((item, index) =>
            'value' in item && item.value === 2
              ? ({ index, id: item.id, ...facts, detail: 'value must be at most 1' } as never)
              : { index, id: item.id, status: 'created' },
          ),
        );
      });
      const records = [1, 2, 1].map((value) => ({ ...SAMPLE, value }));
      const told: unknown[] = [];
      const onRejected = (...args: unknown[]): unknown => told.push(args);
      const result = await importAll(client, records, { onRejected });
      expect(result).toEqual({ read: 3, settled: 3, rejected: 1 });
      expect(told).toEqual([[records[1], 'value must be at most 1']]);
    });
  });

  describe('of a day or a type', () => {
    it('is refused without a value, which would clear the day', async () => {
      const value = undefined as unknown as number;
      const fault = client.overwriteTotal({ ...STEPS, value });
      await expect(fault).rejects.toThrow('value must be given');
    });

    const dates = ['24.05.2026', '2026-5-4', '', new Date(0), undefined] as string[];

    it.each(dates)('is refused at the call: %p', async (date) => {
      const message = 'date must be YYYY-MM-DD';
      await expect(client.overwriteTotal({ type: 'steps', date, value: 1 })).rejects.toThrow(message);
      await expect(client.retract({ type: 'steps', date })).rejects.toThrow(message);
      await expectNothingKept();
    });

    it('is refused where it is missing', async () => {
      const faults = [
        client.overwriteTotal({ date: TODAY, value: 1 } as TotalIntention),
        client.retract({} as RetractionTarget),
        client.retract({ date: TODAY } as RetractionTarget),
        client.record({ value: 1, source: 'manual', externalId: 'r-1' } as RecordIntention),
        client.record(undefined as unknown as RecordIntention),
        client.correct({ value: 1 } as { measurementId: string; value: number }),
      ];
      for (const fault of faults) await expect(fault).rejects.toBeInstanceOf(TypeError);
      await expectNothingKept();
    });
  });

  it('waits where only a newer server could know it, and an event tells', async () => {
    server.script('measurements/batch', async (request) => {
      const { items } = (await request.json()) as { items: BatchItem[] };
      const facts = {
        status: 'rejected',
        code: 'unknown_type',
        detail: 'no such type',
        pointer: '/items/0/type',
      };
      return server.verdicts(
        items.map(({ id }, index) => ({ index, id, retryable: true, ...facts }) as never),
      );
    });
    const told: Promise<unknown>[] = [];
    await client.record({ ...SAMPLE, type: 'stepz', value: 1 });
    client.subscribe(({ type }) => {
      if (type === 'queue') told.push(client.queue());
    });
    await device.settle();
    const problem = { cause: 'verdict', code: 'unknown_type', detail: 'no such type', pointer: '/type' };
    const [row] = (await client.queue()).pending.mutations;
    expect(row?.problem).toEqual(problem);
    expect(await told.at(-1)).toMatchObject({ pending: { mutations: [{ problem }] } });
  });

  describe('of the options', () => {
    const wrong: Partial<Record<keyof ClientOptions, unknown>>[] = [
      { url: undefined },
      { url: 'localhost:3300' },
      { url: '', environment: undefined },
      { url: undefined, environment: undefined },
      { subject: undefined },
      { subject: '' },
      { storage: undefined },
    ];

    it.each(wrong)('is told at once: %p', (options) => {
      expect(() => createClient({ ...given(), ...options } as ClientOptions)).toThrow(/^needed: url/u);
    });

    it('is made up for where a part of `retry` is left out', async () => {
      const opened = createClient({ ...given(), retry: {} });
      server.script('sync/status', () => new Response('', { status: 502 }));
      await device.settle();
      expect(opened.status.nextTryAt).toBeGreaterThanOrEqual(device.wallMs + 2_000);
      await opened.close();
    });

    it.each(['http://localhost:3300', 'http://api', 'https://diary.example/daybook/'])(
      'is not seen in %s',
      async (url) => {
        await createClient({ ...given(), url }).close();
      },
    );

    it.each([
      ['https://diary.example', 'https://diary.example/api/'],
      ['https://diary.example/', 'https://diary.example/api/'],
      ['https://diary.example/api', 'https://diary.example/api/'],
      ['https://diary.example/daybook/api/', 'https://diary.example/daybook/api/'],
      ['http://api', 'http://api/api/'],
    ])('takes %s for the server at %s', async (url, api) => {
      const asked: string[] = [];
      const environment = {
        ...device.environment(),
        fetch: (called: string): Promise<Response> => {
          asked.push(called);
          return Promise.reject(new Error('no network'));
        },
      };
      const opened = createClient({ ...given(), url, environment });
      await device.settle();
      await opened.close();
      expect(asked[0]).toMatch(`${api}subjects/`);
    });
  });

  describe('of the token', () => {
    it('is told as what it was, and tried again', async () => {
      let isLocked = true;
      await client.close();
      client = createClient({
        ...given(),
        token: () => {
          if (isLocked) throw new Error('keychain locked');
          return 't';
        },
      });
      await device.settle();
      const problem = { code: 'unreachable', detail: 'the server was not reached: Error: keychain locked' };
      expect(client.status).toMatchObject({ phase: 'waiting', problem });
      isLocked = false;
      await device.advance(10_000);
      expect(client.status).toMatchObject({ phase: 'live', problem: null });
    });

    it('is asked for again when it never comes', async () => {
      let asked = 0;
      await client.close();
      client = createClient({
        ...given(),
        token: () => (asked++ === 0 ? new Promise<string>(() => undefined) : 't'),
      });
      await device.advance(60_000);
      expect(client.status).toMatchObject({ phase: 'live', problem: null });
    });

    it('may say that there is none', async () => {
      await client.close();
      client = createClient({ ...given(), token: () => null });
      await device.settle();
      expect(device.requests.at(-1)?.headers.has('authorization')).toBe(false);
    });
  });

  describe('of a key', () => {
    it('is answered: nothing of it waits here', async () => {
      expect(await client.settled('nope')).toEqual({ status: 'settled_earlier' });
      expect(await client.retry('nope')).toBe(false);
      expect(await client.discard('nope')).toBe(false);
    });

    it('is not seen in one that waits', async () => {
      device.signal('offline');
      const key = await client.overwriteTotal({ ...STEPS, value: 1 });
      expect(await client.retry(key)).toBe(true);
      expect(await client.discard(key)).toBe(true);
      expect(await client.discard(key)).toBe(false);
    });
  });

  it('to write when the client is closed is refused by that name', async () => {
    await client.close();
    const closed = 'the client is closed';
    await expect(client.overwriteTotal({ ...STEPS, value: 1 })).rejects.toThrow(closed);
    await expect(client.discard(RECORD_ID)).rejects.toThrow(closed);
    await expect(client.retry()).rejects.toThrow(closed);
  });
});

describe('the status', () => {
  let device: FakeDevice;
  let server: ScriptedServer;
  let client: SyncClient;
  let statuses: Extract<ClientEvent, { type: 'status' }>['status'][];

  beforeEach(async () => {
    device = new FakeDevice();
    server = new ScriptedServer(device);
    statuses = [];
    client = createClient({
      url: '',
      subject: ANNA,
      token: 't',
      storage: memoryStorage(),
      environment: device.environment(),
      live: eventStream(),
    });
    await device.settle();
    client.subscribe((event) => {
      if (event.type === 'status') statuses.push(event.status);
    });
  });

  it('is not told again with every page that arrives', async () => {
    for (let value = 1; value <= 20; value++) {
      const change = server.daySteps(TODAY, value);
      server.streams.at(-1)?.page(server.page(change.seq - 1));
      await device.advance(20);
    }
    expect((await client.view.day(TODAY, 'steps')).shown?.value).toBe(20);
    expect(statuses.length).toBeLessThanOrEqual(2);
    await client.close();
  });

  it('says once that the client is closed, and nothing before', async () => {
    await client.close();
    expect(statuses.map(({ phase }) => phase)).toEqual(['stopped']);
  });
});
