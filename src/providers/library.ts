import { ProviderError } from '../errors.js';
import { messages } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import { aborted, connectionError, shownUrl, throwIfAborted, untilAborted, withWords } from './failure.js';
import type { AdapterHost } from './frame.js';
import { redact, secretsIn, secretsOfUrl } from './hide.js';
import { bodyOf, type HttpCall, limitedFetch, withoutCredentials } from './http.js';

const say = messages('providers', {
  libraryFailed: '{{provider}}: its library could not make the request',
  checkSettings:
    'Check the settings of {{provider}}, and that the library is of the version named in docs/providers.md.',
});

/**
 * Vendors' libraries know addresses, signatures and versions; the wire is ours. Every request of theirs goes through one
 * `fetch` that follows no redirect, obeys proxies, reads no endless answer and is cut off when its caller stops. What came
 * back is judged here, so that one table says what an error is, and read by us: libraries refuse whole answers for a field
 * they do not know.
 */

/** Where a library is sent to, and what goes along. */
export interface Address {
  /** Without credentials, query, fragment and a last slash. */
  readonly baseUrl: string;
  /** As it may be shown. */
  readonly endpoint: string;
  /** Everything that must not be. */
  readonly secrets: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** What a user wrote of an address: a user and password in it become a header, its query goes along. */
export function addressOf(
  written: string,
  keys: readonly (string | undefined)[],
  more: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string>>;
  },
): Address {
  const { url, authorization } = withoutCredentials(written);
  const query = { ...Object.fromEntries(url.searchParams), ...more.query };
  return {
    baseUrl: shownUrl(url),
    endpoint: shownUrl(url),
    secrets: [...keys, ...secretsIn(more.headers), ...secretsIn(more.query), ...secretsOfUrl(written)].filter(
      (secret): secret is string => secret !== undefined && secret !== '',
    ),
    headers: { ...onlyDefined({ authorization }), ...more.headers },
    query,
  };
}

export interface LibraryCall extends Pick<HttpCall, 'provider' | 'explain'> {
  readonly address: Address;
  readonly host: AdapterHost;
  readonly signal: AbortSignal;
}

/**
 * One call of a vendor's library, and the JSON of the last answer it got.
 * @param call makes the request with the library; what it returns does not matter
 * @throws ProviderError
 */
export async function throughLibrary(
  { provider, address, explain, host, signal }: LibraryCall,
  call: (send: typeof fetch) => Promise<unknown>,
): Promise<unknown> {
  throwIfAborted(provider, signal);
  const { endpoint, secrets } = address;
  const wire = host.fetch ?? limitedFetch(provider);
  let problem: ProviderError | undefined;
  let body: unknown;
  const exchange = async (input: URL | string, init: RequestInit): Promise<Response> => {
    const url = new URL(input);
    for (const [name, value] of Object.entries(address.query)) url.searchParams.set(name, value);
    const sent = new Headers(init.headers);
    for (const [name, value] of Object.entries(address.headers)) sent.set(name, value);
    const { status, headers, text } = await received(wire, url, { ...init, headers: sent, signal });
    // Nothing is said of what was removed.
    const isBare = status === 204;
    body = isBare ? {} : bodyOf({ provider, url, secrets, explain }, { status, headers, text });
    const kept = new Headers(headers);
    // Inflated already.
    kept.delete('content-encoding');
    kept.delete('content-length');
    return new Response(isBare ? null : text, { status, headers: kept });
  };
  const send: typeof fetch = async (input, init = {}) => {
    // Retries are the queue's: a library that asks again after an error gets the same one.
    if (problem !== undefined) throw problem;
    const asked = input instanceof Request ? await taken(input) : { url: input, init };
    try {
      return await exchange(asked.url, asked.init);
    } catch (error) {
      problem = ProviderError.isInstance(error) ? error : connectionError(provider, endpoint, error);
      throw problem;
    }
  };
  try {
    // Some give what is only like a promise.
    await untilAborted(provider, Promise.resolve(call(send)), signal);
  } catch (error) {
    if (signal.aborted) throw aborted(provider);
    if (problem !== undefined) throw problem;
    if (ProviderError.isInstance(error)) throw error;
    // What the library minds in an answer that is JSON is looked at by whoever reads it.
    if (body === undefined) {
      const words = redact(error instanceof Error ? error.message : String(error), secrets);
      throw new ProviderError(provider, 'CONFIG', withWords(say.libraryFailed({ provider }), words), {
        hint: say.checkSettings({ provider }),
      });
    }
  }
  return body;
}

async function received(wire: typeof fetch, input: URL, init: RequestInit) {
  const response = await wire(input, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** A request as address and options: one made by another `fetch` is no request to ours. */
async function taken(request: Request): Promise<{ url: string; init: RequestInit }> {
  const { method, headers, url } = request;
  const body = method === 'GET' || method === 'HEAD' ? undefined : await request.text();
  return { url, init: { method, headers: [...headers], ...onlyDefined({ body }) } };
}
