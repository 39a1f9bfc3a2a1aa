import { z } from 'zod';
import { ProviderError } from '../errors.js';
import type { Provider } from '../model/contracts.js';
import { type LanguageTag, primaryLanguage } from '../model/language.js';
import { redact, retryAfterMs } from './failure.js';
import { answerUnits, isTranslatablePair, remembered, unsupportedPair } from './frame.js';
import { requestJson } from './http.js';

export interface LibreTranslateOptions {
  /** Address of the server, e.g. `http://127.0.0.1:5000`; a path in front of `/translate` is kept. */
  readonly url: string;
  readonly apiKey?: string | undefined;
}

export const libreTranslateDefaults = { maxUnits: 50, maxCharacters: 5000 } as const;

const NAME = 'libretranslate';
const languagesShape = z.array(z.object({ code: z.string(), targets: z.array(z.string()).optional() }));
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
export function createLibreTranslate(options: LibreTranslateOptions): Provider {
  const { url, apiKey = '' } = options;
  const secrets = apiKey === '' ? [] : [apiKey];
  const languages = remembered((signal) =>
    requestJson({ provider: NAME, url: pathOf(url, 'languages'), signal, secrets }, languagesShape),
  );
  return {
    name: NAME,
    identity: NAME,
    capabilities: {
      ...libreTranslateDefaults,
      maxUnitCharacters: libreTranslateDefaults.maxCharacters,
      placeholders: 'token',
      context: false,
      deterministic: true,
      remote: !isLoopback(url),
    },
    async supports(source, target, { signal } = {}) {
      if (!isTranslatablePair(source, target)) return false;
      return pairOf(await languages.get(signal), source, target) !== undefined;
    },
    translate(request) {
      const { signal } = request;
      return answerUnits(NAME, request, async (units) => {
        const { source, target } = request;
        const known = languages.known;
        const pair =
          known === undefined ? [codes(source)[0], codes(target)[0]] : pairOf(known, source, target);
        if (pair === undefined) throw unsupportedPair(NAME, source, target);
        const texts = units.map((unit) => unit.text);
        const q = texts.length === 1 ? texts[0] : texts;
        const key = apiKey === '' ? {} : { api_key: apiKey };
        const answer = await requestJson(
          {
            provider: NAME,
            url: pathOf(url, 'translate'),
            json: { q, source: pair[0], target: pair[1], format: 'text', ...key },
            signal,
            secrets,
            explain: (detail, status) => explain(redact(detail, secrets), status, source, target),
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

/** Adds a path below an address, whatever its last slash. */
function pathOf(url: string, path: string): URL {
  const base = new URL(url);
  base.pathname = `${base.pathname.replace(/\/+$/, '')}/${path}`;
  return base;
}

function isLoopback(url: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}

function codes(tag: LanguageTag): readonly [string, ...string[]] {
  return [...(OTHER_CODES[tag] ?? []), tag, primaryLanguage(tag)].filter(
    (code, index, all) => all.indexOf(code) === index,
  ) as unknown as readonly [string, ...string[]];
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
  source: LanguageTag,
  target: LanguageTag,
): ProviderError | undefined {
  if (status >= 404) return undefined;
  if (/not supported|not available as a target/i.test(detail)) return unsupportedPair(NAME, source, target);
  if (/exceeds.{0,40}limit/i.test(detail)) {
    return new ProviderError(NAME, 'TOO_LARGE', `${NAME} found the request too large: ${detail}`, {
      status,
      hint: 'Lower maxCharacters or maxUnits of this provider to what the server allows.',
    });
  }
  if (/api key/i.test(detail)) {
    return new ProviderError(NAME, 'AUTH', `${NAME} refused the key: ${detail}`, {
      status,
      hint: 'Set LIBRETRANSLATE_API_KEY to a key of this server.',
    });
  }
  if (/too many|slow ?down/i.test(detail)) {
    const seconds = /(\d+) ?s(?:econds?)?\b/i.exec(detail)?.[1];
    const ms = retryAfterMs(seconds, Date.now());
    return new ProviderError(NAME, 'RATE_LIMIT', `${NAME} asks for fewer requests: ${detail}`, {
      status,
      ...(ms === undefined ? {} : { retryAfterMs: ms }),
    });
  }
  return undefined;
}
