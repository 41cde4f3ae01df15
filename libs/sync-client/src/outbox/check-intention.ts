import type { Intention } from './intention.js';

/**
 * Refuses what could not be sent as it was meant, so that it is never kept: JSON makes `null` of `NaN`, which would
 * clear a day. What only a server can judge passes, for a newer one may know more types and members.
 *
 * @throws TypeError naming the member
 */
export function checkIntention(item: Intention): void {
  const { measurementId, externalId, type, value = null } = item as Readonly<Record<string, unknown>>;
  const named = measurementId ?? ('retract' in item ? externalId : type);
  if (!named || typeof named !== 'string') throw new TypeError('type or measurementId must be given');
  // A value that is text is no number either; among the details there may be text.
  const isNumber = value === null || typeof value === 'number';
  JSON.stringify({ ...item, value: isNumber ? value : NaN }, (member, given: unknown) => {
    if (typeof given === 'number' && !Number.isFinite(given))
      throw new TypeError(`${member} must be a finite number`);
    return given;
  });
}
