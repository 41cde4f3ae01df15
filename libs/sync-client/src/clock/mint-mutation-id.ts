import { mutationIdFrom, mutationIdTime } from '@daybook/domain';

const LOW_BITS = 62n;
const LOW_MASK = (1n << LOW_BITS) - 1n;
const VARIANT = 2n << LOW_BITS;

/**
 * A mutation id of this time that is greater than `floor` (`''` for none). If the floor lies ahead, it is the floor
 * plus a random step within the same millisecond: the id must win over the floor, and every millisecond more would
 * bring it closer to being refused as one from the future.
 *
 * @param random at least ten random bytes
 */
export function mintMutationId(timeMs: number, random: Uint8Array, floor: string): string {
  const id = mutationIdFrom(Math.max(0, timeMs), random);
  return id > floor ? id : idAfter(floor, random);
}

function idAfter(floor: string, random: Uint8Array): string {
  const low = BigInt(`0x${floor.slice(19, 23)}${floor.slice(24)}`) & LOW_MASK;
  // 2^30 steps of up to 2^32 fit in, so that a burst stays within its millisecond.
  const next = low + 1n + BigInt(new DataView(random.buffer, random.byteOffset).getUint32(0));
  if (next > LOW_MASK) return mutationIdFrom(mutationIdTime(floor) + 1, random);
  const hex = (VARIANT | next).toString(16);
  return `${floor.slice(0, 19)}${hex.slice(0, 4)}-${hex.slice(4)}`;
}

/** Ids are compared as bytes; their text is lower-case hex in the same order. */
export function newer(a: string, b: string): string {
  return a > b ? a : b;
}
