import type { DefinedMetric } from './custom-metric.js';
import type { DayAggregate } from './day-aggregate.js';
import type { LogEvent } from './event.js';
import type { Measurement, MeasurementSituation } from './measurement.js';

/** One metric on one local day: its aggregate, and its recorded measurements where they were needed (else `null`). */
export interface DayState {
  aggregate: DayAggregate | null;
  records: Map<string, Measurement> | null;
}

/** The subject's own order of sources, a register by mutation id. */
export interface SourceOrder {
  readonly sources: readonly string[];
  readonly mutationId: string;
  readonly revision: number;
  readonly updatedAt: number;
}

/**
 * What decisions about a subject need to know: of the live server the part that READ brought, in a rebuild
 * everything. It is mutable on purpose, and only fold() changes it: commands of one group are decided one
 * after the other over the same state.
 */
export interface SubjectState {
  /** Whether it holds everything of the subject, so that what is missing does not exist. */
  readonly whole: boolean;
  /** Events by mutation id, as far as they were asked for: a replay is recognised here. */
  readonly accepted: Map<string, LogEvent>;
  readonly measurements: Map<string, MeasurementSituation>;
  /** By dayKey(). */
  readonly days: Map<string, DayState>;
  /** The subject's own, by code. */
  readonly metrics: Map<string, DefinedMetric>;
  sourceOrder: SourceOrder | null;
}

/** `whole`: the fold of a whole stream begins here; `part`: READ fills in what a group of commands needs. */
export function emptySubjectState(extent: 'whole' | 'part'): SubjectState {
  return {
    whole: extent === 'whole',
    accepted: new Map(),
    measurements: new Map(),
    days: new Map(),
    metrics: new Map(),
    sourceOrder: null,
  };
}

/** The key of a metric on a local day, and the wire id of its aggregate. */
export function dayKey(localDate: string, type: string): string {
  return `${localDate}/${type}`;
}

/** The days on which several sources have a value: all that an order of sources can decide otherwise. */
export function contestedDays(state: SubjectState): string[] {
  return [...state.days]
    .filter(([, { aggregate }]) => (aggregate?.day?.sources.length ?? 0) > 1)
    .map(([key]) => key);
}
