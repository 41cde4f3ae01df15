import type { SleepStage } from './stage.js';

/** Minutes per sleep stage. A stage that did not occur is absent. */
export type StageMinutes = Partial<Record<SleepStage, number>>;

/** A source's day total. `value: null` is a cleared total: it silences the samples of its source. */
export interface TotalContribution {
  readonly measurementId: string;
  readonly value: number | null;
  readonly stages?: StageMinutes;
}

/** What the live samples of one source come to on one day. `value` follows the metric's daily rule. */
export interface SampleContribution {
  readonly value: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly avg: number;
  readonly last: number;
  readonly stages?: StageMinutes;
}

/** What one source says about one metric on one day: its total, its samples, or both. */
export interface SourceContribution {
  readonly total: TotalContribution | null;
  readonly samples: SampleContribution | null;
}

/** Every source's contribution to one day, by source name. Kept beside the aggregate, so that a new total needs no samples. */
export type Contributions = Readonly<Record<string, SourceContribution>>;

/** The one current value of a metric on a day over all sources (domain.md section 5). */
export interface DayValue {
  readonly value: number;
  readonly winner: { readonly source: string; readonly measurementId?: string };
  readonly sources: readonly string[];
  readonly overridden: readonly { readonly source: string; readonly value: number }[];
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly avg: number;
  readonly last: number;
  readonly stages?: StageMinutes;
}

/** A daily aggregate as stored: its value (`null` when no live value is left), contributions and revision. */
export interface DayAggregate {
  readonly localDate: string;
  readonly type: string;
  readonly unit: string;
  readonly day: DayValue | null;
  readonly contributions: Contributions;
  readonly revision: number;
  readonly updatedAt: number;
}
