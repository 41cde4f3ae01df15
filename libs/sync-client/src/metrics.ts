import { findMetric, toCanonical } from '@daybook/domain';
import type { DescribeMetric } from './view/overlay-day.js';

/**
 * The registry of metrics, an entry of its own because it weighs as much as half of the client: names, units and
 * decimals to show, and `describeMetric`, with which pending values are converted and added up like the server does.
 */
export { findMetric, METRICS } from '@daybook/domain';
export type { Metric } from '@daybook/domain';

/** The `describe` option of a client, out of the registry. */
export const describeMetric: DescribeMetric = (type) => {
  const metric = findMetric(type);
  if (metric === undefined) return undefined;
  const { kind, unit } = metric;
  return {
    kind,
    unit,
    toCanonical: (value, sentUnit) => {
      const canonical = toCanonical(metric, value, sentUnit);
      return canonical.ok ? canonical.value : undefined;
    },
  };
};
