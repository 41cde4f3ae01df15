/** The first 64 primes. */
function firstPrimes(): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}

// Computed, for the table of 64 numbers would be a twentieth of the sync client. The fraction behind the 32nd bit of
// every root is between 0.005 and 0.995, which no engine's rounding of a double comes near.

/** FIPS 180-4, section 4.2.2: 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const ROUND_CONSTANTS = Int32Array.from(firstPrimes(), (prime) => prime ** (1 / 3) * 2 ** 32);

/** Section 5.3.3: of the square roots of the first eight. */
const INITIAL_STATE = Int32Array.from(firstPrimes().slice(0, 8), (prime) => prime ** 0.5 * 2 ** 32);

const BLOCK_BYTES = 64;
const LENGTH_BYTES = 8;

// Ids and digests hash a few hundred thousand messages of under 128 bytes during an import. Nothing here
// awaits, so one set of scratch arrays serves every call and a call allocates only its result.
const schedule = new Int32Array(64);
const state = new Int32Array(8);
const tail = new Uint8Array(2 * BLOCK_BYTES);
const tailView = new DataView(tail.buffer);

function at(words: Int32Array, index: number): number {
  return words[index] as number;
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function expandSchedule(view: DataView, offset: number): void {
  for (let i = 0; i < 16; i++) schedule[i] = view.getInt32(offset + 4 * i);
  for (let i = 16; i < 64; i++) {
    const early = at(schedule, i - 15);
    const late = at(schedule, i - 2);
    const sigma0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const sigma1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[i] = at(schedule, i - 16) + sigma0 + at(schedule, i - 7) + sigma1;
  }
}

function compress(view: DataView, offset: number): void {
  expandSchedule(view, offset);
  let a = at(state, 0);
  let b = at(state, 1);
  let c = at(state, 2);
  let d = at(state, 3);
  let e = at(state, 4);
  let f = at(state, 5);
  let g = at(state, 6);
  let h = at(state, 7);
  for (let i = 0; i < 64; i++) {
    const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + sum1 + choice + at(ROUND_CONSTANTS, i) + at(schedule, i)) | 0;
    const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + sum0 + majority) | 0;
  }
  state[0] = at(state, 0) + a;
  state[1] = at(state, 1) + b;
  state[2] = at(state, 2) + c;
  state[3] = at(state, 3) + d;
  state[4] = at(state, 4) + e;
  state[5] = at(state, 5) + f;
  state[6] = at(state, 6) + g;
  state[7] = at(state, 7) + h;
}

/**
 * SHA-256 of FIPS 180-4, synchronous, so that ids can be made inside pure code: WebCrypto answers only by
 * promise and node:crypto does not exist in a browser.
 *
 * @returns 32 bytes, a fresh array with each call.
 */
export function sha256(bytes: Uint8Array): Uint8Array {
  const length = bytes.length;
  const whole = length - (length % BLOCK_BYTES);
  const rest = length - whole;
  const padded = rest + 1 + LENGTH_BYTES <= BLOCK_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES;

  state.set(INITIAL_STATE);
  if (whole > 0) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, length);
    for (let offset = 0; offset < whole; offset += BLOCK_BYTES) compress(view, offset);
  }

  for (let i = 0; i < rest; i++) tail[i] = bytes[whole + i] as number;
  tail.fill(0, rest, padded);
  tail[rest] = 0x80;
  tailView.setUint32(padded - 8, Math.floor(length / 2 ** 29));
  tailView.setUint32(padded - 4, (length << 3) >>> 0);
  for (let offset = 0; offset < padded; offset += BLOCK_BYTES) compress(tailView, offset);

  const digest = new Uint8Array(32);
  const digestView = new DataView(digest.buffer);
  for (let i = 0; i < 8; i++) digestView.setInt32(4 * i, at(state, i));
  return digest;
}
