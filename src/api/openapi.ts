import { z } from 'zod';
import { valueSchema, valuesSchema } from '../model/manifest.js';
import { onlyDefined } from '../model/only-defined.js';
import { concept, origin, storedEntry } from '../schemas/lists.js';
import { articleFacts, articleRow, articleView, decision, overview, segmentView } from '../schemas/review.js';
import { finding, message } from '../schemas/words.js';
import { check, plan, summary } from '../schemas/work.js';
import { VERSION } from '../version.js';
import { OPERATIONS, type Operation, run, STREAM_EVENTS, session } from './contract.js';
import { problem } from './problem.js';
import { PREFIX, ROUTES, STREAMS } from './routes.js';

/** The API as an OpenAPI 3.1 document, made of what requests are checked by. */

type Json = Readonly<Record<string, unknown>>;

/** Shapes that have a name of their own in the document. */
const NAMED: Readonly<Record<string, z.ZodType>> = {
  Article: articleView,
  ArticleFacts: articleFacts,
  ArticleRow: articleRow,
  Check: check,
  Concept: concept,
  Decision: decision,
  Finding: finding,
  MemoryEntry: storedEntry,
  Message: message,
  Origin: origin,
  Overview: overview,
  Plan: plan,
  Problem: problem,
  Run: run,
  RunSummary: summary,
  Segment: segmentView,
  Session: session,
  Value: valueSchema,
  Values: valuesSchema,
};

const GROUPS = {
  articles: 'The outputs: looking, deciding',
  house: 'Terms and names',
  texts: 'Texts that are in no file, memory, providers',
  runs: 'Plans, checks and runs over the files the server was told to read',
};

const LANG: Json = {
  name: 'lang',
  in: 'query',
  schema: shapeOf(
    z.string().describe('Language of messages, a BCP 47 tag; absent: by the header `Accept-Language`.'),
  ),
};
const ID = z.string().describe('Its id, percent-encoded: a `/` in it is `%2F`.');

/** The document; the same for every server of this version. */
export function openApi(): Json {
  const shapes = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) shapes.add(schema, { id });
  // Shapes that belong to one operation are named too, so that all references lead to one place.
  const nameOf = (id: string, schema: z.ZodType): string => {
    const known = Object.entries(NAMED).find(([, one]) => one === schema)?.[0];
    if (known === undefined && !shapes.has(schema)) shapes.add(schema, { id });
    return known ?? id;
  };
  const paths: Record<string, Record<string, Json>> = {};
  const add = (path: string, method: string, operation: Json): void => {
    const at = `${PREFIX}${path}`;
    paths[at] = { ...paths[at], [method.toLowerCase()]: operation };
  };
  for (const [id, [method, path]] of Object.entries(ROUTES)) {
    const operation: Operation = OPERATIONS[id as keyof typeof ROUTES];
    const name = `${id[0]?.toUpperCase()}${id.slice(1)}`;
    const { body, answer, status = 200, query } = operation;
    add(path, method, {
      operationId: id,
      tags: [operation.group],
      summary: operation.summary,
      parameters: [...inPath(path), ...inQuery(query), LANG],
      ...onlyDefined({
        requestBody:
          body === undefined ? undefined : { required: true, content: json(nameOf(`${name}Request`, body)) },
      }),
      responses: {
        [status]: { description: 'Done.', content: json(nameOf(`${name}Answer`, answer)) },
        default: { $ref: '#/components/responses/Problem' },
      },
    });
  }
  addStreams(add, nameOf);
  return {
    openapi: '3.1.1',
    info: {
      title: 'tovmach',
      version: VERSION,
      summary: 'Articles, decisions, texts and runs over HTTP; see docs/serve.md.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'http://127.0.0.1:4747' }],
    security: [{ bearer: [] }],
    tags: Object.entries(GROUPS).map(([name, description]) => ({ name, description })),
    paths: { ...paths, '/metrics': METRICS },
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
      },
      responses: { Problem: PROBLEM },
      schemas: schemasOf(shapes),
    },
  };
}

/** What is sent as long as somebody listens. */
function addStreams(
  add: (path: string, method: string, operation: Json) => void,
  nameOf: (id: string, schema: z.ZodType) => string,
): void {
  for (const [id, { group, summary: about, events }] of Object.entries(STREAM_EVENTS)) {
    const data = Object.entries(events).map(([event, schema]) => {
      const name = nameOf(`${id[0]?.toUpperCase()}${id.slice(1)}Event`, schema);
      return `- \`${event}\`: [${name}](#/components/schemas/${name})`;
    });
    const path = STREAMS[id as keyof typeof STREAMS];
    add(path, 'get', {
      operationId: id,
      tags: [group],
      summary: about,
      description: ['Server-sent events; their data is JSON:', '', ...data].join('\n'),
      parameters: inPath(path),
      responses: {
        200: { description: 'Events.', content: { 'text/event-stream': { schema: { type: 'string' } } } },
        default: { $ref: '#/components/responses/Problem' },
      },
    });
  }
}

const PROBLEM: Json = {
  description: 'Problem.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const METRICS: Json = {
  get: {
    operationId: 'metrics',
    summary: 'What Prometheus scrapes',
    responses: {
      200: { description: 'Metrics.', content: { 'text/plain': { schema: { type: 'string' } } } },
      default: { $ref: '#/components/responses/Problem' },
    },
  },
};

const json = (name: string): Json => ({
  'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
});

function shapeOf(schema: z.ZodType): Json {
  const { $schema: _, ...shape } = z.toJSONSchema(schema);
  return shape;
}

function inPath(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: shapeOf(ID),
  }));
}

function inQuery(query: z.ZodObject | undefined): Json[] {
  const { properties = {}, required = [] } =
    query === undefined ? {} : z.toJSONSchema(query, { io: 'output', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

/** Every shape once; what is in several has a place of its own. */
function schemasOf(shapes: z.core.$ZodRegistry<{ id: string }>): Json {
  const { schemas } = z.toJSONSchema(shapes, {
    io: 'input',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $id: _, $schema: __, ...schema }]) => [id, schema]),
  );
}
