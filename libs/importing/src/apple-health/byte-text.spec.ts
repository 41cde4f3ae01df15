import fc from 'fast-check';
import { decodedText } from './byte-text.js';

describe('text with one character for each byte', () => {
  it('is decoded to what its bytes mean in UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const wellFormed = Buffer.from(text).toString();
        expect(decodedText(Buffer.from(text).toString('latin1'))).toBe(wellFormed);
      }),
    );
  });

  it('keeps characters that were written as references', () => {
    expect(decodedText('Sam\u2019s caf\u00e9')).toBe('Sam’s café');
  });
});
