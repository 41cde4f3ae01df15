import type { DailyRule, DefinedMetric, Metric, MetricKind } from '@daybook/domain';

/**
 * A metric that can be sent as `type`: one of the registry, or one that the subject defined (`custom`). What only
 * the other kind has is `null`.
 */
export interface WireMetricType {
  readonly code: string;
  readonly name: string;
  readonly kind: MetricKind;
  readonly unit: string;
  /** Accepted units, the canonical one first. */
  readonly units: readonly string[];
  /** Lowest and highest plausible value in the canonical unit. */
  readonly range: readonly [number, number] | null;
  readonly daily: DailyRule;
  readonly decimals: number | null;
  readonly healthKit: string | null;
  readonly healthConnect: string | null;
  readonly custom: boolean;
  readonly colour: string | null;
  readonly icon: string | null;
  readonly revision: number | null;
  readonly mutationId: string | null;
  readonly recordedAt: string | null;
}

/** The body of `POST /api/metric-types`. */
export interface MetricTypeDefinition {
  readonly id: string;
  /** `x_` and up to 62 lower-case letters, digits and underscores. */
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly kind: MetricKind;
  readonly colour?: string | null;
  readonly icon?: string | null;
}

export function wireRegistryMetric(metric: Metric): WireMetricType {
  return {
    code: metric.code,
    name: metric.displayName,
    kind: metric.kind,
    unit: metric.unit,
    units: [metric.unit, ...Object.keys(metric.units).filter((unit) => unit !== metric.unit)],
    range: metric.range,
    daily: metric.daily,
    decimals: metric.decimals,
    healthKit: metric.healthKit,
    healthConnect: metric.healthConnect,
    custom: false,
    colour: null,
    icon: null,
    revision: null,
    mutationId: null,
    recordedAt: null,
  };
}

/** A subject's own metric: the answer, and the payload of the change log. A definition never changes: revision 1. */
export function wireCustomMetric({ metric, mutationId, recordedAt }: DefinedMetric): WireMetricType {
  return {
    code: metric.code,
    name: metric.name,
    kind: metric.kind,
    unit: metric.unit,
    units: [metric.unit],
    range: null,
    daily: metric.kind === 'cumulative' ? 'sum' : 'avg',
    decimals: null,
    healthKit: null,
    healthConnect: null,
    custom: true,
    colour: metric.colour,
    icon: metric.icon,
    revision: 1,
    mutationId,
    recordedAt: new Date(recordedAt).toISOString(),
  };
}
