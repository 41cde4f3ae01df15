import type { MetricKind } from './metric.js';

/** A metric that a subject defined. Its code begins with `x_`; its only unit is its own. */
export interface CustomMetric {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly kind: MetricKind;
  readonly colour: string | null;
  readonly icon: string | null;
}

/** A definition as the subject's log knows it. A definition is never changed, so its revision stays 1. */
export interface DefinedMetric {
  readonly metric: CustomMetric;
  readonly mutationId: string;
  readonly recordedAt: number;
}
