import type { Pool, PoolClient, QueryArrayConfig } from 'pg';
import { ReplannedStatement } from '@daybook/database';
import type { AppendCommand } from './append-command.js';
import { decideGroup, type DecidedGroup } from './decide-group.js';
import { groupState } from './group-state.js';
import { isLostConnection, writtenCommits } from './lost-connection.js';
import { READ_SQL, readParameters } from './read-statement.js';
import { timed, type Tally } from './tally.js';
import { WRITE_SQL, writeParameters } from './write-statement.js';

const READ = new ReplannedStatement('read');

/**
 * A process that stands still while it holds the locks of its subjects (a suspended machine, a long collection of
 * garbage) loses them before the others' statements time out at 5 s. One round trip.
 */
const BEGIN = "begin; set local idle_in_transaction_session_timeout = '4s'";
const LOCK = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';

/** What one try came to: what was decided, and the subjects for which it was written. */
export interface Attempt {
  readonly group: DecidedGroup;
  readonly written: ReadonlySet<string>;
}

/** One READ and one WRITE without any lock held in between. */
export async function attemptFreely(
  pool: Pool,
  commands: readonly AppendCommand<unknown>[],
  tally: Tally,
): Promise<Attempt> {
  const group = await readAndDecide(pool, commands, tally);
  try {
    return { group, written: await write(pool, group, tally) };
  } catch (error) {
    return { group, written: await writtenUnheard(pool, group, error, tally) };
  }
}

/** The same two statements while holding a lock per subject, which costs neither a transaction id nor WAL. */
export async function attemptUnderLock(
  pool: Pool,
  commands: readonly AppendCommand<unknown>[],
  tally: Tally,
): Promise<Attempt> {
  const client = await pool.connect();
  let group: DecidedGroup | undefined;
  let failure: Error;
  try {
    const users = [...new Set(commands.map(({ origin }) => origin.userId))].sort();
    await timed(tally, () => client.query(BEGIN));
    for (const user of users) await timed(tally, () => client.query(LOCK, [user]));
    group = await readAndDecide(client, commands, tally);
    const written = await write(client, group, tally);
    await timed(tally, () => client.query('commit'));
    client.release();
    return { group, written };
  } catch (error) {
    failure = error instanceof Error ? error : new Error('the locked attempt failed', { cause: error });
    client.release(failure);
  }
  // Only now that the connection is given back: if all of the pool asked while holding theirs, none would get one.
  if (!group) throw failure;
  return { group, written: await writtenUnheard(pool, group, failure, tally) };
}

async function readAndDecide(
  connection: Pool | PoolClient,
  commands: readonly AppendCommand<unknown>[],
  tally: Tally,
): Promise<DecidedGroup> {
  const values = readParameters(commands);
  const rows = await timed(tally, async () => {
    const query: QueryArrayConfig = { name: READ.name, text: READ_SQL, values, rowMode: 'array' };
    return (await connection.query<[string, string, string]>(query)).rows;
  });
  return decideGroup(commands, groupState(rows));
}

/** Returns the subjects whose rows were written. */
async function write(
  connection: Pool | PoolClient,
  { rows }: DecidedGroup,
  tally: Tally,
): Promise<ReadonlySet<string>> {
  if (rows.heads.length === 0) return new Set();
  const values = writeParameters(rows);
  const query: QueryArrayConfig = { name: 'write', text: WRITE_SQL, values, rowMode: 'array' };
  const { rows: written } = await timed(tally, () => connection.query<[string]>(query));
  return new Set(written.map(([userId]) => userId));
}

/** After WRITE, or its commit, failed: if the connection broke, the log itself is asked. Every other failure stays one. */
async function writtenUnheard(
  pool: Pool,
  { rows }: DecidedGroup,
  failure: unknown,
  tally: Tally,
): Promise<ReadonlySet<string>> {
  if (!isLostConnection(failure)) throw failure;
  if (rows.heads.length === 0) return new Set();
  return timed(tally, () => writtenCommits(pool, rows.commits, failure));
}
