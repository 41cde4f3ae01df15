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
  const client = new AbortController();
  gone(() => {
    client.abort();
  });
  const signal = AbortSignal.any([client.signal, AbortSignal.timeout(patienceMs)]);
  try {
    return await work(signal);
  } catch (error) {
    const tooLong = error === signal.reason || errorCode(error) === STATEMENT_CANCELLED;
    throw tooLong ? new ProblemError('too_many_events', DETAIL) : error;
  }
}
