import { ProviderError, type ProviderErrorCode, type ProviderErrorDetails } from '../errors.js';
import type { Provider, TranslatedUnit, TranslateRequest } from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';

/** Adapters with one fault each, made of a good one. The suite must notice every one of them. */

export interface Defect {
  /** What is wrong with the adapter. */
  readonly fault: string;
  /** The promise of the suite that must fail. */
  readonly caughtBy: string;
  spoil(good: Provider, options: { readonly secret: string; readonly url: string }): Provider;
}

type Translate = Provider['translate'];
const live = (): AbortSignal => new AbortController().signal;

export const translating = (
  fault: string,
  caughtBy: string,
  change: (good: Translate, name: string) => Translate,
): Defect => ({
  fault,
  caughtBy,
  spoil: (good) => ({ ...good, translate: change(good.translate, good.name) }),
});

export const answering = (
  fault: string,
  caughtBy: string,
  change: (answers: readonly TranslatedUnit[], request: TranslateRequest) => readonly TranslatedUnit[],
): Defect =>
  translating(fault, caughtBy, (good) => async (request) => {
    const answer = await good(request);
    return { ...answer, units: change(answer.units, request) };
  });

const asking = (
  fault: string,
  caughtBy: string,
  change: (request: TranslateRequest) => TranslateRequest,
): Defect => translating(fault, caughtBy, (good) => (request) => good(change(request)));

/** Errors of one kind come out as another. */
export const failing = (
  fault: string,
  caughtBy: string,
  applies: (error: ProviderError) => boolean,
  change: (error: ProviderError) => { code?: ProviderErrorCode; message?: string } & ProviderErrorDetails,
): Defect =>
  translating(fault, caughtBy, (good) => async (request) => {
    try {
      return await good(request);
    } catch (error) {
      if (!ProviderError.isInstance(error) || !applies(error)) throw error;
      const { provider, hint, status, retryAfterMs } = error;
      const { code = error.code, message = error.message, ...details } = change(error);
      const known = {
        ...onlyDefined({ hint, status, retryAfterMs }),
      };
      throw new ProviderError(provider, code, message, { ...known, ...details });
    }
  });

/** Where a good adapter throws, this one makes the best of it. */
export const swallowing = (
  fault: string,
  caughtBy: string,
  applies: (error: ProviderError) => boolean,
): Defect =>
  translating(fault, caughtBy, (good) => async (request) => {
    try {
      return await good(request);
    } catch (error) {
      if (!ProviderError.isInstance(error) || !applies(error)) throw error;
      return { units: request.units };
    }
  });

const retexted = (request: TranslateRequest, change: (text: string) => string): TranslateRequest => ({
  ...request,
  units: request.units.map((unit) => ({ ...unit, text: change(unit.text) })),
});

export const withStatus =
  (...statuses: number[]) =>
  (error: ProviderError): boolean =>
    statuses.includes(error.status ?? 0);
export const saying =
  (pattern: RegExp) =>
  (error: ProviderError): boolean =>
    pattern.test(error.message);

export const DEFECTS: readonly Defect[] = [
  {
    fault: 'declares a unit limit of nothing',
    caughtBy: 'capabilities are well formed',
    spoil: (good) => ({ ...good, capabilities: { ...good.capabilities, maxUnits: Number.NaN } }),
  },
  {
    fault: 'does not name itself in its identity',
    caughtBy: 'capabilities are well formed',
    spoil: (good) => ({ ...good, identity: 'somewhere' }),
  },
  answering('loses the last answer', 'every id comes back once, in the order sent', (answers) =>
    answers.slice(0, -1),
  ),
  answering('answers in another order', 'every id comes back once, in the order sent', (answers) =>
    [...answers].reverse(),
  ),
  answering('makes up its own ids', 'every id comes back once, in the order sent', (answers) =>
    answers.map((answer, index) => ({ ...answer, id: String(index) })),
  ),
  answering('gives answers to the wrong ids', 'every answer belongs to its id', (answers) =>
    answers.map((answer, index) => ({ ...answer, text: answers[answers.length - 1 - index]?.text ?? '' })),
  ),
  answering('trims blank texts', 'empty and blank texts come back as they are', (answers) =>
    answers.map((answer) => ({ ...answer, text: answer.text.trim() })),
  ),
  asking('sends blank texts to the service', 'blank texts never reach the service', (request) =>
    retexted(request, (text) => (text.trim() === '' ? '.' : text)),
  ),
  asking('composes what was decomposed', 'any character survives both ways', (request) =>
    retexted(request, (text) => text.normalize('NFC')),
  ),
  answering('loses what is not in the basic plane', 'any character survives both ways', (answers) =>
    answers.map((answer) => ({ ...answer, text: answer.text.replace(/[\u{10000}-\u{10ffff}]/gu, '\ufffd') })),
  ),
  asking('escapes markup', 'markup characters are not touched', (request) =>
    retexted(request, (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
  ),
  answering('decodes entities of plain text', 'markup characters are not touched', (answers) =>
    answers.map((answer) => ({ ...answer, text: answer.text.replaceAll('&amp;', '&') })),
  ),
  asking('lets the service guess', 'the source is always named', (request) => ({
    ...request,
    source: 'auto',
  })),
  translating(
    'cannot take as much as it says',
    'a request of the largest size is one batch',
    (good, name) => (request) => {
      if (request.units.length > 10) throw new ProviderError(name, 'TOO_LARGE', 'too many');
      return good(request);
    },
  ),
  {
    fault: 'supports everything',
    caughtBy: 'a pair nobody has is refused',
    spoil: (good) => ({ ...good, supports: async () => true }),
  },
  {
    fault: 'asks the service about any pair',
    caughtBy: 'a pair nobody has needs no network',
    spoil: (good, { url }) => ({
      ...good,
      async supports(source, target) {
        await fetch(`${url}/languages`);
        return good.supports(source, target);
      },
    }),
  },
  {
    fault: 'supports nothing',
    caughtBy: 'a pair it has is supported',
    spoil: (good) => ({ ...good, supports: async () => false }),
  },
  {
    fault: 'asks about the same pair again',
    caughtBy: 'what the service said about pairs is remembered',
    spoil: (good, { url }) => ({
      ...good,
      async supports(source, target) {
        if (source !== 'und') await fetch(`${url}/languages`);
        return good.supports(source, target);
      },
    }),
  },
  failing('takes a refusal for an outage', '400 is REJECTED', withStatus(400), () => ({
    code: 'UNAVAILABLE',
  })),
  failing('takes a wrong key for a refusal', '401 and 403 are AUTH', withStatus(401, 403), () => ({
    code: 'REJECTED',
  })),
  failing('keeps the address to itself', '404 names the address', withStatus(404), () => ({
    message: 'no',
    hint: 'Check the address.',
  })),
  failing('takes too large for a refusal', '413 is TOO_LARGE', withStatus(413), () => ({ code: 'REJECTED' })),
  failing(
    'takes seconds for milliseconds',
    '429 carries the wait in seconds',
    withStatus(429),
    ({ retryAfterMs = 0 }) => ({
      retryAfterMs: retryAfterMs / 1000,
    }),
  ),
  failing(
    'does not read a date',
    '429 carries the wait until a date',
    ({ retryAfterMs = 0 }) => retryAfterMs > 100_000,
    () => ({ retryAfterMs: Number.NaN }),
  ),
  failing(
    'makes up a wait',
    '429 without a wait names none',
    ({ status, retryAfterMs }) => status === 429 && retryAfterMs === undefined,
    () => ({ retryAfterMs: 1000 }),
  ),
  failing('takes a used-up quota for a busy service', '456 is QUOTA', withStatus(456), () => ({
    code: 'RATE_LIMIT',
  })),
  failing('takes a bad gateway for a bad answer', '408 and 5xx are UNAVAILABLE', withStatus(502), () => ({
    code: 'BAD_RESPONSE',
  })),
  failing(
    'takes a reset for a bad answer',
    'a broken connection is UNAVAILABLE',
    saying(/ECONNRESET|UND_ERR/),
    () => ({ code: 'BAD_RESPONSE' }),
  ),
  failing(
    'takes a missing service for a wrong key',
    'a service that is not there is UNAVAILABLE',
    saying(/ECONNREFUSED/),
    () => ({ code: 'AUTH' }),
  ),
  swallowing(
    'gives back the source when an answer broke off',
    'an answer cut short is no answer',
    saying(/cannot be reached/),
  ),
  swallowing(
    'gives back the source when an answer does not end',
    'an endless answer is cut off',
    saying(/did not stop/),
  ),
  swallowing('takes a web page for a translation', 'a web page is BAD_RESPONSE', saying(/web page/)),
  swallowing(
    'takes any answer for a translation',
    'malformed JSON is BAD_RESPONSE',
    saying(/not JSON|shape/),
  ),
  failing('takes any shape', 'texts that are none are BAD_RESPONSE', saying(/shape/), () => ({
    code: 'REJECTED',
  })),
  swallowing(
    'fills up what is missing with the source',
    'too few answers are BAD_RESPONSE',
    saying(/answered [01] texts/),
  ),
  swallowing('drops what was not asked for', 'too many answers are BAD_RESPONSE', saying(/answered 3 texts/)),
  swallowing(
    'goes wherever it is sent',
    'a redirect to another host is not followed',
    withStatus(301, 307, 308),
  ),
  translating('tries again by itself', 'nothing is tried again', (good) => async (request) => {
    try {
      return await good(request);
    } catch (error) {
      if (ProviderError.isInstance(error) && error.retryable) return good(request);
      throw error;
    }
  }),
  translating('gives up for good after one failure', 'after a failure the next request is served', (good) => {
    let failed: unknown;
    return async (request) => {
      if (failed !== undefined) throw failed;
      try {
        return await good(request);
      } catch (error) {
        failed = error;
        throw error;
      }
    };
  }),
  translating(
    'throws the raw error of an abort',
    'stopped before it began is ABORTED',
    (good) => async (request) => {
      request.signal.throwIfAborted();
      return good(request);
    },
  ),
  translating(
    'sends although it was stopped',
    'stopped before it began sends nothing',
    (good, name) => async (request) => {
      const answers = await good({ ...request, signal: live() });
      if (request.signal.aborted) throw new ProviderError(name, 'ABORTED', 'stopped');
      return answers;
    },
  ),
  translating(
    'lets the request run on when it was stopped',
    'stopped on the way is ABORTED at once and hangs up',
    (good, name) => {
      return (request) => {
        if (request.signal.aborted) return good(request);
        const work = good({ ...request, signal: live() });
        return new Promise((resolve, reject) => {
          work.then(resolve, reject);
          request.signal.addEventListener('abort', () =>
            reject(new ProviderError(name, 'ABORTED', 'stopped')),
          );
        });
      };
    },
  ),
  {
    fault: 'shows its key in a cause',
    caughtBy: 'the key is in no error and no identity',
    spoil: (good, { secret }) => ({
      ...good,
      async translate(request) {
        try {
          return await good.translate(request);
        } catch (error) {
          if (!ProviderError.isInstance(error) || error.status !== 403) throw error;
          const { provider, code, message } = error;
          throw new ProviderError(provider, code, message, {
            hint: 'x',
            cause: { headers: { authorization: secret } },
          });
        }
      },
    }),
  },
  {
    fault: 'shows its key in its identity',
    caughtBy: 'the key is in no error and no identity',
    spoil: (good, { secret }) => ({ ...good, identity: `${good.identity}|${secret}` }),
  },
  translating('keeps the request in a place of its own', 'ten requests at once do not mix', (good) => {
    let current: TranslateRequest | undefined;
    return async (request) => {
      current = request;
      await Promise.resolve();
      return good(current);
    };
  }),
  translating('works in the request itself', 'the request is left alone', (good) => (request) => {
    for (const unit of request.units as unknown as { text: string }[]) unit.text = `${unit.text}`;
    return good(request);
  }),
  translating('numbers its answers', 'what says it is deterministic answers the same twice', (good) => {
    let count = 0;
    return async (request) => {
      count += 1;
      const answer = await good(request);
      return { ...answer, units: answer.units.map((unit) => ({ ...unit, text: `${unit.text} ${count}` })) };
    };
  }),
  {
    fault: 'cannot be closed twice',
    caughtBy: 'closing twice is fine',
    spoil(good) {
      let closed = false;
      return {
        ...good,
        async close() {
          if (closed) throw new Error('closed already');
          closed = true;
        },
      };
    },
  },
];
