/** A JSON Schema of the dialect that OpenAPI 3.1 speaks (2020-12), as plain data. */
export type Schema = Readonly<Record<string, unknown>>;

export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

export const UUID: Schema = { type: 'string', format: 'uuid' };
export const MUTATION_ID: Schema = {
  type: 'string',
  format: 'uuid',
  description: 'A UUIDv7 made by the client, never renamed: a replay is recognised by it.',
};
export const TEXT: Schema = { type: 'string' };
export const NUMBER: Schema = { type: 'number' };
export const WHOLE: Schema = { type: 'integer', minimum: 0 };
export const BOOLEAN: Schema = { type: 'boolean' };
export const DATE: Schema = { type: 'string', format: 'date' };
export const INSTANT: Schema = { type: 'string', format: 'date-time' };

/** The same, or `null`. */
export function nullable(schema: Schema): Schema {
  const { type } = schema;
  return typeof type === 'string'
    ? { ...schema, type: [type, 'null'] }
    : { anyOf: [schema, { type: 'null' }] };
}

export function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

/** An object whose members are all there but for the `optional` ones. */
export function object(
  properties: Readonly<Record<string, Schema>>,
  optional: readonly string[] = [],
): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', ...(required.length > 0 && { required }), properties };
}

/** A map whose keys are not known beforehand. */
export function mapOf(values: Schema): Schema {
  return { type: 'object', additionalProperties: values };
}
