import type { WireDay } from '@daybook/contract';
import { recordKindOf } from '@daybook/domain';
import type { QueuedMutation } from '../outbox/queued-mutation.js';

/** What a waiting mutation makes a source say of a day. */
export interface Claim {
  readonly source: string;
  /** In the canonical unit; `null`: nothing any more. */
  readonly value: number | null;
  readonly unit: string;
  /** Whether the value is what the source says of the day, or comes on top of whatever the day is. */
  readonly as: 'total' | 'addition';
  readonly measurementId?: string;
}

/** Tells a mutation's claim on a day as it is so far; `undefined` if it cannot be told on the device. */
export type Predict = (mutation: QueuedMutation, day: WireDay | null) => Claim | undefined;

/** The claims that follow from the mutation and the day alone: totals in the day's own unit, and their removal. */
export const predictTotals: Predict = ({ item, record: measurementId }, day) => {
  const won = day?.winner;
  const unit = ('unit' in item ? item.unit : null) ?? day?.unit ?? '';
  const value = 'retract' in item ? null : (item.value ?? null);
  if (value !== null && day !== null && unit !== day.unit) return undefined;
  if ('measurementId' in item) {
    // Which source a bare id belongs to is only known of a total that won the day.
    if (won?.measurementId !== measurementId) return undefined;
    return { source: won.source, value, unit, as: 'total', measurementId };
  }
  if (recordKindOf(item.externalId ?? null) !== 'day_total') return undefined;
  return { source: item.source ?? won?.source ?? '', value, unit, as: 'total', measurementId };
};
