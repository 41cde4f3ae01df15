import { mutation } from '../test/item.js';
import { checkItem } from './check-item.js';
import { externalRecordId } from './record-id.js';
import type { Rejection } from './rejection.js';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const ID = mutation(1);
const RECORD = '0b5f1a52-1b1e-4c83-98c4-dc0c0c07398f';

function refusalOf(item: object): Rejection | undefined {
  const checked = checkItem(item, NOW, null);
  return checked.situation === 'sound' ? undefined : checked.rejection;
}

describe('a retraction', () => {
  it('is read by id', () => {
    expect(checkItem({ id: ID, retract: true, measurementId: RECORD.toUpperCase() }, NOW, null)).toEqual({
      situation: 'sound',
      id: ID,
      mutation: { kind: 'retraction', id: ID, measurementId: RECORD },
    });
  });

  it('is read by name: source, type and external id', () => {
    const item = { id: ID, retract: true, externalId: 'pulse-1', source: 'healthkit', type: 'heart_rate' };
    const measurementId = externalRecordId({ ...item, day: null });
    expect(checkItem(item, NOW, null)).toMatchObject({ mutation: { kind: 'retraction', measurementId } });
    expect(checkItem({ ...item, source: undefined }, NOW, 'healthkit')).toMatchObject({
      mutation: { measurementId },
    });
  });

  it.each([
    ['retract is false', { retract: false, measurementId: RECORD }, 'invalid_value', '/retract'],
    ['retract is a word', { retract: 'true', measurementId: RECORD }, 'invalid_value', '/retract'],
    ['retract is a number', { retract: 1, measurementId: RECORD }, 'invalid_value', '/retract'],
    ['it names nothing', { retract: true }, 'required', '/measurementId'],
    ['its record is no UUID', { retract: true, measurementId: 'x' }, 'invalid_uuid', '/measurementId'],
    ['its name has no source', { retract: true, externalId: 'a', type: 'steps' }, 'required', '/source'],
    [
      'its source is none',
      { retract: true, externalId: 'a', type: 'steps', source: 'Health Kit' },
      'invalid_source',
      '/source',
    ],
    ['its name has no type', { retract: true, externalId: 'a', source: 'manual' }, 'required', '/type'],
    [
      'its stats name holds no type',
      { retract: true, externalId: 'stats:', source: 'manual' },
      'required',
      '/type',
    ],
    [
      'its type is unknown',
      { retract: true, externalId: 'a', source: 'manual', type: 'aura' },
      'unknown_type',
      '/type',
    ],
    [
      'its stats name holds an unknown type',
      { retract: true, externalId: 'stats:aura:2026-05-24', source: 'manual' },
      'unknown_type',
      '/type',
    ],
    [
      'its day is none',
      { retract: true, externalId: 'stats:steps:2026-02-31', source: 'manual' },
      'invalid_date',
      '/externalId',
    ],
    [
      'its type contradicts its name',
      { retract: true, externalId: 'stats:steps:2026-05-24', source: 'manual', type: 'heart_rate' },
      'external_id_mismatch',
      '/externalId',
    ],
    [
      'its type contradicts its bucket',
      { retract: true, externalId: 'stats:steps:b0', source: 'manual', type: 'heart_rate' },
      'external_id_mismatch',
      '/externalId',
    ],
    [
      'its name is empty',
      { retract: true, externalId: '', source: 'manual', type: 'steps' },
      'invalid_value',
      '/externalId',
    ],
    [
      'its name is no text',
      { retract: true, externalId: 5, source: 'manual', type: 'steps' },
      'invalid_type',
      '/externalId',
    ],
    [
      'its name is endless',
      { retract: true, externalId: 'a'.repeat(161), source: 'manual', type: 'steps' },
      'too_long',
      '/externalId',
    ],
  ])('is refused when %s', (_, said, code, pointer) => {
    expect(refusalOf({ id: ID, ...said })).toMatchObject({ code, pointer });
  });
});
