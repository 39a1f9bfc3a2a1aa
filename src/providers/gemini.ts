import { z } from 'zod';
import { ProviderError } from '../errors.js';
import { messages } from '../message.js';
import type { Provider } from '../model/contracts.js';
import { defineProvider } from '../model/definition.js';
import { onlyDefined } from '../model/only-defined.js';
import { ANSWER_SCHEMA } from './chat.js';
import { explainChat } from './chat-failure.js';
import {
  chatProvider,
  chatSettings,
  noCompletion,
  type Reply,
  styleSetting,
  usageOf,
} from './chat-provider.js';
import { statusError, untilAborted, withWords } from './failure.js';
import { type AdapterHost, addressSettings, importPeer, needed } from './frame.js';
import { isLoopback } from './http.js';
import { addressOf, throughLibrary } from './library.js';

const say = messages('providers', {
  gemini: 'Gemini, by Google',
  setGeminiKey: 'Set the key in GEMINI_API_KEY, or providers.gemini.apiKey in the configuration.',
  nameGeminiModel: 'Name the model in GEMINI_MODEL, or providers.gemini.model in the configuration.',
  notHere: '{{provider}} does not serve the country this request came from',
  serveElsewhere: 'Use another provider, or run this where {{provider}} is offered.',
});

const settings = z.strictObject({
  apiKey: z.string().optional().describe('Key of the account.'),
  baseUrl: z.url().optional().describe("Another server than Google's own: a gateway, a mock."),
  ...chatSettings,
  ...styleSetting,
  thinkingBudget: z
    .int()
    .min(-1)
    .optional()
    .describe('Most tokens the model may think; 0 is none, -1 as it likes. Absent: not said.'),
  extraBody: z.record(z.string(), z.unknown()).optional().describe('Parameters added to every request.'),
  ...addressSettings,
});
type GeminiSettings = z.infer<typeof settings>;

const NAME = 'gemini';
const PEER: string = '@google/genai';
const geminiDefaults = {
  baseUrl: 'https://generativelanguage.googleapis.com',
  maxUnits: 50,
  maxCharacters: 6000,
} as const;

/** Gemini as it is plugged in. */
export const gemini = defineProvider({
  kind: 'provider',
  name: NAME,
  description: say.gemini(),
  settings,
  environment: {
    GEMINI_API_KEY: 'apiKey',
    GOOGLE_API_KEY: 'apiKey',
    GEMINI_MODEL: 'model',
    GEMINI_BASE_URL: 'baseUrl',
  },
  secrets: ['apiKey', 'headers', 'query'],
  fingerprint: ['model', 'instructions', 'style', 'thinkingBudget', 'extraBody'],
  peer: PEER,
  required: [
    { anyOf: ['apiKey'], remedy: say.setGeminiKey() },
    { anyOf: ['model'], remedy: say.nameGeminiModel() },
  ],
  create: createGemini,
});

/** What is used of the library. */
interface Sdk {
  readonly GoogleGenAI: new (
    options: Readonly<Record<string, unknown>>,
  ) => { readonly models: { generateContent(request: unknown): Promise<unknown> } };
}

const answerShape = z.looseObject({
  modelVersion: z.string().optional(),
  promptFeedback: z.looseObject({ blockReason: z.string().nullish() }).nullish(),
  candidates: z
    .array(
      z.looseObject({
        finishReason: z.string().nullish(),
        finishMessage: z.string().nullish(),
        content: z
          .looseObject({
            parts: z
              .array(z.looseObject({ text: z.string().nullish(), thought: z.boolean().nullish() }))
              .nullish(),
          })
          .nullish(),
      }),
    )
    .nullish(),
  usageMetadata: z
    .looseObject({
      promptTokenCount: z.number().nullish(),
      candidatesTokenCount: z.number().nullish(),
      thoughtsTokenCount: z.number().nullish(),
    })
    .nullish(),
});

/** `generateContent` through Google's library, an optional peer loaded when first used. */
export function createGemini(options: GeminiSettings, host: AdapterHost = {}): Provider {
  const apiKey = needed(NAME, 'apiKey', options.apiKey);
  const model = needed(NAME, 'model', options.model);
  const address = addressOf(options.baseUrl ?? geminiDefaults.baseUrl, [apiKey], options);
  const { endpoint, secrets, baseUrl } = address;
  const explain = explainChat(NAME, model, address, {
    own: (detail, status, body) => {
      if (/location is not supported/i.test(detail)) {
        return new ProviderError(NAME, 'CONFIG', withWords(say.notHere({ provider: NAME }), detail), {
          status,
          hint: say.serveElsewhere({ provider: NAME }),
        });
      }
      // A minute's limit is waited for; a day's names a wait as well, and it does not help.
      return status === 429 && /PerDay/.test(body)
        ? statusError(NAME, { status: 402, detail, endpoint, secrets })
        : undefined;
    },
  });
  return chatProvider({
    name: NAME,
    model,
    ...address,
    remote: !isLoopback(baseUrl),
    maxUnits: geminiDefaults.maxUnits,
    maxCharacters: geminiDefaults.maxCharacters,
    wishes: { systemRole: options.systemRole, streams: false },
    instructions: options.instructions,
    style: options.style,
    async ask({ told, texts, manners, signal }) {
      const sdk = await untilAborted(
        NAME,
        importPeer(NAME, PEER, () => import(/* @vite-ignore */ PEER) as Promise<Sdk>, host),
        signal,
      );
      const { thinkingBudget, extraBody } = options;
      const answer = await throughLibrary({ provider: NAME, address, explain, host, signal }, (send) =>
        new sdk.GoogleGenAI({
          apiKey,
          vertexai: false,
          httpOptions: { baseUrl, fetch: send, ...onlyDefined({ extraBody }) },
        }).models.generateContent({
          model,
          contents: [{ role: 'user', parts: [{ text: texts }] }],
          config: {
            ...onlyDefined({
              systemInstruction: told,
              temperature: manners.temperature ? 0 : undefined,
              responseMimeType: manners.jsonMode === 'none' ? undefined : 'application/json',
              responseJsonSchema: manners.jsonMode === 'schema' ? ANSWER_SCHEMA : undefined,
              thinkingConfig: thinkingBudget === undefined ? undefined : { thinkingBudget },
            }),
            abortSignal: signal,
          },
        }),
      );
      return replyOf(answer, endpoint);
    },
  });
}

const CUT = /MAX_TOKENS/;
const FILTERED = /SAFETY|RECITATION|BLOCKLIST|PROHIBITED_CONTENT|SPII|IMAGE|LANGUAGE/;

function replyOf(answer: unknown, endpoint: string): Reply {
  const { data } = answerShape.safeParse(answer);
  if (data === undefined) throw noCompletion(NAME, endpoint);
  const { usageMetadata: used } = data;
  const thoughts = used?.thoughtsTokenCount ?? undefined;
  const written = used?.candidatesTokenCount ?? undefined;
  const output =
    thoughts === undefined && written === undefined ? undefined : (thoughts ?? 0) + (written ?? 0);
  const common = { usage: usageOf(used?.promptTokenCount ?? undefined, output), model: data.modelVersion };
  const blocked = data.promptFeedback?.blockReason ?? '';
  if (blocked !== '') return { contents: [], end: 'filtered', words: blocked, ...common };
  const candidate = data.candidates?.[0];
  if (candidate === undefined) throw noCompletion(NAME, endpoint);
  const parts = candidate.content?.parts ?? [];
  const of = (thought: boolean): string =>
    parts.map((part) => ((part.thought ?? false) === thought ? (part.text ?? '') : '')).join('');
  const finish = candidate.finishReason ?? '';
  const words = [finish, candidate.finishMessage ?? ''].filter((part) => part !== '').join(': ');
  return {
    contents: [of(false), of(true)].filter((text) => text !== ''),
    ...(CUT.test(finish)
      ? { end: 'cut' as const }
      : FILTERED.test(finish)
        ? { end: 'filtered' as const, words }
        : {}),
    ...common,
  };
}
