import { checkCustomMetric } from './check-custom-metric.js';
import type { CustomMetric } from './custom-metric.js';
import { accepted, rejected, type Decision } from './decision.js';
import { logEvent } from './event.js';
import { ItemFault } from './item-fields.js';
import { checkMutationId } from './mutation-id.js';
import type { SubjectState } from './subject-state.js';

/**
 * Decides the definition of a metric of the subject's own (domain.md section 3). The same code with the same
 * content is a `duplicate`, with other content `metric_type_conflict`: the first definition stands.
 */
export function decideMetricType(
  state: SubjectState,
  body: Readonly<Record<string, unknown>>,
  nowMs: number,
): Decision {
  const checked = checkMutationId(body['id'], nowMs);
  if (!checked.ok) return rejected(checked.code, '/id', checked.detail);
  const metric = customMetricOf(body);
  const known = state.accepted.get(checked.id);
  if (known) {
    const differs = 'status' in metric || known.details !== JSON.stringify(metric);
    return { status: 'duplicate', measurementId: known.measurementId, differs };
  }
  if ('status' in metric) return metric;
  const defined = state.metrics.get(metric.code);
  const details = JSON.stringify(metric);
  if (!defined)
    return accepted('created', logEvent('MetricTypeDefined', checked.id, { metric: metric.code, details }));
  if (JSON.stringify(defined.metric) === details)
    return { status: 'duplicate', measurementId: null, differs: false };
  const detail = `${metric.code} is defined otherwise: a definition is never changed, choose another code`;
  return rejected('metric_type_conflict', '/code', detail);
}

function customMetricOf(body: Readonly<Record<string, unknown>>): CustomMetric | Decision {
  try {
    return checkCustomMetric(body);
  } catch (fault) {
    if (fault instanceof ItemFault)
      return { status: 'rejected', rejection: fault.rejection, measurementId: null };
    throw fault;
  }
}
