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
export const predictByRegistry: Predict = (mutation, day, waiting) => {
  const { item, record } = mutation;
  const metric = findMetric(typeOfDay(mutation.day));
  // Of a record that waits itself, what was said last counts: it may be corrected or taken back by now.
  const ofRecord = waiting.filter((row) => row.record === record);
  const said = (ofRecord.at(-1) ?? mutation).item;
  if ('retract' in said && !('retract' in item)) return undefined;
  if (metric === undefined || !('value' in said) || typeof said.value !== 'number')
    return predictTotals(mutation, day, waiting);
  const converted = toCanonical(metric, said.value, said.unit ?? null);
  if (!converted.ok) return undefined;
  const { value } = converted;
  const { unit } = metric;
  const total = predictTotals({ ...mutation, item: { ...item, value, unit } }, day, waiting);
  // Within one source a day total goes before its samples.
  const isOverridden = day?.winner.source === MANUAL && day.winner.measurementId !== undefined;
  if (total !== undefined || !('type' in item) || item.source !== MANUAL || isOverridden) return total;
  // Recorded anew it is still one sample.
  if (ofRecord.slice(ofRecord.indexOf(mutation) + 1).some((later) => 'type' in later.item)) return undefined;
  // What the server ranked below a newer mutation adds nothing.
  const { verdict } = mutation;
  if (verdict?.status === 'superseded' || verdict?.state === 'retracted') return undefined;
  if (day === null || metric.kind !== 'cumulative') return { source: MANUAL, value, unit };
  const sources = [...new Set([...day.sources, MANUAL])].sort();
  return { ...day.winner, value: day.value + value, unit, sources };
};
