import type { Change } from '@daybook/contract';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import fc from 'fast-check';
import { Daybook, type Sent, type TestSubject } from '../../test/daybook.js';
import { retraction, sample, total } from '../../test/items.js';
import { intention, type Intention } from '../../test/random-items.js';
import { Replica, serverState } from '../../test/replica.js';
import {
  compactChangeLog,
  compactEverySubject,
  ReadChanges,
  ReadHead,
  startCompaction,
  verifyProjections,
  type ChangesWanted,
} from '../index.js';

const ALL: ChangesWanted = { fromSeq: 0, limit: 1000, entities: null, withoutBodiesOf: null, latest: false };
const NEVER = 0;
const AT_ONCE = Date.UTC(2100, 0, 1);

let database: TestDatabase;
let daybook: Daybook;
let subject: TestSubject;

beforeAll(async () => {
  database = await testDatabase();
  daybook = await Daybook.open(database);
});

beforeEach(async () => {
  subject = await daybook.newSubject();
});

afterAll(async () => {
  await daybook.close();
  await database.drop();
});

async function changes(): Promise<Change[]> {
  const page = await daybook.ask(new ReadChanges(subject.userId, ALL));
  return JSON.parse(page.changesJson) as Change[];
}

async function floor(): Promise<number> {
  return (await daybook.ask(new ReadHead(subject.userId))).floor;
}

describe('compaction', () => {
  it('removes what a newer change of the entity has overtaken, and no cursor expires', async () => {
    for (let value = 1; value <= 5; value++) await subject.send([total(value)]);
    expect(await compactChangeLog(daybook.owner, subject.userId, AT_ONCE)).toEqual({ removed: 8, floor: 0 });
    expect((await changes()).map(({ seq }) => seq)).toEqual([9, 10]);
    expect(await compactChangeLog(daybook.owner, subject.userId, AT_ONCE)).toEqual({ removed: 0, floor: 0 });
  });

  it('keeps a tombstone for the retention, then lets the floor rise to it', async () => {
    const measured = sample(60);
    await subject.send([measured]);
    await subject.send([retraction(measured.id)]);
    await compactChangeLog(daybook.owner, subject.userId, NEVER);
    expect((await changes()).map(({ seq, op }) => [seq, op])).toEqual([
      [3, 'delete'],
      [4, 'delete'],
    ]);
    expect(await floor()).toBe(0);
    expect(await compactChangeLog(daybook.owner, subject.userId, AT_ONCE)).toEqual({ removed: 2, floor: 4 });
    expect(await changes()).toEqual([]);
  });

  it('does not let the floor rise for a tombstone whose entity has come back', async () => {
    await subject.send([total(1)]);
    await subject.send([{ ...retraction(''), measurementId: (await changes())[0]?.id }]);
    await subject.send([total(2)]);
    expect(await compactChangeLog(daybook.owner, subject.userId, AT_ONCE)).toEqual({ removed: 4, floor: 0 });
    expect((await changes()).map(({ seq, op }) => [seq, op])).toEqual([
      [5, 'upsert'],
      [6, 'upsert'],
    ]);
  });

  it('is refused to the role of the API', async () => {
    await expect(compactChangeLog(daybook.pool, subject.userId, AT_ONCE)).rejects.toThrow(
      /permission denied/,
    );
    await expect(daybook.pool.query('delete from change_log')).rejects.toThrow(/permission denied/);
  });

  it('goes through all subjects', async () => {
    const other = await daybook.newSubject();
    for (const each of [subject, other]) {
      await each.send([total(1)]);
      await each.send([total(2)]);
    }
    await compactEverySubject(daybook.owner, 0);
    for (const { userId } of [subject, other]) {
      expect((await daybook.ask(new ReadHead(userId))).oldestSeq).toBe(3);
    }
  });

  it('passes a subject that is held, and says so when it has been with all others', async () => {
    const other = await daybook.newSubject();
    const pair = [subject, other].sort((a, b) => (a.userId < b.userId ? -1 : 1));
    for (const each of pair) {
      const gone = sample(60);
      await each.send([gone]);
      await each.send([retraction(gone.id)]);
    }
    const holder = await daybook.owner.connect();
    await holder.query('begin');
    await holder.query('select from user_streams where user_id = $1 for update', [pair[0]?.userId]);
    await expect(compactEverySubject(daybook.owner, -1_000)).rejects.toMatchObject({ code: '55P03' });
    await holder.query('rollback');
    holder.release();
    const oldest = pair.map(async ({ userId }) => (await daybook.ask(new ReadHead(userId))).oldestSeq);
    expect(await Promise.all(oldest)).toEqual([1, null]);
  });

  it('runs in the background until it is stopped', async () => {
    await subject.send([total(1)]);
    await subject.send([total(2)]);
    const failed: unknown[] = [];
    const stop = startCompaction({
      ownerPool: daybook.owner,
      intervalMs: 5,
      retentionMs: 0,
      failed: (error) => failed.push(error),
    });
    while ((await daybook.ask(new ReadHead(subject.userId))).oldestSeq !== 3) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await stop();
    expect(failed).toEqual([]);
  });
});

/** What happens to the clients of one subject while a history is written. */
type Step =
  | { readonly kind: 'send'; readonly intentions: readonly Intention[] }
  | { readonly kind: 'pull'; readonly client: number; readonly limit: number }
  | { readonly kind: 'join'; readonly filter: Partial<ChangesWanted> }
  | { readonly kind: 'compact'; readonly tombstonesBefore: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      intentions: fc.array(intention, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('pull' as const),
      client: fc.nat(),
      limit: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('join' as const),
      filter: fc.constantFrom({}, {}, { latest: true }, { entities: ['daily_aggregate'] }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('compact' as const),
      tombstonesBefore: fc.constantFrom(NEVER, AT_ONCE),
    }),
  },
);

describe('law 5: a cursor never skips', () => {
  it('brings every client to the state of the server, whatever is written and compacted between its pages', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 40 }), async (steps) => {
        const { userId } = (subject = await daybook.newSubject());
        const sent: Sent[] = [];
        const clients = [{ replica: new Replica(daybook, userId), filter: {} as Partial<ChangesWanted> }];
        for (const each of steps) {
          if (each.kind === 'send') {
            const items = each.intentions.map((intend) => intend(sent));
            await subject.send(items);
            sent.push(...items);
          } else if (each.kind === 'pull') {
            await clients[each.client % clients.length]?.replica.pull(each.limit);
          } else if (each.kind === 'join') {
            clients.push({ replica: new Replica(daybook, userId, each.filter), filter: each.filter });
          } else {
            await compactChangeLog(daybook.owner, userId, each.tombstonesBefore);
          }
        }
        for (const { replica, filter } of clients) {
          await replica.pullAll(3);
          expect(replica.held).toEqual(await serverState(daybook, userId, filter.entities));
        }
        expect((await verifyProjections(daybook.pool, userId)).differences).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('holds while writers, compaction and clients run at the same time', async () => {
    const sent: Sent[] = [];
    const intentions = fc.sample(intention, { numRuns: 240, seed: 5 });
    let writing = true;
    const writer = async (): Promise<void> => {
      for (let next = intentions.shift(); next; next = intentions.shift()) {
        const item = next(sent);
        await subject.send([item]);
        sent.push(item);
      }
    };
    const compacting = async (): Promise<void> => {
      while (writing) await compactChangeLog(daybook.owner, subject.userId, AT_ONCE);
    };
    const replicas = [1, 2, 7].map((limit) => ({ limit, replica: new Replica(daybook, subject.userId) }));
    const pulling = replicas.map(async ({ limit, replica }) => {
      while (writing) await replica.pull(limit);
    });
    await Promise.all([writer(), writer()]).finally(() => (writing = false));
    await Promise.all([compacting(), ...pulling]);
    const state = await serverState(daybook, subject.userId);
    for (const { limit, replica } of replicas) {
      await replica.pullAll(limit);
      expect(replica.held).toEqual(state);
    }
  });

  it('lets a client that pages from the beginning arrive, however often the floor passes it', async () => {
    const replica = new Replica(daybook, subject.userId);
    for (let round = 0; round < 8; round++) {
      const measured = sample(60 + round);
      await subject.send([measured, total(round + 1)]);
      await subject.send([retraction(measured.id)]);
    }
    await compactChangeLog(daybook.owner, subject.userId, AT_ONCE);
    await replica.pullAll(1);
    expect(replica.resyncs).toBe(0);
    expect(replica.held).toEqual(await serverState(daybook, subject.userId));
  });
});
