import type { Pool } from 'pg';
import { createPool } from '@daybook/database';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import { severedConnections, type SeveredConnections } from '../test/severed-connections.js';
import { recording, total } from '../test/totals.js';
import {
  CommitSignals,
  createWritePool,
  EventLog,
  openStream,
  OutcomeUnknown,
  verifyChain,
} from './index.js';

describe('an answer of the database that is lost on its way', () => {
  let database: TestDatabase;
  let owner: Pool;
  let pool: Pool;
  let way: SeveredConnections;
  let log: EventLog;
  let user: string;

  beforeAll(async () => {
    database = await testDatabase();
    owner = createPool(database.ownerUrl, { max: 4, applicationName: 'daybook spec' });
    way = await severedConnections(database.apiUrl);
    pool = createWritePool(way.url);
    log = new EventLog(pool, new CommitSignals(owner, database.apiUrl));
  });

  beforeEach(async () => {
    user = await openStream(owner);
  });

  afterAll(async () => {
    await Promise.all([pool.end(), owner.end()]);
    await way.close();
    await database.drop();
  });

  /** Lets a command's WRITE wait for the head, cuts the way back, and only then lets it be written. */
  async function writeUnheard(command: Promise<unknown>): Promise<void> {
    // The command ends only after this does.
    command.catch(() => undefined);
    const holder = await owner.connect();
    await holder.query('begin');
    await holder.query('select from user_streams where user_id = $1 for update', [user]);
    await untilWriterWaits();
    way.swallowAnswers();
    await holder.query('commit');
    holder.release();
    await untilWritten();
  }

  async function untilWriterWaits(): Promise<void> {
    const waits = `select from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where not l.granted and a.datname = current_database()`;
    while ((await owner.query(waits)).rowCount === 0);
  }

  async function untilWritten(): Promise<void> {
    while ((await events()) === 0);
  }

  async function events(): Promise<number> {
    return (await owner.query('select from events where user_id = $1', [user])).rowCount ?? 0;
  }

  it('is read from the log: what was written is acknowledged, and written once', async () => {
    const item = total(300);
    const command = log.append(recording(user, [item]));
    await writeUnheard(command);
    way.heal();
    expect((await command).answer).toMatchObject([{ status: 'created' }]);
    expect((await log.append(recording(user, [item]))).answer).toMatchObject([{ status: 'duplicate' }]);
    expect(await events()).toBe(1);
    expect((await verifyChain(owner, user)).fault).toBeNull();
  });

  it('is never guessed: who cannot be told is told to ask again', async () => {
    const item = total(300);
    const command = log.append(recording(user, [item]));
    await writeUnheard(command);
    await expect(command).rejects.toBeInstanceOf(OutcomeUnknown);
    way.heal();
    expect((await log.append(recording(user, [item]))).answer).toMatchObject([{ status: 'duplicate' }]);
    expect(await events()).toBe(1);
  });
});
