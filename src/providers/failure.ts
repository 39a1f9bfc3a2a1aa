import { ProviderError, type ProviderErrorCode, type ProviderErrorDetails } from '../errors.js';
import { redact } from './hide.js';

/** Longest excerpt of a service's own words in a message. */
const EXCERPT = 200;
/** Waits longer than a day are a service's mistake; so are negative ones. */
const LONGEST_WAIT = 24 * 60 * 60 * 1000;

/** Headers of an answer, as far as waits are read from them. */
export interface WaitHeaders {
  get(name: string): string | null | undefined;
}

/** What a service answered instead of a translation. */
export interface Refusal {
  readonly status: number;
  /** The service's own explanation, where it gave one. */
  readonly detail?: string | undefined;
  /** Headers of the answer. */
  readonly headers?: WaitHeaders | undefined;
  /** Where the request went, without credentials. */
  readonly endpoint?: string | undefined;
  /** Never shown: replaced in everything the service said. */
  readonly secrets?: readonly string[] | undefined;
}

/** Shut out for what was sent before: no waiting helps. */
const BANNED = /\bban(?:ned)?\b|limits? violations|\b(?:ip|address) (?:is )?blocked/i;

/**
 * The error of an HTTP status that is no success.
 * @param now milliseconds since the epoch, for a wait that is a date
 */
export function statusError(provider: string, refusal: Refusal, now: number = Date.now()): ProviderError {
  const { status, endpoint, headers } = refusal;
  const words = redact(refusal.detail ?? '', refusal.secrets);
  const detail = excerpt(words);
  const make = (code: ProviderErrorCode, what: string, details: ProviderErrorDetails = {}): ProviderError =>
    new ProviderError(provider, code, `${provider} ${what} (HTTP ${status})${detail}`, {
      status,
      ...details,
    });
  const wait = (): ProviderErrorDetails => {
    const ms = waitOf(headers, words, now);
    return ms === undefined ? {} : { retryAfterMs: ms };
  };
  const address = endpoint === undefined ? 'the address' : endpoint;
  if ((status === 403 || status === 429) && BANNED.test(words)) {
    return make('QUOTA', 'has shut this address out', {
      hint: `Ask who runs ${address}, and lower requestsPerSecond of ${provider}.`,
    });
  }
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
    case 407:
      return make('AUTH', 'is behind a proxy that wants a password', {
        hint: 'Put user and password into HTTPS_PROXY: http://user:password@host:port',
      });
    case 408:
    case 409:
    case 425:
      return make('UNAVAILABLE', 'could not answer now', wait());
    case 413:
    case 414:
      return make('TOO_LARGE', 'found the request too large');
    case 429:
      return make('RATE_LIMIT', 'asks for fewer requests', wait());
    default:
      break;
  }
  if (status >= 500) return make('UNAVAILABLE', 'is out of order', wait());
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

/** Certificates nobody vouches for; codes of OpenSSL and Node. */
const CERTIFICATE = /CERT|UNABLE_TO_(?:VERIFY|GET_ISSUER)|SELF_SIGNED/;
/** HTTPS was spoken to what does not speak it. */
const NO_TLS = /EPROTO|WRONG_VERSION_NUMBER|ERR_SSL|PACKET_LENGTH_TOO_LONG/;
/** Nothing of the request arrived anywhere. */
const UNREACHED =
  /ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|EHOSTDOWN|EAI_AGAIN|ENETDOWN|UND_ERR_CONNECT_TIMEOUT/;

/**
 * No connection, or one that broke. `cause` is looked into for the system's error code: what only a person can mend
 * (an unknown host, a certificate) is CONFIG and is not tried again.
 */
export function connectionError(provider: string, endpoint: string, cause: unknown): ProviderError {
  const code = systemCode(cause);
  const what = `${provider} at ${endpoint} cannot be reached${code === undefined ? '' : ` (${code})`}`;
  const details = { cause: new Error(code ?? 'connection failed') };
  const person = (hint: string): ProviderError =>
    new ProviderError(provider, 'CONFIG', what, { ...details, hint });
  if (code === 'ENOTFOUND') {
    return person(`Check the host in the address of ${provider}: the network knows none of that name.`);
  }
  if (code !== undefined && NO_TLS.test(code)) {
    return person(`What answers there speaks no TLS: write http:// in the address of ${provider}.`);
  }
  if (code !== undefined && CERTIFICATE.test(code)) {
    return person(
      `Name the authority that signed its certificate in NODE_EXTRA_CA_CERTS=/path/to/ca.pem, or renew the certificate.`,
    );
  }
  return new ProviderError(provider, 'UNAVAILABLE', what, {
    ...details,
    hint: `Check that ${provider} runs at ${endpoint} and that the network is up.`,
    unreached: code !== undefined && UNREACHED.test(code),
  });
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

/** A URL as it may be shown: without credentials, query and fragment. */
export function shownUrl(url: string | URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  shown.search = '';
  shown.hash = '';
  return shown.href.replace(/\/$/, '');
}

/**
 * How long a service wants to be left alone, in milliseconds, from whatever it says it in: the headers `retry-after-ms`,
 * `Retry-After` and `x-ratelimit-reset…`, else its words. Nothing where it says nothing, or a moment that is past.
 * @param now milliseconds since the epoch; a date is taken against the answer's own `Date` where it has one
 */
export function waitOf(
  headers: WaitHeaders | undefined,
  words: string,
  now: number = Date.now(),
): number | undefined {
  const header = (name: string): string => headers?.get(name)?.trim() ?? '';
  const clock = Date.parse(header('date'));
  const moment = Number.isNaN(clock) ? now : clock;
  const asked = [
    Number(header('retry-after-ms') || Number.NaN),
    ...partsOf(header('retry-after')).map((part) => afterMs(part, moment)),
  ].filter(isWait);
  if (asked.length > 0) return Math.min(LONGEST_WAIT, Math.max(...asked));
  const resets = RESETS.flatMap((name) => partsOf(header(name)).map((part) => resetMs(part, now))).filter(
    isWait,
  );
  const said = [...resets, waitInWords(words)].filter(isWait);
  return said.length === 0 ? undefined : Math.min(LONGEST_WAIT, Math.max(...said));
}

const RESETS = [
  'x-ratelimit-reset',
  'ratelimit-reset',
  'x-rate-limit-reset',
  'x-ratelimit-reset-requests',
  'x-ratelimit-reset-tokens',
];

function isWait(milliseconds: number | undefined): milliseconds is number {
  return milliseconds !== undefined && Number.isFinite(milliseconds) && milliseconds > 0;
}

/** A header that came twice is joined with commas; dates have one of their own. */
function partsOf(value: string): string[] {
  if (value === '') return [];
  return Number.isNaN(Date.parse(value)) || /^[\d\s.,-]+$/.test(value)
    ? value.split(',').map((part) => part.trim())
    : [value];
}

function afterMs(part: string, now: number): number | undefined {
  if (/^-?\d+(?:\.\d+)?$/.test(part)) return Number(part) * 1000;
  return durationMs(part) ?? Date.parse(part) - now;
}

/** A reset is told in seconds, as a moment in seconds or milliseconds, as a date, or as `1m30s`. */
function resetMs(part: string, now: number): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(part)) {
    const value = Number(part);
    if (value > 1e12) return value - now;
    return value > 1e9 ? value * 1000 - now : value * 1000;
  }
  return durationMs(part) ?? Date.parse(part) - now;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function unitMs(unit: string): number {
  const short = unit.toLowerCase();
  if (short.startsWith('mil') || short === 'ms') return 1;
  return UNITS[short.charAt(0)] ?? Number.NaN;
}

const NUMBER = String.raw`\d+(?:\.\d+)?`;
const UNIT = '(?:ms|milliseconds?|secs?|seconds?|s|mins?|minutes?|m|hours?|h|days?|d)(?![a-z])';
const QUANTITY = String.raw`${NUMBER}\s*${UNIT}`;
const DURATION = new RegExp(String.raw`^(?:${QUANTITY}\s*)+$`, 'i');
const QUANTITIES = new RegExp(String.raw`(${NUMBER})\s*(${UNIT})`, 'gi');

/** `6s`, `1m30s`, `250ms`, `2 minutes`. */
function durationMs(text: string): number | undefined {
  if (!DURATION.test(text.trim())) return undefined;
  return [...text.matchAll(QUANTITIES)].reduce(
    (sum, [, amount = '', unit = '']) => sum + Number(amount) * unitMs(unit),
    0,
  );
}

const AGAIN = new RegExp(
  String.raw`(?:try again|retry|again|wait|come back)[^.\d]{0,20}?((?:${QUANTITY}\s*)+)`,
  'i',
);
const RATE = /\d+\s*(?:requests?\s*)?(?:per|\/|every)\s*(\d+)?\s*(second|minute|hour|day|sec|min)/i;
const DELAY = /"?retryDelay"?\s*:\s*"?(\d+(?:\.\d+)?)s/;

/** `try again in 6s`, `Slowdown: 30 per 1 minute`, `"retryDelay": "6s"`. */
function waitInWords(words: string): number | undefined {
  const delay = DELAY.exec(words)?.[1];
  if (delay !== undefined) return Number(delay) * 1000;
  const again = AGAIN.exec(words)?.[1];
  if (again !== undefined) return durationMs(again);
  const [, count = '1', unit] = RATE.exec(words) ?? [];
  return unit === undefined ? undefined : Number(count) * unitMs(unit);
}

/** What cannot be seen, or would steer a terminal or a log. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Words from outside on one line, with control characters made visible. */
export function visible(words: string): string {
  return words
    .replace(/[ \t\r\n\f\v\u00a0\u2028\u2029]+/g, ' ')
    .replace(INVISIBLE, (letter) => `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)
    .trim();
}

function excerpt(detail: string): string {
  const text = visible(detail);
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
