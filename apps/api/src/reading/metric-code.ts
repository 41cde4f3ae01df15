import { findMetric } from '@daybook/domain';
import { invalidParameter } from '../problem/problem-error.js';

/** What a code of a subject's own can be: nothing that the database would refuse to compare with (a NUL). */
const OWN_CODE = /^x_[a-z0-9_]+$/u;

/** The code that a `type` parameter names; a subject's own metric is taken by its name. */
export function metricCode(type: string | undefined): string | undefined {
  if (type === undefined || OWN_CODE.test(type)) return type;
  const metric = findMetric(type);
  if (metric) return metric.code;
  throw invalidParameter(
    'type',
    'unknown_type',
    `this server does not know the type ${type.slice(0, 64)}: GET /api/metric-types lists those that it knows`,
  );
}
