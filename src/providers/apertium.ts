import { z } from 'zod';
import { hintOf, ProviderError } from '../errors.js';
import { messages } from '../message.js';
import type { Provider } from '../model/contracts.js';
import { defineProvider } from '../model/definition.js';
import { type LanguageTag, parseLanguageTag, primaryLanguage } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import {
  type AdapterHost,
  type Answer,
  addressSettings,
  answerUnits,
  isTranslatablePair,
  remembered,
  unsupportedPair,
} from './frame.js';
import { secretsIn } from './hide.js';
import { isLoopback, pathOf, requestJson } from './http.js';

const say = messages('providers', {
  apertium: 'Apertium APy server',
  setApertiumUrl: 'Set APERTIUM_URL, or providers.apertium.url in the configuration.',
});

const settings = z.strictObject({
  url: z.url().optional().describe('Address of an APy server, e.g. `http://127.0.0.1:2737`.'),
  ...addressSettings,
});
export type ApertiumSettings = z.infer<typeof settings>;

/** Apertium as it is plugged in. */
export const apertium = defineProvider({
  kind: 'provider',
  name: 'apertium',
  description: say.apertium(),
  settings,
  environment: { APERTIUM_URL: 'url' },
  secrets: ['headers', 'query'],
  fingerprint: [],
  required: [{ anyOf: ['url'], remedy: say.setApertiumUrl() }],
  create: createApertium,
});

const apertiumDefaults = {
  url: 'http://127.0.0.1:2737',
  maxUnits: 20,
  maxCharacters: 10_000,
} as const;

const NAME = 'apertium';
/** Requests of one batch under way at once; APy has few translating processes for a pair. */
const AT_ONCE = 2;
const pairsShape = z.object({
  responseData: z.array(z.object({ sourceLanguage: z.string(), targetLanguage: z.string() })),
});
const answerShape = z.object({
  responseData: z.object({ translatedText: z.string() }),
  responseStatus: z.literal(200),
});

/** A server's pair: its own codes, and the tags they stand for. */
interface Pair {
  readonly langpair: string;
  readonly source: LanguageTag;
  readonly target: LanguageTag;
}

/** Apertium through its web service APy. It takes one text in a request: a batch is so many small requests. */
export function createApertium(options: ApertiumSettings = {}, host: AdapterHost = {}): Provider {
  const { headers, query = {} } = options;
  const url = options.url ?? apertiumDefaults.url;
  const secrets = [...secretsIn(headers), ...secretsIn(query)];
  const common = { provider: NAME, secrets, headers, fetch: host.fetch };
  const pairs = remembered(async (signal): Promise<readonly Pair[]> => {
    const list = await requestJson({ ...common, url: pathOf(url, 'listPairs', query), signal }, pairsShape);
    return list.responseData.map(({ sourceLanguage, targetLanguage }) => ({
      langpair: `${sourceLanguage}|${targetLanguage}`,
      source: tagOf(sourceLanguage),
      target: tagOf(targetLanguage),
    }));
  });
  const one = async (
    langpair: string,
    text: string,
    source: LanguageTag,
    target: LanguageTag,
    signal: AbortSignal,
  ): Promise<Answer> => {
    // Stars of the text's own could not be told from its marks.
    const marks = !text.includes(MARK);
    const form = new URLSearchParams({ langpair, q: text, markUnknown: marks ? 'yes' : 'no', format: 'txt' });
    const explain = (detail: string): ProviderError | undefined =>
      /pair.{0,20}(?:not installed|invalid)/i.test(detail)
        ? unsupportedPair(NAME, source, target)
        : undefined;
    const answer = await requestJson(
      { ...common, url: pathOf(url, 'translate', query), form, signal, explain },
      answerShape,
    );
    const { translatedText } = answer.responseData;
    return marks ? withoutMarks(translatedText) : { text: translatedText };
  };
  return {
    name: NAME,
    identity: NAME,
    capabilities: {
      maxUnits: apertiumDefaults.maxUnits,
      maxCharacters: apertiumDefaults.maxCharacters,
      maxUnitCharacters: apertiumDefaults.maxCharacters,
      placeholders: 'token',
      context: false,
      deterministic: true,
      remote: !isLoopback(url),
    },
    async supports(source, target, { signal } = {}) {
      return (
        isTranslatablePair(source, target) && pick(await pairs.get(signal), source, target) !== undefined
      );
    },
    translate(request) {
      const { signal } = request;
      return answerUnits(NAME, request, async (units) => {
        const { source, target } = request;
        const known = pairs.known;
        // The server knows two-letter codes as well, so a list that was never asked for is no obstacle.
        const langpair =
          known === undefined
            ? `${primaryLanguage(source)}|${primaryLanguage(target)}`
            : pick(known, source, target)?.langpair;
        if (langpair === undefined) throw unsupportedPair(NAME, source, target);
        const answers = new Array<Answer>(units.length);
        // The first that fails stops the others: their answers would be thrown away.
        const stop = new AbortController();
        const either = AbortSignal.any([signal, stop.signal]);
        const waiting = units.entries();
        const worker = async (): Promise<void> => {
          for (const [index, unit] of waiting) {
            answers[index] = await one(langpair, unit.text, source, target, either).catch(
              (error: unknown) => {
                if (signal.aborted || !stop.signal.aborted) throw blame(error, unit.id);
                throw error;
              },
            );
          }
        };
        const workers = Array.from({ length: Math.min(AT_ONCE, units.length) }, worker);
        try {
          await Promise.all(workers);
        } finally {
          stop.abort();
          await Promise.allSettled(workers);
        }
        return answers;
      });
    },
  };
}

/** Stands before a word the engine does not know. */
const MARK = '*';

/** What was marked as unknown, without its marks. */
function withoutMarks(marked: string): Answer {
  const unknown = [...marked.matchAll(/\*([\p{L}\p{M}\p{N}’'-]+)/gu)].flatMap(([, word]) => word ?? []);
  const text = marked.replaceAll(MARK, '');
  return unknown.length === 0 ? { text } : { text, unknown };
}

/** `eng` -> `en`, `por_BR` -> `pt-BR`: ICU knows the two-letter forms of ISO 639-3 codes. */
function tagOf(code: string): LanguageTag {
  try {
    return Intl.getCanonicalLocales(code.replaceAll('_', '-'))[0] ?? code;
  } catch {
    return parseLanguageTag(code).tag ?? code;
  }
}

function pick(pairs: readonly Pair[], source: LanguageTag, target: LanguageTag): Pair | undefined {
  const from = [source, primaryLanguage(source)];
  const into = [target, primaryLanguage(target)];
  for (const wantedSource of from) {
    for (const wantedTarget of into) {
      const pair = pairs.find((each) => each.source === wantedSource && each.target === wantedTarget);
      if (pair !== undefined) return pair;
    }
  }
  return undefined;
}

/** A refusal of one text is that unit's alone; anything else concerns them all. */
function blame(error: unknown, id: string): unknown {
  if (!ProviderError.isInstance(error) || error.code !== 'REJECTED') return error;
  const { provider, code, status } = error;
  const hint = hintOf(error);
  return new ProviderError(provider, code, error, {
    ...onlyDefined({ hint, status }),
    unitIds: [id],
  });
}
