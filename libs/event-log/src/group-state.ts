import type { WireDay } from '@daybook/contract';
import {
  dayKey,
  emptySubjectState,
  type Contributions,
  type CustomMetric,
  type DayAggregate,
  type DayValue,
  type SubjectState,
} from '@daybook/domain';
import type { Head } from './log-rows.js';
import { eventFromJson, measurementFromJson } from './row-json.js';

/** One row of READ's answer: what it is, whose it is, and a JSON array or object as text. */
export type ReadRow = readonly [kind: string, userId: string, row: string];

/** What READ brought of one subject. */
export interface ReadSubject {
  readonly head: Head;
  readonly state: SubjectState;
}

/** Sorts the rows of READ by subject. A subject without a head row does not exist and is missing in the answer. */
export function groupState(rows: readonly ReadRow[]): Map<string, ReadSubject> {
  const subjects = new Map<string, ReadSubject>();
  for (const [kind, userId, row] of rows) {
    if (kind === 'head')
      subjects.set(userId, { head: headOf(userId, row), state: emptySubjectState('part') });
  }
  for (const [kind, userId, row] of rows) {
    const subject = subjects.get(userId);
    if (subject) take(subject.state, kind, row);
  }
  return subjects;
}

function headOf(userId: string, row: string): Head {
  type HeadJson = [number, number, string, string, string | null, Record<string, string>, number, number];
  const [version, seq, streamId, epoch, headHash, digests, lastRecordedAt, now] = JSON.parse(row) as HeadJson;
  const hash = headHash === null ? null : new Uint8Array(Buffer.from(headHash, 'hex'));
  return { userId, version, seq, streamId, epoch, headHash: hash, digests, lastRecordedAt, now };
}

/** Rows come in the order of READ's parts: days before their records. */
function take(state: SubjectState, kind: string, row: string): void {
  switch (kind) {
    case 'event': {
      const event = eventFromJson(row);
      state.accepted.set(event.mutationId, event);
      break;
    }
    case 'record': {
      const record = measurementFromJson(row);
      state.measurements.set(record.id, record);
      break;
    }
    case 'day':
      takeDay(state, row);
      break;
    case 'day_record': {
      const record = measurementFromJson(row);
      if (record.situation !== 'recorded' || record.content.localDate === null) break;
      state.days.get(dayKey(record.content.localDate, record.type))?.records?.set(record.id, record);
      break;
    }
    case 'metric_type': {
      const [metric, mutationId, recordedAt] = JSON.parse(row) as [CustomMetric, string, number];
      state.metrics.set(metric.code, { metric, mutationId, recordedAt });
      break;
    }
    case 'source_order': {
      const [sources, mutationId, revision, updatedAt] = JSON.parse(row) as [
        string[],
        string,
        number,
        number,
      ];
      state.sourceOrder = { sources, mutationId, revision, updatedAt };
      break;
    }
  }
}

function takeDay(state: SubjectState, row: string): void {
  type DayJson = [
    string,
    string,
    boolean,
    string | null,
    WireDay | null,
    Contributions,
    number | null,
    number,
  ];
  const [localDate, type, samples, unit, payload, contributions, revision, updatedAt] = JSON.parse(
    row,
  ) as DayJson;
  const aggregate: DayAggregate | null =
    unit === null || revision === null
      ? null
      : { localDate, type, unit, day: dayValueOfWire(payload), contributions, revision, updatedAt };
  state.days.set(dayKey(localDate, type), { aggregate, records: samples ? new Map() : null });
}

/** The day's value is stored once, as the wire JSON that readers get; here it is taken out of it again. */
export function dayValueOfWire(day: WireDay | null): DayValue | null {
  if (day === null) return null;
  const { value, winner, sources, overridden, count, min, max, avg, last, stages } = day;
  return {
    value,
    winner,
    sources,
    overridden,
    count,
    min,
    max,
    avg,
    last,
    ...(stages !== undefined && { stages }),
  };
}
