import type { CustomMetric, DefinedMetric } from './custom-metric.js';
import type { DayAggregate } from './day-aggregate.js';
import { sameDayValue } from './day-value.js';
import type { EntityChange } from './entity-change.js';
import type { CommitFacts, LogEvent } from './event.js';
import { evolve } from './evolve.js';
import { foldDay } from './fold-day.js';
import type { Measurement, MeasurementSituation } from './measurement.js';
import { contestedDays, dayKey, type SourceOrder, type SubjectState } from './subject-state.js';

/** What a commit does to the projections: rows to write and changes to tell. */
export interface CommitEffects {
  readonly measurements: readonly MeasurementSituation[];
  readonly aggregates: readonly DayAggregate[];
  readonly metrics: readonly DefinedMetric[];
  readonly sourceOrder: SourceOrder | null;
  readonly changes: readonly EntityChange[];
}

/** A command being decided: its events so far, and what they have touched. */
export interface CommitDraft {
  readonly facts: CommitFacts;
  readonly events: LogEvent[];
  /** Touched records as they were before the command. */
  readonly before: Map<string, MeasurementSituation | undefined>;
  readonly touchedDays: Set<string>;
  readonly metrics: DefinedMetric[];
  sourceOrder: SourceOrder | null;
}

export function draftCommit(facts: CommitFacts): CommitDraft {
  return { facts, events: [], before: new Map(), touchedDays: new Set(), metrics: [], sourceOrder: null };
}

/** Folds one event into the state and notes in the draft what it touched. The state changes in place. */
export function foldEvent(state: SubjectState, draft: CommitDraft, event: LogEvent): void {
  draft.events.push(event);
  state.accepted.set(event.mutationId, event);
  if (event.type === 'MetricTypeDefined') foldDefinition(state, draft, event);
  else if (event.type === 'SourceOrderSet') foldSourceOrder(state, draft, event);
  else foldMeasurement(state, draft, event);
}

function foldMeasurement(state: SubjectState, draft: CommitDraft, event: LogEvent): void {
  const id = event.measurementId;
  if (id === null) throw new Error(`event ${event.mutationId} of type ${event.type} names no record`);
  const before = state.measurements.get(id);
  const after = evolve(before, event, draft.facts);
  if (after === before || after === undefined) return;
  if (!draft.before.has(id)) draft.before.set(id, before);
  state.measurements.set(id, after);
  if (after.revision === before?.revision) return;
  touchDay(state, draft, before, 'leave');
  touchDay(state, draft, after, 'enter');
}

function touchDay(
  state: SubjectState,
  draft: CommitDraft,
  record: MeasurementSituation | undefined,
  move: 'enter' | 'leave',
): void {
  if (record?.situation !== 'recorded' || record.content.localDate === null) return;
  const key = dayKey(record.content.localDate, record.type);
  draft.touchedDays.add(key);
  let day = state.days.get(key);
  if (!day) {
    if (!state.whole) throw new Error(`the day ${key} was not read`);
    day = { aggregate: null, records: new Map() };
    state.days.set(key, day);
  }
  if (move === 'enter') day.records?.set(record.id, record);
  else day.records?.delete(record.id);
}

function foldDefinition(state: SubjectState, draft: CommitDraft, event: LogEvent): void {
  const metric = JSON.parse(event.details ?? 'null') as CustomMetric;
  const defined = { metric, mutationId: event.mutationId, recordedAt: draft.facts.recordedAt };
  state.metrics.set(metric.code, defined);
  draft.metrics.push(defined);
}

function foldSourceOrder(state: SubjectState, draft: CommitDraft, event: LogEvent): void {
  if (event.superseded) return;
  state.sourceOrder = {
    sources: JSON.parse(event.details ?? '[]') as string[],
    mutationId: event.mutationId,
    revision: (state.sourceOrder?.revision ?? 0) + 1,
    updatedAt: draft.facts.recordedAt,
  };
  draft.sourceOrder = state.sourceOrder;
  // Only where several sources have a value is there anything to decide anew, and what this command itself changed
  // is touched already. A day may be at hand without a metric that anyone defined: its item is then refused.
  for (const key of contestedDays(state)) draft.touchedDays.add(key);
}

/** Ends a command: computes the touched days anew and lists what changed, records before aggregates. */
export function finishCommit(state: SubjectState, draft: CommitDraft): CommitEffects {
  const changes: EntityChange[] = draft.metrics.map((defined) => ({
    entity: 'metric_type',
    id: defined.metric.code,
    op: 'upsert',
    revision: 1,
    replaces: null,
    state: defined,
  }));
  const measurements: MeasurementSituation[] = [];
  for (const [id, before] of draft.before) {
    const after = state.measurements.get(id);
    if (!after || after === before) continue;
    measurements.push(after);
    if (after.situation === 'recorded' && after.revision !== before?.revision) {
      changes.push(measurementChange(before, after));
    }
  }
  const aggregates: DayAggregate[] = [];
  for (const key of draft.touchedDays) {
    const day = state.days.get(key);
    if (!day) continue;
    const before = day.aggregate;
    const after = foldDay(state, key, measurements, draft.facts.recordedAt);
    if (after === before || after === null) continue;
    day.aggregate = after;
    aggregates.push(after);
    if (!sameDayValue(before?.day ?? null, after.day)) changes.push(aggregateChange(before, after));
  }
  return { measurements, aggregates, metrics: draft.metrics, sourceOrder: draft.sourceOrder, changes };
}

function isShown(record: MeasurementSituation | undefined): record is Measurement {
  return record?.situation === 'recorded' && record.state !== 'retracted';
}

function measurementChange(before: MeasurementSituation | undefined, after: Measurement): EntityChange {
  const { id, revision } = after;
  const replaces = isShown(before) ? before.revision : null;
  return {
    entity: 'measurement',
    id,
    op: isShown(after) ? 'upsert' : 'delete',
    revision,
    replaces,
    state: after,
  };
}

function aggregateChange(before: DayAggregate | null, after: DayAggregate): EntityChange {
  const id = dayKey(after.localDate, after.type);
  const replaces = before?.day ? before.revision : null;
  const op = after.day ? 'upsert' : 'delete';
  return { entity: 'daily_aggregate', id, op, revision: after.revision, replaces, state: after };
}
