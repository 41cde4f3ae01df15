import type { SleepStage } from './stage.js';

/** Every type of event there is or was. The order is the order of the documentation, nothing else. */
export const EVENT_TYPES = [
  'MeasurementRecorded',
  'StatsOverwritten',
  'StatsConfirmed',
  'MeasurementCorrected',
  'MeasurementRetracted',
  'MetricTypeDefined',
  'SourceOrderSet',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** The version of the meaning of the fields below, stored with each event. */
export const EVENT_SCHEMA_VERSION = 1;

/**
 * A fact of the log, flat as it is stored: one field per column, `null` where the type has nothing to say.
 *
 * | type | what it fills beside mutation and measurement |
 * |---|---|
 * | `MeasurementRecorded` | identity and whole content; `superseded` when its retraction came first |
 * | `StatsOverwritten` | identity, whole new content, previous value, mutation and (if it moved) day |
 * | `StatsConfirmed` | `previousMutationId`: the mutation whose content it confirms; metric and day |
 * | `MeasurementCorrected` | identity, day, new value, previous value and mutation |
 * | `MeasurementRetracted` | identity and day if the record is known, previous value and mutation |
 * | `MetricTypeDefined`, `SourceOrderSet` | `details`: the definition, the list of sources |
 *
 * Instants are Unix milliseconds, offsets minutes; `value` is canonical, `sentValue` and `sentUnit` are kept only
 * where the unit as sent was not the canonical one. `superseded` events are history: they never changed the current state.
 */
export interface LogEvent {
  readonly type: EventType;
  readonly schemaVersion: number;
  readonly mutationId: string;
  readonly measurementId: string | null;
  readonly metric: string | null;
  readonly value: number | null;
  readonly unit: string | null;
  readonly sentValue: number | null;
  readonly sentUnit: string | null;
  readonly source: string | null;
  readonly sourceDevice: string | null;
  readonly externalId: string | null;
  readonly startAt: number | null;
  readonly startOffset: number | null;
  readonly endAt: number | null;
  readonly endOffset: number | null;
  readonly localDate: string | null;
  readonly timeZone: string | null;
  readonly stage: SleepStage | null;
  readonly details: string | null;
  readonly previousValue: number | null;
  readonly previousMutationId: string | null;
  readonly previousLocalDate: string | null;
  readonly superseded: boolean;
}

const NOTHING: Omit<LogEvent, 'type' | 'mutationId'> = {
  schemaVersion: EVENT_SCHEMA_VERSION,
  measurementId: null,
  metric: null,
  value: null,
  unit: null,
  sentValue: null,
  sentUnit: null,
  source: null,
  sourceDevice: null,
  externalId: null,
  startAt: null,
  startOffset: null,
  endAt: null,
  endOffset: null,
  localDate: null,
  timeZone: null,
  stage: null,
  details: null,
  previousValue: null,
  previousMutationId: null,
  previousLocalDate: null,
  superseded: false,
};

/** An event of the type with these fields, everything else `null`. All events share one shape, which keeps them fast. */
export function logEvent(type: EventType, mutationId: string, fields: Partial<LogEvent>): LogEvent {
  return { ...NOTHING, ...fields, type, mutationId };
}

/** Who appended, where and when: written once per commit, valid for each of its events. */
export interface CommitFacts {
  readonly actor: string;
  readonly recordedAt: number;
}
