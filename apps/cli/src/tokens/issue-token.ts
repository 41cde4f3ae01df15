import { newToken, secretHash } from '@daybook/database';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { TokenRole } from './role.js';

/** The device that a subject's token stands for. `kind` is the source that its items have when they name none. */
export interface NewDevice {
  readonly name: string;
  readonly kind: string | null;
}

export interface TokenOrder {
  readonly role: TokenRole;
  /** The subject; `null` for an auditor, whose token reads every subject and has no device. */
  readonly userId: string | null;
  readonly device: NewDevice;
  /** Unix milliseconds; `null` for a token without an end. */
  readonly expiresAt: number | null;
}

/** A new token. Its text is shown once: the database keeps only its hash. */
export interface IssuedToken {
  readonly token: string;
  readonly tokenId: string;
  readonly deviceId: string | null;
}

const INSERT_DEVICE = 'insert into devices (user_id, id, name, kind) values ($1, $2, $3, $4)';

const INSERT_TOKEN =
  'insert into tokens (id, user_id, device_id, role, token_hash, expires_at) values ($1, $2, $3, $4, $5, $6)';

export async function issueToken(pool: Pool, order: TokenOrder): Promise<IssuedToken> {
  const { role, userId, device, expiresAt } = order;
  const token = newToken();
  const tokenId = uuidv7();
  const deviceId = userId === null ? null : uuidv7();
  if (deviceId !== null) await pool.query(INSERT_DEVICE, [userId, deviceId, device.name, device.kind]);
  const expiry = expiresAt === null ? null : new Date(expiresAt);
  await pool.query(INSERT_TOKEN, [tokenId, userId, deviceId, role, secretHash(token), expiry]);
  return { token, tokenId, deviceId };
}
