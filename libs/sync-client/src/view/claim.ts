import type { WireDay } from '@daybook/contract';
import { parseStatsExternalId } from '@daybook/domain';
import type { QueuedMutation } from '../outbox/queued-mutation.js';

/** What a waiting mutation makes a source say of a day, all in all. */
export interface Claim {
  readonly source: string;
  /** In the canonical unit; `null`: nothing any more. */
  readonly value: number | null;
  readonly unit: string;
  readonly measurementId?: string;
  /** All that have a part in the day then, where that does not follow from the claim. */
  readonly sources?: readonly string[];
}

/**
 * Tells a mutation's claim on a day as it is so far; `undefined` if it has none, or none that can be told on the device.
 *
 * @param waiting all that the day waits for, this one too, in the order of the ids
 */
export type Predict = (
  mutation: QueuedMutation,
  day: WireDay | null,
  waiting: readonly QueuedMutation[],
) => Claim | undefined;

/** The claims that follow from the mutation and the day alone: totals in the day's own unit, and their removal. */
export const predictTotals: Predict = ({ item, record: measurementId }, day) => {
  const won = day?.winner;
  const unit = ('unit' in item ? item.unit : null) ?? day?.unit ?? '';
  const value = 'retract' in item ? null : (item.value ?? null);
  if (value !== null && day !== null && unit !== day.unit) return undefined;
  if ('measurementId' in item) {
    // Which source a bare id belongs to is only known of a total that won the day.
    if (won?.measurementId !== measurementId) return undefined;
    return { source: won.source, value, unit, measurementId };
  }
  if (!parseStatsExternalId(item.externalId ?? '')?.date) return undefined;
  return { source: item.source ?? won?.source ?? '', value, unit, measurementId };
};
