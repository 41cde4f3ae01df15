import type { Pool } from 'pg';
import type { Terminal } from '../terminal/terminal.js';
import { issueToken } from '../tokens/issue-token.js';
import { SIGN_IN_LINK_MS, signInLink } from '../tokens/sign-in-link.js';
import { tryItLine } from './try-it.js';

const HOUR_MS = 3_600_000;

/** What a new installation is told once; `--json` has the same. */
export interface Welcome {
  readonly subject: string;
  readonly link: string;
  readonly token: string;
  readonly tokenId: string;
  readonly curl: string;
}

/** Makes a sign-in link and a token of a subject, for whoever stands in front of the new server. */
export async function makeWelcome(pool: Pool, subject: string, url: string): Promise<Welcome> {
  const device = { name: 'first start', kind: null };
  const { token, tokenId } = await issueToken(pool, {
    role: 'subject',
    userId: subject,
    device,
    expiresAt: null,
  });
  const link = await signInLink(pool, { userId: subject, role: 'subject' }, url);
  return { subject, link, token, tokenId, curl: tryItLine(url, token, Date.now()) };
}

export function tellWelcome(terminal: Terminal, { subject, link, token, curl }: Welcome): void {
  terminal.tell(
    [
      '',
      `Sign in with a browser (works once, within ${SIGN_IN_LINK_MS / HOUR_MS} hours):`,
      `  ${link}`,
      '',
      `A token of the same subject, ${subject}; it is shown only now:`,
      `  ${token}`,
      '',
      'Record a glass of water and read the day; paste it into another terminal:',
      '',
      curl,
      '',
    ].join('\n'),
  );
}
