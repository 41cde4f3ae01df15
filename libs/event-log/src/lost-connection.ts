import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { OutcomeUnknown } from './append-errors.js';
import type { SealedCommit } from './log-rows.js';

/** How long a restarting database is waited for before the client is told to ask again. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 250;

/**
 * SQLSTATE classes that say the server went away, or ended the session, rather than refused: 08 connection, 57P01 to
 * 57P03 shutdown and start, 25P03 and 25P04 a transaction that was idle or open for too long. An error without a
 * SQLSTATE comes from the socket, or from the driver that has seen it close.
 */
export function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string')
    return /Connection terminated|connection.*(ended|closed)|is not queryable|timeout exceeded when trying to connect/iu.test(
      error.message,
    );
  return /^(08...|57P0[123]|25P0[34]|E[A-Z]+)$/u.test(code);
}

/**
 * SQLSTATEs of a server that is too busy and refused for it, having written nothing: too many connections, a
 * deadlock, a lock or a statement that waited too long.
 */
export function isBusy(error: unknown): boolean {
  return (
    error instanceof Error && /^(53...|40P01|55P03|57014)$/u.test(String((error as { code?: unknown }).code))
  );
}

/**
 * After a connection broke during WRITE: the subjects whose commit is in the log. The statement was one
 * transaction, so each commit is there whole or not at all; a guess is never made.
 */
export async function writtenCommits(
  pool: Pool,
  commits: readonly SealedCommit[],
  cause: unknown,
): Promise<ReadonlySet<string>> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      const result = await pool.query<{ user_id: string }>(
        `select c.user_id from commits c
         join unnest($1::uuid[], $2::bigint[], $3::uuid[]) as w(user_id, last_version, commit_id)
           on c.user_id = w.user_id and c.last_version = w.last_version and c.commit_id = w.commit_id`,
        [
          commits.map(({ userId }) => userId),
          commits.map(({ lastVersion }) => lastVersion),
          commits.map(({ commitId }) => commitId),
        ],
      );
      return new Set(result.rows.map(({ user_id }) => user_id));
    } catch (error) {
      if (!isLostConnection(error)) throw error;
      if (performance.now() > deadline) throw new OutcomeUnknown(cause);
      await sleep(PAUSE_MS);
    }
  }
}
