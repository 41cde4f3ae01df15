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
  if (!named || typeof named !== 'string') throw new TypeError('type or measurementId must be given as text');
  checkFinite('value', value ?? 0);
  JSON.stringify(item, (member, of: unknown) => {
    if (typeof of === 'number') checkFinite(member, of);
    return of;
  });
}

function checkFinite(member: string, value: unknown): void {
  if (!Number.isFinite(value)) throw new TypeError(`${member} must be a finite number`);
}
