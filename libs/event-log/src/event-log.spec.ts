import type { Pool, PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { createPool } from '@daybook/database';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import { originOf, recording, total } from '../test/totals.js';
import {
  CommitSignals,
  costOf,
  createWritePool,
  EventLog,
  openStream,
  Overloaded,
  UnknownSubject,
  verifyChain,
} from './index.js';

let database: TestDatabase;
let pool: Pool;
let owner: Pool;
/** The API's role again: it sees its own sessions, which the owner does not. */
let observer: Pool;
let signals: CommitSignals;
let log: EventLog;
let user: string;

beforeAll(async () => {
  database = await testDatabase();
  pool = createWritePool(database.apiUrl);
  owner = createPool(database.ownerUrl, { max: 4, applicationName: 'daybook spec' });
  observer = createPool(database.apiUrl, { max: 1, applicationName: 'daybook observer' });
  signals = new CommitSignals(pool, database.apiUrl);
  await signals.listen();
  log = new EventLog(pool, signals);
});

beforeEach(async () => {
  user = await openStream(owner);
});

afterAll(async () => {
  await signals.close();
  await Promise.all([pool.end(), owner.end(), observer.end()]);
  await database.drop();
});

async function versionOf(userId: string): Promise<number> {
  const { rows } = await owner.query<{ version: number }>(
    'select version from user_streams where user_id = $1',
    [userId],
  );
  return Number(rows[0]?.version);
}

/** Runs `work` while a session holds the subject's head, as a slow foreign writer would. */
async function whileHeadIsHeld(work: (holder: PoolClient) => Promise<void>): Promise<void> {
  const holder = await owner.connect();
  try {
    await holder.query('begin');
    await holder.query('select from user_streams where user_id = $1 for update', [user]);
    await work(holder);
  } finally {
    await holder.query('rollback').catch(() => undefined);
    holder.release();
  }
}

/** Waits until a WRITE of this log hangs on a lock, and answers its backend. */
async function blockedWriter(): Promise<number> {
  for (;;) {
    const { rows } = await observer.query<{ pid: number }>(
      `select pid from pg_stat_activity
       where wait_event_type = 'Lock' and application_name = 'daybook write' and datname = current_database()`,
    );
    if (rows[0]) return rows[0].pid;
  }
}

describe('the log', () => {
  it('costs a command one READ and one WRITE, and a replay one READ', async () => {
    const item = total(300);
    expect((await log.append(recording(user, [item]))).cost.dbCalls).toBe(2);
    const replay = await log.append(recording(user, [item]));
    expect(replay.cost.dbCalls).toBe(1);
    expect(replay.answer).toMatchObject([{ status: 'duplicate', differs: false }]);
    expect(await versionOf(user)).toBe(1);
  });

  it('runs commands that wait together in one group, those of one subject one after the other', async () => {
    const other = await openStream(owner);
    const commands = [300, 5000, 4800].map((value) => recording(user, [total(value)]));
    const outcomes = await Promise.all(
      [...commands, recording(other, [total(1)])].map((command) => log.append(command)),
    );
    expect(outcomes.map(({ answer }) => answer[0]?.status)).toEqual([
      'created',
      'updated',
      'updated',
      'created',
    ]);
    expect(outcomes.map(({ cost }) => cost.dbCalls)).toEqual([2, 2, 2, 2]);
    expect(outcomes.slice(0, 3).map(({ seqFrom, seq }) => [seqFrom, seq])).toEqual([
      [0, 2],
      [2, 4],
      [4, 6],
    ]);
    const { rows } = await owner.query('select distinct txid::text from events where user_id = any($1)', [
      [user, other],
    ]);
    expect(rows).toHaveLength(1);
  });

  it('decides again when another process was faster between READ and WRITE', async () => {
    const rivals = createWritePool(database.apiUrl);
    const rival = new EventLog(rivals, signals);
    const rounds = 30;
    const both = Array.from({ length: rounds }, (_, n) =>
      Promise.all([log.append(recording(user, [total(n)])), rival.append(recording(user, [total(100 + n)]))]),
    );
    await Promise.all(both);
    await rivals.end();
    expect(await versionOf(user)).toBe(2 * rounds);
    expect((await verifyChain(owner, user)).fault).toBeNull();
  });

  it('writes nothing for a subject whose head moved, and everything for the others of the group', async () => {
    const other = await openStream(owner);
    await whileHeadIsHeld(async (holder) => {
      const slow = log.append(recording(user, [total(1)]));
      const quick = log.append(recording(other, [total(2)]));
      await blockedWriter();
      await holder.query('update user_streams set seq = seq + 5 where user_id = $1', [user]);
      await holder.query('commit');
      expect((await quick).cost.dbCalls).toBe(2);
      expect((await slow).cost.dbCalls).toBe(4);
      expect((await slow).seqFrom).toBe(5);
    });
  });

  it('asks the log itself when the connection breaks during WRITE, and decides again if nothing was written', async () => {
    await whileHeadIsHeld(async (holder) => {
      const command = log.append(recording(user, [total(1)]));
      await observer.query('select pg_terminate_backend($1)', [await blockedWriter()]);
      await holder.query('commit');
      expect((await command).answer).toMatchObject([{ status: 'created' }]);
    });
    expect(await versionOf(user)).toBe(1);
  });

  it('asks to come back, once, while the clock of the database is behind the last commit', async () => {
    const ahead = "update user_streams set last_recorded_at = now() + interval '1 minute' where user_id = $1";
    await owner.query(ahead, [user]);
    const failure: unknown = await log.append(recording(user, [total(1)])).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Overloaded);
    expect(costOf(failure).dbCalls).toBe(2);
    expect(await versionOf(user)).toBe(0);
  });

  it('lets only the guilty command of a group fail', async () => {
    const guilty = {
      ...recording(user, [total(1)]),
      decide: () => {
        throw new Error('a bug in one command');
      },
    };
    const other = await openStream(owner);
    const [failed, kept] = await Promise.allSettled([
      log.append(guilty),
      log.append(recording(other, [total(2)])),
    ]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { message: 'a bug in one command' } });
    expect(kept.status).toBe('fulfilled');
    expect(await versionOf(other)).toBe(1);
    expect(await versionOf(user)).toBe(0);
  });

  it('knows no subject without an account', async () => {
    await expect(log.append(recording(uuidv7(), [total(1)]))).rejects.toBeInstanceOf(UnknownSubject);
  });

  it('wakes who waits for the subject, in this process and in others, and nobody else', async () => {
    const elsewhere = new CommitSignals(pool, database.apiUrl);
    await elsewhere.listen();
    const woken: string[] = [];
    const other = await openStream(owner);
    signals.subscribe(user, () => woken.push('here'));
    signals.subscribe(other, () => woken.push('a stranger'));
    const heard = new Promise<void>((resolve) => elsewhere.subscribe(user, resolve));
    await log.append(recording(user, [total(1)]));
    expect(woken).toContain('here');
    await heard;
    expect(woken).not.toContain('a stranger');
    await elsewhere.close();
  });
});

describe('the wall around the log', () => {
  it.each(['events', 'commits'])('refuses every change of %s, to the owner as well', async (table) => {
    await log.append(recording(user, [total(1)]));
    for (const connection of [pool, owner]) {
      for (const statement of [
        `update ${table} set user_id = user_id`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ]) {
        await expect(connection.query(statement)).rejects.toMatchObject({ code: '42501' });
      }
    }
  });

  it('gives the API role no way to remove rows of the feed', async () => {
    await expect(pool.query('delete from change_log')).rejects.toMatchObject({ code: '42501' });
    await expect(pool.query('update change_log set seq = seq')).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the chain', () => {
  it('names the first commit of which one stored field was changed, whatever the field', async () => {
    const columns = await owner.query<{ column_name: string; data_type: string; table_name: string }>(
      `select table_name, column_name, data_type from information_schema.columns
       where table_name in ('events', 'commits') and column_name not in ('user_id', 'txid', 'position') order by 1, 2`,
    );
    for (const { table_name, column_name, data_type } of columns.rows) {
      const subject = await openStream(owner);
      for (const value of [1, 2, 3])
        await log.append(recording(subject, [{ ...total(value), details: { n: value } }]));
      await tamper(table_name, column_name, data_type, subject);
      const { fault } = await verifyChain(owner, subject);
      expect({ column: `${table_name}.${column_name}`, found: fault !== null }).toEqual({
        column: `${table_name}.${column_name}`,
        found: true,
      });
    }
  });

  /** The smallest change of a column in the second commit, by someone who took the wall down. */
  async function tamper(table: string, column: string, type: string, subject: string): Promise<void> {
    const change: Record<string, string> = {
      bigint: `coalesce(${column}, 0) + 1000`,
      smallint: `coalesce(${column}, 0) + 1`,
      boolean: `not ${column}`,
      date: `coalesce(${column}, '2026-01-01') + 1`,
      uuid: `gen_random_uuid()`,
      bytea: `set_byte(${column}, 0, get_byte(${column}, 0) # 1)`,
      'double precision': `coalesce(${column}, 0) + 1e-9`,
      'timestamp with time zone': `coalesce(${column}, '2026-01-01') + interval '1 microsecond'`,
      text: `coalesce(${column}, '') || ' '`,
    };
    const place = table === 'events' ? 'version = 2' : 'last_version = 2';
    await owner
      .query(`alter table ${table} disable trigger all`)
      .catch(() => owner.query(`alter table ${table} disable trigger user`));
    await owner.query(
      `update ${table} set ${column} = ${change[type] ?? 'null'} where user_id = $1 and ${place}`,
      [subject],
    );
    await owner.query(`alter table ${table} enable trigger user`);
  }

  it('is not fooled by a salt that was taken away to hide a change', async () => {
    for (const value of [1, 2, 3]) await log.append(recording(user, [total(value)]));
    for (const table of ['events', 'commits']) await owner.query(`alter table ${table} disable trigger user`);
    await owner.query('update events set value = 99 where user_id = $1 and version = 2', [user]);
    await owner.query('update commits set salt = null where user_id = $1 and last_version = 2', [user]);
    for (const table of ['events', 'commits']) await owner.query(`alter table ${table} enable trigger user`);
    expect(await verifyChain(owner, user)).toMatchObject({ commits: 1, fault: { version: 2 } });
  });

  it('finds a removed and an invented commit', async () => {
    for (const value of [1, 2, 3]) await log.append(recording(user, [total(value)]));
    await owner.query('alter table events disable trigger user');
    await owner.query('delete from events where user_id = $1 and version = 2', [user]);
    await owner.query('alter table events enable trigger user');
    expect(await verifyChain(owner, user)).toMatchObject({ commits: 1, fault: { version: 2 } });
  });
});

describe('the origin of a command', () => {
  it('is written once per commit', async () => {
    const origin = { ...originOf(user), deviceId: uuidv7(), requestId: 'req-1', reason: 'because' };
    await log.append({ ...recording(user, [total(1), total(2, '2026-05-25')]), origin });
    const { rows } = await owner.query(
      'select actor_id, device_id, request_id, reason, first_version, last_version from commits where user_id = $1',
      [user],
    );
    expect(rows).toEqual([
      {
        actor_id: user,
        device_id: origin.deviceId,
        request_id: 'req-1',
        reason: 'because',
        first_version: 1,
        last_version: 2,
      },
    ]);
  });
});
