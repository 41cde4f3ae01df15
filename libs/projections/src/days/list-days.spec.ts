import type { WireDay } from '@daybook/contract';
import { UnknownSubject } from '@daybook/event-log';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import { v7 as uuidv7 } from 'uuid';
import { Daybook, type TestSubject } from '../../test/daybook.js';
import { retraction, sample, total } from '../../test/items.js';
import { ListDays, ReadHead, type DaysWanted } from '../index.js';

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

async function days(wanted: DaysWanted): Promise<WireDay[]> {
  return JSON.parse((await daybook.ask(new ListDays(subject.userId, wanted))).items) as WireDay[];
}

describe('the days', () => {
  it('are listed by date and type within the range, both ends included', async () => {
    const dates = ['2026-05-22', '2026-05-23', '2026-05-24', '2026-05-25'];
    await subject.send([...dates.map((date) => total(1, { date })), sample(60)]);
    const ids = (await days({ from: '2026-05-23', to: '2026-05-24' })).map(({ id }) => id);
    expect(ids).toEqual(['2026-05-23/steps', '2026-05-24/heart_rate', '2026-05-24/steps']);
    const ofType = await days({ from: '2026-05-23', to: '2026-05-24', type: 'steps' });
    expect(ofType.map(({ date }) => date)).toEqual(['2026-05-23', '2026-05-24']);
  });

  it('show the winner, what was overridden, and come back when the winner is retracted', async () => {
    await subject.send([total(8003)]);
    const manual = total(9000, { source: 'manual' });
    await subject.send([manual]);
    const [day] = await days({ from: '2026-05-24', to: '2026-05-24' });
    expect(day).toMatchObject({
      value: 9000,
      winner: { source: 'manual' },
      overridden: [{ source: 'healthkit', value: 8003 }],
    });
    await subject.send([retraction(day?.winner.measurementId ?? '')]);
    expect(await days({ from: '2026-05-24', to: '2026-05-24' })).toMatchObject([
      { value: 8003, revision: 3, overridden: [] },
    ]);
  });

  it('are not there when no live value is left', async () => {
    const measured = sample(60);
    await subject.send([measured]);
    await subject.send([retraction(measured.id)]);
    expect(await days({ from: '2026-05-24', to: '2026-05-24' })).toEqual([]);
  });

  it('say which change they include', async () => {
    await subject.send([total(1)]);
    const { epoch, seq } = await daybook.ask(new ReadHead(subject.userId));
    const answer = await daybook.ask(new ListDays(subject.userId, { from: '2026-05-24', to: '2026-05-24' }));
    expect(answer).toMatchObject({ epoch, seq });
    expect(seq).toBe(2);
  });

  it('belong to one subject alone', async () => {
    await subject.send([total(1)]);
    const range = { from: '2026-05-24', to: '2026-05-24' };
    const other = await daybook.newSubject();
    expect((await daybook.ask(new ListDays(other.userId, range))).items).toBe('[]');
    await expect(daybook.ask(new ListDays(uuidv7(), range))).rejects.toBeInstanceOf(UnknownSubject);
  });
});
