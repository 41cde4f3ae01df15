import { v7 as uuidv7 } from 'uuid';
import type { Sent } from './daybook.js';

/** A day total of steps. */
export function total(value: number | null, more: Sent = {}): Sent & { readonly id: string } {
  const { date = '2026-05-24', ...rest } = more;
  return {
    id: uuidv7(),
    type: 'steps',
    value,
    source: 'healthkit',
    externalId: `stats:steps:${String(date)}`,
    ...rest,
  };
}

/** A heart-rate sample of the 24th of May. */
export function sample(value: number, more: Sent = {}): Sent & { readonly id: string } {
  return {
    id: uuidv7(),
    type: 'heart_rate',
    value,
    source: 'healthkit',
    startAt: '2026-05-24T08:00:00+02:00',
    ...more,
  };
}

export function retraction(measurementId: string): Sent & { readonly id: string } {
  return { id: uuidv7(), retract: true, measurementId };
}
