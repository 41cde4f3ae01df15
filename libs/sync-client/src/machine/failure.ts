/** What the server said of itself in a problem body, as far as it was one. */
export interface FailureProblem {
  readonly code: string;
  readonly detail: string;
}

/**
 * Why a request brought nothing, by what is to be done about it:
 * `unreachable` (no answer, or one that no Daybook server gives, as captive portals do) and `unavailable` (5xx, 429,
 * and every problem that is not said to be for good) pass with time; `unauthenticated` wants a sign-in; `outdated` a
 * newer app; `expired` a new copy; `erased` means that the subject is gone; `refused` is an answer about this very
 * request, which will not change by itself.
 */
export type FailureKind =
  'unreachable' | 'unavailable' | 'unauthenticated' | 'outdated' | 'expired' | 'erased' | 'refused';

export interface Failure {
  readonly kind: FailureKind;
  /** The status of the answer; 0 when there was none. */
  readonly status: number;
  readonly problem: FailureProblem;
  /** How long the server asked to be left alone. */
  readonly retryAfterMs?: number;
}

/** A failure without an answer of the server, which time may mend. */
export function noAnswer(code: string, detail: string): Failure {
  return { kind: 'unreachable', status: 0, problem: { code, detail } };
}

/** @param cause in the words of whoever found it */
export function unreachable(cause: string): Failure {
  return noAnswer('unreachable', `the server was not reached: ${cause}`);
}

/** A request that brought nothing. */
export class RequestFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.problem.detail);
  }
}

/** An answer of this server that makes no sense under its own protocol: it is treated like none. */
export function garbled(missing: string): RequestFailed {
  return new RequestFailed(noAnswer('garbled', `the answer holds no ${missing}`));
}

/** An answer that is of no use any more, because another client of this storage moved on meanwhile. */
export function overtaken(): RequestFailed {
  return new RequestFailed(noAnswer('overtaken', 'another tab was faster'));
}

/**
 * The object that a line of an answer says.
 *
 * @throws RequestFailed if it says none, like the page of a captive portal
 */
export function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below.
  }
  throw garbled('JSON');
}
