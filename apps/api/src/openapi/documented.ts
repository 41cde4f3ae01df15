import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiExtension, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { ANSWER_EXAMPLES, EXAMPLES } from './examples.js';
import type { DocumentedProblem } from './problem-answers.js';
import { ref, TEXT, type Schema } from './schemas/schema.js';

/** What an answer holds. Without a schema it has no body, or one that is no JSON. */
export interface Answer {
  readonly description: string;
  readonly schema?: string;
  /** `application/json` if absent. */
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Documentation {
  /** Unique; generated clients name their functions after it. */
  readonly name: string;
  readonly tag: 'writing' | 'reading' | 'feed' | 'audit' | 'access' | 'operating';
  readonly summary: string;
  readonly description?: string;
  readonly body?: string;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Beside those that any route of its kind can answer. */
  readonly problems?: readonly DocumentedProblem[];
  /** Request headers, each with what it does. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where the document's last step finds the problems; it does not reach the document itself. */
export const PROBLEMS_EXTENSION = 'x-problems';

/** Describes a route in the OpenAPI document: everything that its signature does not say. */
export function Documented(doc: Documentation): MethodDecorator {
  const { name, tag, summary, description, body, answers, problems = [], headers = {} } = doc;
  return applyDecorators(
    ApiOperation({
      operationId: name,
      tags: [tag],
      summary,
      ...(description !== undefined && { description }),
    }),
    ApiExtension(PROBLEMS_EXTENSION, problems),
    ...(body === undefined
      ? []
      : [ApiBody({ schema: ref(body), examples: { example: { value: EXAMPLES[body] } } })]),
    ...Object.entries(headers).map(([header, says]) =>
      ApiHeader({ name: header, description: says, required: false, schema: { type: 'string' } }),
    ),
    ...Object.entries(answers).map(([status, answer]) =>
      ApiResponse({ status: Number(status), ...response(answer, ANSWER_EXAMPLES[`${name} ${status}`]) }),
    ),
  );
}

function response(
  { description, schema, mediaType = 'application/json', headers = {} }: Answer,
  ownExample: unknown,
) {
  return {
    description,
    headers: Object.fromEntries(
      Object.entries(headers).map(([header, says]) => [header, { description: says, schema: TEXT }]),
    ),
    ...(schema !== undefined && {
      content: { [mediaType]: mediaTypeOf(schema, mediaType, ownExample ?? EXAMPLES[schema]) },
    }),
  };
}

function mediaTypeOf(
  schema: string,
  mediaType: string,
  example: unknown,
): { schema: Schema; example?: unknown } {
  // A stream is many JSON values, none of which would be an example of the whole answer.
  return { schema: ref(schema), ...(mediaType === 'application/json' && { example }) };
}
