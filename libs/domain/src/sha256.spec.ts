import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { sha256 } from './sha256.js';
import { utf8 } from './utf8.js';

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

describe('SHA-256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    [
      'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu',
      'cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('answers the vectors that NIST publishes (%#)', (message, digest) => {
    expect(hex(sha256(utf8(message)))).toBe(digest);
  });

  it('agrees with the platform for every length up to 300 bytes', () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => (i * 167 + 13) % 256);
    for (let length = 0; length <= 300; length++) {
      const message = bytes.subarray(0, length);
      expect(hex(sha256(message))).toBe(createHash('sha256').update(message).digest('hex'));
    }
  });

  it('agrees with the platform on random messages', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (message) => {
        expect(hex(sha256(message))).toBe(createHash('sha256').update(message).digest('hex'));
      }),
      { numRuns: 500 },
    );
  });

  it('reads only the window of a larger buffer that it was given', () => {
    const buffer = Uint8Array.from({ length: 400 }, (_, i) => i % 251);
    const window = buffer.subarray(37, 37 + 150);
    expect(hex(sha256(window))).toBe(hex(sha256(Uint8Array.from(window))));
  });

  it('gives each caller an array of its own', () => {
    const first = sha256(utf8('one'));
    const kept = hex(first);
    sha256(utf8('two'));
    expect(hex(first)).toBe(kept);
  });
});
