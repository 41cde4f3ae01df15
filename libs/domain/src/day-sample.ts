import type { Interval } from './covered-time.js';
import type { Measurement } from './measurement.js';
import type { SleepStage } from './stage.js';

/**
 * A live sample as its day sees it: `value` in the metric's canonical unit, spread over the interval. A sample
 * without an end is a moment: `startAt === endAt`. No end lies before its start: such an item was rejected.
 */
export interface DaySample extends Interval {
  readonly id: string;
  readonly value: number;
  readonly device: string | null;
  readonly stage: SleepStage | null;
}

/** The sample that a record contributes to its day: `null` for day totals and for what holds no live value. */
export function daySampleOf(record: Measurement): DaySample | null {
  const { value, startAt, endAt, sourceDevice, stage } = record.content;
  if (record.kind === 'day_total' || record.state !== 'live' || value === null || startAt === null)
    return null;
  return { id: record.id, startAt, endAt: endAt ?? startAt, value, device: sourceDevice, stage };
}

/** The order in which samples are told: by start, and by record id where they start together. */
export function compareSamples(a: DaySample, b: DaySample): number {
  if (a.startAt !== b.startAt) return a.startAt - b.startAt;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
