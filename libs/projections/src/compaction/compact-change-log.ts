import type { Pool, PoolClient } from 'pg';

/** What a pass over one subject's change log came to. */
export interface Compaction {
  readonly removed: number;
  readonly floor: number;
}

interface CompactionRow {
  readonly removed: number | string;
  readonly floor: number | string | null;
}

/**
 * Removes overtaken rows and tombstones recorded before an instant (Unix milliseconds) from one subject's change log.
 * No cursor at or above the floor notices. The pass commits slice by slice (0.1 s each) and takes as long as it
 * takes, so the time-out of a statement is lifted for it.
 *
 * @param ownerPool connections of the owner: nobody else may remove rows
 */
export async function compactChangeLog(
  ownerPool: Pool,
  userId: string,
  tombstonesBefore: number,
): Promise<Compaction> {
  const client = await ownerPool.connect();
  try {
    await client.query('set statement_timeout = 0');
    return await compactOn(client, userId, tombstonesBefore);
  } finally {
    // A connection without a time-out must not go back into the pool.
    client.release(true);
  }
}

/** The same on a connection whose statements have no time-out, and which is in no transaction. */
export async function compactOn(
  client: PoolClient,
  userId: string,
  tombstonesBefore: number,
): Promise<Compaction> {
  const values = [userId, new Date(tombstonesBefore).toISOString()];
  const { rows } = await client.query<CompactionRow>('call compact_change_log($1, $2, null, null)', values);
  const [row] = rows;
  return { removed: Number(row?.removed ?? 0), floor: Number(row?.floor ?? 0) };
}
