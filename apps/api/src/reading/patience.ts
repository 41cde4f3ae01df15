import { errorCode } from '../problem/error-code.js';
import { ProblemError } from '../problem/problem-error.js';

/** PostgreSQL's `query_canceled`: the statement ran into its own limit. */
const STATEMENT_CANCELLED = '57014';

const DETAIL =
  'the log holds more events of these days than one answer can fold: ask for fewer days, or name a type';

/**
 * Work that folds a part of the log, as long as somebody waits for it and for at most `patienceMs`.
 *
 * @param gone called with a listener for the moment when the client goes away
 * @throws ProblemError `too_many_events` when the work was given up
 */
export async function withPatience<Result>(
  patienceMs: number,
  gone: (listener: () => void) => void,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  // One controller for both ends: a signal of AbortSignal.any() lets its sources be collected, and never fires (Node 20).
  const ending = new AbortController();
  const giveUp = (): void => {
    ending.abort();
  };
  const timer = setTimeout(giveUp, patienceMs);
  gone(giveUp);
  try {
    return await work(ending.signal);
  } catch (error) {
    const tooLong = error === ending.signal.reason || errorCode(error) === STATEMENT_CANCELLED;
    throw tooLong ? new ProblemError('too_many_events', DETAIL) : error;
  } finally {
    clearTimeout(timer);
  }
}
