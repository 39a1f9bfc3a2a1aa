import type { fetch as FetchOfUndici } from 'undici';
import type { z } from 'zod';
import { ProviderError } from '../errors.js';
import { messages } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import {
  aborted,
  badResponse,
  connectionError,
  shownUrl,
  statusError,
  throwIfAborted,
  type WaitHeaders,
} from './failure.js';
import { redact, secretsOfUrl } from './hide.js';

const say = messages('providers', {
  webPage: '{{provider}} answered with a web page instead of a translation',
  checkForSite:
    'Check the URL of {{provider}}: {{endpoint}} is a web site, or something stands in front of it.',
  notJson: '{{provider}} answered with what is not JSON',
  ownShape: '{{provider}} answered in a shape of its own: the answer is not as promised',
  ownShapeAt: '{{provider}} answered in a shape of its own: {{where}} is not as promised',
  endless: '{{provider}} did not stop answering after {{kilobytes}} kB',
});

/** The one place where adapters of this folder touch the network (the vendors' own libraries apart). */

/** Answers above this are cut off: no batch comes near it. */
export const MAX_BYTES = 16 * 1024 * 1024;

export interface HttpCall {
  readonly provider: string;
  /** As the user wrote it: a user and password in it become a header. */
  readonly url: URL;
  /** Sent as JSON by POST. */
  readonly json?: unknown;
  /** Sent as a form by POST. */
  readonly form?: URLSearchParams;
  /** Sent by POST as it is. With none of these it is a GET, unless `method` says otherwise. */
  readonly raw?: { readonly type: string; readonly body: string };
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | undefined;
  /** Sent besides. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Never shown in an error. */
  readonly secrets?: readonly string[];
  /** Absent: `limitedFetch` without proxies. */
  readonly fetch?: typeof fetch | undefined;
  /** Makes a better error of a refusal the service explains in its own words. */
  readonly explain?:
    | ((detail: string, status: number, waits: WaitHeaders, body: string) => ProviderError | undefined)
    | undefined;
}

/**
 * One request and its answer as JSON of the given shape. Redirects are not followed, so that neither text nor
 * key goes to a host the user did not name.
 * @throws ProviderError
 */
export async function requestJson<T>(call: HttpCall, shape: z.ZodType<T>): Promise<T> {
  const { provider } = call;
  const answer = await exchange(call);
  const body = bodyOf({ ...call, secrets: secretsOf(call) }, answer);
  const checked = shape.safeParse(body);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const where = issue?.path.join('.') ?? '';
  const what = where === '' ? say.ownShape({ provider }) : say.ownShapeAt({ provider, where });
  throw badResponse(provider, what, { status: answer.status });
}

/**
 * One request and its answer as it is, where that is no JSON: a file with a JSON value on each line.
 * @throws ProviderError for a refusal, and for a web page
 */
export async function requestText(call: HttpCall): Promise<string> {
  const answer = await exchange(call);
  const { status, text } = answer;
  const isPage = isWebPage(text);
  if (status < 200 || status >= 300 || isPage) bodyOf({ ...call, secrets: secretsOf(call) }, answer);
  return text;
}

const secretsOf = (call: HttpCall): string[] => [...(call.secrets ?? []), ...secretsOfUrl(call.url.href)];

async function exchange(call: HttpCall): Promise<RawAnswer> {
  const { provider, signal } = call;
  throwIfAborted(provider, signal);
  const { url, authorization } = withoutCredentials(call.url);
  try {
    const send = call.fetch ?? limitedFetch(provider);
    const response = await send(url, init(call, authorization));
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    if (signal?.aborted === true) throw aborted(provider);
    if (ProviderError.isInstance(cause)) throw cause;
    throw connectionError(provider, shownUrl(url), cause);
  }
}

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: WaitHeaders;
  readonly text: string;
}

/**
 * What an answer holds, as JSON.
 * @throws ProviderError for a refusal whatever its status, a web page, and what is no JSON
 */
export function bodyOf(
  { provider, url, secrets = [], explain }: Pick<HttpCall, 'provider' | 'url' | 'secrets' | 'explain'>,
  { status, headers, text }: RawAnswer,
): unknown {
  const endpoint = shownUrl(url);
  const isPage = isWebPage(text);
  const body = isPage ? undefined : parse(text);
  const detail = isPage ? '' : explanation(body, text);
  const refused = (code: number): ProviderError => {
    const shown = redact(detail, secrets);
    const explained = explain?.(shown, code, headers, text);
    const waits = /"retryDelay"/.test(text) ? text : undefined;
    return (
      explained ??
      statusError(provider, { status: code, detail: shown, isPage, endpoint, secrets, headers, waits })
    );
  };
  if (status < 200 || status >= 300) throw refused(status);
  if (isPage) throw pageInstead(provider, endpoint, status);
  if (body === undefined) throw badResponse(provider, say.notJson({ provider }), { status });
  if (typeof body === 'object' && body !== null && 'error' in body && body.error)
    throw refused(statusIn(body));
  return body;
}

/** The error of a web page with a status of success: nothing translates at that address. */
export function pageInstead(provider: string, endpoint: string, status = 200): ProviderError {
  return badResponse(provider, say.webPage({ provider }), {
    status,
    misaddressed: true,
    hint: say.checkForSite({ provider, endpoint }),
  });
}

/** A page may begin with comments, or with its head. */
export function isWebPage(text: string): boolean {
  return /^\s*(?:<!--[\s\S]{0,5000}?-->\s*)*<(?:!doctype|html|head|body|\?xml)/i.test(text);
}

/** The error of an answer that does not end. */
export function endless(provider: string, bytes: number): ProviderError {
  return badResponse(provider, say.endless({ provider, kilobytes: Math.round(bytes / 1024) }));
}

/** Some answer 200 and put the status of a refusal inside. */
export function statusIn(body: object): number {
  const error = 'error' in body ? body.error : undefined;
  const inner = typeof error === 'object' && error !== null ? error : body;
  for (const key of ['code', 'status', 'statusCode'] as const) {
    const value = (inner as Readonly<Record<string, unknown>>)[key];
    const status = typeof value === 'number' ? value : Number(value);
    if (Number.isInteger(status) && status >= 400 && status < 600) return status;
  }
  return 400;
}

/** Where requests may go: proxies by the variables everyone knows, in either case. */
export interface ProxyEnvironment {
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * `fetch` that does not follow redirects, goes through the proxies of the environment, and cuts off an endless answer.
 * What is counted is what came out of any compression.
 * @returns a function with `fetch`'s signature; its body throws ProviderError BAD_RESPONSE above `maxBytes`
 */
export function limitedFetch(
  provider: string,
  { env = {} }: ProxyEnvironment = {},
  maxBytes = MAX_BYTES,
): typeof fetch {
  const send = throughProxies(env);
  return async (input, options) => {
    const response = await send(...withHeader(input, { ...options, redirect: 'manual' }));
    if (response.body === null) return response;
    let bytes = 0;
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          bytes += chunk.byteLength;
          if (bytes > maxBytes) {
            controller.error(endless(provider, maxBytes));
          } else controller.enqueue(chunk);
        },
      }),
    );
    const { status, statusText, headers } = response;
    return new Response(counted, { status, statusText, headers });
  };
}

/** `fetch` refuses an address with a user and password, and shows them: they go into the header. */
function withHeader(input: Parameters<typeof fetch>[0], options: RequestInit): Parameters<typeof fetch> {
  if (input instanceof Request) return [input, options];
  const { url, authorization } = withoutCredentials(input);
  if (authorization === undefined) return [input, options];
  const headers = new Headers(options.headers);
  if (!headers.has('authorization')) headers.set('authorization', authorization);
  return [url, { ...options, headers }];
}

/** The runtime's own `fetch`, or, where the environment names a proxy, one that goes through it. */
function throughProxies(env: Readonly<Record<string, string | undefined>>): typeof fetch {
  const of = (name: string): string => env[name.toLowerCase()] || env[name] || '';
  const [httpProxy, httpsProxy, noProxy] = [of('HTTP_PROXY'), of('HTTPS_PROXY'), of('NO_PROXY')];
  const all = of('ALL_PROXY');
  if (httpProxy === '' && httpsProxy === '' && all === '') return (input, options) => fetch(input, options);
  // A hundred modules, which only those behind a proxy need.
  const undici = import('undici').then((library) => ({
    send: library.fetch,
    dispatcher: new library.EnvHttpProxyAgent({
      httpProxy: httpProxy || all,
      httpsProxy: httpsProxy || all,
      noProxy,
    }),
  }));
  // Whoever sends hears of an address of a proxy that is none.
  undici.catch(() => {});
  return async (input, options) => {
    const { send, dispatcher } = await undici;
    const request = { ...options, dispatcher } as Parameters<typeof FetchOfUndici>[1];
    const response = await send(input as Parameters<typeof FetchOfUndici>[0], request);
    // The same interface from another copy of it: handed on as the runtime's own.
    const body = response.body as ReadableStream<Uint8Array> | null;
    const { status, statusText } = response;
    const headers = new Headers([...response.headers]);
    return status === 204 || status === 304
      ? new Response(null, { status, statusText, headers })
      : new Response(body, { status, statusText, headers });
  };
}

/** A user and password in an address are what the header `Authorization` is for. */
export function withoutCredentials(url: string | URL): { url: URL; authorization?: string } {
  const bare = new URL(url);
  if (bare.username === '' && bare.password === '') return { url: bare };
  const parts = [bare.username, bare.password].map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
  bare.username = '';
  bare.password = '';
  return { url: bare, authorization: `Basic ${Buffer.from(parts.join(':')).toString('base64')}` };
}

/** Adds a path below an address, whatever its last slash, and parameters to its query. */
export function pathOf(url: string, path: string, query: Readonly<Record<string, string>> = {}): URL {
  const base = new URL(url);
  base.pathname = `${base.pathname.replace(/\/+$/, '')}/${path}`;
  for (const [name, value] of Object.entries(query)) base.searchParams.set(name, value);
  return base;
}

/** Whether an address is this machine's own. */
export function isLoopback(url: string): boolean {
  return /^(?:localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}

function init(call: HttpCall, authorization: string | undefined): RequestInit {
  const signal = call.signal === undefined ? {} : { signal: call.signal };
  const headers: Record<string, string> = {
    accept: 'application/json',
    ...onlyDefined({ authorization }),
    ...call.headers,
  };
  const { method = 'POST' } = call;
  if (call.form !== undefined) return { method, body: call.form, headers, ...signal };
  if (call.raw !== undefined) {
    headers['content-type'] = call.raw.type;
    return { method, body: call.raw.body, headers, ...signal };
  }
  if (call.json === undefined) return { ...onlyDefined({ method: call.method }), headers, ...signal };
  headers['content-type'] = 'application/json';
  return { method, body: JSON.stringify(call.json), headers, ...signal };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Where services put their words: `error`, `message`, `explanation`, `detail`; else the body itself. */
function explanation(body: unknown, text: string): string {
  if (typeof body !== 'object' || body === null) return text;
  for (const key of ['error', 'explanation', 'message', 'Message', 'detail'] as const) {
    const value = (body as Readonly<Record<string, unknown>>)[key];
    if (typeof value === 'string') return value;
    const first: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof first !== 'object' || first === null) continue;
    if ('message' in first) return String(first.message);
    if ('msg' in first) return String(first.msg);
  }
  return text;
}
