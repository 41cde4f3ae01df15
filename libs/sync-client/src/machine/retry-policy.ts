/**
 * When a failed request is sent again. A mutation is sent once and once more after each of the delays; what has
 * failed then is kept, listed as failed and tried again when the network comes back, the app is shown or started.
 *
 * @property delaysMs the pause after the first, second, … failure; the last one goes on for what is never given up
 * @property jitter each pause becomes up to this fraction longer, so that devices do not return all at once
 */
export interface RetryPolicy {
  readonly delaysMs: readonly number[];
  readonly jitter: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  delaysMs: [2_000, 4_000, 8_000, 16_000, 32_000],
  jitter: 0.25,
};

/** A `Retry-After` beyond an hour is a misconfigured proxy more often than a wish: nobody waits a day for it. */
const RETRY_AFTER_MAX_MS = 3_600_000;

/**
 * @param failures how many failures there were in a row, this one included
 * @param chance a number drawn from 0 up to 1
 * @param toldMs what the server asked for; it lengthens the pause, never shortens it
 */
export function retryDelayMs(policy: RetryPolicy, failures: number, chance: number, toldMs = 0): number {
  const { delaysMs, jitter } = policy;
  const delay = delaysMs[Math.min(failures, delaysMs.length) - 1] ?? 0;
  return Math.max(Math.ceil(delay * (1 + jitter * chance)), Math.min(toldMs, RETRY_AFTER_MAX_MS));
}
