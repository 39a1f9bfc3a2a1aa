import { ProviderError, type ProviderErrorCode, type ProviderErrorDetails } from '../errors.js';

/** Longest excerpt of a service's own words in a message. */
const EXCERPT = 200;
/** Waits longer than a day are a service's mistake; so are negative ones. */
const LONGEST_WAIT = 24 * 60 * 60 * 1000;

/** What a service answered instead of a translation. */
export interface Refusal {
  readonly status: number;
  /** The service's own explanation, where it gave one. */
  readonly detail?: string | undefined;
  /** The `Retry-After` header as it came. */
  readonly retryAfter?: string | null | undefined;
  /** Where the request went, without credentials. */
  readonly endpoint?: string | undefined;
  /** Never shown: replaced in everything the service said. */
  readonly secrets?: readonly string[] | undefined;
}

/**
 * The error of an HTTP status that is no success.
 * @param now milliseconds since the epoch, for a `Retry-After` that is a date
 */
export function statusError(provider: string, refusal: Refusal, now: number = Date.now()): ProviderError {
  const { status, endpoint } = refusal;
  const detail = excerpt(refusal.detail, refusal.secrets);
  const make = (code: ProviderErrorCode, what: string, details: ProviderErrorDetails = {}): ProviderError =>
    new ProviderError(provider, code, `${provider} ${what} (HTTP ${status})${detail}`, {
      status,
      ...details,
    });
  const address = endpoint === undefined ? 'the address' : endpoint;
  switch (status) {
    case 401:
    case 403:
      return make('AUTH', 'refused the key', {
        hint: `Check the API key of ${provider} and that it is for ${address}.`,
      });
    case 402:
    case 456:
      return make('QUOTA', 'has no quota left for this account', {
        hint: `Wait for the next billing period of ${provider}, or raise its limit.`,
      });
    case 404:
    case 405:
      return make('BAD_RESPONSE', 'does not know this path', {
        misaddressed: true,
        hint: `Check the URL of ${provider}: nothing translates at ${address}.`,
      });
    case 408:
    case 409:
    case 425:
      return make('UNAVAILABLE', 'could not answer now', wait(refusal.retryAfter, now));
    case 413:
    case 414:
      return make('TOO_LARGE', 'found the request too large');
    case 429:
      return make('RATE_LIMIT', 'asks for fewer requests', wait(refusal.retryAfter, now));
    default:
      break;
  }
  if (status >= 500) return make('UNAVAILABLE', 'is out of order', wait(refusal.retryAfter, now));
  if (status >= 400) return make('REJECTED', 'refused the request');
  if (status >= 300) {
    return make('BAD_RESPONSE', 'moved elsewhere, which is not followed', {
      misaddressed: true,
      hint: `Put the final address of ${provider} in its URL setting.`,
    });
  }
  return make('BAD_RESPONSE', 'answered with an unexpected status');
}

/** An answer that is not what the service promises. A smaller request may do better. */
export function badResponse(
  provider: string,
  what: string,
  details: ProviderErrorDetails = {},
): ProviderError {
  return new ProviderError(provider, 'BAD_RESPONSE', `${provider} ${what}`, details);
}

/** No connection, or one that broke. `cause` is looked into for the system's error code. */
export function connectionError(provider: string, endpoint: string, cause: unknown): ProviderError {
  const code = systemCode(cause);
  return new ProviderError(
    provider,
    'UNAVAILABLE',
    `${provider} at ${endpoint} cannot be reached${code === undefined ? '' : ` (${code})`}`,
    {
      hint: `Check that ${provider} runs at ${endpoint} and that the network is up.`,
      cause: new Error(code ?? 'connection failed'),
    },
  );
}

/** The error of a request that its caller stopped. */
export function aborted(provider: string): ProviderError {
  return new ProviderError(provider, 'ABORTED', `The request to ${provider} was stopped`);
}

/** @throws ProviderError ABORTED */
export function throwIfAborted(provider: string, signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw aborted(provider);
}

/** Settles as `work`, or rejects with ABORTED at once when the signal does: for libraries that take no signal. */
export async function untilAborted<T>(provider: string, work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => {});
  throwIfAborted(provider, signal);
  let stop: () => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(aborted(provider));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Replaces every secret by `***`. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let safe = text;
  for (const secret of secrets) {
    if (secret === '') continue;
    safe = safe.replaceAll(secret, '***').replaceAll(encodeURIComponent(secret), '***');
  }
  return safe;
}

/** A URL as it may be shown: without credentials, query and fragment. */
export function shownUrl(url: string | URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  shown.search = '';
  shown.hash = '';
  return shown.href.replace(/\/$/, '');
}

/** Milliseconds of a `Retry-After` header: seconds, or an HTTP date. */
export function retryAfterMs(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (text === '') return undefined;
  const wanted = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(wanted) ? Math.min(LONGEST_WAIT, Math.max(0, wanted)) : undefined;
}

function wait(header: string | null | undefined, now: number): ProviderErrorDetails {
  const ms = retryAfterMs(header, now);
  return ms === undefined ? {} : { retryAfterMs: ms };
}

function excerpt(detail: string | undefined, secrets: readonly string[] | undefined): string {
  const text = redact(detail ?? '', secrets)
    .replace(/\s+/g, ' ')
    .trim();
  if (text === '') return '';
  return `: ${text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text}`;
}

function systemCode(cause: unknown): string | undefined {
  let error = cause;
  for (let depth = 0; depth < 5 && typeof error === 'object' && error !== null; depth += 1) {
    if ('code' in error && typeof error.code === 'string') return error.code;
    error = 'cause' in error ? error.cause : undefined;
  }
  return undefined;
}
