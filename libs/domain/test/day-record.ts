import { EMPTY_CONTENT, type Content } from '../src/content.js';
import type { DaySample } from '../src/day-sample.js';
import type { Measurement } from '../src/measurement.js';

const DAY = '2026-05-24';

/** The parts of a record that its day looks at. Times are clock times in UTC, or instants with an offset. */
export interface DayRecord extends Partial<Pick<Measurement, 'id' | 'kind' | 'type' | 'source' | 'state'>> {
  readonly value?: number | null;
  readonly from?: string;
  readonly to?: string;
  readonly device?: string;
  readonly stage?: Content['stage'];
  readonly details?: string;
}

let records = 0;

/** The instant of a clock time of the test's day, or of an ISO instant. */
export function at(time: string): number {
  return Date.parse(time.includes('T') ? time : `${DAY}T${time.length === 5 ? `${time}:00` : time}Z`);
}

/** A live HealthKit sample of ten steps at noon, but for what is said. */
export function dayRecord(said: DayRecord = {}): Measurement {
  const id = said.id ?? `00000000-0000-7000-8000-${String(records++).padStart(12, '0')}`;
  const value = said.value === undefined ? 10 : said.value;
  const content: Content = {
    ...EMPTY_CONTENT,
    value,
    startAt: at(said.from ?? '12:00'),
    endAt: said.to === undefined ? null : at(said.to),
    localDate: DAY,
    sourceDevice: said.device ?? null,
    stage: said.stage ?? null,
    details: said.details ?? null,
  };
  return {
    situation: 'recorded',
    id,
    kind: said.kind ?? 'sample',
    type: said.type ?? 'steps',
    unit: 'count',
    source: said.source ?? 'healthkit',
    externalId: null,
    content,
    recordedValue: value,
    state: said.state ?? (value === null ? 'cleared' : 'live'),
    revision: 1,
    mutationId: id,
    recordedMutationId: id,
    contentMutationId: id,
    actor: 'subject',
    recordedAt: 0,
    updatedAt: 0,
  };
}

/** A day total; `value: null` clears the day. */
export function dayTotal(value: number | null, said: DayRecord = {}): Measurement {
  return dayRecord({ kind: 'day_total', value, ...said });
}

/** A sleep segment, whose value is its length in minutes unless it is said. */
export function segment(
  stage: Content['stage'],
  from: string,
  to: string,
  said: DayRecord = {},
): Measurement {
  const minutes = (at(to) - at(from)) / 60_000;
  return dayRecord({ type: 'sleep_duration', value: minutes, stage, from, to, ...said });
}

/** The sample that a live record is to its day. */
export function daySample(said: DayRecord): DaySample {
  const { id, content } = dayRecord(said);
  const { startAt, endAt, value, sourceDevice, stage } = content;
  return {
    id,
    startAt: startAt ?? 0,
    endAt: endAt ?? startAt ?? 0,
    value: value ?? 0,
    device: sourceDevice,
    stage,
  };
}
