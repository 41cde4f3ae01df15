import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchResponse, ChangesPage } from '@daybook/contract';
import { verifyChain } from '@daybook/event-log';
import { verifyProjections } from '@daybook/projections';
import { apiUnderTest, type ApiUnderTest, type TestCaller } from '../e2e/support/api-under-test.js';
import { heartRate, stepsTotal } from '../e2e/support/items.js';

const SUBJECTS = 20;
const DEVICES = 100;
const BATCHES = 10;
const ITEMS = 50;

/** How long a request waits for a connection to the database; a machine that needs longer is too slow for so many. */
const POOL_PATIENCE_MS = 5_000;

type Item = Readonly<Record<string, unknown>>;

describe('a hundred devices that sync at once', () => {
  let server: ApiUnderTest;
  let devices: TestCaller[];
  const statuses = new Map<number, number>();
  let slowestMs = 0;
  /** Mutations with an accepted verdict, by subject. */
  const acknowledged = new Map<string, Set<string>>();

  beforeAll(async () => {
    server = await apiUnderTest({ logLevel: 'silent' });
    const subjects = await Promise.all(
      Array.from({ length: SUBJECTS }, () => server.newSubject('healthkit')),
    );
    devices = await Promise.all(
      Array.from({ length: DEVICES }, async (_, n) =>
        server.newDevice(subjects[n % SUBJECTS]?.userId ?? '', 'healthkit'),
      ),
    );
    await Promise.all(devices.map(syncAll));
  });

  afterAll(() => server.close());

  /** Ten batches of one device; from the second on a third of the items were sent before. */
  async function syncAll(device: TestCaller): Promise<void> {
    const sent: Item[] = [];
    for (let b = 0; b < BATCHES; b++) {
      const replays = b === 0 ? [] : sent.slice(-Math.floor(ITEMS / 3));
      const fresh = Array.from({ length: ITEMS - replays.length }, (_, i) => itemOf(b, i));
      const items = [...replays, ...fresh];
      sent.push(...fresh);
      const { verdicts, isFirst } = await send(device, items);
      const ids = acknowledged.get(device.userId) ?? new Set();
      acknowledged.set(device.userId, ids);
      for (const [i, verdict] of verdicts.items.entries()) {
        expect(verdict.status).not.toBe('rejected');
        // What was sent twice may have been written the first time.
        if (isFirst) expect(verdict.status === 'duplicate').toBe(i < replays.length);
        ids.add(verdict.id ?? '');
      }
    }
  }

  function itemOf(batch: number, i: number): Item {
    const day = String(1 + ((batch * 3 + i) % 28)).padStart(2, '0');
    const time = `${String(i % 24).padStart(2, '0')}:${String((batch * 7 + i) % 60).padStart(2, '0')}`;
    return i % 10 === 0
      ? stepsTotal(i * 100, `2026-05-${day}`)
      : heartRate(60 + i, `2026-05-${day}T${time}:00Z`);
  }

  /** Sends as every client does: the same again, when the server says that it cannot take it now. */
  async function send(device: TestCaller, items: readonly Item[]) {
    for (let attempt = 1; ; attempt++) {
      const begun = performance.now();
      const answer = await fetch(`${server.url}/api/measurements/batch`, {
        method: 'POST',
        headers: { authorization: `Bearer ${device.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ items }),
      });
      const body: unknown = await answer.json();
      slowestMs = Math.max(slowestMs, performance.now() - begun);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status === 200) return { verdicts: body as BatchResponse, isFirst: attempt === 1 };
      if (answer.status !== 503) throw new Error(JSON.stringify(body));
      await sleep(1_000 * Number(answer.headers.get('retry-after')));
    }
  }

  it('answers every batch, and none with a 5xx as long as the machine keeps up with them', () => {
    expect(statuses.get(200)).toBe(DEVICES * BATCHES);
    if (slowestMs < POOL_PATIENCE_MS) expect([...statuses.keys()]).toEqual([200]);
  });

  it('has every acknowledged mutation in the log once', async () => {
    for (const [userId, ids] of acknowledged) {
      const { rows } = await server.owner.query<{ mutation_id: string }>(
        'select mutation_id from events where user_id = $1',
        [userId],
      );
      expect(rows).toHaveLength(ids.size);
      expect(new Set(rows.map((row) => row.mutation_id))).toEqual(ids);
    }
  });

  it("has a complete feed for each of them: paged from the beginning it ends in the server's records and days", async () => {
    for (const device of devices.slice(0, SUBJECTS)) {
      const replica = await replicaOf(device);
      const { rows } = await server.owner.query<{ id: string; revision: string }>(
        `select 'measurement/' || id as id, revision from measurements where user_id = $1
         union all select 'daily_aggregate/' || local_date || '/' || metric, revision from daily_aggregates
         where user_id = $1`,
        [device.userId],
      );
      expect(replica).toEqual(new Map(rows.map(({ id, revision }) => [id, Number(revision)])));
    }
  });

  async function replicaOf(device: TestCaller): Promise<Map<string, number>> {
    const replica = new Map<string, number>();
    let cursor = '';
    for (;;) {
      const page = await fetch(`${server.url}/api/changes?limit=1000${cursor}`, {
        headers: { authorization: `Bearer ${device.token}` },
      });
      const { changes, nextCursor, hasMore } = (await page.json()) as ChangesPage;
      for (const { entity, id, revision } of changes) replica.set(`${entity}/${id}`, revision);
      if (!hasMore) return replica;
      cursor = `&cursor=${nextCursor}`;
    }
  }

  it('leaves chains and projections sound', async () => {
    for (const userId of acknowledged.keys()) {
      expect((await verifyChain(server.owner, userId)).fault).toBeNull();
      expect((await verifyProjections(server.owner, userId)).differences).toEqual([]);
    }
  });
});
