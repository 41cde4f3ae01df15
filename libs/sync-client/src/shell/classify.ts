import type { Problem } from '@daybook/contract';
import { unreachable, type Failure, type FailureKind } from '../machine/failure.js';

/** Statuses that can be about the content of the request; only a body in the problem format makes them so. */
const ABOUT_CONTENT = [400, 409, 413, 415, 422, 431];

/** What an answer from 400 on means. `body` is what could be read of it, `null` if it is no JSON object. */
export function classify(status: number, body: Partial<Problem> | null, retryAfter: string | null): Failure {
  // In seconds; its date form is not used by Daybook and would need a clock that is right.
  const seconds = parseFloat(retryAfter ?? '');
  const told = { status, ...(seconds >= 0 && { retryAfterMs: seconds * 1_000 }) };
  if (typeof body?.code === 'string') {
    const problem = { code: body.code, detail: body.detail ?? body.code };
    return { ...told, kind: kindOf(status, body), problem };
  }
  // Proxies answer in HTML. Their 401 and 403 are not our server's, and must not look like a lost sign-in.
  const kind = status >= 500 || status === 429 ? 'unavailable' : 'unreachable';
  return { ...unreachable(`status ${status}`), ...told, kind };
}

function kindOf(status: number, { code, action }: Partial<Problem>): FailureKind {
  // 404 is the answer to whoever asks for a subject of somebody else.
  if ([401, 403, 404].includes(status)) return 'unauthenticated';
  if (status === 426) return 'outdated';
  // Codes of a later server are told by their action: the types know only those of today.
  if (status === 410 && (action as string | undefined) === 'wipe') return 'erased';
  if (code === 'cursor_expired' || code === 'invalid_cursor' || action === 'resync') return 'expired';
  return ABOUT_CONTENT.includes(status) ? 'refused' : 'unavailable';
}
