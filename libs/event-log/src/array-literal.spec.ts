import { arrayLiteral, arrayOf } from './array-literal.js';

describe('an array literal', () => {
  it('prints numbers, booleans and UUIDs as they are, and null as NULL', () => {
    expect(arrayLiteral([1.5, -0.25, 1e21], 'bare', (n) => n)).toBe('{1.5,-0.25,1e+21}');
    expect(arrayLiteral([true, null], 'bare', (b) => b)).toBe('{true,NULL}');
    expect(arrayLiteral([], 'bare', () => null)).toBe('{}');
  });

  it('prints instants to the millisecond in UTC', () => {
    expect(arrayLiteral([Date.UTC(2026, 4, 24, 8, 0, 0, 123)], 'instant', (ms) => ms)).toBe(
      '{2026-05-24T08:00:00.123Z}',
    );
  });

  it('quotes text, so that nothing in it can end the element', () => {
    const hostile = ['a"b', 'a\\b', 'a,b}', 'NULL', '', '\\"', '{"a":"\\u0000"}'];
    expect(arrayLiteral(hostile, 'text', (text) => text)).toBe(
      '{"a\\"b","a\\\\b","a,b}","NULL","","\\\\\\"","{\\"a\\":\\"\\\\u0000\\"}"}',
    );
  });

  it('joins JSON texts by what JSON cannot hold, so that none is escaped', () => {
    const control = JSON.stringify({ text: '\u001e\u001f"' });
    expect(arrayLiteral([control, null, '{}'], 'json', (text) => text)).toBe(
      `${control}\u001e\u001f\u001e{}`,
    );
    expect(control).not.toContain('\u001e');
    expect(arrayOf('$1', 'json', 'text')).toBe('string_to_array($1, chr(30), chr(31))');
    expect(arrayOf('$1', 'bare', 'uuid')).toBe('$1::uuid[]');
  });

  it('prints bytes in the hexadecimal form of bytea', () => {
    expect(arrayLiteral([new Uint8Array([0, 255])], 'bytes', (bytes) => bytes)).toBe('{"\\\\x00ff"}');
  });
});
