import { decodeCursor, type SyncStatus } from '@daybook/contract';
import { learnServerTime } from '../clock/server-clock.js';
import type { Failure } from '../machine/failure.js';
import { compareStatus, type Comparison } from '../replica/compare-status.js';
import { queryOf, reportPullFailure, type EffectContext } from './effect-context.js';

const WRONG_SUBJECT: Failure = {
  kind: 'unauthenticated',
  status: 0,
  problem: {
    code: 'wrong_subject',
    detail: 'this sign-in belongs to another subject: sign in as the owner of this data',
  },
};

/**
 * Asks the server how it stands. The answer proves that the token is good and the subject's own, before anything is
 * sent under it; it tells the time, and, when both are at the same place, whether the replica equals the server.
 */
export async function greet(context: EffectContext, run: number, signal: AbortSignal): Promise<void> {
  const { http, storage, report, tell } = context;
  const cursor = await storage.read(async (reader) => (await reader.meta())?.cursor ?? null);
  const answer = await http.json<SyncStatus>({ path: `/api/sync/status${queryOf({ cursor })}`, signal });
  if (!answer.ok) {
    reportPullFailure(context, run, answer.failure);
    return;
  }
  const status = answer.value;
  const place = decodeCursor(status.cursor);
  if (place !== undefined && place.userId !== context.subject.toLowerCase()) {
    reportPullFailure(context, run, WRONG_SUBJECT);
    return;
  }
  context.clock = learnServerTime(Date.parse(status.serverTime), answer.asked, answer.answered);
  const { standing, differing } = await compare(context, status);
  if (standing === 'heal') tell({ type: 'diverged', entities: differing, healing: 'new_copy' });
  if (standing === 'diverged') tell({ type: 'diverged', entities: differing, healing: 'given_up' });
  if (standing === 'level') context.levelled('by_digest');
  report({ type: 'greeted', run, standing });
}

function compare({ storage, clock, environment }: EffectContext, status: SyncStatus): Promise<Comparison> {
  return storage.write(async (transaction) => {
    const meta = await transaction.meta();
    if (!meta) return { standing: 'copy', differing: [] };
    const comparison = compareStatus(meta, status);
    const { standing } = comparison;
    transaction.putMeta({
      ...meta,
      clockOffsetMs: clock.offsetMs,
      // Kept with the replica, so that a restart does not heal again what a new copy could not.
      healing: standing === 'level' ? 'none' : standing === 'heal' ? 'tried' : meta.healing,
      levelAt: standing === 'level' ? environment.wallMs() : meta.levelAt,
    });
    return comparison;
  });
}
