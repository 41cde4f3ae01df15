import { encodeCursor, wireVerdict, type VerdictCounts, type WireVerdict } from '@daybook/contract';
import type { Verdict } from '@daybook/domain';
import type { WideEvent } from '../observing/wide-event.js';

/** Where a subject's feed stands after a write. */
export interface WrittenTo {
  readonly userId: string;
  readonly epoch: string;
  readonly seq: number;
}

/** The mark that a write answers: who has read up to it sees the write. */
export function markOf({ userId, epoch, seq }: WrittenTo): { readonly cursor: string; readonly seq: number } {
  return { cursor: encodeCursor({ userId, epoch, seq, entities: null, floor: 0 }), seq };
}

/** Verdicts as they go out, counted; the counts and the refusals' codes go into the request's line as well. */
export function answerVerdicts(
  verdicts: readonly Verdict[],
  wideEvent: WideEvent,
): { readonly counts: VerdictCounts; readonly items: readonly WireVerdict[] } {
  const counts: VerdictCounts = {
    created: 0,
    updated: 0,
    unchanged: 0,
    superseded: 0,
    duplicate: 0,
    rejected: 0,
  };
  const rejectCodes: Record<string, number> = {};
  const items = verdicts.map((verdict, index) => {
    counts[verdict.status] += 1;
    if (verdict.status === 'rejected') {
      const { code } = verdict.rejection;
      rejectCodes[code] = (rejectCodes[code] ?? 0) + 1;
    }
    return wireVerdict(verdict, index, `/items/${index}`);
  });
  wideEvent.batchSize = verdicts.length;
  wideEvent.verdicts = counts;
  if (counts.rejected > 0) wideEvent.rejectCodes = rejectCodes;
  return { counts, items };
}
