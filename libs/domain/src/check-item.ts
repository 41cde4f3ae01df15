import type { CheckedItem } from './checked-item.js';
import { checkIdentity, EXTERNAL_ID_MAX_LENGTH } from './check-identity.js';
import { checkRecord, RECORD_MEMBERS } from './check-record.js';
import { checkType, TYPE_MAX_LENGTH } from './check-type.js';
import {
  ItemFault,
  faultsOf,
  finiteNumber,
  isAbsent,
  optionalText,
  refuseOthers,
  sourceOf,
  type RawItem,
} from './item-fields.js';
import { checkMutationId } from './mutation-id.js';
import type { CorrectionMutation, Mutation, RetractionMutation } from './mutation.js';
import { parseStatsExternalId } from './record-kind.js';
import { refusedId } from './refused-id.js';
import type { Rejection } from './rejection.js';
import { isUuid } from './uuid.js';

const UNIT_MAX_LENGTH = 64;
const ECHOED_ID_MAX_LENGTH = 64;
const CORRECTION_MEMBERS = new Set(['id', 'measurementId', 'value', 'unit']);
/** A record is named once: by its id, or by what the id is made of. */
const RETRACTION_BY_ID_MEMBERS = new Set(['id', 'retract', 'measurementId']);
const RETRACTION_BY_NAME_MEMBERS = new Set(['id', 'retract', 'externalId', 'source', 'type']);
const KNOWN_MEMBERS = new Set([...RECORD_MEMBERS, 'measurementId', 'retract']);

/**
 * Checks the shape of one item of a batch against everything that can be known without the subject's log
 * (domain.md sections 2 and 3). It never throws; `pointer` is relative to the item.
 *
 * @param nowMs the server's clock, for the bound on the mutation id
 * @param impliedSource the source that the sending device's kind stands for, or `null`
 */
export function checkItem(item: unknown, nowMs: number, impliedSource: string | null): CheckedItem {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    const rejection = { code: 'invalid_type', pointer: '', detail: 'an item must be a JSON object' } as const;
    return { situation: 'unsound_id', id: null, rejection };
  }
  const raw = item as RawItem;
  const checked = checkMutationId(raw['id'], nowMs);
  if (!checked.ok) {
    const id = typeof raw['id'] === 'string' ? raw['id'].slice(0, ECHOED_ID_MAX_LENGTH) : null;
    return { situation: 'unsound_id', id, rejection: refusedId(checked) };
  }
  try {
    return { situation: 'sound', id: checked.id, mutation: checkMutation(raw, checked.id, impliedSource) };
  } catch (fault) {
    if (!(fault instanceof ItemFault)) throw fault;
    return { situation: 'unsound', id: checked.id, rejection: fault.rejection };
  }
}

function checkMutation(item: RawItem, id: string, impliedSource: string | null): Mutation {
  if (!isAbsent(item['retract'])) return checkRetraction(item, id, impliedSource);
  if (!isAbsent(item['measurementId'])) return checkCorrection(item, id);
  refuseOthers(item, RECORD_MEMBERS, KNOWN_MEMBERS);
  return checkRecord(item, id, impliedSource);
}

function checkCorrection(item: RawItem, id: string): CorrectionMutation {
  refuseOthers(item, CORRECTION_MEMBERS, KNOWN_MEMBERS);
  const value = newValueOf(item);
  return { kind: 'correction', id, measurementId: measurementIdOf(item), value, unit: unitOf(item) };
}

/** Every fault of an item that corrects, or retracts by id, its mutation id aside; of any other item none. */
export function changeFaults(item: RawItem): readonly Rejection[] {
  if (isAbsent(item['measurementId'])) return [];
  const known = KNOWN_MEMBERS;
  return isAbsent(item['retract'])
    ? faultsOf(item, { allowed: CORRECTION_MEMBERS, known }, measurementIdOf, newValueOf, unitOf)
    : faultsOf(item, { allowed: RETRACTION_BY_ID_MEMBERS, known }, measurementIdOf);
}

function newValueOf({ value }: RawItem): number | null {
  if (value === undefined) throw new ItemFault('required', '/value', 'a correction needs the new value');
  return value === null ? null : finiteNumber(value, 'value');
}

function unitOf(item: RawItem): string | null {
  return optionalText(item, 'unit', UNIT_MAX_LENGTH);
}

function checkRetraction(item: RawItem, id: string, impliedSource: string | null): RetractionMutation {
  if (item['retract'] !== true)
    throw new ItemFault('invalid_value', '/retract', 'retract must be true or absent');
  const byId = !isAbsent(item['measurementId']);
  refuseOthers(item, byId ? RETRACTION_BY_ID_MEMBERS : RETRACTION_BY_NAME_MEMBERS, KNOWN_MEMBERS);
  const measurementId = byId ? measurementIdOf(item) : namedRecordId(item, impliedSource);
  return { kind: 'retraction', id, measurementId };
}

/** The id of the record that a retraction names by its external id, source and type; a `stats:` id holds the type. */
function namedRecordId(item: RawItem, impliedSource: string | null): string {
  const externalId = optionalText(item, 'externalId', EXTERNAL_ID_MAX_LENGTH);
  if (externalId === null) {
    const detail = 'a retraction names a measurementId, or an externalId with its source';
    throw new ItemFault('required', '/measurementId', detail);
  }
  const source = sourceOf(item, impliedSource);
  const identifier = parseStatsExternalId(externalId)?.identifier ?? '';
  const name = optionalText(item, 'type', TYPE_MAX_LENGTH) ?? identifier;
  if (name === '')
    throw new ItemFault('required', '/type', 'a sample is named by source, type and externalId');
  return checkIdentity(source, checkType(name), externalId).measurementId;
}

function measurementIdOf(item: RawItem): string {
  const id = item['measurementId'];
  if (typeof id === 'string' && isUuid(id)) return id.toLowerCase();
  throw new ItemFault('invalid_uuid', '/measurementId', 'measurementId must be a UUID as a verdict gave it');
}
