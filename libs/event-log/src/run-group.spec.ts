import pg, { type Pool, type PoolClient } from 'pg';
import { createPool } from '@daybook/database';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import { recording, total } from '../test/totals.js';
import { attemptUnderLock } from './attempt.js';
import { CommitSignals, costOf, createWritePool, EventLog, openStream, Overloaded } from './index.js';
import { isLostConnection } from './lost-connection.js';

let database: TestDatabase;
let owner: Pool;
let pool: Pool;
/** The API's role again: it may end its own sessions. */
let observer: Pool;
let users: string[];

beforeAll(async () => {
  database = await testDatabase();
  owner = createPool(database.ownerUrl, { max: 4, applicationName: 'daybook spec' });
  pool = createWritePool(database.apiUrl);
  observer = createPool(database.apiUrl, { max: 1, applicationName: 'daybook observer' });
});

beforeEach(async () => {
  users = await Promise.all([1, 2, 3, 4].map(() => openStream(owner)));
});

afterAll(async () => {
  await Promise.all([pool.end(), owner.end(), observer.end()]);
  await database.drop();
});

/** Runs `work` while a session holds the heads of all users, as a slow foreign writer would. */
async function whileHeadsAreHeld<Result>(work: (holder: PoolClient) => Promise<Result>): Promise<Result> {
  const holder = await owner.connect();
  try {
    await holder.query('begin');
    await holder.query('select from user_streams where user_id = any($1) for update', [users]);
    return await work(holder);
  } finally {
    await holder.query('rollback');
    holder.release();
  }
}

async function loggedEvents(): Promise<number> {
  return (await owner.query('select from events where user_id = any($1)', [users])).rowCount ?? 0;
}

describe('a group that the database is too busy for', () => {
  const LOCK_TIMEOUT_MS = 100;

  it('is run command by command only as long as somebody waits, and says what it cost', async () => {
    const hasty = createPool(database.apiUrl, {
      max: 4,
      applicationName: 'daybook spec',
      lockTimeoutMs: LOCK_TIMEOUT_MS,
    });
    const patienceMs = 2.5 * LOCK_TIMEOUT_MS;
    const log = new EventLog(hasty, new CommitSignals(hasty, database.apiUrl), patienceMs);
    const outcomes = await whileHeadsAreHeld(() =>
      Promise.allSettled(users.map((user) => log.append(recording(user, [total(1)])))),
    );
    await hasty.end();
    const failures = outcomes.map((outcome) =>
      outcome.status === 'rejected' ? (outcome.reason as Error) : null,
    );
    for (const failure of failures) expect(failure).toBeInstanceOf(Overloaded);
    // The group and three commands have waited for a lock by then, each for as long as it may.
    expect(failures.at(-1)?.message).toBe('the command has waited too long');
    expect(costOf(failures.at(-1))).toMatchObject({ dbCalls: 2 });
    expect(costOf(failures.at(-1)).dbMs).toBeGreaterThanOrEqual(LOCK_TIMEOUT_MS);
    expect(await loggedEvents()).toBe(0);
  });
});

describe('an attempt under lock', () => {
  function attempt(user: string) {
    return attemptUnderLock(pool, [recording(user, [total(1)])], { dbCalls: 0, dbMs: 0 });
  }

  async function endBlockedWriters(count: number): Promise<void> {
    const blocked = `select pid from pg_stat_activity
      where wait_event_type = 'Lock' and application_name = 'daybook write' and datname = current_database()`;
    for (;;) {
      const { rows } = await observer.query<{ pid: number }>(blocked);
      if (rows.length < count) continue;
      for (const { pid } of rows) await observer.query('select pg_terminate_backend($1)', [pid]);
      return;
    }
  }

  it('whose connection breaks asks the log, also when every connection of the pool breaks at once', async () => {
    const attempts = await whileHeadsAreHeld(async () => {
      const running = Promise.all(users.map(attempt));
      await endBlockedWriters(users.length);
      // Asking while each holds a connection, all would wait for the pool, and none would ever be told.
      return running;
    });
    expect(attempts.map(({ written }) => written.size)).toEqual([0, 0, 0, 0]);
    expect(await loggedEvents()).toBe(0);
    const again = await Promise.all(users.map(attempt));
    expect(again.map(({ written }) => [...written])).toEqual(users.map((user) => [user]));
  });

  it('gives its locks up after four seconds in which its process stands still', async () => {
    const [user = ''] = users;
    const command = recording(user, [total(1)]);
    const standing: typeof command = {
      ...command,
      decide: (state, draft) => {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6_000);
        return command.decide(state, draft);
      },
    };
    const { written } = await attemptUnderLock(pool, [standing], { dbCalls: 0, dbMs: 0 });
    expect(written.size).toBe(0);
    expect(await loggedEvents()).toBe(0);
    expect((await attempt(user)).written).toEqual(new Set([user]));
  });
});

describe('a connection that was seen to break', () => {
  it('is known as lost by whoever uses it next', async () => {
    const client = new pg.Client({ connectionString: database.apiUrl });
    const broken = new Promise((resolve) => client.once('error', resolve));
    await client.connect();
    client.on('error', () => undefined);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await observer.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await broken;
    const failure: unknown = await client.query('select 1').catch((error: unknown) => error);
    expect(String(failure)).toContain('is not queryable');
    expect(isLostConnection(failure)).toBe(true);
    await client.end().catch(() => undefined);
  });
});
