import type { Transaction } from 'kysely';
import { v4 as uuidv4 } from 'uuid';
import { isTokenShaped, secretHash, type Database } from '@daybook/database';

/** A browser that opens a sign-in link: what its user would call it, and the session that it had until then. */
export interface OpeningBrowser {
  readonly name: string;
  readonly session: string | undefined;
}

/**
 * The device of a new session. A browser that was signed in to the same subject before stays the device that it
 * was; its former session ends, because the browser forgets it with the new cookie.
 */
export async function sessionDevice(
  transaction: Transaction<Database>,
  userId: string | null,
  { name, session }: OpeningBrowser,
  now: Date,
): Promise<string | null> {
  const former = session === undefined ? undefined : await endSession(transaction, session, now);
  if (former?.device_id != null && former.user_id !== null) {
    const isSame = former.user_id === userId;
    const { numUpdatedRows } = await transaction
      .updateTable('devices')
      .set(isSame ? { name } : { revoked_at: now })
      .where('user_id', '=', former.user_id)
      .where('id', '=', former.device_id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (isSame && numUpdatedRows > 0n) return former.device_id;
  }
  if (userId === null) return null;
  const id = uuidv4();
  await transaction.insertInto('devices').values({ user_id: userId, id, name }).execute();
  return id;
}

async function endSession(transaction: Transaction<Database>, session: string, now: Date) {
  if (!isTokenShaped(session)) return undefined;
  return transaction
    .updateTable('tokens')
    .set({ revoked_at: now })
    .where('token_hash', '=', secretHash(session))
    .where('use', '=', 'session')
    .where('revoked_at', 'is', null)
    .returning(['user_id', 'device_id'])
    .executeTakeFirst();
}
