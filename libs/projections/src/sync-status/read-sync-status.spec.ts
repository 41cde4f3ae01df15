import { addDigest, EMPTY_DIGEST, entityDigest } from '@daybook/domain';
import { UnknownSubject } from '@daybook/event-log';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { Daybook, type TestSubject } from '../../test/daybook.js';
import { retraction, sample, total } from '../../test/items.js';
import { Replica } from '../../test/replica.js';
import { newEpoch, ReadSyncStatus, type SyncFacts } from '../index.js';
import { RecentSubjects } from './recent-subjects.js';

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

function status(): Promise<SyncFacts> {
  return daybook.ask(new ReadSyncStatus(subject.userId));
}

describe('the sync status', () => {
  it('counts what a replica holds: cleared records, but none that were retracted or only named', async () => {
    const gone = sample(99);
    await subject.send([{ id: uuidv7(), code: 'x_mood', name: 'Mood', unit: 'points', kind: 'discrete' }]);
    await subject.send([
      total(1),
      total(null, { date: '2026-05-23' }),
      sample(60),
      gone,
      retraction(uuidv7()),
    ]);
    await subject.send([retraction(gone.id)]);
    expect((await status()).counts).toEqual({
      entities: { measurement: 3, daily_aggregate: 2, metric_type: 1 },
      types: { heart_rate: 1, steps: 2 },
    });
  });

  it('has the digests that a replica computes over its own copy', async () => {
    const gone = sample(99);
    await subject.send([total(1), total(2, { date: '2026-05-23' }), sample(60), gone]);
    await subject.send([total(3), retraction(gone.id)]);
    const replica = new Replica(daybook, subject.userId);
    await replica.pullAll(100);
    const digests: Record<string, string> = {};
    for (const [key, { revision }] of replica.held) {
      const [entity = '', ...id] = key.split('/');
      digests[entity] = addDigest(
        digests[entity] ?? EMPTY_DIGEST,
        entityDigest(entity, id.join('/'), revision),
      );
    }
    expect((await status()).digests).toEqual(digests);
  });

  it('says when each device and each source wrote last, also after it was asked before', async () => {
    const [phone, watch] = [uuidv4(), uuidv4()];
    await subject.send([total(1)], phone);
    const first = await status();
    expect(Object.keys(first.lastWriteAt.devices)).toEqual([phone]);
    await subject.send([total(2, { source: 'garmin' })], watch);
    const second = await status();
    expect(second.lastWriteAt.devices[phone]).toBe(first.lastWriteAt.devices[phone]);
    expect(Object.keys(second.lastWriteAt.devices).sort()).toEqual([phone, watch].sort());
    expect(Object.keys(second.lastWriteAt.sources).sort()).toEqual(['garmin', 'healthkit']);
    expect(second.lastWriteAt.sources['garmin']).toBe(second.lastWriteAt.devices[watch]);
    expect(second.lastWriteAt.sources['garmin']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('forgets what it knew of another incarnation of the log', async () => {
    await subject.send([total(1)], uuidv4());
    await status();
    await newEpoch(daybook.owner);
    await daybook.owner.query('update user_streams set seq = 0, version = 0 where user_id = $1', [
      subject.userId,
    ]);
    await daybook.owner.query('delete from measurements where user_id = $1', [subject.userId]);
    expect(await status()).toMatchObject({
      counts: { entities: { measurement: 0 }, types: {} },
      lastWriteAt: { devices: {}, sources: {} },
    });
  });

  it('is empty before the first write and refused for a subject that does not exist', async () => {
    expect(await status()).toMatchObject({ seq: 0, oldestSeq: null, digests: {}, counts: { types: {} } });
    await expect(daybook.ask(new ReadSyncStatus(uuidv7()))).rejects.toBeInstanceOf(UnknownSubject);
  });
});

describe('what is remembered of subjects', () => {
  it('is bounded: who has not asked for longest is forgotten first', () => {
    const recent = new RecentSubjects<number>(2);
    for (const [userId, known] of [
      ['a', 1],
      ['b', 2],
      ['a', 3],
      ['c', 4],
    ] as const)
      recent.put(userId, known);
    expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual([3, undefined, 4]);
  });
});
