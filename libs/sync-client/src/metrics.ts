import { findMetric, toCanonical } from '@daybook/domain';
import { predictTotals, type Predict } from './view/claim.js';
import { typeOfDay } from './view/day-id.js';

/**
 * The registry of metrics, an entry of its own because it weighs as much as a third of the client: names, units and
 * decimals to show, and `predictByRegistry`.
 */
export { findMetric, METRICS } from '@daybook/domain';
export type { Metric } from '@daybook/domain';

const MANUAL = 'manual';

/**
 * The `predict` option of a client that knows the registry: values in other units are converted, manual samples of
 * cumulative metrics are added to the day, those of discrete ones are the day.
 */
export const predictByRegistry: Predict = (mutation, day) => {
  const { item } = mutation;
  const metric = findMetric(typeOfDay(mutation.day));
  if (metric === undefined || 'retract' in item || typeof item.value !== 'number')
    return predictTotals(mutation, day);
  const converted = toCanonical(metric, item.value, item.unit ?? null);
  if (!converted.ok) return undefined;
  const { value } = converted;
  const canonical = { ...mutation, item: { ...item, value, unit: metric.unit } };
  const total = predictTotals(canonical, day);
  // Within one source a day total goes before its samples.
  const isOverridden = day?.winner.source === MANUAL && day.winner.measurementId !== undefined;
  if (total !== undefined || !('type' in item) || item.source !== MANUAL || isOverridden) return total;
  // What the server ranked below a newer mutation adds nothing.
  const { verdict } = mutation;
  if (verdict?.status === 'superseded' || verdict?.state === 'retracted') return undefined;
  const { unit } = metric;
  if (day === null || metric.kind !== 'cumulative') return { source: MANUAL, value, unit };
  return { ...day.winner, value: day.value + value, unit };
};
