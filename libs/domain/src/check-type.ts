import { ItemFault } from './item-fields.js';
import type { Metric } from './metric.js';
import { findMetric } from './metrics.js';

/** Twice the longest HealthKit identifier: a name that only a newer server knows is `unknown_type`, not `too_long`. */
export const TYPE_MAX_LENGTH = 128;

export interface CheckedType {
  /** The metric's code. */
  readonly type: string;
  /** `undefined` for a metric of the subject's own, whose definition only the subject's log knows. */
  readonly metric: Metric | undefined;
}

/** The metric that a code or HealthKit identifier names. Fault: `unknown_type`. */
export function checkType(name: string): CheckedType {
  const metric = findMetric(name);
  if (metric) return { type: metric.code, metric };
  if (name.startsWith('x_')) return { type: name, metric: undefined };
  const detail = `this server does not know the type ${name}: keep the item and send it again after an upgrade`;
  throw new ItemFault('unknown_type', '/type', detail);
}
