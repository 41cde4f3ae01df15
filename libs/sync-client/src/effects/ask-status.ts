import type { SyncStatus } from '@daybook/contract';
import { garbled } from '../machine/failure.js';
import type { EffectContext } from './effect-context.js';

/**
 * Asks the server how the replica stands, and what time it is. The path names the subject, so that a token of
 * somebody else is refused whatever it may do for its own subject.
 *
 * @throws RequestFailed also for an answer that does not say so: nothing is learnt from it
 */
export async function askStatus(
  { http, subject, clock, environment, signal }: EffectContext,
  cursor: string | null,
): Promise<SyncStatus> {
  const askedAt = environment.steadyMs();
  const status = await http.json<SyncStatus>({
    path: `subjects/${subject}/sync/status`,
    query: { cursor },
    signal,
  });
  const { serverTime, seq, digests } = status as Partial<SyncStatus>;
  const serverMs = Date.parse(serverTime ?? '');
  if (!Number.isFinite(serverMs) || typeof seq !== 'number' || typeof digests !== 'object')
    throw garbled('status');
  // It was read half-way.
  clock.learn(serverMs + (environment.steadyMs() - askedAt) / 2);
  return status;
}
