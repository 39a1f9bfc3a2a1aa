import { z } from 'zod';
import { messages } from '../message.js';
import type { Provider } from '../model/contracts.js';
import { defineProvider } from '../model/definition.js';
import { onlyDefined } from '../model/only-defined.js';
import { anthropicBatches } from './anthropic-batches.js';
import { ANSWER_SCHEMA } from './chat.js';
import { explainChat } from './chat-failure.js';
import {
  chatProvider,
  chatSettings,
  noCompletion,
  type Question,
  type Reply,
  styleSetting,
  usageOf,
} from './chat-provider.js';
import { untilAborted } from './failure.js';
import { type AdapterHost, addressSettings, importPeer, needed } from './frame.js';
import { isLoopback } from './http.js';
import { addressOf, throughLibrary } from './library.js';

const say = messages('providers', {
  anthropic: 'Claude, by Anthropic',
  setAnthropicKey: 'Set the key in ANTHROPIC_API_KEY, or providers.anthropic.apiKey in the configuration.',
  nameAnthropicModel: 'Name the model in ANTHROPIC_MODEL, or providers.anthropic.model in the configuration.',
});

const settings = z.strictObject({
  apiKey: z.string().optional().describe('Key of the account.'),
  baseUrl: z.url().optional().describe("Another server than Anthropic's own: a gateway, a mock."),
  ...chatSettings,
  ...styleSetting,
  maxTokens: z
    .int()
    .positive()
    .optional()
    .describe('Most tokens of one answer, what is thought before it included; absent: 16,000.'),
  extraBody: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Parameters added to every request, e.g. `{ thinking: { type: disabled } }`.'),
  ...addressSettings,
});
type AnthropicSettings = z.infer<typeof settings>;

const LIST = {
  currency: 'USD',
  asOf: '2026-11-26',
  source: 'https://platform.claude.com/docs/about-claude/models/whats-new-opus-5',
} as const;

const PRICES = [
  ['claude-opus-5-5', 4, 20],
  ['claude-opus-5', 5, 25],
  ['claude-sonnet-5-5', 2, 10],
  ['claude-fable-5-1', 10, 50],
] as const;

const NAME = 'anthropic';
const PEER: string = '@anthropic-ai/sdk';
const anthropicDefaults = {
  baseUrl: 'https://api.anthropic.com',
  maxUnits: 50,
  maxCharacters: 6000,
  maxTokens: 16_000,
} as const;
/** The library's own limit, in milliseconds; the queue's timeout comes first. */
const SILENCE = 30 * 60_000;

/** Anthropic as it is plugged in. */
export const anthropic = defineProvider({
  kind: 'provider',
  name: NAME,
  description: say.anthropic(),
  settings,
  environment: {
    ANTHROPIC_API_KEY: 'apiKey',
    ANTHROPIC_BASE_URL: 'baseUrl',
    ANTHROPIC_MODEL: 'model',
  },
  secrets: ['apiKey', 'headers', 'query'],
  fingerprint: ['model', 'instructions', 'style', 'extraBody'],
  peer: PEER,
  required: [
    { anyOf: ['apiKey'], remedy: say.setAnthropicKey() },
    { anyOf: ['model'], remedy: say.nameAnthropicModel() },
  ],
  prices: ({ baseUrl = anthropicDefaults.baseUrl }) =>
    new URL(baseUrl).hostname === 'api.anthropic.com'
      ? PRICES.map(([model, perMillionInputTokens, perMillionOutputTokens]) => ({
          model,
          perMillionInputTokens,
          perMillionOutputTokens,
          ...LIST,
        }))
      : [],
  create: createAnthropic,
});

/** What is used of the library. */
interface Sdk {
  readonly Anthropic: new (
    options: Readonly<Record<string, unknown>>,
  ) => { readonly messages: { create(body: unknown, options: unknown): Promise<unknown> } };
}

const messageShape = z.looseObject({
  model: z.string().optional(),
  stop_reason: z.string().nullish(),
  content: z.array(
    z.looseObject({
      type: z.string(),
      text: z.string().nullish(),
      thinking: z.string().nullish(),
      input: z.unknown().optional(),
    }),
  ),
  usage: z
    .looseObject({
      input_tokens: z.number().nullish(),
      cache_creation_input_tokens: z.number().nullish(),
      cache_read_input_tokens: z.number().nullish(),
      output_tokens: z.number().nullish(),
    })
    .nullish(),
});

/** The Messages API through Anthropic's library, an optional peer loaded when first used. */
export function createAnthropic(options: AnthropicSettings, host: AdapterHost = {}): Provider {
  const apiKey = needed(NAME, 'apiKey', options.apiKey);
  const model = needed(NAME, 'model', options.model);
  const address = addressOf(options.baseUrl ?? anthropicDefaults.baseUrl, [apiKey], options);
  const { endpoint, baseUrl: baseURL } = address;
  const body = ({ told, texts, manners }: Omit<Question, 'signal'>): unknown => ({
    model,
    max_tokens: options.maxTokens ?? anthropicDefaults.maxTokens,
    ...onlyDefined({ system: told }),
    messages: [{ role: 'user', content: texts }],
    ...onlyDefined({
      temperature: manners.temperature ? 0 : undefined,
      output_config:
        manners.jsonMode === 'schema'
          ? { format: { type: 'json_schema', schema: ANSWER_SCHEMA } }
          : undefined,
    }),
    ...options.extraBody,
  });
  return chatProvider({
    name: NAME,
    model,
    ...address,
    remote: !isLoopback(baseURL),
    maxUnits: anthropicDefaults.maxUnits,
    maxCharacters: anthropicDefaults.maxCharacters,
    wishes: { systemRole: options.systemRole, formats: ['schema', 'none'], streams: false },
    instructions: options.instructions,
    style: options.style,
    batches: anthropicBatches(address, {
      apiKey,
      model,
      host,
      bodyOf: body,
      replyOf: (message) => replyOf(message, endpoint),
    }),
    async ask(question) {
      const { signal } = question;
      const sdk = await untilAborted(
        NAME,
        importPeer(NAME, PEER, () => import(/* @vite-ignore */ PEER) as Promise<Sdk>, host),
        signal,
      );
      const explain = explainChat(NAME, model, address);
      const answer = await throughLibrary({ provider: NAME, address, explain, host, signal }, (send) =>
        // Everything the library would take from the environment is given, so that it takes nothing.
        new sdk.Anthropic({
          apiKey,
          authToken: null,
          baseURL,
          fetch: send,
          maxRetries: 0,
          timeout: SILENCE,
          logLevel: 'off',
        }).messages.create(body(question), { signal }),
      );
      return replyOf(answer, endpoint);
    },
  });
}

function replyOf(answer: unknown, endpoint: string): Reply {
  const { data } = messageShape.safeParse(answer);
  if (data === undefined) throw noCompletion(NAME, endpoint);
  const { content, usage, stop_reason: stop } = data;
  const said = content.map(({ text }) => text ?? '').join('');
  const called = content.flatMap(({ input }) =>
    typeof input === 'object' && input !== null ? [JSON.stringify(input)] : [],
  );
  const thought = content.map(({ thinking }) => thinking ?? '').join('');
  const input = usage?.input_tokens ?? undefined;
  const cached = (usage?.cache_creation_input_tokens ?? 0) + (usage?.cache_read_input_tokens ?? 0);
  const isCut = stop === 'max_tokens' || stop === 'model_context_window_exceeded';
  return {
    contents: [said, ...called, thought].filter((text) => text !== ''),
    ...(isCut ? { end: 'cut' as const } : stop === 'refusal' ? { end: 'refused' as const, words: said } : {}),
    usage: usageOf(input === undefined ? undefined : input + cached, usage?.output_tokens ?? undefined),
    model: data.model,
  };
}
