import { mutationIdFrom, mutationIdTime } from '@daybook/domain';

/** Where the 12 bits behind the version digit are in the text of an id. */
const COUNTER_AT = 15;
const COUNTER_END = 18;

/**
 * A mutation id of this time that is greater than `floor` (`''` for none). If the floor lies ahead, it is the floor's
 * time with a counter raised by one (RFC 9562, section 6.2, method 1): the id must win over the floor, and every
 * millisecond more would bring it closer to being refused as one from the future.
 *
 * @param random ten random bytes
 */
export function mintMutationId(timeMs: number, random: Uint8Array, floor: string): string {
  const id = mutationIdFrom(Math.max(0, timeMs), random);
  if (id > floor) return id;
  const counter = parseInt(floor.slice(COUNTER_AT, COUNTER_END), 16) + 1;
  const ahead = mutationIdFrom(mutationIdTime(floor) + (counter >> 12), random);
  const digits = (counter & 0xfff).toString(16).padStart(3, '0');
  return ahead.slice(0, COUNTER_AT) + digits + ahead.slice(COUNTER_END);
}

/** Ids are compared as bytes; their text is lower-case hex in the same order. */
export function newer(a: string, b: string): string {
  return a > b ? a : b;
}
