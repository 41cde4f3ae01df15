import type { WireDay } from '@daybook/contract';
import { UnknownSubject } from '@daybook/event-log';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { Daybook, type Sent, type TestSubject } from '../../test/daybook.js';
import { retraction, sample, total } from '../../test/items.js';
import { intention } from '../../test/random-items.js';
import { ListDays, ListDaysAsOf, type DaysWanted, type PastDays } from '../index.js';

const MAY: DaysWanted = { from: '2026-05-01', to: '2026-05-31' };

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

async function now(wanted = MAY): Promise<WireDay[]> {
  return JSON.parse((await daybook.ask(new ListDays(subject.userId, wanted))).items) as WireDay[];
}

function asOf(instant: number, wanted = MAY): Promise<PastDays> {
  return daybook.ask(new ListDaysAsOf(subject.userId, { ...wanted, asOf: instant }));
}

/** When the subject's last commit was recorded. */
async function lastRecorded(): Promise<number> {
  const { rows } = await daybook.owner.query<{ last_recorded_at: number }>(
    'select last_recorded_at from user_streams where user_id = $1',
    [subject.userId],
  );
  return Number(rows[0]?.last_recorded_at);
}

/** Commits of one millisecond cannot be told apart by an instant. */
async function nextMillisecond(): Promise<void> {
  const last = await lastRecorded();
  while (Date.now() <= last) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe('the days as of an instant', () => {
  it('are what they were after each commit, whatever came later', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(intention, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 10 }),
        async (batches) => {
          subject = await daybook.newSubject();
          const sent: Sent[] = [];
          const known: { at: number; days: WireDay[] }[] = [];
          for (const batch of batches) {
            const items = batch.map((intend) => intend(sent));
            await nextMillisecond();
            await subject.send(items);
            sent.push(...items);
            known.push({ at: await lastRecorded(), days: await now() });
          }
          for (const { at, days } of known) expect((await asOf(at)).items).toEqual(days);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('show a bucket on the day it stood on before it moved and was retracted', async () => {
    const bucket = (date: string): Sent =>
      total(500, { externalId: 'stats:steps:b1', startAt: `${date}T10:00:00Z`, endAt: `${date}T10:10:00Z` });
    const instants: number[] = [];
    for (const items of [[bucket('2026-05-24')], [bucket('2026-05-26')]]) {
      await nextMillisecond();
      await subject.send(items);
      instants.push(await lastRecorded());
    }
    const [before = 0, moved = 0] = instants;
    await nextMillisecond();
    await subject.send([{ id: uuidv7(), retract: true, externalId: 'stats:steps:b1', source: 'healthkit' }]);
    expect(await now()).toEqual([]);
    const dates = async (instant: number): Promise<string[]> =>
      (await asOf(instant)).items.map(({ date }) => date);
    expect(await dates(before)).toEqual(['2026-05-24']);
    expect(await dates(moved)).toEqual(['2026-05-26']);
    expect((await asOf(before, { from: '2026-05-26', to: '2026-05-26' })).items).toEqual([]);
  });

  it('cover long ranges, one metric or all', async () => {
    const measured = sample(60, { startAt: '2026-03-01T08:00:00Z' });
    await subject.send([measured, total(1), total(2, { date: '2026-01-01' })]);
    const at = await lastRecorded();
    await nextMillisecond();
    await subject.send([retraction(measured.id)]);
    const year = { from: '2026-01-01', to: '2026-12-31' };
    expect((await asOf(at, year)).items.map(({ id }) => id)).toEqual([
      '2026-01-01/steps',
      '2026-03-01/heart_rate',
      '2026-05-24/steps',
    ]);
    expect((await asOf(at, { ...year, type: 'heart_rate' })).items.map(({ id }) => id)).toEqual([
      '2026-03-01/heart_rate',
    ]);
  });

  it('are empty before the first commit and those of now in the future', async () => {
    await subject.send([total(1)]);
    expect((await asOf(0)).items).toEqual([]);
    expect((await asOf(Date.now() + 3_600_000)).items).toEqual(await now());
  });

  it('are settled once no commit can be stamped before the instant any more', async () => {
    await subject.send([total(1)]);
    expect(await asOf(Date.now())).toMatchObject({ settled: false, seq: 2 });
    // Time goes on before the question is answered, so it is asked well before the ten seconds are over.
    expect(await asOf(Date.now() - 5_000)).toMatchObject({ settled: false });
    expect(await asOf(Date.now() - 11_000)).toMatchObject({ settled: true });
  });

  it('are given up when nobody waits for them any more', async () => {
    await subject.send([total(1)]);
    const gone = new Error('the client has gone');
    const query = new ListDaysAsOf(subject.userId, { ...MAY, asOf: Date.now() }, AbortSignal.abort(gone));
    await expect(daybook.ask(query)).rejects.toBe(gone);
  });

  it('are refused for a subject that does not exist', async () => {
    const query = new ListDaysAsOf(uuidv7(), { ...MAY, asOf: 0 });
    await expect(daybook.ask(query)).rejects.toBeInstanceOf(UnknownSubject);
  });
});
