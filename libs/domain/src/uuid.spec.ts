import fc from 'fast-check';
import { isUuid, uuidOf } from './uuid.js';

describe('a UUID', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('may be of version %i', (version) => {
    expect(isUuid(`0197f0c4-9d3e-${String(version)}abc-8def-0123456789ab`)).toBe(true);
  });

  it.each(['8', '9', 'a', 'b', 'A', 'B'])('has the RFC variant, written %s', (digit) => {
    expect(isUuid(`0197F0C4-9D3E-7ABC-${digit}DEF-0123456789AB`)).toBe(true);
  });

  it.each([
    ['nil', '00000000-0000-0000-0000-000000000000'],
    ['max', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ['of another variant', '0197f0c4-9d3e-7abc-cdef-0123456789ab'],
    ['of the NCS variant', '0197f0c4-9d3e-7abc-7def-0123456789ab'],
    ['in braces', '{0197f0c4-9d3e-7abc-8def-0123456789ab}'],
    ['a urn', 'urn:uuid:0197f0c4-9d3e-7abc-8def-0123456789ab'],
    ['without hyphens', '0197f0c49d3e7abc8def0123456789ab'],
    ['with hyphens elsewhere', '0197f0c49d3e-7abc-8def-0123-456789ab'],
    ['too long', '0197f0c4-9d3e-7abc-8def-0123456789abc'],
    ['followed by a line end', '0197f0c4-9d3e-7abc-8def-0123456789ab\n'],
    ['in other digits', '0197f0c4-9d3e-7abc-8def-0123456789ag'],
    ['a number', 197],
    ['null', null],
    ['a list that prints like one', ['0197f0c4-9d3e-7abc-8def-0123456789ab']],
  ])('is refused when %s', (_, text) => {
    expect(isUuid(text)).toBe(false);
  });
});

describe('the UUID of bytes', () => {
  it('keeps the bytes but for version and variant', () => {
    expect(uuidOf(8, new Uint8Array(32).fill(0xff))).toBe('ffffffff-ffff-8fff-bfff-ffffffffffff');
    expect(uuidOf(8, new Uint8Array(32))).toBe('00000000-0000-8000-8000-000000000000');
    const counted = Uint8Array.from({ length: 32 }, (_, i) => i);
    expect(uuidOf(8, counted)).toBe('00010203-0405-8607-8809-0a0b0c0d0e0f');
    expect(uuidOf(7, counted)).toBe('00010203-0405-7607-8809-0a0b0c0d0e0f');
  });

  it('leaves the bytes as they were', () => {
    const hash = new Uint8Array(32).fill(0xff);
    uuidOf(8, hash);
    expect(hash).toEqual(new Uint8Array(32).fill(0xff));
  });

  it('is a UUID whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 64 }), (hash) => {
        const text = uuidOf(8, hash);
        expect(isUuid(text)).toBe(true);
        expect(text[14]).toBe('8');
        expect(text).toBe(text.toLowerCase());
      }),
    );
  });

  it('needs 16 bytes', () => {
    expect(() => uuidOf(8, new Uint8Array(15))).toThrow(RangeError);
  });
});
