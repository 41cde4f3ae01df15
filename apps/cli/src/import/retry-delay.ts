const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** A server that asks for more is not overloaded but closed, and the import says so by giving up in the end. */
const LONGEST_ASKED_MS = 120_000;

/**
 * How long to wait before the attempt after this one: what the server asked for, else twice as long each time, and
 * always a random part more, so that batches which failed together do not come back together.
 *
 * @param failures how often it failed so far, at least 1
 * @param retryAfter the header: seconds, or an HTTP date
 */
export function retryDelayMs(
  failures: number,
  retryAfter: string | null,
  nowMs: number,
  random: number,
): number {
  const asked = askedMs(retryAfter, nowMs);
  const base = asked ?? Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return Math.round(Math.min(base, LONGEST_ASKED_MS) * (1 + random * 0.25));
}

function askedMs(retryAfter: string | null, nowMs: number): number | null {
  if (retryAfter === null) return null;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}
