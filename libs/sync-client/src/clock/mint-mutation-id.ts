import { mutationIdFrom, mutationIdTime } from '@daybook/domain';

const TAIL_BITS = 74n;
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
  const high = BigInt(`0x${floor.slice(15, 18)}`);
  const low = BigInt(`0x${floor.slice(19, 23)}${floor.slice(24)}`) & LOW_MASK;
  // 2^32 steps of up to 2^32 fit the tail many times over, so that a burst stays within its millisecond.
  const step = 1n + BigInt(new DataView(random.buffer, random.byteOffset).getUint32(0));
  const tail = ((high << LOW_BITS) | low) + step;
  const time = mutationIdTime(floor);
  if (tail >> TAIL_BITS > 0n) return mutationIdFrom(time + 1, random);
  const highHex = (tail >> LOW_BITS).toString(16).padStart(3, '0');
  const lowHex = (VARIANT | (tail & LOW_MASK)).toString(16);
  return `${floor.slice(0, 15)}${highHex}-${lowHex.slice(0, 4)}-${lowHex.slice(4)}`;
}
