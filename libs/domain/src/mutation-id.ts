import { uuidOf } from './uuid.js';

/**
 * How far the time inside a mutation id may lie ahead of the server's clock: phones set by the network differ by
 * seconds, so a minute passes them all, and an id beyond it would win over every honest write until its time
 * comes. There is no bound into the past, because a phone may have been offline for a year.
 */
export const MUTATION_ID_FUTURE_TOLERANCE_MS = 60_000;

/** A clock that is off by years is set right one day: who asks daily is not parked for ever. */
const RETRY_AFTER_MAX_SECONDS = 86_400;

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const TIME_LIMIT_MS = 2 ** 48;

export type MutationIdCheck =
  | { ok: true; id: string }
  | {
      ok: false;
      code: 'required' | 'invalid_uuid' | 'future_timestamp';
      detail: string;
      /** Whole seconds until the same id would pass, from 1 to a day at most; present with `future_timestamp`. */
      retryAfter?: number;
    };

/**
 * Checks what a client sent as a mutation id: strict UUIDv7 (RFC 9562, section 5.7) of at most
 * {@link MUTATION_ID_FUTURE_TOLERANCE_MS} ahead of `nowMs`. Upper case is accepted and answered lower-cased.
 */
export function checkMutationId(raw: unknown, nowMs: number): MutationIdCheck {
  if (raw === undefined || raw === null || raw === '') {
    return { ok: false, code: 'required', detail: 'a mutation id is required: a UUIDv7 made by the client' };
  }
  if (typeof raw !== 'string' || !UUID_V7.test(raw)) {
    return {
      ok: false,
      code: 'invalid_uuid',
      detail: 'a mutation id must be a hyphenated UUIDv7 (RFC 9562)',
    };
  }
  const id = raw.toLowerCase();
  const aheadMs = mutationIdTime(id) - MUTATION_ID_FUTURE_TOLERANCE_MS - nowMs;
  if (aheadMs > 0) {
    return {
      ok: false,
      code: 'future_timestamp',
      detail: "the mutation id's timestamp is more than 1 minute ahead of the server's clock",
      retryAfter: Math.min(RETRY_AFTER_MAX_SECONDS, Math.max(1, Math.ceil(aheadMs / 1000))),
    };
  }
  return { ok: true, id };
}

/** Milliseconds since 1970 from the first 48 bits of a checked mutation id. */
export function mutationIdTime(id: string): number {
  return parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/**
 * A UUIDv7 of 48 bits of time and 74 of the first ten random bytes, whose remaining six bits give way to version
 * and variant. The same input gives the same id, so a caller may derive the bytes from content.
 *
 * @throws RangeError if the time is not within 48 bits or fewer than ten bytes are given.
 */
export function mutationIdFrom(timeMs: number, random: Uint8Array): string {
  if (!(timeMs >= 0 && timeMs < TIME_LIMIT_MS)) throw new RangeError('a time beyond 48 bits');
  const bytes: number[] = [];
  for (let unit = 2 ** 40; unit >= 1; unit /= 256) bytes.push((timeMs / unit) & 0xff);
  return uuidOf(7, [...bytes, ...random]);
}
