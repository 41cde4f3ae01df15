import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { format } from 'prettier';
import { PROBLEMS } from '@daybook/contract';
import { apiConfig } from '../api-config.js';
import { apiParts } from '../api-parts.js';
import { createApp } from '../create-api.js';
import { apiDocument } from './api-document.js';
import { ANSWER_EXAMPLES, EXAMPLES } from './examples.js';

const COMMITTED = resolve('openapi.json');

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly { readonly name?: string; readonly in?: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly examples: object }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
  readonly security?: readonly object[];
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** No connection is opened: a document is made from routes alone. */
async function generate(): Promise<OpenAPIObject> {
  const config = apiConfig({
    databaseUrl: 'postgres://nobody@localhost/none',
    pseudonymKey: new Uint8Array(32),
    logLevel: 'silent',
    dashboardDirectory: 'no/such/directory',
  });
  const parts = apiParts(config);
  return JSON.parse(JSON.stringify(apiDocument(await createApp(parts)))) as OpenAPIObject;
}

describe('the OpenAPI document', () => {
  let document: OpenAPIObject;
  let operations: [string, Operation][];

  beforeAll(async () => {
    document = await generate();
    const paths = document.paths as unknown as Paths;
    operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Operation] => [
        `${method.toUpperCase()} ${path}`,
        operation,
      ]),
    );
    if (process.env['DAYBOOK_WRITE_OPENAPI'] === '1') {
      writeFileSync(COMMITTED, await format(JSON.stringify(document), { parser: 'json', printWidth: 110 }));
    }
  });

  it('is committed as the code makes it', () => {
    expect(existsSync(COMMITTED)).toBe(true);
    expect(JSON.parse(readFileSync(COMMITTED, 'utf8'))).toEqual(document);
  });

  it('names every operation once', () => {
    const names = operations.map(([, { operationId }]) => operationId);
    expect(names).toEqual([...new Set(names)]);
    expect(names).not.toContain(undefined);
  });

  it('documents a success and the problems of every operation', () => {
    for (const [route, { summary, responses }] of operations) {
      const statuses = Object.keys(responses).map(Number);
      expect([route, summary]).toEqual([route, expect.stringMatching(/\S/)]);
      expect([route, statuses.some((status) => status < 400)]).toEqual([route, true]);
      expect([route, statuses]).toEqual([route, expect.arrayContaining([400, 500, 503])]);
      const problems = Object.entries(responses).filter(([status]) => Number(status) >= 400);
      for (const [, { content }] of problems)
        expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
    }
  });

  it('asks for a token wherever one is needed, and says what happens without', () => {
    for (const [route, { security, responses }] of operations) {
      const isPublic = !route.includes(' /api/') || /\/api\/(?:docs|openapi)/.test(route);
      const required = [{ token: [] }, { session: [] }];
      expect([route, isPublic ? [] : security]).toEqual([route, isPublic ? [] : required]);
      if (!isPublic) expect(responses).toHaveProperty('401');
    }
  });

  it('declares every parameter of a path', () => {
    for (const [route, { parameters }] of operations) {
      const inPath = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(parameters.filter((each) => each.in === 'path').map(({ name }) => name)).toEqual(inPath);
    }
  });

  it('shows an example of every JSON body', () => {
    for (const [route, { requestBody, responses }] of operations) {
      if (requestBody)
        expect([route, requestBody.content['application/json']?.examples]).not.toContain(undefined);
      for (const { content } of Object.values(responses)) {
        const json = content?.['application/json'];
        if (json) expect([route, Object.keys(json)]).toEqual([route, ['schema', 'example']]);
      }
    }
  });

  it('gives examples that its own schemas accept', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default(ajv);
    ajv.addSchema({ $id: 'document', components: document.components });
    const expectValid = ($ref: string, example: unknown): void => {
      const validate = ajv.compile({ $ref: `document${$ref}` });
      expect([$ref, validate(example) ? [] : validate.errors]).toEqual([$ref, []]);
    };
    for (const [name, example] of Object.entries(EXAMPLES)) {
      expectValid(`#/components/schemas/${name}`, example);
    }
    for (const [answer, example] of Object.entries(ANSWER_EXAMPLES)) {
      const [name, status = ''] = answer.split(' ');
      const of = operations.find(([, { operationId }]) => operationId === name)?.[1].responses[status];
      const json = of?.content?.['application/json'] as { schema: { $ref: string }; example: unknown };
      expect(json.example).toEqual(example);
      expectValid(json.schema.$ref, example);
    }
  });

  it('says of every problem code where it can come', () => {
    const paths = JSON.stringify(document.paths);
    const nowhere = Object.keys(PROBLEMS).filter(
      (code) => !paths.includes(`"#/components/examples/${code}"`),
    );
    // A wrong method is no operation that could document it.
    expect(nowhere).toEqual(['method_not_allowed']);
  });
});
