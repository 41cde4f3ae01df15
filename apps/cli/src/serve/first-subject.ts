import { openStream } from '@daybook/event-log';
import type { Pool } from 'pg';

/** "first" in ASCII: of several servers that start on an empty database one makes the first subject. */
const LOCK_KEY = 0x6669_7273;

/**
 * Makes the first subject of an installation that has none. Returns its id, or `null` if there are subjects already.
 *
 * @param userId the id it shall have, if that is not left to chance
 */
export async function makeFirstSubject(pool: Pool, userId?: string): Promise<string | null> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    const { rows } = await client.query('select from user_streams limit 1');
    if (rows.length > 0) return null;
    return await openStream(pool, userId);
  } finally {
    // The lock belongs to the session and ends with it.
    client.release(true);
  }
}
