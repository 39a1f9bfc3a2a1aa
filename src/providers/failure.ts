import { ProviderError, type ProviderErrorCode, type ProviderErrorDetails } from '../errors.js';
import { type Message, messages } from '../message.js';
import { visible } from '../model/visible.js';
import { redact } from './hide.js';

const say = messages('providers', {
  says: '{{what}}; it says: {{words}}',
  withPage: '{{what}}; it answered with a web page instead of an explanation',
  shutOut: '{{provider}} has shut this address out (HTTP {{status}})',
  askWhoRuns: 'Ask who runs {{address}}, and lower requestsPerSecond of {{provider}}.',
  keyRefused: '{{provider}} refused the key (HTTP {{status}})',
  checkKey: 'Check the API key of {{provider}} and that it is for {{address}}.',
  noQuota: '{{provider}} has no quota left for this account (HTTP {{status}})',
  waitOrRaise: 'Wait for the next billing period of {{provider}}, or raise its limit.',
  unknownPath: '{{provider}} does not know this path (HTTP {{status}})',
  checkUrl: 'Check the URL of {{provider}}: nothing translates at {{address}}.',
  proxyPassword: '{{provider}} is behind a proxy that wants a password (HTTP {{status}})',
  giveProxyPassword: 'Put user and password into HTTPS_PROXY: http://user:password@host:port',
  notNow: '{{provider}} could not answer now (HTTP {{status}})',
  tooLarge: '{{provider}} found the request too large (HTTP {{status}})',
  tooMany: '{{provider}} asks for fewer requests (HTTP {{status}})',
  outOfOrder: '{{provider}} is out of order (HTTP {{status}})',
  requestRefused: '{{provider}} refused the request (HTTP {{status}})',
  moved: '{{provider}} moved elsewhere, which is not followed (HTTP {{status}})',
  finalAddress: 'Put the final address of {{provider}} in its URL setting.',
  unexpectedStatus: '{{provider}} answered with an unexpected status (HTTP {{status}})',
  unreachable: '{{provider}} at {{endpoint}} cannot be reached',
  unreachableBecause: '{{provider}} at {{endpoint}} cannot be reached ({{code}})',
  checkHost: 'Check the host in the address of {{provider}}: the network knows none of that name.',
  noTls: 'What answers there speaks no TLS: write http:// in the address of {{provider}}.',
  otherPort: 'No browser and no fetch speaks to that port: give {{provider}} another in its address.',
  nameAuthority:
    'Name the authority that signed its certificate in NODE_EXTRA_CA_CERTS=/path/to/ca.pem, or renew the certificate.',
  checkRuns: 'Check that {{provider}} runs at {{endpoint}} and that the network is up.',
  requestStopped: 'the request to {{provider}} was stopped',
  theAddress: 'the address',
});

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
  /** A web page came instead of one. */
  readonly isPage?: boolean | undefined;
  /** Headers of the answer. */
  readonly headers?: WaitHeaders | undefined;
  /** Where the request went, without credentials. */
  readonly endpoint?: string | undefined;
  /** More of the answer to read a wait from; never shown. */
  readonly waits?: string | undefined;
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
  const about = { provider, status };
  const make = (code: ProviderErrorCode, what: Message, details: ProviderErrorDetails = {}): ProviderError =>
    new ProviderError(
      provider,
      code,
      refusal.isPage === true ? say.withPage({ what }) : withWords(what, words),
      {
        status,
        ...details,
      },
    );
  const wait = (): ProviderErrorDetails => {
    const ms = waitOf(headers, `${words} ${refusal.waits ?? ''}`, now);
    return ms === undefined ? {} : { retryAfterMs: ms };
  };
  const address = endpoint ?? say.theAddress();
  if ((status === 403 || status === 429) && BANNED.test(words)) {
    return make('QUOTA', say.shutOut(about), {
      hint: say.askWhoRuns({ provider, address }),
    });
  }
  switch (status) {
    case 401:
    case 403:
      return make('AUTH', say.keyRefused(about), {
        hint: say.checkKey({ provider, address }),
      });
    case 402:
    case 456:
      return make('QUOTA', say.noQuota(about), {
        hint: say.waitOrRaise({ provider }),
      });
    case 404:
    case 405:
      return make('BAD_RESPONSE', say.unknownPath(about), {
        misaddressed: true,
        hint: say.checkUrl({ provider, address }),
      });
    case 407:
      return make('AUTH', say.proxyPassword(about), {
        hint: say.giveProxyPassword(),
      });
    case 408:
    case 409:
    case 425:
      return make('UNAVAILABLE', say.notNow(about), wait());
    case 413:
    case 414:
      return make('TOO_LARGE', say.tooLarge(about));
    case 429:
      return make('RATE_LIMIT', say.tooMany(about), wait());
    default:
      break;
  }
  if (status >= 500) return make('UNAVAILABLE', say.outOfOrder(about), wait());
  if (status >= 400) return make('REJECTED', say.requestRefused(about));
  if (status >= 300) {
    return make('BAD_RESPONSE', say.moved(about), {
      misaddressed: true,
      hint: say.finalAddress({ provider }),
    });
  }
  return make('BAD_RESPONSE', say.unexpectedStatus(about));
}

/** An answer that is not what the service promises. A smaller request may do better. */
export function badResponse(
  provider: string,
  what: Message,
  details: ProviderErrorDetails = {},
): ProviderError {
  return new ProviderError(provider, 'BAD_RESPONSE', what, details);
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
  const what =
    code === undefined
      ? say.unreachable({ provider, endpoint })
      : say.unreachableBecause({ provider, endpoint, code });
  const details = { cause: new Error(code ?? 'connection failed') };
  const person = (hint: Message): ProviderError =>
    new ProviderError(provider, 'CONFIG', what, { ...details, hint });
  if (isBlockedPort(cause)) return person(say.otherPort({ provider }));
  if (code === 'ENOTFOUND') {
    return person(say.checkHost({ provider }));
  }
  if (code !== undefined && NO_TLS.test(code)) {
    return person(say.noTls({ provider }));
  }
  if (code !== undefined && CERTIFICATE.test(code)) {
    return person(say.nameAuthority());
  }
  return new ProviderError(provider, 'UNAVAILABLE', what, {
    ...details,
    hint: say.checkRuns({ provider, endpoint }),
    unreached: code !== undefined && UNREACHED.test(code),
  });
}

/** The error of a request that its caller stopped. */
export function aborted(provider: string): ProviderError {
  return new ProviderError(provider, 'ABORTED', say.requestStopped({ provider }));
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
  'anthropic-ratelimit-requests-reset',
  'anthropic-ratelimit-tokens-reset',
  'anthropic-ratelimit-input-tokens-reset',
  'anthropic-ratelimit-output-tokens-reset',
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

/** Words of a service as they may be shown: on one line, what cannot be seen written out. */
export function shownWords(words: string): string {
  return visible(words.replace(/\s+/g, ' ').trim());
}

/** A sentence with the words of a service behind it, where there are any. */
export function withWords(what: Message, words: string): Message {
  const text = shownWords(words);
  if (text === '') return what;
  return say.says({ what, words: text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text });
}

/** `fetch` refuses ports of other protocols before anything is sent. */
function isBlockedPort(cause: unknown): boolean {
  for (let error = cause, depth = 0; depth < 5 && error instanceof Error; depth += 1, error = error.cause)
    if (error.message === 'bad port') return true;
  return false;
}

function systemCode(cause: unknown): string | undefined {
  let error = cause;
  for (let depth = 0; depth < 5 && typeof error === 'object' && error !== null; depth += 1) {
    if ('code' in error && typeof error.code === 'string') return error.code;
    error = 'cause' in error ? error.cause : undefined;
  }
  return undefined;
}
