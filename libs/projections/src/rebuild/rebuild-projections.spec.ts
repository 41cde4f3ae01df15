import type { Change } from '@daybook/contract';
import { UnknownSubject } from '@daybook/event-log';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { Daybook, type Sent, type TestSubject } from '../../test/daybook.js';
import { retraction, sample, total } from '../../test/items.js';
import { intention } from '../../test/random-items.js';
import { Replica, serverState } from '../../test/replica.js';
import {
  compactChangeLog,
  ReadChanges,
  ReadHead,
  rebuildProjections,
  verifyProjections,
  type ProjectionsReport,
} from '../index.js';

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

async function differences(): Promise<ProjectionsReport['differences']> {
  return (await verifyProjections(daybook.pool, subject.userId)).differences;
}

async function namesOfDifferences(): Promise<string[]> {
  return (await differences()).map(({ table, key }) => `${table} ${key}`).sort();
}

function vandalise(statement: string): Promise<unknown> {
  return daybook.owner.query(statement, [subject.userId]);
}

async function changesSince(seq: number): Promise<Change[]> {
  const wanted = { fromSeq: seq, limit: 100, entities: null, withoutBodiesOf: null, latest: false };
  return JSON.parse((await daybook.ask(new ReadChanges(subject.userId, wanted))).changesJson) as Change[];
}

/** A subject with a bit of everything: totals, a cleared day, samples, retractions, settings. */
async function variedHistory(): Promise<void> {
  const measured = sample(60);
  await subject.send([total(5000), measured, sample(70)]);
  await subject.send([{ id: uuidv7(), code: 'x_mood', name: 'Mood', unit: 'points', kind: 'discrete' }]);
  await subject.send([total(6000), total(null, { date: '2026-05-23' }), retraction(measured.id)]);
  await subject.send([total(9000, { source: 'manual' }), retraction(uuidv7())]);
  await subject.send([sample(3, { type: 'x_mood', source: 'manual' })]);
  await subject.send([{ id: uuidv7(), sources: ['garmin', 'healthkit'] }]);
}

describe('verification', () => {
  it('finds no difference after any history', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(intention, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 12 }),
        async (batches) => {
          subject = await daybook.newSubject();
          const sent: Sent[] = [];
          for (const batch of batches) {
            const items = batch.map((intend) => intend(sent));
            await subject.send(items);
            sent.push(...items);
          }
          expect(await differences()).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('goes through every subject and says how far it is', async () => {
    await variedHistory();
    const told: number[] = [];
    const report = await verifyProjections(daybook.pool, undefined, ({ subjects }) => told.push(subjects));
    expect(report.differences).toEqual([]);
    expect(told).toEqual(Array.from({ length: report.subjects }, (_, n) => n + 1));
  });

  it('refuses a subject that does not exist', async () => {
    await expect(verifyProjections(daybook.pool, uuidv7())).rejects.toBeInstanceOf(UnknownSubject);
  });

  it.each([
    ['a record', `update measurements set value = 6001 where user_id = $1 and value = 6000`, /^measurements/],
    ['a lost record', `delete from measurements where user_id = $1 and value = 6000`, /^measurements/],
    [
      'a remembered retraction',
      `delete from measurements where user_id = $1 and state = 'retraction_remembered'`,
      /^measurements/,
    ],
    [
      'a day',
      `update daily_aggregates set payload = '{}' where user_id = $1 and metric = 'steps'`,
      /^daily_aggregates 2026-05-24\/steps/,
    ],
    [
      'what a day is made of',
      `update daily_aggregates set contributions = '{}' where user_id = $1`,
      /^daily_aggregates/,
    ],
    ['a metric', `delete from metric_types where user_id = $1`, /^metric_types x_mood/],
    ['the order of sources', `update source_orders set sources = '{}' where user_id = $1`, /^source_orders/],
    [
      'the newest change of an entity',
      `delete from change_log where user_id = $1 and entity = 'metric_type'`,
      /^change_log metric_type\/x_mood/,
    ],
    [
      'a change that never was',
      `update change_log set entity_id = 'x_other' where user_id = $1 and entity = 'metric_type'`,
      /^change_log metric_type\/x_other/,
    ],
    [
      'a digest',
      `update user_streams set digests = '{}' where user_id = $1`,
      /^user_streams digests\/measurement/,
    ],
  ])('names %s that is not what the log says, and a rebuild mends it', async (_, statement, name) => {
    await variedHistory();
    await vandalise(statement);
    const found = await namesOfDifferences();
    expect(found).toContainEqual(expect.stringMatching(name));
    const { epoch } = await daybook.ask(new ReadHead(subject.userId));
    const { differences: repaired } = await rebuildProjections(daybook.owner, subject.userId);
    expect(repaired.map(({ table, key }) => `${table} ${key}`).sort()).toEqual(found);
    expect(await differences()).toEqual([]);
    expect((await daybook.ask(new ReadHead(subject.userId))).epoch).not.toBe(epoch);
  });
});

describe('a rebuild', () => {
  it('touches nothing that is as the log says', async () => {
    await variedHistory();
    const before = await daybook.ask(new ReadHead(subject.userId));
    expect(await rebuildProjections(daybook.owner, subject.userId)).toMatchObject({ differences: [] });
    expect(await daybook.ask(new ReadHead(subject.userId))).toEqual(before);
  });

  it('makes everything anew from the log alone', async () => {
    await variedHistory();
    const state = await serverState(daybook, subject.userId);
    for (const table of ['measurements', 'daily_aggregates', 'metric_types', 'source_orders', 'change_log']) {
      await vandalise(`delete from ${table} where user_id = $1`);
    }
    await rebuildProjections(daybook.owner, subject.userId);
    expect(await serverState(daybook, subject.userId)).toEqual(state);
    const newcomer = new Replica(daybook, subject.userId);
    await newcomer.pullAll(100);
    expect(newcomer.held).toEqual(state);
  });

  it('tells the feed of every entity that differed, and of nothing else', async () => {
    await variedHistory();
    const { seq } = await daybook.ask(new ReadHead(subject.userId));
    await vandalise(`delete from measurements where user_id = $1 and value = 6000`);
    await rebuildProjections(daybook.owner, subject.userId);
    const told = await changesSince(seq);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      seq: seq + 1,
      entity: 'measurement',
      op: 'upsert',
      origin: null,
      data: { value: 6000 },
    });
  });

  it('brings a replica that pulled a wrong row of the right revision to what the log says, and a newcomer', async () => {
    await variedHistory();
    const stranger = await daybook.newSubject();
    await stranger.send([total(1)]);
    const [replica, untouched] = [
      new Replica(daybook, subject.userId),
      new Replica(daybook, stranger.userId),
    ];
    await vandalise(`update measurements set value = 6001 where user_id = $1 and value = 6000`);
    await vandalise(`update change_log set payload = replace(payload::text, '6000', '6001')::json
      where user_id = $1 and entity = 'measurement'`);
    await replica.pullAll(100);
    await untouched.pullAll(100);
    expect(replica.held).toEqual(await serverState(daybook, subject.userId));
    await rebuildProjections(daybook.owner);
    const newcomer = new Replica(daybook, subject.userId);
    for (const client of [replica, untouched, newcomer]) await client.pullAll(100);
    const state = await serverState(daybook, subject.userId);
    expect([...state.values()]).toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ value: 6000 }) as unknown }),
    );
    expect([replica.held, newcomer.held]).toEqual([state, state]);
    expect([replica.resyncs, newcomer.resyncs, untouched.resyncs]).toEqual([1, 0, 0]);
  });

  it('takes back from every replica what the log never said', async () => {
    await variedHistory();
    const replica = new Replica(daybook, subject.userId);
    await vandalise(`update change_log set entity_id = gen_random_uuid()::text
      where user_id = $1 and entity = 'measurement' and op = 'upsert' and seq = 1`);
    await replica.pullAll(100);
    await rebuildProjections(daybook.owner, subject.userId);
    await replica.pullAll(100);
    expect(replica.held).toEqual(await serverState(daybook, subject.userId));
    await compactChangeLog(daybook.owner, subject.userId, 0);
    expect(await differences()).toEqual([]);
  });

  it('lets commands of the subject go on, and mends what they built on a wrong row', async () => {
    await variedHistory();
    await vandalise(`update daily_aggregates set contributions = '{}' where user_id = $1`);
    const writing = (async () => {
      for (let n = 1; n <= 30; n++) await subject.send([total(n * 100), sample(50 + n)]);
    })();
    await rebuildProjections(daybook.owner, subject.userId);
    await writing;
    await rebuildProjections(daybook.owner, subject.userId);
    expect(await differences()).toEqual([]);
  });
});
