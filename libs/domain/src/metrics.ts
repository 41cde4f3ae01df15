import type { Metric } from './metric.js';
import { ACTIVITY } from './metrics/activity.js';
import { BODY } from './metrics/body.js';
import { HEART } from './metrics/heart.js';
import { MINERALS } from './metrics/minerals.js';
import { MOBILITY } from './metrics/mobility.js';
import { NUTRITION } from './metrics/nutrition.js';
import { RESPIRATION } from './metrics/respiration.js';
import { SLEEP } from './metrics/sleep.js';
import { SPORT } from './metrics/sport.js';
import { SURROUNDINGS } from './metrics/surroundings.js';
import { VITAMINS } from './metrics/vitamins.js';

/**
 * The registry: the only place where metrics are described, all quantity types of HealthKit (iOS 18 headers),
 * sleep, and what only Health Connect knows. Adding a metric is adding one entry to its family.
 */
export const METRICS: readonly Metric[] = [
  ...ACTIVITY,
  ...SLEEP,
  ...HEART,
  ...BODY,
  ...RESPIRATION,
  ...MOBILITY,
  ...SPORT,
  ...SURROUNDINGS,
  ...NUTRITION,
  ...VITAMINS,
  ...MINERALS,
];

/**
 * Every name that a client may send as `type` or inside a `stats:` external id: the code, and the HealthKit
 * identifier if there is one. Health Connect's record types name no metric, since one holds several.
 */
export function metricNames(metric: Pick<Metric, 'code' | 'healthKit'>): string[] {
  return metric.healthKit === null ? [metric.code] : [metric.code, metric.healthKit];
}

const BY_NAME: ReadonlyMap<string, Metric> = new Map(
  METRICS.flatMap((metric) => metricNames(metric).map((name) => [name, metric])),
);

/** The metric of that code or HealthKit identifier, both spelt exactly. */
export function findMetric(name: string): Metric | undefined {
  return BY_NAME.get(name);
}
