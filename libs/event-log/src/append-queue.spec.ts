import type { Pool } from 'pg';
import { createPool } from '@daybook/database';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import { recording, total } from '../test/totals.js';
import { CommitSignals, createWritePool, EventLog, openStream, Overloaded } from './index.js';

describe('the queue of writes', () => {
  let database: TestDatabase;
  let owner: Pool;
  let pool: Pool;
  let log: EventLog;
  let user: string;

  beforeAll(async () => {
    database = await testDatabase();
    owner = createPool(database.ownerUrl, { max: 1, applicationName: 'daybook spec' });
    pool = createWritePool(database.apiUrl);
    log = new EventLog(pool, new CommitSignals(pool, database.apiUrl));
    user = await openStream(owner);
  });

  afterAll(async () => {
    await Promise.all([pool.end(), owner.end()]);
    await database.drop();
  });

  it.each([
    [4_096, 1],
    [200, 500],
  ])('takes %i commands of %i items and refuses the next at once', async (commands, items) => {
    const command = recording(user, [total(1)]);
    const needs = Array.from({ length: items }, () => command.needs).flat();
    const waiting = Array.from({ length: commands }, () => log.append({ ...command, needs }));
    expect(log.depth).toBe(commands);
    await expect(log.append(command)).rejects.toBeInstanceOf(Overloaded);
    const statuses = (await Promise.all(waiting)).map(({ answer }) => answer[0]?.status);
    expect(statuses.filter((status) => status !== 'duplicate')).toHaveLength(1);
    expect(log.depth).toBe(0);
    expect((await log.append(command)).answer).toMatchObject([{ status: 'duplicate' }]);
  });
});
