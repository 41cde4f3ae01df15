import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { PROTOCOL_HEADER, PROTOCOL_VERSION, SUBJECT_HEADER } from '@daybook/contract';
import { PROBLEMS_EXTENSION } from './documented.js';
import {
  ALWAYS,
  problemAnswers,
  problemExamples,
  WITH_BODY,
  WITH_PARAMETERS,
  WITH_PATH_PARAMETERS,
  WITH_TOKEN,
  type DocumentedProblem,
} from './problem-answers.js';
import { SCHEMAS } from './schemas.js';

interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly required?: boolean;
  readonly schema?: object;
}

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
  /** Set by `@Public()` alone. */
  readonly security?: readonly object[];
  readonly [PROBLEMS_EXTENSION]?: readonly DocumentedProblem[];
}

const DESCRIPTION = `A health diary that many devices write to. Every error is a problem of RFC 9457 with one of the codes of
\`ProblemCode\`; beside the statuses listed with each operation, a known path with a wrong method answers 405 with \`Allow\`.

Bodies are I-JSON (RFC 7493) in UTF-8: numbers are IEEE 754 doubles, and of a name that stands twice in one object the
last counts.`;

const OF_SUBJECT = '/api/subjects/{userId}/';

/** The OpenAPI 3.1 document of the application: made from its routes, completed with what is the same for all of them. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Daybook')
    .setDescription(DESCRIPTION)
    .setVersion(String(PROTOCOL_VERSION))
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A token of the form `dbk_…`.' }, 'token')
    .addCookieAuth('daybook_session', { type: 'apiKey', in: 'cookie' }, 'session');
  const document = SwaggerModule.createDocument(app, builder.build());
  const { paths } = document as unknown as { paths: Record<string, Record<string, Operation>> };
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      operations[method] = completed(path, operation);
    }
  }
  document.components = {
    ...document.components,
    examples: problemExamples(),
    schemas: SCHEMAS,
    parameters: COMMON_PARAMETERS,
  };
  return document;
}

const COMMON_PARAMETERS = {
  Protocol: {
    name: PROTOCOL_HEADER,
    in: 'header' as const,
    required: false,
    description: 'The protocol that the client speaks; one that is too old is answered 426.',
    schema: { type: 'integer', minimum: 1 },
    example: PROTOCOL_VERSION,
  },
  Subject: {
    name: SUBJECT_HEADER,
    in: 'header' as const,
    required: false,
    description:
      'Whose data the client takes this to be about; if it is about somebody else’s, the answer is 404.',
    schema: { type: 'string', format: 'uuid' },
  },
  RequestId: {
    name: 'X-Request-Id',
    in: 'header' as const,
    required: false,
    description: 'Up to 128 visible ASCII characters, echoed, and kept with what the request writes.',
    schema: { type: 'string', maxLength: 128 },
  },
};

/** The operation with what follows from its path and kind. */
function completed(
  path: string,
  { [PROBLEMS_EXTENSION]: problems = [], ...operation }: Operation,
): Operation {
  const needsToken = path.startsWith('/api/') && operation.security === undefined;
  const ofSubject = path.startsWith(OF_SUBJECT) && !path.includes('/audit/');
  const own = operation.parameters.filter((parameter): parameter is Parameter => 'name' in parameter);
  const inPath = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => name);
  const hasQuery = own.some((parameter) => parameter.in === 'query');
  const codes: DocumentedProblem[] = [
    ...ALWAYS,
    ...problems,
    ...(needsToken ? WITH_TOKEN : []),
    ...(hasQuery ? WITH_PARAMETERS : []),
    ...(inPath.length > 0 ? WITH_PATH_PARAMETERS : []),
    ...(operation.requestBody === undefined ? [] : WITH_BODY),
  ];
  return {
    ...operation,
    operationId: operation.operationId + (ofSubject ? 'OfSubject' : ''),
    parameters: [
      ...inPath.map((name) => own.find((parameter) => parameter.name === name) ?? pathParameter(name)),
      ...own.filter((parameter) => parameter.in === 'query'),
      // Nest takes every header that a method reads for required.
      ...own
        .filter((parameter) => parameter.in === 'header')
        .map((header) => ({ ...header, required: false })),
      { $ref: '#/components/parameters/RequestId' },
      ...(needsToken
        ? [{ $ref: '#/components/parameters/Protocol' }, { $ref: '#/components/parameters/Subject' }]
        : []),
    ],
    responses: { ...operation.responses, ...problemAnswers(codes) },
    ...(needsToken && { security: [{ token: [] }, { session: [] }] }),
  };
}

/** The guard reads `userId`, so no method's signature names it. */
function pathParameter(name: string): Parameter {
  return { name, in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
}
