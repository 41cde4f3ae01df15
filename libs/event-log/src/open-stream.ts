import type { Pool } from 'pg';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';

/**
 * Opens a subject's stream, with its account and before its first command: a stream made by the first command
 * would take its transaction id before its lock and could invert the auditors' order.
 *
 * @returns the subject's id
 */
export async function openStream(pool: Pool, userId: string = uuidv7()): Promise<string> {
  await pool.query('insert into user_streams (user_id, stream_id, epoch) values ($1, $2, $3)', [
    userId,
    uuidv4(),
    uuidv4(),
  ]);
  return userId;
}
