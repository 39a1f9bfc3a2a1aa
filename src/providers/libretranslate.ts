import { z } from 'zod';
import { ProviderError } from '../errors.js';
import { messages } from '../message.js';
import type { Provider, ProviderCapabilities } from '../model/contracts.js';
import { defineProvider } from '../model/definition.js';
import { type LanguageTag, primaryLanguage } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { type WaitHeaders, waitOf, withWords } from './failure.js';
import {
  type AdapterHost,
  addressSettings,
  answerUnits,
  isTranslatablePair,
  needed,
  remembered,
  unsupportedPair,
} from './frame.js';
import { secretsIn } from './hide.js';
import { isLoopback, pathOf, requestJson } from './http.js';

const say = messages('providers', {
  libretranslate: 'LibreTranslate server',
  setLibreUrl: 'Set LIBRETRANSLATE_URL, or providers.libretranslate.url in the configuration.',
  libreTooLarge: '{{provider}} found the request too large',
  lowerLimits: 'Lower maxCharacters or maxUnits of this provider to what the server allows.',
  libreWantsKey: '{{provider}} translates only for those who have a key',
  libreKeyRefused: '{{provider}} refused the key',
  setLibreKey: 'Set LIBRETRANSLATE_API_KEY to a key of this server.',
  libreTooMany: '{{provider}} asks for fewer requests',
});

const settings = z.strictObject({
  url: z
    .url()
    .optional()
    .describe(
      'Address of the server, e.g. `http://127.0.0.1:5000`; a path in front of `/translate` is kept.',
    ),
  apiKey: z.string().optional().describe('Key, where the server wants one.'),
  ...addressSettings,
});
export type LibreTranslateSettings = z.infer<typeof settings>;

/** LibreTranslate as it is plugged in. */
export const libreTranslate = defineProvider({
  kind: 'provider',
  name: 'libretranslate',
  description: say.libretranslate(),
  settings,
  environment: { LIBRETRANSLATE_URL: 'url', LIBRETRANSLATE_API_KEY: 'apiKey' },
  secrets: ['apiKey', 'headers', 'query'],
  fingerprint: [],
  required: [
    {
      anyOf: ['url'],
      remedy: say.setLibreUrl(),
    },
  ],
  create: createLibreTranslate,
});

const libreTranslateDefaults = { maxUnits: 50, maxCharacters: 5000 } as const;

const NAME = 'libretranslate';
const languagesShape = z.array(z.object({ code: z.string(), targets: z.array(z.string()).optional() }));
/** What the server tells its own page; -1: no limit. */
const frontendShape = z.looseObject({
  charLimit: z.number().nullish().catch(undefined),
  keyRequired: z.boolean().nullish().catch(undefined),
});
/** Longest wait for it, in milliseconds: servers of the same shape may not have it. */
const PATIENCE_MS = 5000;
const answerShape = z.object({ translatedText: z.union([z.string(), z.array(z.string())]) });
type Languages = z.infer<typeof languagesShape>;

/** Codes servers use beside the tag and its primary language, in order of preference. */
const OTHER_CODES: Readonly<Record<string, readonly string[]>> = {
  zh: ['zh-Hans', 'zh'],
  'zh-CN': ['zh-Hans', 'zh'],
  'zh-Hans': ['zh-Hans', 'zh'],
  'zh-TW': ['zh-Hant', 'zt'],
  'zh-HK': ['zh-Hant', 'zt'],
  'zh-Hant': ['zh-Hant', 'zt'],
  nb: ['nb', 'no'],
  no: ['no', 'nb'],
  fil: ['tl'],
};

/**
 * LibreTranslate and servers of its shape. One text travels as a string, several as an array; a server that
 * answers an array with one string gets them one by one, because the batch is then halved.
 */
export function createLibreTranslate(options: LibreTranslateSettings, host: AdapterHost = {}): Provider {
  const { apiKey = '', headers, query = {} } = options;
  const url = needed(NAME, 'url', options.url);
  const secrets = [...secretsIn(apiKey), ...secretsIn(headers), ...secretsIn(query)];
  const common = { provider: NAME, secrets, headers, fetch: host.fetch };
  const languages = remembered((signal) =>
    requestJson({ ...common, url: pathOf(url, 'languages', query), signal }, languagesShape),
  );
  const frontend = frontendOf((signal) =>
    requestJson({ ...common, url: pathOf(url, 'frontend/settings', query), signal }, frontendShape),
  );
  return {
    name: NAME,
    identity: NAME,
    get capabilities() {
      return capabilitiesOf(frontend.maxCharacters, !isLoopback(url));
    },
    async standing({ signal } = {}) {
      const { keyRequired } = await frontend.get(signal);
      if (keyRequired === true && apiKey === '')
        throw new ProviderError(NAME, 'AUTH', say.libreWantsKey({ provider: NAME }), {
          hint: say.setLibreKey(),
        });
      return onlyDefined({ maxCharacters: frontend.maxCharacters });
    },
    async supports(source, target, { signal } = {}) {
      if (!isTranslatablePair(source, target)) return false;
      const [known] = await Promise.all([languages.get(signal), frontend.get(signal)]);
      return pairOf(known, source, target) !== undefined;
    },
    translate(request) {
      const { signal } = request;
      return answerUnits(NAME, request, async (units) => {
        const { source, target } = request;
        const known = languages.known;
        const pair =
          known === undefined
            ? [codes(source)[0] ?? source, codes(target)[0] ?? target]
            : pairOf(known, source, target);
        if (pair === undefined) throw unsupportedPair(NAME, source, target);
        const texts = units.map((unit) => unit.text);
        const q = texts.length === 1 ? texts[0] : texts;
        const key = apiKey === '' ? {} : { api_key: apiKey };
        const answer = await requestJson(
          {
            ...common,
            url: pathOf(url, 'translate', query),
            json: { q, source: pair[0], target: pair[1], format: 'text', ...key },
            signal,
            explain: (detail, status, waits) => explain(detail, status, waits, { source, target }),
          },
          answerShape,
        );
        const { translatedText } = answer;
        const translated = typeof translatedText === 'string' ? [translatedText] : translatedText;
        return translated.map((text) => ({ text }));
      });
    },
  };
}

/** What the server tells its own page, asked once; a server that has no such page says nothing. */
function frontendOf(ask: (signal: AbortSignal) => Promise<z.infer<typeof frontendShape>>) {
  const told = remembered(async (signal) => {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    return ask(signal === undefined ? patience : AbortSignal.any([signal, patience])).catch(
      (error: unknown) => {
        if (signal?.aborted === true) throw error;
        return {} as z.infer<typeof frontendShape>;
      },
    );
  });
  return {
    get: told.get,
    /** Most characters of a request, once it is known that there is a limit. */
    get maxCharacters(): number | undefined {
      const limit = told.known?.charLimit ?? -1;
      return limit > 0 ? Math.floor(limit) : undefined;
    },
  };
}

function capabilitiesOf(limit: number | undefined, remote: boolean): ProviderCapabilities {
  const maxCharacters = Math.max(1, Math.min(libreTranslateDefaults.maxCharacters, limit ?? Infinity));
  return {
    ...libreTranslateDefaults,
    maxCharacters,
    maxUnitCharacters: maxCharacters,
    placeholders: 'token',
    context: false,
    deterministic: true,
    remote,
  };
}

function codes(tag: LanguageTag): readonly string[] {
  return [...(OTHER_CODES[tag] ?? []), tag, primaryLanguage(tag)].filter(
    (code, index, all) => all.indexOf(code) === index,
  );
}

function pairOf(
  languages: Languages,
  source: LanguageTag,
  target: LanguageTag,
): readonly [string, string] | undefined {
  const byCode = new Map(languages.map((language) => [language.code.toLowerCase(), language]));
  const wanted = codes(target);
  for (const from of codes(source)) {
    const language = byCode.get(from.toLowerCase());
    if (language === undefined) continue;
    const offered = language.targets ?? languages.map(({ code }) => code);
    const into = wanted
      .map((code) => offered.find((offer) => offer.toLowerCase() === code.toLowerCase()))
      .find((code) => code !== undefined);
    if (into !== undefined && into !== language.code) return [language.code, into];
  }
  return undefined;
}

/** LibreTranslate says most things with status 400 or 403 and a sentence. */
function explain(
  detail: string,
  status: number,
  waits: WaitHeaders,
  { source, target }: { readonly source: LanguageTag; readonly target: LanguageTag },
): ProviderError | undefined {
  if (status >= 404) return undefined;
  if (/not supported|not available as a target/i.test(detail)) return unsupportedPair(NAME, source, target);
  if (/exceeds.{0,40}limit/i.test(detail)) {
    return new ProviderError(NAME, 'TOO_LARGE', withWords(say.libreTooLarge({ provider: NAME }), detail), {
      status,
      hint: say.lowerLimits(),
    });
  }
  if (/api key/i.test(detail)) {
    return new ProviderError(NAME, 'AUTH', withWords(say.libreKeyRefused({ provider: NAME }), detail), {
      status,
      hint: say.setLibreKey(),
    });
  }
  if (/too many|slow ?down/i.test(detail) && !/violations/i.test(detail)) {
    const ms = waitOf(waits, detail);
    return new ProviderError(NAME, 'RATE_LIMIT', withWords(say.libreTooMany({ provider: NAME }), detail), {
      status,
      ...onlyDefined({ retryAfterMs: ms }),
    });
  }
  return undefined;
}
