import { checkCustomMetric } from './check-custom-metric.js';
import type { CustomMetric } from './custom-metric.js';
import { accepted, rejected, type Decision } from './decision.js';
import { logEvent, type LogEvent } from './event.js';
import { ItemFault, type RawItem } from './item-fields.js';
import { checkMutationId } from './mutation-id.js';
import { refusedId } from './refused-id.js';
import type { SubjectState } from './subject-state.js';

/**
 * Four times the registry. A definition is never taken back, and lists, snapshots and rebuilds carry each of them
 * for ever.
 */
export const OWN_METRICS_MAX = 500;

/**
 * Decides the definition of a metric of the subject's own (domain.md section 3). The same code with the same
 * content is a `duplicate`, with other content `metric_type_conflict`: the first definition stands. The state must hold all of the subject's own metrics.
 */
export function decideMetricType(state: SubjectState, body: RawItem, nowMs: number): Decision {
  const checked = checkMutationId(body['id'], nowMs);
  if (!checked.ok) return { status: 'rejected', rejection: refusedId(checked), measurementId: null };
  const metric = customMetricOf(body);
  const known = state.accepted.get(checked.id);
  if (known) {
    const differs = 'status' in metric || !isDefinitionOf(known, metric);
    return { status: 'duplicate', measurementId: known.measurementId, differs };
  }
  if ('status' in metric) return metric;
  const defined = state.metrics.get(metric.code)?.metric;
  if (!defined) {
    if (state.metrics.size >= OWN_METRICS_MAX) {
      const detail = `a subject has at most ${OWN_METRICS_MAX} metrics of their own: use one that is defined`;
      return rejected('too_many_metric_types', '/code', detail);
    }
    const details = JSON.stringify(metric);
    return accepted('created', logEvent('MetricTypeDefined', checked.id, { metric: metric.code, details }));
  }
  if (sameDefinition(defined, metric)) return { status: 'duplicate', measurementId: null, differs: false };
  const detail = `${metric.code} is defined otherwise: a definition is never changed, choose another code`;
  return rejected('metric_type_conflict', '/code', detail);
}

function customMetricOf(body: RawItem): CustomMetric | Decision {
  try {
    return checkCustomMetric(body);
  } catch (fault) {
    if (fault instanceof ItemFault)
      return { status: 'rejected', rejection: fault.rejection, measurementId: null };
    throw fault;
  }
}

function isDefinitionOf(known: LogEvent, metric: CustomMetric): boolean {
  return known.type === 'MetricTypeDefined' && known.details === JSON.stringify(metric);
}

/** Field by field: a definition that comes from a store may have its members in another order. */
function sameDefinition(a: CustomMetric, b: CustomMetric): boolean {
  return (
    a.code === b.code &&
    a.name === b.name &&
    a.unit === b.unit &&
    a.kind === b.kind &&
    a.colour === b.colour &&
    a.icon === b.icon
  );
}
