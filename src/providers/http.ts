import type { z } from 'zod';
import { ProviderError } from '../errors.js';
import { aborted, badResponse, connectionError, shownUrl, statusError, throwIfAborted } from './failure.js';

/** The one place where adapters of this folder touch the network (the vendors' own libraries apart). */

/** Answers above this are cut off: no batch comes near it. */
const MAX_BYTES = 16 * 1024 * 1024;

export interface HttpCall {
  readonly provider: string;
  readonly url: URL;
  /** Sent as JSON by POST. */
  readonly json?: unknown;
  /** Sent as a form by POST. With neither it is a GET. */
  readonly form?: URLSearchParams;
  readonly signal?: AbortSignal | undefined;
  /** Never shown in an error. */
  readonly secrets?: readonly string[];
  readonly maxBytes?: number;
  /** Makes a better error of a refusal the service explains in its own words. */
  readonly explain?: (detail: string, status: number) => ProviderError | undefined;
}

/**
 * One request and its answer as JSON of the given shape. Redirects are not followed, so that neither text nor
 * key goes to a host the user did not name.
 * @throws ProviderError
 */
export async function requestJson<T>(call: HttpCall, shape: z.ZodType<T>): Promise<T> {
  const { provider, url, signal } = call;
  throwIfAborted(provider, signal);
  const endpoint = shownUrl(url);
  let status: number;
  let text: string;
  let headers: Headers;
  try {
    const response = await limitedFetch(call.maxBytes ?? MAX_BYTES, provider)(url, init(call));
    status = response.status;
    headers = response.headers;
    text = await response.text();
  } catch (cause) {
    if (signal?.aborted === true) throw aborted(provider);
    if (ProviderError.isInstance(cause)) throw cause;
    throw connectionError(provider, endpoint, cause);
  }
  const isPage = /^\s*<(?:!doctype|html|\?xml)/i.test(text);
  const body = isPage ? undefined : parse(text);
  const detail = isPage ? 'a web page instead of an explanation' : explanation(body, text);
  if (status < 200 || status >= 300) {
    const secrets = call.secrets ?? [];
    const explained = call.explain?.(detail, status);
    throw (
      explained ??
      statusError(provider, { status, detail, endpoint, secrets, retryAfter: headers.get('retry-after') })
    );
  }
  if (isPage) {
    throw badResponse(provider, 'answered with a web page instead of a translation', {
      status,
      misaddressed: true,
      hint: `Check the URL of ${provider}: ${endpoint} is a web site, or something stands in front of it.`,
    });
  }
  if (body === undefined) throw badResponse(provider, 'answered with what is not JSON', { status });
  if (typeof body === 'object' && body !== null && 'error' in body && body.error) {
    const explained = call.explain?.(detail, status);
    throw explained ?? statusError(provider, { status: 400, detail, endpoint, secrets: call.secrets ?? [] });
  }
  const checked = shape.safeParse(body);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'the answer' : issue.path.join('.');
  throw badResponse(provider, `answered in a shape of its own: ${where} is not as promised`, { status });
}

/**
 * `fetch` that does not follow redirects and cuts off an endless answer.
 * @returns a function with `fetch`'s signature; its body throws ProviderError BAD_RESPONSE above `maxBytes`
 */
export function limitedFetch(maxBytes: number, provider: string): typeof fetch {
  return async (input, options) => {
    const response = await fetch(input, { ...options, redirect: 'manual' });
    if (response.body === null) return response;
    let bytes = 0;
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          bytes += chunk.byteLength;
          if (bytes > maxBytes) {
            const size = `${Math.round(maxBytes / 1024)} kB`;
            controller.error(badResponse(provider, `did not stop answering after ${size}`));
          } else controller.enqueue(chunk);
        },
      }),
    );
    const { status, statusText, headers } = response;
    return new Response(counted, { status, statusText, headers });
  };
}

function init(call: HttpCall): RequestInit {
  const signal = call.signal === undefined ? {} : { signal: call.signal };
  const accept = { accept: 'application/json' };
  if (call.form !== undefined) return { method: 'POST', body: call.form, headers: accept, ...signal };
  if (call.json === undefined) return { headers: accept, ...signal };
  const headers = { ...accept, 'content-type': 'application/json' };
  return { method: 'POST', body: JSON.stringify(call.json), headers, ...signal };
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
  for (const key of ['error', 'explanation', 'message', 'detail'] as const) {
    const value = (body as Readonly<Record<string, unknown>>)[key];
    if (typeof value === 'string') return value;
    if (typeof value === 'object' && value !== null && 'message' in value) return String(value.message);
  }
  return text;
}
