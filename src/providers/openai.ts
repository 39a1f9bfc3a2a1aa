import type OpenAi from 'openai';
import { z } from 'zod';
import { ProviderError } from '../errors.js';
import { messages } from '../message.js';
import type { Provider, TranslateRequest } from '../model/contracts.js';
import { defineProvider } from '../model/definition.js';
import { estimateTokens, readAnswer, systemPrompt, userMessage } from './chat.js';
import { aborted, badResponse, shownUrl, statusError, untilAborted, withWords } from './failure.js';
import {
  type AdapterHost,
  addressSettings,
  answerUnits,
  importPeer,
  isTranslatablePair,
  needed,
} from './frame.js';
import { redact, secretsIn, secretsOfUrl } from './hide.js';
import { isLoopback, limitedFetch, statusIn, withoutCredentials } from './http.js';
import { type Completion, completionShape, contentsOf, joined } from './openai-answer.js';
import { asProviderError } from './openai-failure.js';
import { Habits, type Manners } from './openai-habits.js';
import { parameters } from './openai-parameters.js';

const say = messages('providers', {
  openai: 'OpenAI, or any server of its shape (Ollama, vLLM, LM Studio, llama.cpp)',
  setOpenaiKey: 'Set the key in OPENAI_API_KEY, or name another server in OPENAI_BASE_URL.',
  nameModel: 'Name the model in OPENAI_MODEL, or providers.openai.model in the configuration.',
  noCompletion: '{{provider}} answered with something else than a chat completion',
  checkBaseUrl:
    'Check that {{endpoint}} is the base URL of an OpenAI-compatible server, as a rule ending in /v1.',
  outOfRoom: '{{provider}} ran out of room in the middle of its answer',
  giveRoom: 'Lower maxCharacters of this provider, or give the model a larger context.',
  wouldNot: '{{provider}} refused to translate',
  filtered: '{{provider}} refused to translate: its content filter stopped it',
});

const settings = z.strictObject({
  baseUrl: z
    .url()
    .optional()
    .describe("Any OpenAI-compatible endpoint, e.g. `http://127.0.0.1:11434/v1`; absent: OpenAI's own."),
  apiKey: z.string().optional().describe('Key; absent for servers that want none.'),
  model: z.string().optional().describe('Model that translates.'),
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
  instructions: z.string().optional().describe('Added to what the model is told: house style, terms.'),
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
  fingerprint: ['model', 'instructions', 'extraBody'],
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
  maxUnits: 30,
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
  const { instructions, apiKey = '', headers, query } = options;
  const model = needed(NAME, 'model', options.model);
  const { url, authorization } = withoutCredentials(options.baseUrl ?? openAiDefaults.baseUrl);
  const baseUrl = url.href.replace(/\/$/, '');
  const secrets = [
    ...[apiKey, ...secretsIn(headers), ...secretsIn(query), ...secretsOfUrl(options.baseUrl ?? '')].filter(
      (secret) => secret !== '',
    ),
  ];
  const shown = { endpoint: shownUrl(baseUrl), secrets, model };
  const habits = new Habits(options);
  let client: OpenAi | undefined;

  const ask = async (sdk: Sdk, request: TranslateRequest, manners: Manners): Promise<Completion> => {
    client ??= connect(sdk, { ...options, baseUrl }, authorization, host);
    const { signal } = request;
    const sent = parameters(request, { model, manners, instructions, extraBody: options.extraBody });
    try {
      return manners.stream
        ? await joined(await client.chat.completions.create({ ...sent, stream: true }, { signal }))
        : await client.chat.completions.create(sent, { signal });
    } catch (error) {
      if (signal.aborted) throw aborted(NAME);
      const failure = asProviderError(sdk, error, shown);
      throw habits.learn(failure, manners, request);
    }
  };

  return {
    name: NAME,
    identity: `${NAME}|${model}`,
    capabilities: {
      maxUnits: openAiDefaults.maxUnits,
      maxCharacters: openAiDefaults.maxCharacters,
      maxUnitCharacters: openAiDefaults.maxCharacters,
      placeholders: 'token',
      context: true,
      terms: true,
      deterministic: false,
      repairs: true,
      remote: !isLoopback(baseUrl),
    },
    async supports(source, target) {
      return isTranslatablePair(source, target);
    },
    estimate(request) {
      const prompt = systemPrompt(request, instructions) + userMessage(request, request.units);
      return estimateTokens(prompt, request.units);
    },
    translate(request) {
      return answerUnits(NAME, request, async (units) => {
        const { signal } = request;
        const sdk = await untilAborted(
          NAME,
          importPeer(NAME, 'openai', () => import('openai'), host),
          signal,
        );
        const manners = habits.mannersFor(request);
        const completion = await ask(sdk, { ...request, units }, manners);
        const { choice, usage, answeredBy } = choiceOf(completion, shown);
        habits.worked(manners);
        const answers = readAnswer(NAME, contentsOf(choice.message), units.length, answeredBy ?? model, {
          ...(usage === undefined ? {} : { usage }),
        });
        return { answers, ...(usage === undefined ? {} : { usage }) };
      });
    },
  };
}

/** The one answer of a completion. @throws ProviderError for everything that is none, whatever its status */
function choiceOf(
  completion: Completion,
  { endpoint, secrets }: { readonly endpoint: string; readonly secrets: readonly string[] },
) {
  const checked = completionShape.safeParse(completion);
  const error = checked.data?.error ?? checked.data?.choices?.[0]?.error;
  if (error !== undefined && error !== null) {
    const detail = typeof error === 'string' ? error : String(error.message ?? JSON.stringify(error));
    throw statusError(NAME, { status: statusIn({ error }), detail, endpoint, secrets });
  }
  const choice = checked.data?.choices?.[0];
  if (choice === undefined) {
    throw badResponse(NAME, say.noCompletion({ provider: NAME }), {
      hint: say.checkBaseUrl({ endpoint }),
    });
  }
  const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = checked.data?.usage ?? {};
  const usage =
    inputTokens === undefined && outputTokens === undefined
      ? undefined
      : {
          ...(inputTokens === undefined ? {} : { inputTokens }),
          ...(outputTokens === undefined ? {} : { outputTokens }),
        };
  const details = usage === undefined ? {} : { usage };
  if (choice.finish_reason === 'length') {
    throw new ProviderError(NAME, 'TOO_LARGE', say.outOfRoom({ provider: NAME }), {
      ...details,
      hint: say.giveRoom(),
    });
  }
  if (choice.finish_reason === 'content_filter' || choice.message.refusal) {
    const { refusal } = choice.message;
    const what = refusal ? say.wouldNot({ provider: NAME }) : say.filtered({ provider: NAME });
    throw new ProviderError(NAME, 'REJECTED', withWords(what, redact(refusal ?? '', secrets)), details);
  }
  return { choice, usage, answeredBy: checked.data?.model };
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
    ...(query === undefined ? {} : { defaultQuery: query }),
  });
}
