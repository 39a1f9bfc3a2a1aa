import { ProviderError } from '../errors.js';
import type { Provider } from '../model/contracts.js';
import {
  answering,
  type Defect,
  failing,
  saying,
  swallowing,
  translating,
  withStatus,
} from './provider-defects.js';

/** Adapters that break what `provider-rows.ts` promises. */

const retrying = (good: Provider['translate'], times: number): Provider['translate'] => {
  return async (request) => {
    for (let tried = 1; ; tried += 1) {
      try {
        return await good(request);
      } catch (error) {
        if (tried === times) throw error;
      }
    }
  };
};

const post = (url: string, body = '{}'): Promise<unknown> =>
  fetch(`${url}/languages`, { method: 'POST', body }).catch(() => undefined);

/** An adapter whose errors carry words of the service as they came. */
const raw = (fault: string, caughtBy: string, words: (secret: string) => string): Defect => ({
  fault,
  caughtBy,
  spoil: (good, { secret }) => ({
    ...good,
    async translate(request) {
      try {
        return await good.translate(request);
      } catch (error) {
        if (!ProviderError.isInstance(error)) throw error;
        throw new ProviderError(error.provider, error.code, `it says ${words(secret)}`, { hint: 'x' });
      }
    },
  }),
});

export const ROW_DEFECTS: readonly Defect[] = [
  raw('shows most of its key', 'no stretch of the key is in an error', (secret) => secret.slice(0, -1)),
  raw('shows its key in base64', 'no stretch of the key is in an error', (secret) =>
    Buffer.from(secret).toString('base64'),
  ),
  {
    fault: 'shows the password of its address',
    caughtBy: 'a password in the address is in no error',
    spoil: (good, { url }) => ({ ...good, identity: `${good.name} at ${url}` }),
  },
  failing(
    'reads whatever an answer grows to',
    'an answer that grows when it is unpacked is cut off',
    ({ message }) => /did not stop/.test(message),
    () => ({ code: 'REJECTED' }),
  ),
  failing(
    'takes a wait of nothing for a minute',
    'a wait of nothing, or into the past, is none',
    withStatus(429),
    () => ({
      retryAfterMs: 60_000,
    }),
  ),
  swallowing(
    'takes a refusal with status 200 for a translation',
    'a refusal with status 200 is no translation',
    saying(/today/),
  ),
  translating('asks for less after a refusal', 'a refusal does not change the next request', (good) => {
    let refused = false;
    return async (request) => {
      try {
        return await good(
          refused
            ? { ...request, units: request.units.map((unit) => ({ ...unit, text: `${unit.text}.` })) }
            : request,
        );
      } catch (error) {
        refused = true;
        throw error;
      }
    };
  }),
  translating('asks a second time by itself', 'one call is one request', (good) => retrying(good, 2)),
  {
    fault: 'asks before it is asked',
    caughtBy: 'making it asks nobody',
    spoil(good, { url }) {
      void post(url);
      return good;
    },
  },
  raw('hands on what steers a terminal', 'nothing in an error steers a terminal', () => 'red\u001b[31m'),
  {
    fault: 'says what is left in words',
    caughtBy: 'what is left of an account is said in whole numbers',
    spoil: (good) => ({ ...good, standing: async () => ({ charactersLeft: Number.NaN }) }),
  },
  failing('reads no words', 'a wait is read in the words of the service', withStatus(429), () => ({
    retryAfterMs: undefined,
  })),
  failing(
    'waits for what a person must mend',
    'TLS to what speaks none is for a person to mend',
    ({ code }) => code === 'CONFIG',
    () => ({ code: 'UNAVAILABLE' }),
  ),
  answering('answers another text', 'every answer belongs to its id', (answers) =>
    answers.map((answer) => ({ ...answer, text: `${answer.text}?` })),
  ),
];
