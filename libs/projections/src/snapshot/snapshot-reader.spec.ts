import { decodeCursor, decodeResume, type Entity, type Resume } from '@daybook/contract';
import { UnknownSubject } from '@daybook/event-log';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { Daybook, type Sent, type TestSubject } from '../../test/daybook.js';
import { retraction, sample, total } from '../../test/items.js';
import { intention } from '../../test/random-items.js';
import { Replica, serverState } from '../../test/replica.js';
import { ReadChanges, ReadHead, SnapshotReader } from '../index.js';
import { SLICE_ROWS } from './snapshot-row.js';

type Line = Readonly<Record<string, unknown>> & { readonly id?: string; readonly resume?: string };

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

async function lines(
  entities: readonly Entity[] | null = null,
  after: Resume | null = null,
): Promise<Line[]> {
  let text = '';
  for await (const piece of daybook.get(SnapshotReader).read(subject.userId, { entities, after }))
    text += piece;
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

function resumeOf(line: Line | undefined): Resume {
  const resume = decodeResume(line?.resume ?? '');
  if (!resume) throw new Error('the line has no resume token');
  return resume;
}

/** Three days with two metrics, a metric of the subject's own, a cleared and a retracted record. */
async function threeDays(): Promise<void> {
  await subject.send([{ id: uuidv7(), code: 'x_mood', name: 'Mood', unit: 'points', kind: 'discrete' }]);
  const gone = sample(99);
  await subject.send([
    ...['2026-05-22', '2026-05-23', '2026-05-24'].flatMap((date) => [
      total(1, { date }),
      sample(60, { startAt: `${date}T08:00:00Z` }),
      sample(61, { startAt: `${date}T09:00:00Z` }),
    ]),
    total(null, { date: '2026-05-25' }),
    gone,
  ]);
  await subject.send([retraction(gone.id), retraction(uuidv7())]);
}

describe('a snapshot', () => {
  it('begins with the cursor that was taken before the rows, and ends with their number', async () => {
    await threeDays();
    const { seq, epoch } = await daybook.ask(new ReadHead(subject.userId));
    const [head, ...rows] = await lines();
    const end = rows.pop();
    expect(head).toMatchObject({ seq, total: rows.length });
    expect(decodeCursor(head?.['cursor'] as string)).toEqual({
      userId: subject.userId,
      epoch,
      seq,
      entities: null,
      floor: 0,
    });
    expect(end).toEqual({ end: true, count: rows.length });
  });

  it('holds what the feed would leave in a replica, newest day first', async () => {
    await threeDays();
    const rows = (await lines()).slice(1, -1);
    expect(rows.map(({ entity, id }) => (entity === 'daily_aggregate' ? id : entity))).toEqual([
      'metric_type',
      'measurement',
      ...['2026-05-24', '2026-05-23', '2026-05-22'].flatMap((date) => [
        `${date}/heart_rate`,
        `${date}/steps`,
        'measurement',
        'measurement',
        'measurement',
      ]),
    ]);
    const replica = new Replica(daybook, subject.userId);
    await replica.pullAll(100);
    expect(replica.held).toEqual(await serverState(daybook, subject.userId));
    expect(replica.resyncs).toBe(0);
  });

  it('keeps to the entities that were asked for', async () => {
    await threeDays();
    const [head, ...rows] = await lines(['daily_aggregate']);
    expect(head?.['total']).toBe(6);
    expect(new Set(rows.slice(0, -1).map(({ entity }) => entity))).toEqual(new Set(['daily_aggregate']));
    expect(decodeCursor(head?.['cursor'] as string)?.entities).toEqual(['daily_aggregate']);
  });

  it('goes on behind any line, under its first cursor', async () => {
    await threeDays();
    const [head, ...rows] = await lines();
    for (const [n, line] of rows.slice(0, -1).entries()) {
      const [again, ...rest] = await lines(null, resumeOf(line));
      expect(again).toEqual(head);
      expect(rest).toEqual([...rows.slice(n + 1, -1), { end: true, count: rows.length - n - 2 }]);
    }
  });

  it('crosses its slices without losing or repeating a row', async () => {
    const many = SLICE_ROWS + 500;
    for (let first = 0; first < many; first += 500) {
      await subject.send(
        Array.from({ length: 500 }, (_, n) => {
          const minute = first + n;
          const startAt = new Date(
            Date.UTC(2026, 4, 24) + (minute % 3) * 86_400_000 + minute * 1000,
          ).toISOString();
          return sample(60 + (minute % 50), { startAt });
        }),
      );
    }
    const ids = (await lines(['measurement'])).slice(1, -1).map(({ id }) => id);
    expect(new Set(ids).size).toBe(many);
    expect(ids).toHaveLength(many);
  });

  it('and the changes from its cursor lose nothing, whatever is written while it is read', async () => {
    const sent: Sent[] = [];
    const write = async (seed: number): Promise<void> => {
      for (const intend of fc.sample(intention, { numRuns: 40, seed })) {
        const item = intend(sent);
        await subject.send([item]);
        sent.push(item);
      }
    };
    await write(1);
    const replicas = Array.from({ length: 10 }, () => new Replica(daybook, subject.userId));
    const copying = (async () => {
      for (const replica of replicas) await replica.resync();
    })();
    await Promise.all([write(2), copying]);
    const state = await serverState(daybook, subject.userId);
    for (const replica of replicas) {
      await replica.pullAll(5);
      expect(replica.held).toEqual(state);
    }
  });

  it('is empty for a subject without records and refused for one that does not exist', async () => {
    expect(await lines()).toMatchObject([
      { seq: 0, total: 0 },
      { end: true, count: 0 },
    ]);
    const reading = daybook.get(SnapshotReader).read(uuidv7(), { entities: null, after: null });
    await expect(reading.next()).rejects.toBeInstanceOf(UnknownSubject);
  });

  it('sends the text of a day as the feed sends it', async () => {
    await subject.send([total(1)]);
    const wanted = {
      fromSeq: 0,
      limit: 10,
      entities: ['daily_aggregate'],
      withoutBodiesOf: null,
      latest: false,
    };
    const { changesJson } = await daybook.ask(new ReadChanges(subject.userId, wanted));
    const [change] = JSON.parse(changesJson) as { data: unknown }[];
    expect((await lines(['daily_aggregate']))[1]?.['data']).toEqual(change?.data);
  });
});
