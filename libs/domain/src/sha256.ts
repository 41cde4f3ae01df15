/** The first 64 primes. */
const PRIMES: number[] = [];
for (let n = 2; PRIMES.length < 64; n++) if (PRIMES.every((prime) => n % prime !== 0)) PRIMES.push(n);

// Computed, for the table of 64 numbers would be a twentieth of the sync client. The fraction behind the 32nd bit of
// every root is between 0.005 and 0.995, which no engine's rounding of a double comes near.

/** FIPS 180-4, section 4.2.2: 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const ROUND_CONSTANTS = Int32Array.from(PRIMES, (prime) => prime ** (1 / 3) * 2 ** 32);

/** Section 5.3.3: of the square roots of the first eight. */
const INITIAL_STATE = Int32Array.from(PRIMES.slice(0, 8), (prime) => prime ** 0.5 * 2 ** 32);

const BLOCK_BYTES = 64;

/** What is appended to every message at least: a one bit and the length. */
const PADDING_BYTES = 9;

// Nothing here awaits, so that one set of scratch arrays serves every call.
const schedule = new Int32Array(64);
// The standard's a to h are a window that slides over two sequences, of which each round adds one element: a, b, c, d
// are the last four of the one, e, f, g, h those of the other.
const as = new Int32Array(4 + 64);
const es = new Int32Array(4 + 64);

function at(words: Int32Array, index: number): number {
  return words[index] as number;
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

/** The word of the schedule that follows from those before it. */
function expanded(i: number): number {
  const early = at(schedule, i - 15);
  const late = at(schedule, i - 2);
  const sigma0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
  const sigma1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
  return at(schedule, i - 16) + sigma0 + at(schedule, i - 7) + sigma1;
}

/** Section 6.2.2: mixes one block into the state. */
function compress(state: Int32Array, block: DataView, offset: number): void {
  for (let i = 0; i < 4; i++) {
    as[i] = at(state, 3 - i);
    es[i] = at(state, 7 - i);
  }
  for (let i = 0; i < 64; i++) {
    schedule[i] = i < 16 ? block.getInt32(offset + 4 * i) : expanded(i);
    const a = at(as, i + 3);
    const e = at(es, i + 3);
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const majority = (a & at(as, i + 2)) ^ (a & at(as, i + 1)) ^ (at(as, i + 2) & at(as, i + 1));
    const choice = (e & at(es, i + 2)) ^ (~e & at(es, i + 1));
    const first = (at(es, i) + sum1 + choice + at(ROUND_CONSTANTS, i) + at(schedule, i)) | 0;
    es[i + 4] = at(as, i) + first;
    as[i + 4] = first + sum0 + majority;
  }
  for (let i = 0; i < 4; i++) {
    state[i] = at(state, i) + at(as, 67 - i);
    state[4 + i] = at(state, 4 + i) + at(es, 67 - i);
  }
}

/**
 * SHA-256 of FIPS 180-4, synchronous, so that ids can be made inside pure code: WebCrypto answers only by
 * promise and node:crypto does not exist in a browser.
 *
 * @returns 32 bytes, a fresh array with each call.
 */
export function sha256(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  const padded = new Uint8Array(Math.ceil((length + PADDING_BYTES) / BLOCK_BYTES) * BLOCK_BYTES);
  padded.set(bytes);
  padded[length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(length) * 8n);
  const state = INITIAL_STATE.slice();
  for (let offset = 0; offset < padded.length; offset += BLOCK_BYTES) compress(state, view, offset);
  state.forEach((word, i) => {
    view.setInt32(4 * i, word);
  });
  return padded.slice(0, 32);
}
