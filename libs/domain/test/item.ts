import { mutationIdFrom } from '../src/index.js';
import { recordIdOf, type HistoryItem } from './history-arbitrary.js';

/** The day of every item that names no other. */
export const DAY = '2026-05-24';

const FIRST = Date.parse(`${DAY}T06:00:00Z`);
const RANDOM = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

type Members = Readonly<Record<string, unknown>>;

/** The n-th mutation id: a greater number is a newer id. */
export function mutation(n: number): string {
  return mutationIdFrom(FIRST + n, RANDOM);
}

/** A day total, of HealthKit's steps unless said otherwise; `null` clears the day. */
export function total(n: number, value: number | null, said: Members = {}): HistoryItem {
  const type = typeof said['type'] === 'string' ? said['type'] : 'steps';
  return {
    id: mutation(n),
    type,
    source: 'healthkit',
    value,
    externalId: `stats:${type}:${DAY}`,
    ...said,
  };
}

/** Ten minutes of HealthKit's steps, as an overwritable sample. */
export function bucket(n: number, value: number | null, said: Members = {}): HistoryItem {
  return {
    id: mutation(n),
    type: 'steps',
    source: 'healthkit',
    value,
    externalId: `stats:steps:${DAY}T08:00`,
    startAt: `${DAY}T08:00:00+02:00`,
    endAt: `${DAY}T08:10:00+02:00`,
    ...said,
  };
}

/** A pulse of HealthKit's with an external id. */
export function sample(n: number, value: number, said: Members = {}): HistoryItem {
  return {
    id: mutation(n),
    type: 'heart_rate',
    source: 'healthkit',
    value,
    externalId: 'pulse-1',
    startAt: `${DAY}T08:00:00+02:00`,
    ...said,
  };
}

/** A weight that the subject typed in: it has no external id, so that its mutation names it. */
export function weight(n: number, value: number, said: Members = {}): HistoryItem {
  return {
    id: mutation(n),
    type: 'body_mass',
    source: 'manual',
    value,
    startAt: `${DAY}T07:00:00+02:00`,
    ...said,
  };
}

/** Half an hour of deep sleep. */
export function segment(n: number, said: Members = {}): HistoryItem {
  return {
    id: mutation(n),
    type: 'sleep_duration',
    source: 'healthkit',
    stage: 'deep',
    startAt: `${DAY}T02:00:00+02:00`,
    endAt: `${DAY}T02:30:00+02:00`,
    ...said,
  };
}

export function correction(
  n: number,
  of: HistoryItem,
  value: number | null,
  said: Members = {},
): HistoryItem {
  return { id: mutation(n), measurementId: recordIdOf(of), value, ...said };
}

export function retraction(n: number, of: HistoryItem): HistoryItem {
  return { id: mutation(n), retract: true, measurementId: recordIdOf(of) };
}

/** The definition of a discrete metric of the subject's own. */
export function definition(n: number, said: Members = {}): HistoryItem {
  return { id: mutation(n), code: 'x_mood', name: 'Mood', unit: 'points', kind: 'discrete', ...said };
}

export function sourceOrder(n: number, ...sources: readonly string[]): HistoryItem {
  return { id: mutation(n), sources };
}
