import { isSource } from '@daybook/domain';
import { openStream } from '@daybook/event-log';
import type { Pool } from 'pg';
import { EXIT, type ExitCode } from '../exit-code.js';
import { parseDuration } from '../settings/duration.js';
import { printableLine } from '../terminal/printable.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../usage-error.js';
import { issueToken, type IssuedToken } from './issue-token.js';
import { tokenRole, type TokenRole } from './role.js';
import { SIGN_IN_LINK_MS, signInLink } from './sign-in-link.js';
import { knownSubject } from './subjects.js';

/** The options of `token create` as they stand on the command line. */
export interface CreateTokenArguments {
  readonly role: string;
  readonly subject?: string;
  readonly device?: string;
  readonly kind?: string;
  readonly expires?: string;
  readonly link?: boolean;
}

const DEFAULT_DEVICE = 'command line';
const NAME_MAX_LENGTH = 200;
const HOUR_MS = 3_600_000;

/** Everything checked that can be checked without the database: a wrong option must not leave a subject behind. */
export interface TokenWish {
  readonly role: TokenRole;
  readonly subject: string | undefined;
  readonly device: { readonly name: string; readonly kind: string | null };
  readonly expiresAt: number | null;
  readonly link: boolean;
}

/** @throws UsageError */
export function tokenWish(args: CreateTokenArguments, nowMs: number): TokenWish {
  const role = tokenRole(args.role);
  const { subject, device = DEFAULT_DEVICE, kind = null, expires } = args;
  if (role === 'auditor' && (subject ?? args.device ?? args.kind) !== undefined) {
    throw new UsageError(
      'An auditor reads every subject and has no device: leave out --subject, --device and --kind.',
    );
  }
  const isKind: boolean = kind === null || isSource(kind);
  if (!isKind) {
    throw new UsageError(
      `--kind is "${kind ?? ''}", which is no source: write a lower-case name like healthkit.`,
    );
  }
  if (device.trim() === '' || device.length > NAME_MAX_LENGTH) {
    throw new UsageError(`--device must have 1 to ${NAME_MAX_LENGTH} characters.`);
  }
  const lasts = expires === undefined ? null : parseDuration(expires);
  if (lasts === undefined) {
    throw new UsageError(
      `--expires is "${String(expires)}", which is no duration: write it like 90d, 12h or 30m.`,
    );
  }
  const expiresAt = lasts === null ? null : nowMs + lasts;
  return { role, subject, device: { name: device, kind }, expiresAt, link: args.link === true };
}

/** Makes a token, and the subject if none is named; prints the one text that will never be shown again. */
export async function createToken(
  terminal: Terminal,
  pool: Pool,
  wish: TokenWish,
  url: string,
): Promise<ExitCode> {
  const { role, device, expiresAt } = wish;
  const subject = role === 'auditor' ? null : await subjectOf(pool, wish.subject);
  const issued = await issueToken(pool, { role, userId: subject, device, expiresAt });
  const link = wish.link ? await signInLink(pool, { userId: subject, role }, url) : null;
  terminal.tell(words(wish, subject, issued, link));
  const { token, tokenId, deviceId } = issued;
  terminal.answer({ token, tokenId, role, subject, device: deviceId, ...(link !== null && { link }) });
  return EXIT.done;
}

async function subjectOf(pool: Pool, named: string | undefined): Promise<string> {
  return named === undefined ? openStream(pool) : knownSubject(pool, named);
}

function words(
  wish: TokenWish,
  subject: string | null,
  { token, tokenId }: IssuedToken,
  link: string | null,
): string {
  const { role, device, expiresAt } = wish;
  const made = wish.subject === undefined && subject !== null ? ' (made for this token)' : '';
  return [
    `Token:    ${token}`,
    `          It is shown once. Id ${tokenId}, role ${role}.`,
    ...(subject === null ? [] : [`Subject:  ${subject}${made}`, `Device:   ${printableLine(device.name)}`]),
    ...(expiresAt === null ? [] : [`Expires:  ${new Date(expiresAt).toISOString()}`]),
    ...(link === null
      ? []
      : [`Sign in:  ${link}`, `          It works once, within ${SIGN_IN_LINK_MS / HOUR_MS} hours.`]),
  ].join('\n');
}
