import type { ContentDigest } from './content-digest.js';

/**
 * 2^19 slots of 8 bytes: 4 MiB, whatever the size of the file. A larger table would miss the processor's
 * cache with each record. Of two copies with 50 000 records between them 1 in 11 is not recognised.
 */
const SLOTS = 1 << 19;
const WORDS = 2;

/**
 * Remembers the digests seen last, so that exact copies within a file collapse in constant memory: each
 * digest has one slot (19 bits) that holds 64 further bits of it, and a newer digest of the same slot takes
 * it over. A copy that stands further away than the memory reaches passes, has the same mutation id as the
 * first, and is answered `duplicate` by the server.
 */
export class RecentDigests {
  private readonly words = new Int32Array(SLOTS * WORDS);

  /** Whether this digest is among those remembered; from now on it is. */
  sawBefore(digest: ContentDigest): boolean {
    const { words } = this;
    const at = (wordAt(digest, 0) & (SLOTS - 1)) * WORDS;
    const second = wordAt(digest, 1);
    const third = wordAt(digest, 2);
    const seen = words[at] === second && words[at + 1] === third;
    words[at] = second;
    words[at + 1] = third;
    return seen;
  }
}

function wordAt(digest: ContentDigest, word: number): number {
  const at = word * 4;
  const low = digest.charCodeAt(at) | (digest.charCodeAt(at + 1) << 8);
  return low | (digest.charCodeAt(at + 2) << 16) | (digest.charCodeAt(at + 3) << 24);
}
