import type { Change } from '@daybook/contract';
import { UnknownSubject } from '@daybook/event-log';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { Daybook, type TestSubject } from '../../test/daybook.js';
import { retraction, sample, total } from '../../test/items.js';
import { FindMeasurement, ListDays, ReadChanges, type ChangesSlice, type ChangesWanted } from '../index.js';

const ALL: ChangesWanted = { fromSeq: 0, limit: 100, entities: null, withoutBodiesOf: null, latest: false };

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

function read(wanted: Partial<ChangesWanted> = {}): Promise<ChangesSlice> {
  return daybook.ask(new ReadChanges(subject.userId, { ...ALL, ...wanted }));
}

function changesOf({ changesJson }: ChangesSlice): Change[] {
  return JSON.parse(changesJson) as Change[];
}

describe('a page of the change feed', () => {
  it('holds each changed entity whole, as the reading routes answer it', async () => {
    const deviceId = uuidv4();
    await subject.send([total(5000)], deviceId);
    const page = await read();
    const [record, day] = changesOf(page);
    expect(Object.keys(record ?? {})).toEqual([
      'seq',
      'entity',
      'op',
      'id',
      'revision',
      'data',
      'at',
      'origin',
    ]);
    const found = await daybook.ask(new FindMeasurement(subject.userId, record?.id ?? ''));
    expect(record).toEqual({
      seq: 1,
      entity: 'measurement',
      op: 'upsert',
      id: found?.id,
      revision: 1,
      data: found,
      at: found?.recordedAt,
      origin: deviceId,
    });
    const days = await daybook.ask(new ListDays(subject.userId, { from: '2026-05-24', to: '2026-05-24' }));
    expect(day).toMatchObject({
      seq: 2,
      entity: 'daily_aggregate',
      id: '2026-05-24/steps',
      origin: deviceId,
    });
    expect([day?.data]).toEqual(JSON.parse(days.items));
    expect(page).toMatchObject({ count: 2, lastSeq: 2, headSeq: 2, hasMore: false, remaining: 0 });
  });

  it('tells of a deletion without data', async () => {
    const measured = sample(60);
    await subject.send([measured]);
    await subject.send([retraction(measured.id)]);
    const [gone] = changesOf(await read({ fromSeq: 2 }));
    expect(gone).toMatchObject({ op: 'delete', id: measured.id, revision: 2, data: null, origin: null });
  });

  it('goes on where the page before ended and says how much still waits', async () => {
    for (let value = 1; value <= 3; value++) await subject.send([total(value)]);
    const first = await read({ limit: 4 });
    expect(first).toMatchObject({ count: 4, lastSeq: 4, hasMore: true, remaining: 2 });
    const second = await read({ fromSeq: first.lastSeq, limit: 4 });
    expect(changesOf(second).map(({ seq }) => seq)).toEqual([5, 6]);
    expect(second).toMatchObject({ lastSeq: 6, hasMore: false, remaining: 0 });
  });

  it('is empty and ends at the head when nothing is new', async () => {
    await subject.send([total(1)]);
    expect(await read({ fromSeq: 2 })).toMatchObject({
      changesJson: '[]',
      count: 0,
      lastSeq: 2,
      hasMore: false,
    });
  });

  it('shows nobody the changes of another subject', async () => {
    await subject.send([total(1)]);
    const other = await daybook.newSubject();
    const page = await daybook.ask(new ReadChanges(other.userId, ALL));
    expect(page).toMatchObject({ changesJson: '[]', headSeq: 0 });
  });

  it('refuses a subject that does not exist', async () => {
    await expect(daybook.ask(new ReadChanges(uuidv7(), ALL))).rejects.toBeInstanceOf(UnknownSubject);
  });
});

describe('a filtered page', () => {
  it('moves past the entities that were not asked for', async () => {
    await subject.send([total(1)]);
    await subject.send([total(2)]);
    const page = await read({ entities: ['daily_aggregate'], limit: 1 });
    expect(changesOf(page).map(({ seq }) => seq)).toEqual([2]);
    const rest = await read({ entities: ['metric_type'], fromSeq: page.lastSeq });
    expect(rest).toMatchObject({ changesJson: '[]', lastSeq: 4, hasMore: false });
  });

  it('leaves out the bodies of measurements that the device wrote itself, and nothing else', async () => {
    const [mine, theirs] = [uuidv4(), uuidv4()];
    await subject.send([total(1)], mine);
    await subject.send([sample(60)], theirs);
    const changes = changesOf(await read({ withoutBodiesOf: mine }));
    expect(changes.map((change) => 'data' in change)).toEqual([false, true, true, true]);
    expect(changes[0]).toMatchObject({
      seq: 1,
      entity: 'measurement',
      op: 'upsert',
      revision: 1,
      origin: mine,
    });
  });

  it('sends only the newest change of each entity when asked for the latest', async () => {
    const measured = sample(60);
    await subject.send([measured, total(1)]);
    await subject.send([total(2)]);
    await subject.send([retraction(measured.id)]);
    const changes = changesOf(await read({ latest: true }));
    const newest = new Map(
      changesOf(await read()).map((change) => [`${change.entity}/${change.id}`, change.seq]),
    );
    expect(changes.map(({ seq }) => seq)).toEqual([...newest.values()].sort((a, b) => a - b));
  });

  it('crosses any distance to the next change that passes, in one call', async () => {
    await subject.send([total(1)]);
    const far = 130_000;
    await daybook.owner.query('update change_log set seq = seq + $2 where user_id = $1', [
      subject.userId,
      far,
    ]);
    await daybook.owner.query('update user_streams set seq = $2 where user_id = $1', [
      subject.userId,
      far + 2,
    ]);
    const page = await read({ entities: ['daily_aggregate'] });
    expect(changesOf(page).map(({ seq }) => seq)).toEqual([far + 2]);
    expect(await read({ entities: ['metric_type'] })).toMatchObject({
      count: 0,
      lastSeq: far + 2,
      hasMore: false,
    });
  });
});
