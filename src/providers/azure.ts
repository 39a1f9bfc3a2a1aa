import { z } from 'zod';
import { ProviderError } from '../errors.js';
import { asValue, messages } from '../message.js';
import type { Provider, Term } from '../model/contracts.js';
import { defineProvider } from '../model/definition.js';
import { type LanguageTag, primaryLanguage } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { badResponse, statusError, untilAborted, withWords } from './failure.js';
import {
  type AdapterHost,
  addressSettings,
  answerUnits,
  importPeer,
  isTranslatablePair,
  needed,
  remembered,
  unsupportedPair,
} from './frame.js';
import { type HttpCall, isLoopback } from './http.js';
import { addressOf, throughLibrary } from './library.js';
import { codeAmong, codeFor } from './translators.js';

const say = messages('providers', {
  azure: 'Azure Translator',
  setAzureKey: 'Set the key in AZURE_TRANSLATOR_KEY, or providers.azure.apiKey in the configuration.',
  azureRefused: '{{provider}} refused the key',
  azureRegion:
    'Check the key, and that AZURE_TRANSLATOR_REGION is the region of the resource: keys of a region are refused without it.',
  azureNoEnglish:
    '{{provider}} takes a dictionary only from or into English: for {{source}} to {{target}} terms are only checked',
  ownAzureItems: '{{provider}} answered in a shape of its own: an item has no translation',
});

const settings = z.strictObject({
  apiKey: z.string().optional().describe('Key of the resource.'),
  region: z.string().optional().describe('Region of the resource, unless it is a global one.'),
  endpoint: z
    .url()
    .optional()
    .describe("Another address than the global one: the resource's own, or a container's."),
  deployment: z.string().optional().describe('Deployed language model, or category of a custom one.'),
  dictionary: z
    .boolean()
    .optional()
    .describe(
      'Sends terms that have one form along as the dynamic dictionary, which the service takes from and into English; absent: they are put into the text before it is sent.',
    ),
  ...addressSettings,
});
type AzureSettings = z.infer<typeof settings>;

const NAME = 'azure';
const PEER: string = '@azure-rest/ai-translation-text';
const azureDefaults = {
  endpoint: 'https://api.cognitive.microsofttranslator.com',
  maxUnits: 100,
  /** The service takes 50,000. */
  maxCharacters: 20_000,
} as const;

/** Azure Translator as it is plugged in. */
export const azure = defineProvider({
  kind: 'provider',
  name: NAME,
  description: say.azure(),
  settings,
  environment: {
    AZURE_TRANSLATOR_KEY: 'apiKey',
    AZURE_TRANSLATOR_REGION: 'region',
    AZURE_TRANSLATOR_ENDPOINT: 'endpoint',
  },
  secrets: ['apiKey', 'headers', 'query'],
  fingerprint: ['deployment', 'dictionary'],
  peer: PEER,
  required: [{ anyOf: ['apiKey'], remedy: say.setAzureKey() }],
  create: createAzure,
});

/** What is used of the library. */
interface Sdk {
  readonly default: (
    endpoint: string,
    credential: Readonly<Record<string, unknown>>,
    options: Readonly<Record<string, unknown>>,
  ) => Client;
}
interface Client {
  path(path: string): { get(options: unknown): Promise<unknown>; post(options: unknown): Promise<unknown> };
}
/** A request of the library's pipeline. */
interface PipelineRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: { toJSON(): Record<string, string> };
  readonly body?: string;
}

const answerShape = z.looseObject({
  value: z.array(
    z.looseObject({
      translations: z.array(
        z.looseObject({
          text: z.string(),
          sourceCharacters: z.number().nullish(),
          sourceTokens: z.number().nullish(),
          instructionTokens: z.number().nullish(),
          responseTokens: z.number().nullish(),
        }),
      ),
    }),
  ),
});
const languagesShape = z.looseObject({ translation: z.record(z.string(), z.unknown()) });

/** Azure Translator through Microsoft's library, an optional peer loaded when first used. */
export function createAzure(options: AzureSettings, host: AdapterHost = {}): Provider {
  const apiKey = needed(NAME, 'apiKey', options.apiKey);
  const { deployment, dictionary = false } = options;
  const { notice = () => undefined } = host;
  const said = new Set<string>();
  const address = addressOf(options.endpoint ?? azureDefaults.endpoint, [apiKey], options);
  const { endpoint } = address;

  const call = callerOf(options, address, host);
  const explain = explainerOf(address);

  const languages = remembered(async (signal = new AbortController().signal) => {
    const answer = await call(
      (client) => client.path('/languages').get({ queryParameters: { scope: 'translation' } }),
      signal,
      explain,
    );
    const { data } = languagesShape.safeParse(answer);
    if (data === undefined) throw badResponse(NAME, say.ownAzureItems({ provider: NAME }));
    return Object.keys(data.translation);
  });

  return {
    name: NAME,
    identity: [NAME, deployment].filter((part) => part !== undefined).join('|'),
    capabilities: {
      maxUnits: azureDefaults.maxUnits,
      maxCharacters: azureDefaults.maxCharacters,
      maxUnitCharacters: azureDefaults.maxCharacters,
      placeholders: 'token',
      ...onlyDefined({ terms: dictionary ? true : undefined }),
      context: false,
      deterministic: false,
      remote: !isLoopback(endpoint),
    },
    async supports(source, target, { signal } = {}) {
      if (!isTranslatablePair(source, target)) return false;
      const codes = await languages.get(signal);
      return [source, target].every((tag) => codeAmong(codes, codesOf(tag)) !== undefined);
    },
    translate(request) {
      const { source, target, signal } = request;
      return answerUnits(NAME, request, async (units) => {
        const code = (tag: LanguageTag): string => codeFor(languages.known, codesOf(tag), tag);
        const targets = [{ language: code(target), ...onlyDefined({ deploymentName: deployment }) }];
        const { terms = [] } = request;
        const pair = `${source} ${target}`;
        const hasEnglish = [source, target].some((tag) => primaryLanguage(tag) === 'en');
        if (terms.length > 0 && !hasEnglish && !said.has(pair)) {
          said.add(pair);
          notice(asValue(say.azureNoEnglish({ provider: NAME, source, target })));
        }
        const words = hasEnglish ? terms : [];
        const inputs = units.map(({ text }) => ({
          text: withDictionary(text, words),
          language: code(source),
          textType: 'plain',
          targets,
        }));
        const answer = await call(
          (client) => client.path('/translate').post({ body: { inputs } }),
          signal,
          (detail, status, headers, body) => {
            const invalid = /"code"\s*:\s*"?4000(?:23|35|36)/.test(body);
            if (
              invalid ||
              (status === 400 && /language.{0,40}(?:not valid|not supported|invalid)/i.test(detail))
            )
              return unsupportedPair(NAME, source, target);
            return explain(detail, status, headers, body);
          },
        );
        return textsOf(answer);
      });
    },
  };
}

/** @throws ProviderError BAD_RESPONSE */
function textsOf(answer: unknown) {
  const { data } = answerShape.safeParse(answer);
  if (data === undefined) throw badResponse(NAME, say.ownAzureItems({ provider: NAME }));
  return data.value.map(({ translations: [first] }) => {
    if (first === undefined) throw badResponse(NAME, say.ownAzureItems({ provider: NAME }));
    const { text, sourceCharacters } = first;
    return {
      text,
      ...onlyDefined({
        billedCharacters: typeof sourceCharacters === 'number' ? sourceCharacters : undefined,
      }),
    };
  });
}

type Address = ReturnType<typeof addressOf>;

/** What the service's own numbers of errors mean. */
function explainerOf({ endpoint, secrets }: Address): NonNullable<HttpCall['explain']> {
  return (detail, status, headers, body) => {
    const code = Number(/"code"\s*:\s*"?(\d{6})/.exec(body)?.[1] ?? 0);
    const as = (other: number): ProviderError =>
      statusError(NAME, { status: other, detail, headers, endpoint, secrets });
    if (status === 401) {
      return new ProviderError(NAME, 'AUTH', withWords(say.azureRefused({ provider: NAME }), detail), {
        status,
        hint: say.azureRegion(),
      });
    }
    if (code === 403_001 || /exceeded its free quota|out of call volume quota/i.test(detail)) return as(402);
    if (code === 400_077 || code === 400_050 || code === 400_072 || /request size|too long/i.test(detail))
      return as(413);
    return undefined;
  };
}

/** Works with a client of Microsoft's library, over our own wire. */
function callerOf({ apiKey, region }: AzureSettings, address: Address, host: AdapterHost) {
  const { endpoint } = address;
  return async (
    work: (client: Client) => Promise<unknown>,
    signal: AbortSignal,
    explain: HttpCall['explain'],
  ): Promise<unknown> => {
    const sdk = await untilAborted(
      NAME,
      importPeer(NAME, PEER, () => import(/* @vite-ignore */ PEER) as Promise<Sdk>, host),
      signal,
    );
    return throughLibrary({ provider: NAME, address, explain, host, signal }, (send) =>
      work(
        sdk.default(endpoint, region === undefined ? { key: apiKey } : { key: apiKey, region }, {
          allowInsecureConnection: endpoint.startsWith('http:'),
          retryOptions: { maxRetries: 0 },
          httpClient: {
            async sendRequest(request: PipelineRequest) {
              const { url, method, body } = request;
              const headers = request.headers.toJSON();
              const answer = await send(url, { method, headers, ...onlyDefined({ body }) });
              const text = await answer.text();
              return { request, status: answer.status, headers: headersOf(answer.headers), bodyAsText: text };
            },
          },
        }),
      ),
    );
  };
}

const escapeForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Terms of one form, marked where they stand. The service puts them in as they are, which its documentation calls safe for
 * names alone. One that could not stand in an attribute is left to the check.
 */
function withDictionary(text: string, terms: readonly Term[]): string {
  const words = new Map(
    terms
      .filter(({ source, target, fixed }) => fixed === true && source.trim() !== '' && !/["<>&]/.test(target))
      .map(({ source, target }) => [source, target]),
  );
  if (words.size === 0) return text;
  const longestFirst = [...words.keys()].sort((a, b) => b.length - a.length).map(escapeForPattern);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
  return text.replace(
    pattern,
    (word) => `<mstrans:dictionary translation="${words.get(word)}">${word}</mstrans:dictionary>`,
  );
}

/** Headers as the library's pipeline has them. */
function headersOf(headers: Headers) {
  return {
    get: (name: string) => headers.get(name) ?? undefined,
    has: (name: string) => headers.has(name),
    toJSON: () => Object.fromEntries(headers),
    [Symbol.iterator]: () => headers[Symbol.iterator](),
  };
}

function codesOf(tag: LanguageTag): readonly string[] {
  const { language, script, region } = new Intl.Locale(tag).maximize();
  if (language === 'zh') return [script === 'Hant' ? 'zh-Hant' : 'zh-Hans'];
  if (language === 'sr') return [script === 'Latn' ? 'sr-Latn' : 'sr-Cyrl'];
  if (language === 'pt') return region === 'PT' && tag.includes('-') ? ['pt-PT', 'pt'] : ['pt'];
  if (language === 'no') return ['nb'];
  return tag === language ? [language] : [language, tag];
}
