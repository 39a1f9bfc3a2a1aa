import type { ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { jsonSchema, type SchemaName } from '../../src/schemas/index.js';

/** Documents against their schemas, and against closed ones: what a schema does not name is an error there. */

type Node = { [keyword: string]: unknown };

/** Every schema in a schema, the whole one first. */
export function* subschemas(schema: unknown, path = ''): Generator<{ path: string; schema: Node }> {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return;
  const node = schema as Node;
  yield { path, schema: node };
  for (const keyword of ['properties', '$defs'])
    for (const [name, one] of Object.entries((node[keyword] ?? {}) as Node))
      yield* subschemas(one, `${path}.${name}`);
  for (const keyword of ['items', 'additionalProperties', 'propertyNames', 'not'])
    yield* subschemas(node[keyword], `${path}[${keyword}]`);
  for (const keyword of ['anyOf', 'oneOf', 'allOf', 'prefixItems'])
    for (const [index, one] of ((node[keyword] ?? []) as unknown[]).entries())
      yield* subschemas(one, `${path}[${keyword} ${index}]`);
}

/** A schema that takes no key it does not name. */
function closed(schema: object): object {
  const copy = structuredClone(schema);
  for (const { schema: node } of subschemas(copy))
    if (node.properties !== undefined && node.additionalProperties === undefined)
      node.additionalProperties = false;
  return copy;
}

const made = new Map<string, ReturnType<Ajv2020['compile']>>();

/**
 * What in a document is against its schema.
 * @param open whether keys the schema does not name may be there, as in what is published
 */
export function schemaErrors(name: SchemaName, document: unknown, open = false): readonly ErrorObject[] {
  const key = `${name} ${open}`;
  const schema = jsonSchema(name);
  const validate =
    made.get(key) ??
    new Ajv2020({ validateFormats: false, allowUnionTypes: true }).compile(open ? schema : closed(schema));
  made.set(key, validate);
  return validate(document) ? [] : (validate.errors ?? []);
}
