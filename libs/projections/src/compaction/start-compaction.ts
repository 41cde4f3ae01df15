import type { Pool } from 'pg';
import { subjects } from '../subjects.js';
import { compactOn } from './compact-change-log.js';

/** How long a tombstone is kept: a device that was away for a season still learns what was deleted. */
export const TOMBSTONE_RETENTION_MS = 90 * 86_400_000;

/** Rows go unnoticed by every client, so nothing is urgent: once a day. */
export const COMPACTION_INTERVAL_MS = 86_400_000;

/** A server that is started anew each night would otherwise never compact; and a start has more urgent things to do. */
const FIRST_PASS_MS = 10 * 60_000;

/** "Daybook compaction": of several servers on one database one compacts, the others pass this time. */
const LOCK_KEY = 0x0da1_b00c;

export interface CompactionOptions {
  readonly ownerPool: Pool;
  readonly intervalMs: number;
  readonly retentionMs: number;
  /** Told of a pass that failed; the next one comes after the interval all the same. */
  readonly failed: (error: unknown) => void;
}

/**
 * Compacts every subject's change log now and then, first after ten minutes. Returns how to stop it; the returned
 * promise ends when no subject is being worked on any more.
 */
export function startCompaction({
  ownerPool,
  intervalMs,
  retentionMs,
  failed,
}: CompactionOptions): () => Promise<void> {
  const stopping = new AbortController();
  let pass: Promise<void> = Promise.resolve();
  let timer = setTimeout(next, Math.min(FIRST_PASS_MS, intervalMs));
  timer.unref();

  function next(): void {
    pass = compactEverySubject(ownerPool, retentionMs, stopping.signal).catch(failed);
    void pass.then(() => {
      if (stopping.signal.aborted) return;
      timer = setTimeout(next, intervalMs);
      timer.unref();
    });
  }

  return async () => {
    stopping.abort();
    clearTimeout(timer);
    await pass;
  };
}

/**
 * One pass over all subjects, unless another process is at it. Ends early, between two subjects, when told to stop. A
 * subject whose head is too busy to raise its floor keeps no other from its turn; the first failure is thrown at the end.
 */
export async function compactEverySubject(
  ownerPool: Pool,
  retentionMs: number,
  stopping?: AbortSignal,
): Promise<void> {
  const client = await ownerPool.connect();
  try {
    await client.query('set statement_timeout = 0');
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
      LOCK_KEY,
    ]);
    if (rows[0]?.locked !== true) return;
    const failures: unknown[] = [];
    for await (const userId of subjects(client)) {
      if (stopping?.aborted === true) return;
      await compactOn(client, userId, Date.now() - retentionMs).catch((error: unknown) =>
        failures.push(error),
      );
    }
    if (failures.length > 0) throw failures[0];
  } finally {
    // The lock and the missing time-out belong to the session: closing it ends both, whatever happened.
    client.release(true);
  }
}
