import { accepted, rejected, type Decision } from './decision.js';
import { logEvent } from './event.js';
import { checkMutationId } from './mutation-id.js';
import { isSource } from './source.js';
import type { SubjectState } from './subject-state.js';

/** More sources than any subject has. */
export const SOURCE_ORDER_MAX_LENGTH = 32;

/**
 * Decides the subject's own order of sources, a register by mutation id: an older one than the newest is kept as
 * history. `manual` comes first whatever the order says (domain.md section 5).
 */
export function decideSourceOrder(
  state: SubjectState,
  body: Readonly<Record<string, unknown>>,
  nowMs: number,
): Decision {
  const checked = checkMutationId(body['id'], nowMs);
  if (!checked.ok) return rejected(checked.code, '/id', checked.detail);
  const sources = body['sources'];
  const details = JSON.stringify(sources);
  const known = state.accepted.get(checked.id);
  if (known)
    return { status: 'duplicate', measurementId: known.measurementId, differs: known.details !== details };
  const others = Object.keys(body).find((name) => name !== 'id' && name !== 'sources');
  if (others !== undefined)
    return rejected('unknown_field', `/${others.slice(0, 64)}`, 'a source order holds id and sources');
  if (!isSourceOrder(sources)) {
    const detail = `sources must be an array of up to ${SOURCE_ORDER_MAX_LENGTH} different source names`;
    return rejected('invalid_value', '/sources', detail);
  }
  const superseded = state.sourceOrder !== null && checked.id < state.sourceOrder.mutationId;
  const event = logEvent('SourceOrderSet', checked.id, { details, superseded });
  return accepted(superseded ? 'superseded' : state.sourceOrder ? 'updated' : 'created', event);
}

function isSourceOrder(sources: unknown): sources is string[] {
  if (!Array.isArray(sources) || sources.length > SOURCE_ORDER_MAX_LENGTH) return false;
  return sources.every(isSource) && new Set(sources).size === sources.length;
}
