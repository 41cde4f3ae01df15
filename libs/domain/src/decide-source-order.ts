import { accepted, rejected, type Decision } from './decision.js';
import { logEvent } from './event.js';
import { faultsOf, isAbsent, ItemFault, refuseOthers, type RawItem } from './item-fields.js';
import { checkMutationId } from './mutation-id.js';
import { refusedId } from './refused-id.js';
import type { Rejection } from './rejection.js';
import { isSource } from './source.js';
import { contestedDays, type SubjectState } from './subject-state.js';

/** More sources than any subject has. */
export const SOURCE_ORDER_MAX_LENGTH = 32;

/**
 * Days with several sources that a new order decides anew: ten years of seven metrics. They are written with the
 * order, in one statement and within the time that a commit's stamp is good for (docs/decisions/0010).
 */
export const CONTESTED_DAYS_MAX = 25_000;

const MEMBERS = new Set(['id', 'sources']);

/**
 * Decides the subject's own order of sources, a register by mutation id: an older one than the newest is kept as
 * history. `manual` comes first whatever the order says (domain.md section 5). The state must hold the contested days.
 */
export function decideSourceOrder(state: SubjectState, body: RawItem, nowMs: number): Decision {
  const checked = checkMutationId(body['id'], nowMs);
  if (!checked.ok) return { status: 'rejected', rejection: refusedId(checked), measurementId: null };
  const known = state.accepted.get(checked.id);
  if (known) {
    const differs = known.type !== 'SourceOrderSet' || known.details !== JSON.stringify(body['sources']);
    return { status: 'duplicate', measurementId: known.measurementId, differs };
  }
  try {
    const details = JSON.stringify(checkSourceOrder(body));
    const { sourceOrder } = state;
    const superseded = sourceOrder !== null && checked.id < sourceOrder.mutationId;
    if (!superseded && contestedDays(state).length > CONTESTED_DAYS_MAX) {
      const detail = `more than ${CONTESTED_DAYS_MAX} days have values of several sources: retract those of a source that you no longer want before you set another order`;
      return rejected('too_many_days', '/sources', detail);
    }
    const event = logEvent('SourceOrderSet', checked.id, { details, superseded });
    return accepted(superseded ? 'superseded' : sourceOrder ? 'updated' : 'created', event);
  } catch (fault) {
    if (!(fault instanceof ItemFault)) throw fault;
    return { status: 'rejected', rejection: fault.rejection, measurementId: null };
  }
}

function checkSourceOrder(body: RawItem): string[] {
  refuseOthers(body, MEMBERS, MEMBERS);
  const sources = listOf(body);
  for (const index of sources.keys()) checkSource(sources, index);
  return sources as string[];
}

/** Every fault of an order, its mutation id aside. */
export function sourceOrderFaults(body: RawItem): readonly Rejection[] {
  const { sources } = body;
  const each = Array.isArray(sources) ? [...sources.slice(0, SOURCE_ORDER_MAX_LENGTH).keys()] : [];
  const checks = each.map((index) => () => {
    checkSource(sources as unknown[], index);
  });
  return faultsOf(body, { allowed: MEMBERS, known: MEMBERS }, listOf, ...checks);
}

function listOf({ sources }: RawItem): readonly unknown[] {
  if (isAbsent(sources))
    throw new ItemFault('required', '/sources', 'sources is required: an array of source names');
  if (!Array.isArray(sources))
    throw new ItemFault('invalid_type', '/sources', 'sources must be an array of source names');
  if (sources.length > SOURCE_ORDER_MAX_LENGTH) {
    throw new ItemFault('too_long', '/sources', `sources must hold at most ${SOURCE_ORDER_MAX_LENGTH} names`);
  }
  return sources as unknown[];
}

function checkSource(sources: readonly unknown[], index: number): void {
  const source = sources[index];
  const pointer = `/sources/${index}`;
  if (!isSource(source)) {
    const detail =
      'a source is a lower-case name of up to 32 letters, digits and underscores, like healthkit';
    throw new ItemFault('invalid_source', pointer, detail);
  }
  if (sources.indexOf(source) < index)
    throw new ItemFault('invalid_value', pointer, `${source} is named twice`);
}
