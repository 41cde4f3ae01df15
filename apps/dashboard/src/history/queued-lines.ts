import type { DayView, QueuedMutation } from '@daybook/sync-client';
import type { DayHistory } from './day-history.js';

/**
 * What was entered here for a day and is not in its history, newest first. A mutation whose answer was lost still
 * waits while the history has it already: that one is left out.
 */
export function queuedLines(
  { waiting, failed }: Pick<DayView, 'waiting' | 'failed'>,
  history: Pick<DayHistory, 'lines'> | undefined,
): readonly QueuedMutation[] {
  const recorded = new Set(history?.lines.map(({ revision }) => revision.mutationId));
  return [...waiting, ...failed]
    .filter(({ item }) => !recorded.has(item.id))
    .sort((one, other) => other.order - one.order);
}
