import fc from 'fast-check';
import { withoutControlBytes } from './control-bytes.js';

describe('the filter of control bytes', () => {
  it('drops the bytes that XML forbids and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ max: 255 }), (bytes) => {
        const kept = [...bytes].filter((byte) => byte >= 0x20 || [0x09, 0x0a, 0x0d].includes(byte));
        expect([...withoutControlBytes(Buffer.from(bytes))]).toEqual(kept);
      }),
    );
  });

  it('hands a clean piece on as it is', () => {
    const piece = Buffer.from('<Record sourceName="Sam’s Watch"/>\r\n\t');
    expect(withoutControlBytes(piece)).toBe(piece);
  });
});
