import type { Role } from './role.js';

/** Whom a valid token stands for. `userId` is its subject; an auditor's token has none. */
export interface Caller {
  readonly tokenId: string;
  readonly role: Role;
  readonly userId: string | null;
  readonly deviceId: string | null;
  /** The source that the device stands for, when an item names none. */
  readonly deviceKind: string | null;
  /** Unix milliseconds, `null` for a token that does not expire. */
  readonly expiresAt: number | null;
}
