import type * as DeeplSdk from 'deepl-node';
import { z } from 'zod';
import { ProviderError } from '../errors.js';
import { messages } from '../message.js';
import type { Provider, ProviderUnit, Standing } from '../model/contracts.js';
import { defineProvider } from '../model/definition.js';
import { type LanguageTag, primaryLanguage } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { badResponse, connectionError, shownUrl, statusError, untilAborted, withWords } from './failure.js';
import {
  type AdapterHost,
  type Answer,
  answerUnits,
  importPeer,
  isTranslatablePair,
  needed,
  remembered,
} from './frame.js';
import { redact, secretsOfUrl } from './hide.js';
import { type GlossaryService, glossariesOf } from './house-glossaries.js';
import { Wire } from './wire.js';

const say = messages('providers', {
  setDeeplKey: 'Set the key in DEEPL_API_KEY, or providers.deepl.apiKey in the configuration.',
  noFormality: '{{provider}} has no formality for this language',
  preferFormality: 'Write prefer_more or prefer_less for providers.deepl.formality.',
  notThisPair: '{{provider}} does not translate this pair',
  ownAnswer: '{{provider}} answered in a shape of its own',
  checkIsDeepl: 'Check that {{endpoint}} is DeepL.',
  standingShape: '{{provider}} says what is left of the account in a shape of its own',
  itemWithoutText: '{{provider}} answered an item without a text',
});

const settings = z.strictObject({
  apiKey: z.string().optional().describe('Key of the account; one of DeepL API Free ends in `:fx`.'),
  serverUrl: z
    .url()
    .optional()
    .describe("Another server than DeepL's own, which follows from the key: a proxy, a mock."),
  formality: z
    .enum(['default', 'more', 'less', 'prefer_more', 'prefer_less'])
    .optional()
    .describe('How readers are addressed; `prefer_…` leaves it where a language has no such thing.'),
  modelType: z
    .enum(['quality_optimized', 'prefer_quality_optimized', 'latency_optimized'])
    .optional()
    .describe("Which of DeepL's models translates."),
  glossary: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Keeps terms as glossaries of the account whose names begin so, one for each pair, and uses them; absent: terms stay here.',
    ),
  styleRule: z
    .string()
    .min(1)
    .optional()
    .describe('Style rules of the account, by their id; they are of one target language.'),
  customInstructions: z
    .array(z.string().min(1))
    .max(10)
    .optional()
    .describe('What the service is told besides, e.g. `Use the diplomatic names of countries`.'),
  context: z
    .boolean()
    .optional()
    .describe(
      'Sends the neighbouring segments along, which DeepL does not bill. It takes them once a request, so every text then travels alone: better pronouns, fifty times the requests.',
    ),
});
export type DeeplSettings = z.infer<typeof settings>;

/** DeepL API Pro, without the monthly base fee; DeepL API Free costs nothing and ends with its quota. */
const LIST_PRICE = {
  perMillionCharacters: 20,
  currency: 'EUR',
  asOf: '2026-11-26',
  source: 'https://support.deepl.com/hc/en-us/articles/360020685720-Character-count-and-billing-in-DeepL-API',
} as const;

const isFree = (apiKey: string): boolean => apiKey.trim().endsWith(':fx');

/** DeepL as it is plugged in. */
export const deepl = defineProvider({
  kind: 'provider',
  name: 'deepl',
  description: 'DeepL',
  settings,
  environment: { DEEPL_API_KEY: 'apiKey', DEEPL_AUTH_KEY: 'apiKey', DEEPL_SERVER_URL: 'serverUrl' },
  secrets: ['apiKey'],
  fingerprint: ['formality', 'modelType', 'context', 'glossary', 'styleRule', 'customInstructions'],
  peer: 'deepl-node',
  prices: ({ apiKey = '' }) => [
    { ...LIST_PRICE, ...onlyDefined({ perMillionCharacters: isFree(apiKey) ? 0 : undefined }) },
  ],
  required: [
    {
      anyOf: ['apiKey'],
      remedy: say.setDeeplKey(),
    },
  ],
  create: createDeepl,
});

const deeplDefaults = {
  maxUnits: 50,
  /**
   * DeepL takes 128 KiB a request and its library sends a form, where a letter of Cyrillic is 6 bytes, one of
   * CJK 9: so many characters always fit.
   */
  maxCharacters: 14_000,
  context: false,
} as const;

const NAME = 'deepl';
/** The library's own limit on a silent connection, in milliseconds; the queue's timeout comes first. */
const SILENCE = 10 * 60_000;
/** Longest context on each side, in characters, so that it and the text fit together. */
const MAX_CONTEXT = 1000;

interface Languages {
  readonly sources: ReadonlySet<string>;
  readonly targets: ReadonlySet<string>;
}

/** DeepL through its official library, an optional peer that is loaded when it is first used. */
export function createDeepl(options: DeeplSettings, host: AdapterHost = {}): Provider {
  const { formality, modelType, styleRule, customInstructions } = options;
  const apiKey = needed(NAME, 'apiKey', options.apiKey);
  const context = options.context ?? deeplDefaults.context;
  const free = isFree(apiKey);
  const endpoint = shownUrl(
    options.serverUrl ?? (free ? 'https://api-free.deepl.com' : 'https://api.deepl.com'),
  );
  const call = callerOf({ apiKey, endpoint, serverUrl: options.serverUrl }, host);

  const languages = remembered((signal = new AbortController().signal): Promise<Languages> => {
    return call(async (client) => {
      const [sources, targets] = await Promise.all([
        client.getSourceLanguages(),
        client.getTargetLanguages(),
      ]);
      return { sources: codesOf(sources), targets: codesOf(targets) };
    }, signal);
  });

  const glossaries = glossariesOf(host, {
    provider: NAME,
    name: options.glossary,
    service: accountGlossaries(call),
  });

  return {
    name: NAME,
    identity: [NAME, modelType, formality, styleRule, ...(customInstructions ?? [])]
      .filter((part) => part !== undefined)
      .join('|'),
    capabilities: {
      maxUnits: context ? 1 : deeplDefaults.maxUnits,
      maxCharacters: deeplDefaults.maxCharacters,
      maxUnitCharacters: deeplDefaults.maxCharacters - (context ? 2 * MAX_CONTEXT : 0),
      placeholders: 'xml',
      ...onlyDefined({ terms: glossaries === undefined ? undefined : true }),
      context,
      deterministic: false,
      remote: true,
    },
    async supports(source, target, { signal } = {}) {
      if (!isTranslatablePair(source, target)) return false;
      const { sources, targets } = await languages.get(signal);
      const wanted = targetCode(target);
      return (
        sources.has(primaryLanguage(source)) &&
        (targets.has(wanted.toLowerCase()) || targets.has(primaryLanguage(wanted)))
      );
    },
    async standing({ signal = new AbortController().signal } = {}) {
      const text = await call(async (client, _, wire) => {
        await client.getUsage();
        return wire.text;
      }, signal);
      return standingOf(text);
    },
    translate(request) {
      const { signal } = request;
      return answerUnits(NAME, request, async (units) => {
        const around = context ? contextOf(units) : '';
        const { source, target, terms: found = [] } = request;
        const glossary = found.length === 0 ? undefined : await glossaries?.of(source, target, signal);
        const results: unknown = await call(
          (client) =>
            client.translateText(
              units.map((unit) => unit.text),
              primaryLanguage(request.source) as DeeplSdk.SourceLanguageCode,
              targetCode(request.target) as DeeplSdk.TargetLanguageCode,
              {
                preserveFormatting: true,
                splitSentences: 'nonewlines',
                // Texts of an `xml` provider travel escaped, with `<x id="1"/>` for what must stay.
                tagHandling: 'xml',
                outlineDetection: false,
                ...onlyDefined({
                  glossary,
                  context: around === '' ? undefined : around,
                  formality,
                  modelType,
                  styleRule,
                  customInstructions,
                }),
              },
            ),
          signal,
        ).catch((error: unknown) => {
          if (glossary === undefined || !ProviderError.isInstance(error) || error.status !== 404) throw error;
          glossaries?.forget();
          throw new ProviderError(NAME, 'REJECTED', error, { status: 404, resend: true });
        });
        return (results as readonly DeeplSdk.TextResult[]).map(answerOf);
      });
    },
  };
}

/** One call of the library. */
type Call = <T>(
  work: (client: DeeplSdk.Translator, sdk: typeof DeeplSdk, wire: Wire) => Promise<T>,
  signal: AbortSignal,
) => Promise<T>;

/** Makes calls of the library, with what it lacks: abort, `Retry-After`, typed errors. */
function callerOf(
  {
    apiKey,
    endpoint,
    serverUrl,
  }: { readonly apiKey: string; readonly endpoint: string; readonly serverUrl: string | undefined },
  host: AdapterHost,
): Call {
  const secrets = [apiKey, ...secretsOfUrl(serverUrl ?? '')];
  let translator: DeeplSdk.Translator | undefined;
  return async (work, signal) => {
    const sdk = await untilAborted(NAME, loadSdk(host), signal);
    const wire = new Wire(NAME);
    try {
      translator ??= new sdk.Translator(apiKey, {
        maxRetries: 0,
        minTimeout: SILENCE,
        sendPlatformInfo: false,
        ...onlyDefined({ serverUrl: serverUrl }),
      });
      const client = translator;
      return await untilAborted(
        NAME,
        wire.run(() => work(client, sdk, wire)),
        signal,
      );
    } catch (error) {
      if (ProviderError.isInstance(error)) throw error;
      if (wire.problem !== undefined) throw wire.problem;
      throw asProviderError(sdk, error, wire, { endpoint, secrets });
    } finally {
      if (signal.aborted) wire.stop();
    }
  };
}

/** Glossaries of the account. */
function accountGlossaries(call: Call): GlossaryService {
  return {
    async list(signal) {
      const there = await call((client) => client.listGlossaries(), signal);
      return there.map(({ glossaryId: id, name }) => ({ id, name }));
    },
    async make(name, entries, { source, target, signal }) {
      const made = await call((client, sdk) => {
        const list = new sdk.GlossaryEntries({ entries: Object.fromEntries(entries) });
        return client.createGlossary(name, glossaryCode(source), glossaryCode(target), list);
      }, signal);
      return made.glossaryId;
    },
    remove: (id, signal) => call((client) => client.deleteGlossary(id), signal),
  };
}

function loadSdk(host: AdapterHost): Promise<typeof DeeplSdk> {
  return importPeer(NAME, 'deepl-node', () => import('deepl-node'), host);
}

/** From here on an account has no limit: what `usage` says of one without cost control. */
const NO_LIMIT = 1e12;
const count = z.number().int().nonnegative().nullish().catch(undefined);
const usageShape = z.looseObject({
  character_count: count,
  character_limit: count,
  api_key_character_count: count,
  api_key_character_limit: count,
  end_time: z.iso.datetime({ offset: true }).nullish().catch(undefined),
});

/** Of the account and of the key, what is less; the library reads the account alone. */
function standingOf(text: string): Standing {
  const { data } = usageShape.safeParse(parsed(text));
  if (data === undefined) throw badResponse(NAME, say.standingShape({ provider: NAME }));
  const limits = [
    [data.character_count, data.character_limit],
    [data.api_key_character_count, data.api_key_character_limit],
  ].flatMap(([used, limit]) =>
    typeof used === 'number' && typeof limit === 'number' && limit < NO_LIMIT
      ? [{ charactersLeft: Math.max(0, limit - used), charactersLimit: limit }]
      : [],
  );
  const [least] = limits.sort((a, b) => a.charactersLeft - b.charactersLeft);
  return {
    ...least,
    ...onlyDefined({ renewsAt: typeof data.end_time === 'string' ? data.end_time : undefined }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Glossaries know no regions. */
const glossaryCode = (tag: LanguageTag): DeeplSdk.LanguageCode =>
  primaryLanguage(tag) as DeeplSdk.LanguageCode;

/** English and Portuguese need a region as target; Chinese a script. */
function targetCode(tag: LanguageTag): string {
  const { language, region, script } = new Intl.Locale(tag).maximize();
  if (language === 'en') return region === 'GB' ? 'en-GB' : 'en-US';
  if (language === 'pt') return tag.includes('-') && region === 'BR' ? 'pt-BR' : 'pt-PT';
  if (language === 'zh') return script === 'Hant' ? 'zh-HANT' : 'zh-HANS';
  if (tag === 'es-419') return 'es-419';
  return language === 'no' ? 'nb' : language;
}

function codesOf(languages: readonly DeeplSdk.Language[]): ReadonlySet<string> {
  return new Set(languages.map(({ code }) => code.toLowerCase()));
}

function contextOf([unit]: readonly ProviderUnit[]): string {
  const { before = '', after = '' } = unit?.context ?? {};
  return [before.slice(-MAX_CONTEXT), after.slice(0, MAX_CONTEXT)].filter((part) => part !== '').join('\n');
}

/** The library does not look into an answer's items: a text may be missing or no text at all. */
function answerOf({ text, billedCharacters, modelTypeUsed }: DeeplSdk.TextResult): Answer {
  if (typeof text !== 'string') throw badResponse(NAME, say.itemWithoutText({ provider: NAME }));
  return {
    text,
    ...onlyDefined({
      billedCharacters: typeof billedCharacters === 'number' ? billedCharacters : undefined,
      model: typeof modelTypeUsed === 'string' ? modelTypeUsed : undefined,
    }),
  };
}

function asProviderError(
  sdk: typeof DeeplSdk,
  error: unknown,
  wire: Wire,
  shown: { endpoint: string; secrets: readonly string[] },
): ProviderError {
  const { status } = wire;
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof sdk.ConnectionError) {
    return connectionError(NAME, shown.endpoint, error.error ?? error);
  }
  if (status !== undefined && (status < 200 || status >= 300)) {
    const detail = /(?:message|detail): (.*)/s.exec(text)?.[1] ?? '';
    const words = redact(detail, shown.secrets);
    if (status === 400 && /formality/i.test(detail)) {
      return new ProviderError(NAME, 'CONFIG', withWords(say.noFormality({ provider: NAME }), words), {
        status,
        hint: say.preferFormality(),
      });
    }
    if (status === 400 && /not supported|target_lang|source_lang/i.test(detail)) {
      return new ProviderError(
        NAME,
        'UNSUPPORTED_PAIR',
        withWords(say.notThisPair({ provider: NAME }), words),
        {
          status,
        },
      );
    }
    return statusError(NAME, { status, detail, headers: wire.headers, ...shown });
  }
  return badResponse(NAME, say.ownAnswer({ provider: NAME }), {
    ...onlyDefined({ status }),
    hint: say.checkIsDeepl({ endpoint: shown.endpoint }),
  });
}
