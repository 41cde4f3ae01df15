import { mutation } from '../test/item.js';
import { checkItem } from './check-item.js';
import type { Rejection } from './rejection.js';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const ID = mutation(1);
const RECORD = '0b5f1a52-1b1e-4c83-98c4-dc0c0c07398f';

function refusalOf(item: object): Rejection | undefined {
  const checked = checkItem(item, NOW, null);
  return checked.situation === 'sound' ? undefined : checked.rejection;
}

describe('a correction', () => {
  const correction = { id: ID, measurementId: RECORD, value: 5 };

  it('is read', () => {
    const read = { kind: 'correction', id: ID, measurementId: RECORD, value: 5, unit: null };
    expect(checkItem(correction, NOW, null)).toEqual({ situation: 'sound', id: ID, mutation: read });
    const upper = { ...correction, measurementId: RECORD.toUpperCase(), value: null, unit: 'kg' };
    expect(checkItem(upper, NOW, null)).toMatchObject({
      mutation: { measurementId: RECORD, value: null, unit: 'kg' },
    });
  });

  it.each([
    ['no value', { value: undefined }, 'required', '/value'],
    ['a value in words', { value: '5' }, 'invalid_value', '/value'],
    ['an endless value', { value: Number('1e400') }, 'invalid_value', '/value'],
    ['a list for a value', { value: [5] }, 'invalid_value', '/value'],
    ['a unit that is no text', { unit: 5 }, 'invalid_type', '/unit'],
    ['an empty unit', { unit: '' }, 'invalid_value', '/unit'],
    ['an endless unit', { unit: 'k'.repeat(65) }, 'too_long', '/unit'],
    ['a record that is no UUID', { measurementId: 'steps' }, 'invalid_uuid', '/measurementId'],
    ['an empty record', { measurementId: '' }, 'invalid_uuid', '/measurementId'],
    ['a record that is a number', { measurementId: 5 }, 'invalid_uuid', '/measurementId'],
    ['a record in braces', { measurementId: `{${RECORD}}` }, 'invalid_uuid', '/measurementId'],
    [
      'the nil record',
      { measurementId: '00000000-0000-0000-0000-000000000000' },
      'invalid_uuid',
      '/measurementId',
    ],
  ])('is refused with %s', (_, wrong, code, pointer) => {
    expect(refusalOf({ ...correction, ...wrong })).toMatchObject({ code, pointer });
  });

  it('may name a record of any UUID version', () => {
    for (const version of ['1', '3', '4', '5', '6', '7', '8']) {
      const measurementId = `0b5f1a52-1b1e-${version}c83-98c4-dc0c0c07398f`;
      expect(refusalOf({ ...correction, measurementId })).toBeUndefined();
    }
  });
});
