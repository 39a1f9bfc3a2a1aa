import type * as DeeplSdk from 'deepl-node';
import { ProviderError } from '../errors.js';
import type { Provider, ProviderUnit } from '../model/contracts.js';
import { type LanguageTag, primaryLanguage } from '../model/language.js';
import { Wire } from './deepl-wire.js';
import { badResponse, connectionError, shownUrl, statusError, untilAborted } from './failure.js';
import { type Answer, answerUnits, isTranslatablePair, remembered } from './frame.js';

export interface DeeplOptions {
  readonly apiKey: string;
  /** Another server than DeepL's own, which follows from the key: a proxy, a mock. */
  readonly serverUrl?: string | undefined;
  readonly formality?: 'default' | 'more' | 'less' | 'prefer_more' | 'prefer_less' | undefined;
  readonly modelType?: 'quality_optimized' | 'prefer_quality_optimized' | 'latency_optimized' | undefined;
  /**
   * Sends the neighbouring segments along, which DeepL does not bill. It takes them once a request, not once a
   * text, so every text then travels alone: better pronouns, fifty times the requests.
   */
  readonly context?: boolean | undefined;
}

export const deeplDefaults = {
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
export function createDeepl(options: DeeplOptions): Provider {
  const { apiKey, formality, modelType } = options;
  const context = options.context ?? deeplDefaults.context;
  const secrets = [apiKey];
  const free = apiKey.endsWith(':fx');
  const endpoint = shownUrl(
    options.serverUrl ?? (free ? 'https://api-free.deepl.com' : 'https://api.deepl.com'),
  );
  let translator: DeeplSdk.Translator | undefined;

  /** One call of the library, with what it lacks: abort, `Retry-After`, typed errors. */
  const call = async <T>(
    work: (client: DeeplSdk.Translator) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> => {
    const sdk = await untilAborted(NAME, loadSdk(), signal);
    const wire = new Wire(NAME);
    try {
      translator ??= new sdk.Translator(apiKey, {
        maxRetries: 0,
        minTimeout: SILENCE,
        sendPlatformInfo: false,
        ...(options.serverUrl === undefined ? {} : { serverUrl: options.serverUrl }),
      });
      const client = translator;
      return await untilAborted(
        NAME,
        wire.run(() => work(client)),
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

  const languages = remembered((signal = new AbortController().signal): Promise<Languages> => {
    return call(async (client) => {
      const [sources, targets] = await Promise.all([
        client.getSourceLanguages(),
        client.getTargetLanguages(),
      ]);
      return { sources: codesOf(sources), targets: codesOf(targets) };
    }, signal);
  });

  return {
    name: NAME,
    identity: [NAME, modelType, formality].filter((part) => part !== undefined).join('|'),
    capabilities: {
      maxUnits: context ? 1 : deeplDefaults.maxUnits,
      maxCharacters: deeplDefaults.maxCharacters,
      maxUnitCharacters: deeplDefaults.maxCharacters - (context ? 2 * MAX_CONTEXT : 0),
      placeholders: 'xml',
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
    translate(request) {
      const { signal } = request;
      return answerUnits(NAME, request, async (units) => {
        const around = context ? contextOf(units) : '';
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
                ...(around === '' ? {} : { context: around }),
                ...(formality === undefined ? {} : { formality }),
                ...(modelType === undefined ? {} : { modelType }),
              },
            ),
          signal,
        );
        return (results as readonly DeeplSdk.TextResult[]).map(answerOf);
      });
    },
  };
}

let loading: Promise<typeof DeeplSdk> | undefined;

function loadSdk(): Promise<typeof DeeplSdk> {
  loading ??= import('deepl-node').catch((cause: unknown) => {
    loading = undefined;
    throw new ProviderError(NAME, 'MISSING_DEPENDENCY', "DeepL's library deepl-node is not installed", {
      hint: 'npm install deepl-node',
      cause,
    });
  });
  return loading;
}

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
  if (typeof text !== 'string') throw badResponse(NAME, 'answered an item without a text');
  return {
    text,
    ...(typeof billedCharacters === 'number' ? { billedCharacters } : {}),
    ...(typeof modelTypeUsed === 'string' ? { model: modelTypeUsed } : {}),
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
    if (status === 400 && /not supported|target_lang|source_lang/i.test(detail)) {
      return new ProviderError(
        NAME,
        'UNSUPPORTED_PAIR',
        `${NAME} does not translate this pair: ${detail.slice(0, 200)}`,
        { status },
      );
    }
    return statusError(NAME, { status, detail, retryAfter: wire.retryAfter, ...shown });
  }
  return badResponse(NAME, 'answered in a shape of its own', {
    ...(status === undefined ? {} : { status }),
    hint: `Check that ${shown.endpoint} is DeepL.`,
  });
}
