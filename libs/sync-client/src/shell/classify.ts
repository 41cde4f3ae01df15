import type { Problem } from '@daybook/contract';
import { UNREACHABLE, type Failure, type FailureKind } from '../machine/failure.js';

/** Statuses that can be about the content of the request; only a body in the problem format makes them so. */
const ABOUT_CONTENT = [400, 409, 413, 415, 422, 431];

/** What an answer from 400 on means. `body` is what could be read of it, `null` if it is no JSON object. */
export function classify(status: number, body: Partial<Problem> | null, retryAfter: string | null): Failure {
  if (typeof body?.code !== 'string') {
    // Proxies answer in HTML. Their 401 and 403 are not our server's, and must not look like a lost sign-in.
    const kind: FailureKind = status >= 500 || status === 429 ? 'unavailable' : 'unreachable';
    return { ...UNREACHABLE, kind, status, ...retryIn(retryAfter) };
  }
  const problem = { code: body.code, detail: body.detail ?? body.code };
  return { kind: kindOf(status, body), status, problem, ...retryIn(retryAfter) };
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

/** `Retry-After` in seconds; its date form is not used by Daybook and would need a clock that is right. */
function retryIn(retryAfter: string | null): { retryAfterMs?: number } {
  const seconds = retryAfter === null ? NaN : Number(retryAfter);
  return seconds >= 0 ? { retryAfterMs: seconds * 1_000 } : {};
}
