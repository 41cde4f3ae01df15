import type { Pool } from 'pg';
import { EXIT, type ExitCode } from '../exit-code.js';
import { textTable } from '../terminal/table.js';
import type { Terminal } from '../terminal/terminal.js';
import { knownSubject } from './subjects.js';

const LIST_TOKENS = `
select t.id, t.role, t.use, t.user_id, t.device_id, d.name, d.kind, t.created_at, t.expires_at,
  least(t.revoked_at, d.revoked_at) as revoked_at
from tokens t left join devices d on d.user_id = t.user_id and d.id = t.device_id
where $1::uuid is null or t.user_id = $1
order by t.created_at, t.id`;

interface TokenRow {
  readonly id: string;
  readonly role: string;
  readonly use: string;
  readonly user_id: string | null;
  readonly device_id: string | null;
  readonly name: string | null;
  readonly kind: string | null;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly revoked_at: number | null;
}

type TokenState = 'valid' | 'expired' | 'revoked';

/** Shows every token, or those of one subject; never its text, which nobody has. */
export async function listTokens(
  terminal: Terminal,
  pool: Pool,
  subject: string | undefined,
): Promise<ExitCode> {
  const userId = subject === undefined ? null : await knownSubject(pool, subject);
  const { rows } = await pool.query<TokenRow>(LIST_TOKENS, [userId]);
  const now = Date.now();
  terminal.tell(table(rows, now));
  terminal.answer(rows.map((row) => listed(row, now)));
  return EXIT.done;
}

function stateOf({ revoked_at: revokedAt, expires_at: expiresAt }: TokenRow, now: number): TokenState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'valid';
}

function listed(row: TokenRow, now: number) {
  return {
    tokenId: row.id,
    role: row.role,
    use: row.use,
    state: stateOf(row, now),
    subject: row.user_id,
    device: row.device_id,
    deviceName: row.name,
    kind: row.kind,
    createdAt: isoText(row.created_at),
    expiresAt: isoText(row.expires_at),
    revokedAt: isoText(row.revoked_at),
  };
}

function table(rows: readonly TokenRow[], now: number): string {
  const titles = ['token', 'role', 'use', 'state', 'subject', 'device', 'created'];
  return textTable(
    titles.map((title) => ({ title })),
    rows.map((row) => [
      row.id,
      row.role,
      row.use,
      stateOf(row, now),
      row.user_id ?? '',
      row.name ?? '',
      isoText(row.created_at)?.slice(0, 16) ?? '',
    ]),
  );
}

function isoText(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
