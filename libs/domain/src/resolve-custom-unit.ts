import { rejected, type Decision } from './decision.js';
import { findMetric } from './metrics.js';
import type { RecordMutation } from './mutation.js';
import type { SubjectState } from './subject-state.js';

/**
 * Completes a mutation of a metric of the subject's own, whose definition only the subject's log knows. Other
 * mutations pass as they are. Faults: `unknown_type`, `unit_not_accepted`.
 */
export function resolveCustomUnit(state: SubjectState, mutation: RecordMutation): RecordMutation | Decision {
  if (findMetric(mutation.type) !== undefined) return mutation;
  const defined = state.metrics.get(mutation.type);
  if (!defined) {
    const detail = `the type ${mutation.type} is not defined: define it with POST /api/metric-types, then send the item again`;
    return rejected('unknown_type', '/type', detail);
  }
  const { unit } = defined.metric;
  if (mutation.sentUnit !== null && mutation.sentUnit !== unit) {
    return rejected('unit_not_accepted', '/unit', `${mutation.type} accepts the unit ${unit}`);
  }
  return { ...mutation, unit, sentUnit: null };
}
