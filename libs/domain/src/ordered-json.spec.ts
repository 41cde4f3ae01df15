import fc from 'fast-check';
import { orderedJson } from './ordered-json.js';

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

describe('ordered JSON', () => {
  it.each([
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ '10': 1, '9': 2, B: 3, a: 4 }, '{"10":1,"9":2,"B":3,"a":4}'],
    [{ ä: 1, z: 2, '\u0000': 3, '"': 4 }, '{"\\u0000":3,"\\"":4,"z":2,"ä":1}'],
    [[3, 1, 2], '[3,1,2]'],
    [[{ b: [], a: {} }, null, true, 'x'], '[{"a":{},"b":[]},null,true,"x"]'],
    ['text', '"text"'],
    [-0, '0'],
  ])('of %j is %s', (value, text) => {
    expect(orderedJson(value)).toBe(text);
  });

  it('says what was said', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(JSON.parse(orderedJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(orderedJson(reversed(value))).toBe(orderedJson(value));
      }),
    );
  });
});
