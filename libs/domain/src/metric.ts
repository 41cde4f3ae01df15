/** `cumulative` metrics add up over a day (steps); `discrete` ones are states of a moment (a heart rate). */
export type MetricKind = 'cumulative' | 'discrete';

/** Which figure of a day's samples is the day's value: always `sum` for cumulative metrics, never for discrete. */
export type DailyRule = 'sum' | 'avg' | 'min' | 'max' | 'last';

/** canonical = sent × factor + offset */
export interface UnitConversion {
  readonly factor: number;
  readonly offset?: number;
}

/** Everything the project knows of one metric. */
export interface Metric {
  /** The wire name: the HealthKit identifier without its prefix in snake_case. Never renamed. */
  readonly code: string;
  readonly kind: MetricKind;
  /** The canonical unit, in which values are compared, summed and shown: UCUM, but `count`. */
  readonly unit: string;
  /** Every unit that is accepted, the canonical one included, spelt as it is sent: case counts (`Cal`, `kcal`). */
  readonly units: Readonly<Record<string, UnitConversion>>;
  /** Lowest and highest plausible value in the canonical unit, both allowed; of a sample and of a day alike. */
  readonly range: readonly [number, number];
  readonly daily: DailyRule;
  /** The full identifier, such as `HKQuantityTypeIdentifierStepCount`. */
  readonly healthKit: string | null;
  /** The record type without its suffix, such as `Steps`; one record type may hold several metrics. */
  readonly healthConnect: string | null;
  readonly displayName: string;
  /** Decimals worth showing in the canonical unit. */
  readonly decimals: number;
  /** Whose value stands for a day if the subject set no order of their own: first to last, others after by name. */
  readonly sources: readonly string[];
}
