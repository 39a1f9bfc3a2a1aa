import type OpenAi from 'openai';
import { z } from 'zod';
import { messages } from '../message.js';
import type { Provider } from '../model/contracts.js';
import { defineProvider } from '../model/definition.js';
import { onlyDefined } from '../model/only-defined.js';
import { chatProvider, chatSettings, styleSetting } from './chat-provider.js';
import { aborted, shownUrl, untilAborted } from './failure.js';
import { type AdapterHost, addressSettings, importPeer, needed } from './frame.js';
import { secretsIn, secretsOfUrl } from './hide.js';
import { isLoopback, limitedFetch, withoutCredentials } from './http.js';
import { addressOf } from './library.js';
import { joined, replyOf } from './openai-answer.js';
import { openAiBatches } from './openai-batches.js';
import { asProviderError } from './openai-failure.js';
import { parameters } from './openai-parameters.js';

const say = messages('providers', {
  openai: 'OpenAI, or any server of its shape (Ollama, vLLM, LM Studio, llama.cpp)',
  setOpenaiKey: 'Set the key in OPENAI_API_KEY, or name another server in OPENAI_BASE_URL.',
  nameModel: 'Name the model in OPENAI_MODEL, or providers.openai.model in the configuration.',
});

const settings = z.strictObject({
  baseUrl: z
    .url()
    .optional()
    .describe("Any OpenAI-compatible endpoint, e.g. `http://127.0.0.1:11434/v1`; absent: OpenAI's own."),
  apiKey: z.string().optional().describe('Key; absent for servers that want none.'),
  model: chatSettings.model,
  jsonMode: z
    .enum(['schema', 'object', 'none'])
    .optional()
    .describe(
      "How the answer's shape is asked for; absent: by schema, and less where the server refuses that.",
    ),
  systemRole: z
    .enum(['system', 'developer', 'user'])
    .optional()
    .describe(
      'Who says the instructions; `user` puts them at the head of the texts. Absent: `system`, and `user` where the model has no such role.',
    ),
  stream: z.boolean().optional().describe('Ask for the answer in pieces, for servers that only stream.'),
  instructions: chatSettings.instructions,
  ...styleSetting,
  extraBody: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Parameters added to every request, e.g. `{ max_completion_tokens: 4000 }`.'),
  ...addressSettings,
});
export type OpenAiSettings = z.infer<typeof settings>;

const PRICES = [
  ['gpt-4.1-nano', 0.1, 0.4],
  ['gpt-4.1-mini', 0.4, 1.6],
  ['gpt-4.1', 2, 8],
  ['gpt-4o-mini', 0.15, 0.6],
  ['gpt-4o', 2.5, 10],
  ['gpt-5-nano', 0.05, 0.4],
  ['gpt-5-mini', 0.25, 2],
] as const;

/** OpenAI as it is plugged in. */
export const openAi = defineProvider({
  kind: 'provider',
  name: 'openai',
  description: say.openai(),
  settings,
  environment: { OPENAI_API_KEY: 'apiKey', OPENAI_BASE_URL: 'baseUrl', OPENAI_MODEL: 'model' },
  secrets: ['apiKey', 'headers', 'query'],
  fingerprint: ['model', 'instructions', 'style', 'extraBody'],
  peer: 'openai',
  required: [
    {
      anyOf: ['apiKey', 'baseUrl'],
      remedy: say.setOpenaiKey(),
    },
    {
      anyOf: ['model'],
      remedy: say.nameModel(),
    },
  ],
  prices: ({ baseUrl = openAiDefaults.baseUrl }) => {
    // Others of the same shape have their own prices; this machine's costs nothing.
    if (isLoopback(baseUrl)) return [{ perMillionInputTokens: 0, perMillionOutputTokens: 0, ...LIST }];
    if (new URL(baseUrl).hostname !== 'api.openai.com') return [];
    return PRICES.map(([model, perMillionInputTokens, perMillionOutputTokens]) => ({
      model,
      perMillionInputTokens,
      perMillionOutputTokens,
      ...LIST,
    }));
  },
  create: createOpenAi,
});

const LIST = {
  currency: 'USD',
  asOf: '2026-06-21',
  source: 'https://platform.openai.com/docs/pricing',
} as const;

const openAiDefaults = {
  baseUrl: 'https://api.openai.com/v1',
  maxUnits: 50,
  maxCharacters: 6000,
} as const;

const NAME = 'openai';
/** The library's own limit, in milliseconds; the queue's timeout comes first. */
const SILENCE = 30 * 60_000;

type Sdk = typeof import('openai');

/**
 * Any OpenAI-compatible chat endpoint through the official library, an optional peer loaded when first used. One call is
 * one request. A parameter the server refuses is left out when the same request comes again, and an answer that could not
 * be read is complained of then.
 */
export function createOpenAi(options: OpenAiSettings, host: AdapterHost = {}): Provider {
  const { instructions, style, apiKey = '', headers, query, extraBody } = options;
  const model = needed(NAME, 'model', options.model);
  const { url, authorization } = withoutCredentials(options.baseUrl ?? openAiDefaults.baseUrl);
  const baseUrl = url.href.replace(/\/$/, '');
  const secrets = [
    ...[apiKey, ...secretsIn(headers), ...secretsIn(query), ...secretsOfUrl(options.baseUrl ?? '')].filter(
      (secret) => secret !== '',
    ),
  ];
  const shown = { endpoint: shownUrl(baseUrl), secrets, model };
  let client: OpenAi | undefined;

  return chatProvider({
    name: NAME,
    model,
    endpoint: shown.endpoint,
    secrets,
    remote: !isLoopback(baseUrl),
    maxUnits: openAiDefaults.maxUnits,
    maxCharacters: openAiDefaults.maxCharacters,
    wishes: options,
    instructions,
    style,
    batches: openAiBatches(addressOf(options.baseUrl ?? openAiDefaults.baseUrl, [apiKey], options), {
      apiKey,
      host,
      asking: { model, extraBody },
    }),
    async ask(question) {
      const { signal, manners } = question;
      const sdk = await untilAborted(
        NAME,
        importPeer(NAME, 'openai', () => import('openai'), host),
        signal,
      );
      client ??= connect(sdk, { ...options, baseUrl }, authorization, host);
      const sent = parameters(question, { model, extraBody });
      try {
        const completion = manners.stream
          ? await joined(await client.chat.completions.create({ ...sent, stream: true }, { signal }))
          : await client.chat.completions.create(sent, { signal });
        return replyOf(NAME, completion, { ...shown, isOpenAi: true });
      } catch (error) {
        if (signal.aborted) throw aborted(NAME);
        throw asProviderError(sdk, error, shown);
      }
    },
  });
}

/** Everything the library would take from the environment is given, so that it takes nothing. */
function connect(
  sdk: Sdk,
  { baseUrl, apiKey = '', headers, query }: OpenAiSettings,
  authorization: string | undefined,
  host: AdapterHost,
): OpenAi {
  const bare = apiKey === '' ? { authorization: authorization ?? null } : {};
  return new sdk.OpenAI({
    apiKey: apiKey === '' ? 'none' : apiKey,
    baseURL: baseUrl ?? openAiDefaults.baseUrl,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    timeout: SILENCE,
    fetch: host.fetch ?? limitedFetch(NAME),
    defaultHeaders: { ...bare, ...headers },
    ...onlyDefined({ defaultQuery: query }),
  });
}
