import type { SyncStatus } from '@daybook/contract';
import { learnServerTime } from '../clock/server-clock.js';
import { garbled } from '../machine/failure.js';
import type { EffectContext } from './effect-context.js';

/**
 * Asks the server how the replica stands, and what time it is. The path names the subject, so that a token of
 * somebody else is refused whatever it may do for its own subject.
 *
 * @throws RequestFailed also for an answer that does not say so: nothing is learnt from it
 */
export async function askStatus(
  { http, subject }: EffectContext,
  cursor: string | null,
  signal: AbortSignal,
): Promise<SyncStatus> {
  const asked = http.moment();
  const status = await http.json<SyncStatus>({
    path: `subjects/${subject}/sync/status`,
    query: { cursor },
    signal,
  });
  const { serverTime, seq, digests } = status as Partial<SyncStatus>;
  const serverMs = Date.parse(serverTime ?? '');
  if (!Number.isFinite(serverMs) || typeof seq !== 'number' || typeof digests !== 'object')
    throw garbled('the answer is no status');
  http.clock = learnServerTime(serverMs, asked, http.moment());
  return status;
}
