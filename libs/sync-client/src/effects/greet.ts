import type { SyncStatus } from '@daybook/contract';
import { goneBack } from '../replica/replica-meta.js';
import { compareStatus, type Comparison } from '../replica/compare-status.js';
import { askStatus } from './ask-status.js';
import type { EffectContext, Report } from './effect-context.js';

/**
 * Asks the server how it stands. The answer proves that the token is good and the subject's own, before anything is
 * sent under it; it tells the time, and, when both are at the same place, whether the replica equals the server.
 */
export async function greet(context: EffectContext): Promise<Report> {
  const { tell } = context;
  const { cursor } = await context.storage.meta();
  const status = await askStatus(context, cursor);
  const { standing, differing } = await compare(context, cursor, status);
  const healing = standing === 'heal' ? 'new_copy' : 'given_up';
  if (differing.length > 0) tell({ type: 'diverged', entities: differing, healing });
  if (standing === 'level') context.show({ levelAt: context.environment.wallMs(), diverged: [] });
  return { type: 'greeted', standing };
}

function compare(
  { storage, clock, environment }: EffectContext,
  asked: string | null,
  status: SyncStatus,
): Promise<Comparison> {
  return storage.write((transaction, held) => {
    const meta = goneBack(held);
    const comparison = compareStatus(meta, asked, status);
    const { standing } = comparison;
    transaction.putMeta({
      ...meta,
      clockOffsetMs: clock.offsetMs,
      // Kept with the replica, so that a restart does not heal again what a new copy could not.
      healing: standing === 'level' ? 'none' : standing === 'heal' ? 'wanted' : meta.healing,
      levelAt: standing === 'level' ? environment.wallMs() : meta.levelAt,
    });
    return comparison;
  });
}
