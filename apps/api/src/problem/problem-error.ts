import { problemKind, type FieldError, type ProblemCode, type WireVerdict } from '@daybook/contract';

/** What an answer carries beside the code and the sentence. */
export interface ProblemFacts {
  /** Where the table's status does not fit the route: a record that is unknown in the path is a 404. */
  readonly status?: number;
  readonly retryAfter?: number;
  readonly errors?: readonly FieldError[];
  readonly verdict?: WireVerdict;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown anywhere in the shell; the filter makes the RFC 9457 answer of it. `detail` says what to do. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly facts: ProblemFacts = {},
  ) {
    super(detail);
  }

  get status(): number {
    return this.facts.status ?? problemKind(this.code).status;
  }
}

/** One or more wrong fields of a request; `errors` holds all of them. */
export function invalidRequest(errors: readonly FieldError[]): ProblemError {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new ProblemError('invalid_request', `${first?.detail ?? 'the request is wrong'}${more}`, { errors });
}

/** One wrong parameter of the query or the path. */
export function invalidParameter(name: string, code: ProblemCode, detail: string): ProblemError {
  return invalidRequest([{ pointer: `?${name}`, code, detail }]);
}

/** The same sentence whether a thing does not exist or is someone else's: the two must answer alike. */
export function notFound(): ProblemError {
  return new ProblemError('not_found', 'there is nothing here that this token may see');
}

/** Routes are the same for everybody, so that this tells nothing of anybody. */
export function noSuchRoute(): ProblemError {
  return new ProblemError('not_found', 'there is no such route: /api/docs shows those that there are');
}
