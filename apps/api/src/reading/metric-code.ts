import { findMetric } from '@daybook/domain';
import { invalidParameter } from '../problem/problem-error.js';

/** The code that a `type` parameter names; a subject's own metric is taken by its name. */
export function metricCode(type: string | undefined): string | undefined {
  if (type === undefined || type.startsWith('x_')) return type;
  const metric = findMetric(type);
  if (metric) return metric.code;
  throw invalidParameter('type', 'unknown_type', `this server does not know the type ${type.slice(0, 64)}`);
}
