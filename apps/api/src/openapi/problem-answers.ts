import { PROBLEMS, problemKind, type Problem, type ProblemCode } from '@daybook/contract';
import { PROBLEM_MEDIA_TYPE, problemBody } from '../problem/problem-body.js';
import { ProblemError } from '../problem/problem-error.js';
import { ref, type Schema } from './schemas/schema.js';

/** A code, with the status where the route has another than the table. */
export type DocumentedProblem = ProblemCode | readonly [ProblemCode, number];

/** What any route can answer, whatever it is about. */
export const ALWAYS: readonly ProblemCode[] = [
  'bad_request',
  'request_timeout',
  'rate_limited',
  'headers_too_large',
  'internal',
  'unavailable',
  'deadline_exceeded',
];

/** Routes that need a token. */
export const WITH_TOKEN: readonly ProblemCode[] = [
  'unauthenticated',
  'forbidden',
  'not_found',
  'protocol_too_old',
  'draining',
];

/** Routes that read parameters, or a header of a fixed form. */
export const WITH_PARAMETERS: readonly ProblemCode[] = ['invalid_request'];

/** Routes that name a thing or a subject in their path. */
export const WITH_PATH_PARAMETERS: readonly ProblemCode[] = ['not_found', 'uri_too_long'];

/** Routes that take a body. */
export const WITH_BODY: readonly ProblemCode[] = [
  'malformed_json',
  'invalid_request',
  'cross_site_request',
  'unsupported_media_type',
  'unsupported_encoding',
  'overloaded',
];

export interface ProblemAnswer {
  readonly description: string;
  readonly content: Readonly<Record<string, { schema: Schema; examples: Record<string, unknown> }>>;
}

/** One answer for each status, with an example of each code that it can carry. */
export function problemAnswers(problems: Iterable<DocumentedProblem>): Record<string, ProblemAnswer> {
  const byStatus = new Map<number, Set<ProblemCode>>();
  for (const problem of problems) {
    const [code, status] = typeof problem === 'string' ? [problem, problemKind(problem).status] : problem;
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  const sorted = [...byStatus].sort(([a], [b]) => a - b);
  return Object.fromEntries(
    sorted.map(([status, codes]) => [status, problemAnswer(status, [...codes].sort())]),
  );
}

/** An example of every code, which answers refer to. */
export function problemExamples(): Record<string, { readonly value: Problem }> {
  const codes = Object.keys(PROBLEMS) as ProblemCode[];
  return Object.fromEntries(
    codes.map((code) => [code, { value: exampleOf(code, problemKind(code).status) }]),
  );
}

function problemAnswer(status: number, codes: readonly ProblemCode[]): ProblemAnswer {
  const examples = codes.map((code) => {
    const ofTable = problemKind(code).status === status;
    return [
      code,
      ofTable ? { $ref: `#/components/examples/${code}` } : { value: exampleOf(code, status) },
    ] as const;
  });
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    content: { [PROBLEM_MEDIA_TYPE]: { schema: ref('Problem'), examples: Object.fromEntries(examples) } },
  };
}

function exampleOf(code: ProblemCode, status: number): Problem {
  const problem = new ProblemError(code, 'a sentence that says what to do', { status });
  return problemBody(problem, '/api/days', '70a40196-78b2-4ef8-b798-89f24393f538');
}
