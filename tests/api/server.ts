import { Ajv2020 } from 'ajv/dist/2020.js';
import { openApi } from '../../src/api/openapi.js';
import { type OperationId, PREFIX, ROUTES } from '../../src/api/routes.js';
import { type ApiServer, type ServeOptions, serveApi } from '../../src/api/serve.js';
import { createTexts } from '../../src/i18n.js';
import type { Tovmach } from '../../src/index.js';

/** A server of the API as a program sees it, with answers held to its OpenAPI document. */

export const TOKEN = 'a-token-of-a-test-that-is-long';
const texts = createTexts();
const document = openApi() as { components: { schemas: Record<string, object> } };
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'api', ...document });

export function serveForTest(tovmach: Tovmach, options: Partial<ServeOptions> = {}): Promise<ApiServer> {
  return serveApi({
    tovmach,
    port: 0,
    token: TOKEN,
    readOnly: false,
    reviewer: 'Olha',
    languages: texts.languages,
    language: 'en',
    sayIn: (language) => texts.messages(language),
    ...options,
  });
}

export interface Call {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Asks for an operation; what is answered has to be what the document says. */
export async function call(
  server: Pick<ApiServer, 'port'>,
  id: OperationId,
  { path = {}, query = {}, body, headers = {}, signal }: Call = {},
): Promise<{ status: number; type: string; json: Record<string, unknown> }> {
  const [method, route] = ROUTES[id];
  const at = route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const response = await fetch(
    `http://127.0.0.1:${server.port}${PREFIX}${at}?${new URLSearchParams(query)}`,
    {
      method,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    },
  );
  const json = (await response.json()) as Record<string, unknown>;
  const name = response.ok ? answerOf(id) : 'Problem';
  const validate = ajv.getSchema(`api#/components/schemas/${name}`);
  if (validate?.(json) !== true)
    throw new Error(`${id}: ${name}: ${JSON.stringify(validate?.errors)}\n${JSON.stringify(json)}`);
  return { status: response.status, type: response.headers.get('content-type') ?? '', json };
}

function answerOf(id: OperationId): string {
  const [method, route] = ROUTES[id];
  const paths = (
    document as unknown as {
      paths: Record<
        string,
        Record<
          string,
          { responses: Record<string, { content: { 'application/json': { schema: { $ref: string } } } }> }
        >
      >;
    }
  ).paths;
  const [first] = Object.values(paths[PREFIX + route]?.[method.toLowerCase()]?.responses ?? {});
  return first?.content['application/json'].schema.$ref.split('/').at(-1) ?? 'missing';
}
