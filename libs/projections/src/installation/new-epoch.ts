import type { Pool } from 'pg';

/** An epoch names one incarnation of a subject's log; what it is does not matter, only that it was never used before. */
export const NEW_EPOCHS = 'update user_streams set epoch = gen_random_uuid()';

/**
 * Gives every stream a new epoch: every cursor expires, every replica takes a snapshot. For the operator, after a
 * restore that the database does not show.
 *
 * @returns how many streams there are
 */
export async function newEpoch(ownerPool: Pool): Promise<number> {
  const { rowCount } = await ownerPool.query(NEW_EPOCHS);
  return rowCount ?? 0;
}
