import type { Problem } from '@daybook/contract';
import { unreachable, type Failure, type FailureKind } from '../machine/failure.js';

/** What an answer from 400 on means. `body` is what could be read of it, `null` if it is no JSON object. */
export function classify(status: number, body: Partial<Problem> | null, headers: Headers): Failure {
  const [after, date] = ['retry-after', 'date'].map((name) => String(headers.get(name))) as [string, string];
  // In seconds or, as proxies say it, until a date: by their own clock, for ours may be wrong.
  const ms = parseFloat(after) * 1_000;
  const retryAfterMs = ms >= 0 ? ms : Date.parse(after) - Date.parse(date);
  const told = { status, ...(retryAfterMs >= 0 && { retryAfterMs }) };
  // About the moment, whatever a body says.
  const passes = status >= 500 || status === 429;
  if (typeof body?.code === 'string') {
    const problem = { code: body.code, detail: body.detail ?? body.code };
    return { ...told, kind: passes ? 'unavailable' : kindOf(status, body), problem };
  }
  // Proxies answer in HTML. Their 401 and 403 are not our server's, and must not look like a lost sign-in.
  return { ...unreachable(`status ${status}`), ...told, kind: passes ? 'unavailable' : 'unreachable' };
}

function kindOf(status: number, { code, action, retryable }: Partial<Problem>): FailureKind {
  // 404 is the answer to whoever asks for a subject of somebody else.
  if (status === 401 || status === 403 || status === 404) return 'unauthenticated';
  if (status === 426) return 'outdated';
  // Codes of a later server are told by their action: the types know only those of today.
  if ((action as string | undefined) === 'wipe') return 'erased';
  if (code === 'invalid_cursor' || action === 'resync') return 'expired';
  return retryable === false ? 'refused' : 'unavailable';
}
