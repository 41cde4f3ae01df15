import { utf8 } from './utf8.js';

describe('UTF-8', () => {
  it('encodes one to four bytes per character', () => {
    expect([...utf8('aß€𝄞')]).toEqual([0x61, 0xc3, 0x9f, 0xe2, 0x82, 0xac, 0xf0, 0x9d, 0x84, 0x9e]);
  });

  it('writes a lone surrogate as the replacement character', () => {
    expect([...utf8('\ud800')]).toEqual([0xef, 0xbf, 0xbd]);
  });
});
