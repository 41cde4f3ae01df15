import type { SyncStatus } from '@daybook/contract';
import { learnServerTime } from '../clock/server-clock.js';
import { cursorOf, type EffectContext } from './effect-context.js';

/**
 * Asks the server how the replica stands, and what time it is. The path names the subject, so that a token of
 * somebody else is refused whatever it may do for its own subject.
 */
export async function askStatus(context: EffectContext, signal: AbortSignal): Promise<SyncStatus> {
  const { http, subject, storage } = context;
  const cursor = await cursorOf(storage);
  const asked = http.moment();
  const status = await http.json<SyncStatus>({
    path: `subjects/${subject}/sync/status`,
    query: { cursor },
    signal,
  });
  http.clock = learnServerTime(Date.parse(status.serverTime), asked, http.moment());
  return status;
}
