import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@daybook/contract';
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
  required?: boolean;
}

interface Operation {
  operationId: string;
  parameters: (Parameter | { $ref: string })[];
  requestBody?: unknown;
  responses: Record<string, unknown>;
  /** Set by `@Public()` alone. */
  security?: unknown[];
  [PROBLEMS_EXTENSION]?: readonly DocumentedProblem[];
}

const DESCRIPTION = `A health diary that many devices write to. Every error is a problem of RFC 9457 with one of the codes of
\`ProblemCode\`; beside the statuses listed with each operation, a known path with a wrong method answers 405 with \`Allow\`.`;

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
    for (const operation of Object.values(operations)) complete(path, operation);
  }
  document.components = {
    ...document.components,
    examples: problemExamples(),
    schemas: SCHEMAS as NonNullable<OpenAPIObject['components']>['schemas'] & object,
    parameters: COMMON_PARAMETERS as NonNullable<OpenAPIObject['components']>['parameters'] & object,
  };
  return document;
}

const COMMON_PARAMETERS = {
  Protocol: {
    name: PROTOCOL_HEADER,
    in: 'header',
    required: false,
    description: 'The protocol that the client speaks; one that is too old is answered 426.',
    schema: { type: 'integer', minimum: 1 },
    example: PROTOCOL_VERSION,
  },
  RequestId: {
    name: 'X-Request-Id',
    in: 'header',
    required: false,
    description: 'Up to 128 visible ASCII characters, echoed, and kept with what the request writes.',
    schema: { type: 'string', maxLength: 128 },
  },
};

/** What follows from a route's path and kind. */
function complete(path: string, operation: Operation): void {
  const needsToken = path.startsWith('/api/') && operation.security === undefined;
  const named = operation.parameters.filter((parameter): parameter is Parameter => 'name' in parameter);
  for (const parameter of named) if (parameter.in === 'header') parameter.required = false;
  const inPath = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => name);
  const undeclared = inPath.filter(
    (name) => !named.some((parameter) => parameter.in === 'path' && parameter.name === name),
  );
  const declared = named.filter(({ name }) => !['userId'].includes(name));
  operation.parameters = [
    ...undeclared.map((name) => ({
      name,
      in: 'path' as const,
      required: true,
      schema: { type: 'string', format: 'uuid' },
    })),
    ...declared,
    { $ref: '#/components/parameters/RequestId' },
    ...(needsToken ? [{ $ref: '#/components/parameters/Protocol' }] : []),
  ];
  if (path.startsWith(OF_SUBJECT) && !path.includes('/audit/')) operation.operationId += 'OfSubject';
  if (needsToken) operation.security = [{ token: [] }, { session: [] }];
  const hasParameters = named.some((parameter) => parameter.in === 'query');
  const problems: DocumentedProblem[] = [
    ...ALWAYS,
    ...(operation[PROBLEMS_EXTENSION] ?? []),
    ...(needsToken ? WITH_TOKEN : []),
    ...(hasParameters ? WITH_PARAMETERS : []),
    ...(inPath.length > 0 ? WITH_PATH_PARAMETERS : []),
    ...(operation.requestBody === undefined ? [] : WITH_BODY),
  ];
  delete operation[PROBLEMS_EXTENSION];
  operation.responses = { ...operation.responses, ...problemAnswers(problems) };
}
