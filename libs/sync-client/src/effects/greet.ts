import { decodeCursor, type SyncStatus } from '@daybook/contract';
import { learnServerTime } from '../clock/server-clock.js';
import { RequestFailed } from '../machine/failure.js';
import { compareStatus, type Comparison } from '../replica/compare-status.js';
import { cursorOf, type EffectContext, type Report } from './effect-context.js';

/**
 * Asks the server how it stands. The answer proves that the token is good and the subject's own, before anything is
 * sent under it; it tells the time, and, when both are at the same place, whether the replica equals the server.
 */
export async function greet(
  context: EffectContext,
  { run }: { readonly run: number },
  signal: AbortSignal,
): Promise<Report> {
  const { http, subject, tell } = context;
  const cursor = await cursorOf(context.storage);
  const asked = http.moment();
  const status = await http.json<SyncStatus>({ path: 'sync/status', query: { cursor }, signal });
  const place = decodeCursor(status.cursor);
  if (place !== undefined && place.userId !== subject.toLowerCase()) throw wrongSubject();
  http.clock = learnServerTime(Date.parse(status.serverTime), asked, http.moment());
  const { standing, differing } = await compare(context, status);
  if (standing === 'heal') tell({ type: 'diverged', entities: differing, healing: 'new_copy' });
  if (standing === 'diverged') tell({ type: 'diverged', entities: differing, healing: 'given_up' });
  if (standing === 'level') context.levelled('by_digest');
  return { type: 'greeted', run, standing };
}

function wrongSubject(): RequestFailed {
  const detail = 'this sign-in belongs to another subject: sign in as the owner of this data';
  return new RequestFailed({
    kind: 'unauthenticated',
    status: 0,
    problem: { code: 'wrong_subject', detail },
  });
}

function compare({ storage, http, environment }: EffectContext, status: SyncStatus): Promise<Comparison> {
  return storage.write(async (transaction) => {
    const meta = await transaction.meta();
    if (!meta) return { standing: 'copy', differing: [] };
    const comparison = compareStatus(meta, status);
    const { standing } = comparison;
    transaction.putMeta({
      ...meta,
      clockOffsetMs: http.clock.offsetMs,
      // Kept with the replica, so that a restart does not heal again what a new copy could not.
      healing: standing === 'level' ? 'none' : standing === 'heal' ? 'tried' : meta.healing,
      levelAt: standing === 'level' ? environment.wallMs() : meta.levelAt,
    });
    return comparison;
  });
}
