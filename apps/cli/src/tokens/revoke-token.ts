import { isUuid } from '@daybook/domain';
import type { Pool } from 'pg';
import { EXIT, type ExitCode } from '../exit-code.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../usage-error.js';
import { commandLine } from '../command-line.js';

/** A token that was revoked before keeps its first moment. */
const REVOKE_TOKEN = `
update tokens t set revoked_at = coalesce(t.revoked_at, now())
where t.id = $1 returning t.role, t.user_id, t.revoked_at`;

interface RevokedRow {
  readonly role: string;
  readonly user_id: string | null;
  readonly revoked_at: number;
}

/** Ends a token. Servers ask the database at least once a second, so it takes effect within one. */
export async function revokeToken(terminal: Terminal, pool: Pool, tokenId: string): Promise<ExitCode> {
  const isId: boolean = isUuid(tokenId);
  if (!isId) {
    throw new UsageError(
      `"${tokenId}" is no token id: \`${commandLine('token list')}\` shows them. It is not the token itself.`,
    );
  }
  const { rows } = await pool.query<RevokedRow>(REVOKE_TOKEN, [tokenId.toLowerCase()]);
  const [row] = rows;
  if (!row)
    throw new UsageError(`There is no token ${tokenId} here: \`${commandLine('token list')}\` shows them.`);
  const revokedAt = new Date(row.revoked_at).toISOString();
  terminal.tell(`Token ${tokenId} is revoked since ${revokedAt}.`);
  terminal.answer({ tokenId: tokenId.toLowerCase(), role: row.role, subject: row.user_id, revokedAt });
  return EXIT.done;
}
