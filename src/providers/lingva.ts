import { z } from 'zod';
import { ProviderError } from '../errors.js';
import { messages } from '../message.js';
import type { Provider } from '../model/contracts.js';
import { defineProvider } from '../model/definition.js';
import { type LanguageTag, primaryLanguage } from '../model/language.js';
import { withWords } from './failure.js';
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
  lingva: 'Lingva server, a free front of Google Translate',
  setLingvaUrl: 'Set LINGVA_URL, or providers.lingva.url in the configuration.',
  lingvaFailed: '{{provider}} could not translate',
});

const settings = z.strictObject({
  url: z.url().optional().describe('Address of the server.'),
  ...addressSettings,
});
type LingvaSettings = z.infer<typeof settings>;

const NAME = 'lingva';
/** One text a request, and it travels in the address: six letters for one of Cyrillic. */
const MAX_CHARACTERS = 1000;

/** Lingva as it is plugged in. */
export const lingva = defineProvider({
  kind: 'provider',
  name: NAME,
  description: say.lingva(),
  settings,
  environment: { LINGVA_URL: 'url' },
  secrets: ['headers', 'query'],
  fingerprint: [],
  required: [{ anyOf: ['url'], remedy: say.setLingvaUrl() }],
  // Others run it for nothing: gently.
  limits: { concurrency: 1, requestsPerSecond: 2 },
  create: createLingva,
});

const answerShape = z.looseObject({ translation: z.string() });
const languagesShape = z.looseObject({ languages: z.array(z.looseObject({ code: z.string() })) });

/** Lingva: one text a request, in the path. */
export function createLingva(options: LingvaSettings, host: AdapterHost = {}): Provider {
  const { headers, query = {} } = options;
  const url = needed(NAME, 'url', options.url);
  const common = {
    provider: NAME,
    secrets: [...secretsIn(headers), ...secretsIn(query)],
    headers,
    fetch: host.fetch,
  };
  const languages = remembered(async (signal) => {
    const list = async (side: string): Promise<readonly string[]> => {
      const at = pathOf(url, `api/v1/languages/${side}`, query);
      return (await requestJson({ ...common, url: at, signal }, languagesShape)).languages.map(
        ({ code }) => code,
      );
    };
    const [sources, targets] = [await list('source'), await list('target')];
    return { sources, targets };
  });
  return {
    name: NAME,
    identity: NAME,
    capabilities: {
      maxUnits: 1,
      maxCharacters: MAX_CHARACTERS,
      maxUnitCharacters: MAX_CHARACTERS,
      placeholders: 'token',
      context: false,
      deterministic: false,
      remote: !isLoopback(url),
    },
    async supports(source, target, { signal } = {}) {
      if (!isTranslatablePair(source, target)) return false;
      const { sources, targets } = await languages.get(signal);
      return codeAmong(sources, source) !== undefined && codeAmong(targets, target) !== undefined;
    },
    translate(request) {
      const { source, target, signal } = request;
      return answerUnits(NAME, request, async (units) => {
        const known = languages.known;
        const from = known === undefined ? codesOf(source)[0] : codeAmong(known.sources, source);
        const into = known === undefined ? codesOf(target)[0] : codeAmong(known.targets, target);
        if (from === undefined || into === undefined) throw unsupportedPair(NAME, source, target);
        const answers: { text: string }[] = [];
        for (const { text } of units) {
          const path = ['api/v1', ...[from, into, text].map(encodeURIComponent)].join('/');
          const explain = (detail: string, status: number): ProviderError | undefined => {
            if (/language|pair/i.test(detail) && status < 500) return unsupportedPair(NAME, source, target);
            return undefined;
          };
          const { translation } = await requestJson(
            { ...common, url: pathOf(url, path, query), signal, explain },
            answerShape,
          );
          // It answers nothing where Google turned it away.
          if (translation.trim() === '')
            throw new ProviderError(NAME, 'UNAVAILABLE', withWords(say.lingvaFailed({ provider: NAME }), ''));
          answers.push({ text: translation });
        }
        return answers;
      });
    },
  };
}

/** Codes of Google's, as Lingva writes them. */
function codesOf(tag: LanguageTag): readonly string[] {
  const { language, script } = new Intl.Locale(tag).maximize();
  if (language === 'zh') return [script === 'Hant' ? 'zh_HANT' : 'zh', 'zh'];
  if (language === 'he') return ['iw', 'he'];
  return [tag, primaryLanguage(tag)];
}

function codeAmong(codes: readonly string[], tag: LanguageTag): string | undefined {
  const offered = new Map(codes.map((code) => [code.toLowerCase(), code]));
  return codesOf(tag)
    .map((code) => offered.get(code.toLowerCase()))
    .find((code) => code !== undefined);
}
