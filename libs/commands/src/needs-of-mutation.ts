import { checkMutationId } from '@daybook/domain';
import type { ItemNeeds } from '@daybook/event-log';

/** What must be read for a mutation that names no record: whether its id was seen before. */
export function needsOfMutation(id: unknown, nowMs: number): ItemNeeds[] {
  const checked = checkMutationId(id, nowMs);
  if (!checked.ok) return [];
  return [{ mutationId: checked.id, measurementId: null, localDate: null, metric: null, samples: false }];
}
