import { toCanonical } from './canonical-value.js';
import { ItemFault } from './item-fields.js';
import type { Metric } from './metric.js';

/**
 * A metric of the subject's own has no plausible range. This bound keeps whole numbers exact and sums finite: a
 * day that overflowed could not be told in JSON.
 */
const CUSTOM_VALUE_LIMIT = 1e15;

/** The value in the metric's canonical unit. Fault: `unit_not_accepted`. */
export function canonicalValue(metric: Metric, value: number, unit: string | null): number {
  const converted = toCanonical(metric, value, unit);
  if (converted.ok) return converted.value;
  const others = Object.keys(metric.units).filter((accepted) => accepted !== metric.unit);
  const units = [metric.unit, ...others].join(', ');
  throw new ItemFault('unit_not_accepted', '/unit', `${metric.code} accepts the units ${units}`);
}

/** The value itself if it is plausible. Fault: `value_out_of_range`, with the range in the message. */
export function inRange(metric: Metric, value: number): number {
  const [lowest, highest] = metric.range;
  if (value >= lowest && value <= highest) return value;
  const unit = metric.unit === 'count' || metric.unit === '1' ? '' : ` ${metric.unit}`;
  const detail = `${metric.code} must be between ${lowest} and ${highest}${unit}`;
  throw new ItemFault('value_out_of_range', '/value', detail);
}

/** The value of a metric of the subject's own, if it can be added up. Fault: `value_out_of_range`. */
export function inCustomRange(type: string, value: number): number {
  if (Math.abs(value) <= CUSTOM_VALUE_LIMIT) return value;
  const detail = `${type} must be between -${CUSTOM_VALUE_LIMIT} and ${CUSTOM_VALUE_LIMIT}`;
  throw new ItemFault('value_out_of_range', '/value', detail);
}
