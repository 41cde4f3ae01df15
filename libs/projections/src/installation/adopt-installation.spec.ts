import { testDatabase, type TestDatabase } from '@daybook/testing';
import { Daybook, type TestSubject } from '../../test/daybook.js';
import { total } from '../../test/items.js';
import { Replica, serverState } from '../../test/replica.js';
import { adoptInstallation, isRestored, newEpoch, ReadHead } from '../index.js';

let database: TestDatabase;
let daybook: Daybook;
let subject: TestSubject;

beforeAll(async () => {
  database = await testDatabase();
  daybook = await Daybook.open(database);
});

beforeEach(async () => {
  subject = await daybook.newSubject();
  await daybook.owner.query('delete from installation');
});

afterAll(async () => {
  await daybook.close();
  await database.drop();
});

async function epoch(userId = subject.userId): Promise<string> {
  return (await daybook.ask(new ReadHead(userId))).epoch;
}

describe('the installation', () => {
  it('is taken note of at the first start, and found unchanged at the next', async () => {
    const before = await epoch();
    expect(await isRestored(daybook.pool)).toBe(false);
    expect(await adoptInstallation(daybook.owner)).toBe('first_seen');
    expect(await adoptInstallation(daybook.owner)).toBe('unchanged');
    expect(await epoch()).toBe(before);
  });

  it.each(['system_identifier', 'timeline'])(
    'gives every stream a new epoch when its %s is another',
    async (column) => {
      const other = await daybook.newSubject();
      const before = [await epoch(), await epoch(other.userId)];
      await adoptInstallation(daybook.owner);
      await daybook.owner.query(`update installation set ${column} = ${column} + 1`);
      expect(await isRestored(daybook.pool)).toBe(true);
      expect(await adoptInstallation(daybook.owner)).toBe('restored');
      const after = [await epoch(), await epoch(other.userId)];
      expect(new Set([...before, ...after]).size).toBe(4);
      expect(await adoptInstallation(daybook.owner)).toBe('unchanged');
      expect([await epoch(), await epoch(other.userId)]).toEqual(after);
    },
  );

  it('is adopted once by servers that start together', async () => {
    await adoptInstallation(daybook.owner);
    await daybook.owner.query('update installation set timeline = timeline + 1');
    const adoptions = await Promise.all([1, 2, 3].map(() => adoptInstallation(daybook.owner)));
    expect(adoptions.sort()).toEqual(['restored', 'unchanged', 'unchanged']);
  });
});

describe('a new epoch', () => {
  it('sends every replica to a snapshot, once', async () => {
    await subject.send([total(1)]);
    const replica = new Replica(daybook, subject.userId);
    await replica.pullAll(10);
    expect(await newEpoch(daybook.owner)).toBeGreaterThan(0);
    await subject.send([total(2)]);
    await replica.pullAll(10);
    await replica.pullAll(10);
    expect(replica.resyncs).toBe(1);
    expect(replica.held).toEqual(await serverState(daybook, subject.userId));
  });
});
