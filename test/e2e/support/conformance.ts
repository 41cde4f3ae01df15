import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Response } from 'supertest';

type Json = Readonly<Record<string, unknown>>;

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { schema?: Json }>> }>
  >;
}

const document = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
};

/** Schemas that others extend stay open, or nothing could be added to them. */
const EXTENDED = ['SingleResponse', 'Revision'];

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ $id: 'document', components: { schemas: closedSchemas() } });

/** A member that the document does not name would reach no generated client: here it is an error. */
function closedSchemas(): Json {
  const entries = Object.entries(document.components.schemas);
  return Object.fromEntries(
    entries.map(([name, schema]) => [name, EXTENDED.includes(name) ? schema : closed(schema)]),
  );
}

function closed(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null || 'allOf' in schema) return schema;
  if (Array.isArray(schema)) return schema.map(closed);
  const members = Object.fromEntries(Object.entries(schema).map(([name, member]) => [name, closed(member)]));
  return 'properties' in schema ? { ...members, additionalProperties: false } : members;
}

/** Every operation of the document, as `GET` and `/api/days/{date}`. */
export const OPERATIONS: readonly (readonly [method: string, path: string])[] = Object.entries(
  document.paths,
).flatMap(([path, methods]) => Object.keys(methods).map((method) => [method.toUpperCase(), path] as const));

/** Fails unless status and body are documented for the route. A wrong method has no operation that could document it. */
export function expectDocumented(method: string, path: string, response: Response): void {
  if (response.status === 405) return;
  const operation = operationOf(method, path);
  if (!operation) return;
  const documented = operation.responses[String(response.status)];
  if (!documented) throw new Error(`${method} ${path} answers ${response.status}, which is not documented`);
  const [mediaType = ''] = (response.get('content-type') ?? '').split(';');
  const schema = documented.content?.[mediaType]?.schema;
  if (!schema || !mediaType.endsWith('json')) return;
  const validate = ajv.compile({ ...schema, $ref: `document${String(schema['$ref'])}` });
  const values =
    mediaType === 'application/x-ndjson' ? response.text.split('\n').filter(Boolean) : [response.text];
  if (values.every((value) => validate(JSON.parse(value)))) return;
  throw new Error(
    `${method} ${path} answers a body that its schema refuses: ${ajv.errorsText(validate.errors)}`,
  );
}

function operationOf(method: string, path: string): Operation | undefined {
  const segments = (path.split('?')[0] ?? '').split('/');
  const matching = Object.keys(document.paths).filter((template) => matches(template.split('/'), segments));
  const [best] = matching.sort((a, b) => a.split('{').length - b.split('{').length);
  return best === undefined ? undefined : document.paths[best]?.[method.toLowerCase()];
}

function matches(template: readonly string[], path: readonly string[]): boolean {
  return (
    template.length === path.length && template.every((each, at) => each.startsWith('{') || each === path[at])
  );
}
