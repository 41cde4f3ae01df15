import type { CheckedItem } from './checked-item.js';
import { checkRecord, EXTERNAL_ID_MAX_LENGTH, RECORD_MEMBERS } from './check-record.js';
import {
  ItemFault,
  finiteNumber,
  optionalText,
  refuseOthers,
  sourceOf,
  type RawItem,
} from './item-fields.js';
import { isCalendarDate } from './calendar.js';
import { findMetric } from './metrics.js';
import { checkMutationId } from './mutation-id.js';
import type { CorrectionMutation, RetractionMutation } from './mutation.js';
import { externalRecordId } from './record-id.js';
import { parseStatsExternalId } from './record-kind.js';
import { isUuid } from './uuid.js';

const CORRECTION_MEMBERS = new Set(['id', 'measurementId', 'value', 'unit']);
const RETRACTION_MEMBERS = new Set(['id', 'retract', 'measurementId', 'externalId', 'source', 'type']);
const KNOWN_MEMBERS = new Set([...RECORD_MEMBERS, ...CORRECTION_MEMBERS, ...RETRACTION_MEMBERS]);

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
    const { code, detail, retryAfter } = checked;
    const rejection = { code, pointer: '/id', detail, ...(retryAfter !== undefined && { retryAfter }) };
    return {
      situation: 'unsound_id',
      id: typeof raw['id'] === 'string' ? raw['id'].slice(0, 64) : null,
      rejection,
    };
  }
  try {
    return { situation: 'sound', id: checked.id, mutation: checkMutation(raw, checked.id, impliedSource) };
  } catch (fault) {
    if (!(fault instanceof ItemFault)) throw fault;
    return { situation: 'unsound', id: checked.id, rejection: fault.rejection };
  }
}

function checkMutation(item: RawItem, id: string, impliedSource: string | null) {
  if (item['retract'] !== undefined) return checkRetraction(item, id, impliedSource);
  if (item['measurementId'] !== undefined) return checkCorrection(item, id);
  refuseOthers(item, RECORD_MEMBERS, KNOWN_MEMBERS);
  return checkRecord(item, id, impliedSource);
}

function checkCorrection(item: RawItem, id: string): CorrectionMutation {
  refuseOthers(item, CORRECTION_MEMBERS, KNOWN_MEMBERS);
  const value = item['value'];
  if (value === undefined) throw new ItemFault('required', '/value', 'a correction needs the new value');
  return {
    kind: 'correction',
    id,
    measurementId: measurementIdOf(item),
    value: value === null ? null : finiteNumber(value, 'value'),
    unit: optionalText(item, 'unit', 64),
  };
}

function checkRetraction(item: RawItem, id: string, impliedSource: string | null): RetractionMutation {
  refuseOthers(item, RETRACTION_MEMBERS, KNOWN_MEMBERS);
  if (item['retract'] !== true)
    throw new ItemFault('invalid_value', '/retract', 'retract must be true or absent');
  if (item['measurementId'] !== undefined) {
    return { kind: 'retraction', id, measurementId: measurementIdOf(item) };
  }
  const externalId = optionalText(item, 'externalId', EXTERNAL_ID_MAX_LENGTH);
  if (externalId === null) {
    throw new ItemFault(
      'required',
      '/measurementId',
      'a retraction names a measurementId, or an externalId with its source',
    );
  }
  const source = sourceOf(item, impliedSource);
  return { kind: 'retraction', id, measurementId: retractedRecordId(item, externalId, source) };
}

function retractedRecordId(item: RawItem, externalId: string, source: string): string {
  const stats = parseStatsExternalId(externalId);
  const name = optionalText(item, 'type', 64) ?? stats?.identifier;
  if (name === undefined)
    throw new ItemFault('required', '/type', 'a sample is named by source, type and externalId');
  const type = findMetric(name)?.code ?? (name.startsWith('x_') ? name : undefined);
  if (type === undefined)
    throw new ItemFault('unknown_type', '/type', `this server does not know the type ${name}`);
  const day = stats?.date ?? null;
  if (day !== null && !isCalendarDate(day)) {
    throw new ItemFault('invalid_date', '/externalId', 'externalId ends like a date, but there is no such day');
  }
  return externalRecordId({ source, type, externalId, day });
}

function measurementIdOf(item: RawItem): string {
  const id = item['measurementId'];
  if (typeof id !== 'string' || !isUuid(id)) {
    throw new ItemFault(
      'invalid_uuid',
      '/measurementId',
      'measurementId must be a UUID as a verdict gave it',
    );
  }
  return id.toLowerCase();
}
