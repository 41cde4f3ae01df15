import type { ProblemAction, ProblemCode } from './problem-codes.js';
import type { WireVerdict } from './wire-verdict.js';

/** One fault of one field. `pointer` is a JSON pointer into the body (`/items/3/value`), or `?name` of a parameter. */
export interface FieldError {
  readonly pointer: string;
  readonly code: ProblemCode;
  readonly detail: string;
}

/** The body of every answer from 400 on: `application/problem+json` of RFC 9457. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** One sentence that says what to do. */
  readonly detail: string;
  /** The path of the request. */
  readonly instance: string;
  readonly code: ProblemCode;
  readonly requestId: string;
  readonly retryable: boolean;
  /** Seconds, the same as in the header `Retry-After`. */
  readonly retryAfter?: number;
  readonly action?: ProblemAction;
  /** Every fault of every field, not only the first. */
  readonly errors?: readonly FieldError[];
  /** Of a single item that was refused: the verdict on it, with the record as it stands. */
  readonly verdict?: WireVerdict;
}
