import { randomBytes } from 'node:crypto';
import { secretHash } from '@daybook/database';
import type { Pool } from 'pg';
import type { TokenRole } from './role.js';

/** Long enough to be read in the terminal and opened after lunch, short enough not to lie around in scroll-back. */
export const SIGN_IN_LINK_MS = 24 * 3_600_000;

const RANDOM_BYTES = 32;

const INSERT_CODE =
  'insert into sign_in_codes (code_hash, user_id, role, expires_at) values ($1, $2, $3, $4)';

/** Makes a link that signs a browser in once. The database keeps only the hash of its code. */
export async function signInLink(
  pool: Pool,
  owner: { readonly userId: string | null; readonly role: TokenRole },
  url: string,
): Promise<string> {
  const code = randomBytes(RANDOM_BYTES).toString('base64url');
  const expiresAt = new Date(Date.now() + SIGN_IN_LINK_MS);
  await pool.query(INSERT_CODE, [secretHash(code), owner.userId, owner.role, expiresAt]);
  return `${url}/sign-in?code=${code}`;
}
