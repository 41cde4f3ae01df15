import type { Pool, PoolClient, QueryArrayConfig } from 'pg';
import type { AppendCommand } from './append-command.js';
import { OutcomeUnknown, Overloaded, UnknownSubject } from './append-errors.js';
import { decideGroup, type DecidedCommand, type DecidedGroup } from './decide-group.js';
import { groupState } from './group-state.js';
import type { Head } from './log-rows.js';
import { isBusy, isLostConnection, writtenCommits } from './lost-connection.js';
import { READ_SQL, readParameters } from './read-statement.js';
import { ReplannedStatement } from '@daybook/database';
import { CLOCK_TOLERANCE_SECONDS, WRITE_SQL, writeParameters } from './write-statement.js';

/** After so many lost races a subject's commands queue up under a lock, so that a hot subject cannot starve one process. */
const RACES_BEFORE_LOCK = 2;
/** Under the lock only processes that have not lost yet can overtake: a bound that is not met is a bug, not load. */
const RACES_MAX = 100;

const CLOCK_BEHIND = "the database's clock is behind the subject's last commit";

/** What became of one command of a group. */
export type Outcome =
  | {
      readonly status: 'done';
      readonly decided: DecidedCommand;
      readonly dbCalls: number;
      readonly dbMs: number;
    }
  | { readonly status: 'failed'; readonly error: unknown };

const READ = new ReplannedStatement('read');

interface Tally {
  dbCalls: number;
  dbMs: number;
}

/**
 * Runs a group of commands to its end: READ, decide, WRITE, and again for the subjects whose head moved in
 * between. A group that the database refuses is run command by command, so that only the guilty one fails.
 */
export async function runGroup(
  pool: Pool,
  commands: readonly AppendCommand<unknown>[],
): Promise<Map<AppendCommand<unknown>, Outcome>> {
  const outcomes = new Map<AppendCommand<unknown>, Outcome>();
  const tally: Tally = { dbCalls: 0, dbMs: 0 };
  let waiting = commands;
  try {
    for (let races = 0; waiting.length > 0; races++) {
      if (races === RACES_MAX) throw new Error(`the head moved ${RACES_MAX} times between READ and WRITE`);
      const attempt = races < RACES_BEFORE_LOCK ? attemptFreely : attemptUnderLock;
      waiting = await attempt(pool, waiting, tally, outcomes);
    }
  } catch (error) {
    await settleFailure(pool, waiting, error, outcomes);
  }
  return outcomes;
}

async function settleFailure(
  pool: Pool,
  commands: readonly AppendCommand<unknown>[],
  error: unknown,
  outcomes: Map<AppendCommand<unknown>, Outcome>,
): Promise<void> {
  const lost = isLostConnection(error);
  const alone = commands.length === 1 || lost || error instanceof OutcomeUnknown;
  const told = lost
    ? new OutcomeUnknown(error)
    : isBusy(error)
      ? new Overloaded('the database is busy', error)
      : error;
  for (const command of commands) {
    if (outcomes.has(command)) continue;
    if (alone) outcomes.set(command, { status: 'failed', error: told });
    else for (const [done, outcome] of await runGroup(pool, [command])) outcomes.set(done, outcome);
  }
}

/** One READ and one WRITE without any lock held in between. Returns the commands whose subjects lost the race. */
async function attemptFreely(
  pool: Pool,
  commands: readonly AppendCommand<unknown>[],
  tally: Tally,
  outcomes: Map<AppendCommand<unknown>, Outcome>,
): Promise<readonly AppendCommand<unknown>[]> {
  const group = await readAndDecide(pool, commands, tally);
  const written = await write(pool, pool, group, tally);
  return settle(commands, group, written, tally, outcomes);
}

/** The same two statements while holding a lock per subject, which costs neither a transaction id nor WAL. */
async function attemptUnderLock(
  pool: Pool,
  commands: readonly AppendCommand<unknown>[],
  tally: Tally,
  outcomes: Map<AppendCommand<unknown>, Outcome>,
): Promise<readonly AppendCommand<unknown>[]> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const users = [...new Set(commands.map(({ origin }) => origin.userId))].sort();
    await client.query('begin');
    for (const user of users) {
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [user]);
    }
    const group = await readAndDecide(client, commands, tally);
    const written = await write(pool, client, group, tally);
    await client.query('commit');
    return settle(commands, group, written, tally, outcomes);
  } catch (error) {
    broken = error instanceof Error ? error : new Error('the locked attempt failed', { cause: error });
    throw error;
  } finally {
    client.release(broken);
  }
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

/** Returns the subjects whose rows were written. A broken connection is answered by asking the log itself. */
async function write(
  pool: Pool,
  connection: Pool | PoolClient,
  { rows }: DecidedGroup,
  tally: Tally,
): Promise<ReadonlySet<string>> {
  if (rows.heads.length === 0) return new Set();
  const values = writeParameters(rows);
  try {
    const query: QueryArrayConfig = { name: 'write', text: WRITE_SQL, values, rowMode: 'array' };
    const { rows: written } = await timed(tally, () => connection.query<[string]>(query));
    return new Set(written.map(([userId]) => userId));
  } catch (error) {
    if (!isLostConnection(error)) throw error;
    return timed(tally, () => writtenCommits(pool, rows.commits, error));
  }
}

function settle(
  commands: readonly AppendCommand<unknown>[],
  group: DecidedGroup,
  written: ReadonlySet<string>,
  { dbCalls, dbMs }: Tally,
  outcomes: Map<AppendCommand<unknown>, Outcome>,
): readonly AppendCommand<unknown>[] {
  const unwritten = group.rows.heads.map(({ before }) => before).filter(({ userId }) => !written.has(userId));
  const lost = new Set(unwritten.map(({ userId }) => userId));
  const ahead = new Set(unwritten.filter(isAheadOfClock).map(({ userId }) => userId));
  const decided = new Map(group.commands.map((one) => [one.command, one]));
  const waiting: AppendCommand<unknown>[] = [];
  for (const command of commands) {
    const one = decided.get(command);
    const { userId } = command.origin;
    // A command that appends nothing may rest on an earlier one of its subject that was not written.
    if (!one) outcomes.set(command, { status: 'failed', error: new UnknownSubject(userId) });
    else if (ahead.has(userId))
      outcomes.set(command, { status: 'failed', error: new Overloaded(CLOCK_BEHIND) });
    else if (lost.has(userId)) waiting.push(command);
    else outcomes.set(command, { status: 'done', decided: one, dbCalls, dbMs });
  }
  return waiting;
}

/** No stamp would do: it may neither go back behind the last commit nor lie ahead of the clock. */
function isAheadOfClock({ lastRecordedAt, now }: Head): boolean {
  return lastRecordedAt - now > CLOCK_TOLERANCE_SECONDS * 1000;
}

async function timed<Result>(tally: Tally, statement: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  try {
    return await statement();
  } finally {
    tally.dbCalls += 1;
    tally.dbMs += performance.now() - start;
  }
}
