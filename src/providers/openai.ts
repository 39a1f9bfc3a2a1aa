import type OpenAi from 'openai';
import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import { z } from 'zod';
import { ProviderError } from '../errors.js';
import type { Provider } from '../model/contracts.js';
import {
  aborted,
  badResponse,
  connectionError,
  redact,
  shownUrl,
  statusError,
  untilAborted,
} from './failure.js';
import { answerUnits, isTranslatablePair } from './frame.js';
import { limitedFetch } from './http.js';
import { ANSWER_SCHEMA, readAnswer, systemPrompt, userMessage } from './openai-prompt.js';

export interface OpenAiOptions {
  readonly model: string;
  /** Absent for servers that want none. */
  readonly apiKey?: string | undefined;
  /** Any OpenAI-compatible endpoint, e.g. `http://127.0.0.1:11434/v1`; absent: OpenAI's own. */
  readonly baseUrl?: string | undefined;
  /** How the answer's shape is asked for. Absent: by schema, and less where the server refuses that. */
  readonly jsonMode?: 'schema' | 'object' | 'none' | undefined;
  /** Added to the instructions: house style, terms. */
  readonly instructions?: string | undefined;
}

export const openAiDefaults = {
  baseUrl: 'https://api.openai.com/v1',
  maxUnits: 30,
  maxCharacters: 6000,
} as const;

const NAME = 'openai';
/** The library's own limit, in milliseconds; the queue's timeout comes first. */
const SILENCE = 30 * 60_000;
const MAX_BYTES = 16 * 1024 * 1024;

const completionShape = z.object({
  model: z.string().optional(),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});

type Sdk = typeof import('openai');
/** What the server has been found not to take. */
interface Manners {
  jsonMode: 'schema' | 'object' | 'none';
  temperature: boolean;
  /** Whether a request made so has been answered. */
  proven: boolean;
}

/**
 * Any OpenAI-compatible chat endpoint through the official library, an optional peer loaded when first used.
 * An answer that cannot be read is sent back once to be mended; a parameter the server refuses is left out from
 * then on. Everything else is thrown.
 */
export function createOpenAi(options: OpenAiOptions): Provider {
  const { model, apiKey = '', instructions } = options;
  const baseUrl = options.baseUrl ?? openAiDefaults.baseUrl;
  const secrets = apiKey === '' ? [] : [apiKey];
  const endpoint = shownUrl(baseUrl);
  const manners: Manners = { jsonMode: options.jsonMode ?? 'schema', temperature: true, proven: false };
  let client: OpenAi | undefined;

  const ask = async (
    sdk: Sdk,
    messages: ChatCompletionMessageParam[],
    signal: AbortSignal,
  ): Promise<{ content: string; model: string }> => {
    client ??= connect(sdk, baseUrl, apiKey);
    const sent = { ...manners };
    let completion: unknown;
    try {
      completion = await client.chat.completions.create(parameters(model, messages, sent), { signal });
    } catch (error) {
      if (signal.aborted) throw aborted(NAME);
      if (options.jsonMode === undefined && lowered(sdk, error, sent, manners))
        return ask(sdk, messages, signal);
      throw asProviderError(sdk, error, { endpoint, secrets, model });
    }
    manners.proven = true;
    const checked = completionShape.safeParse(completion);
    const choice = checked.data?.choices[0];
    if (choice === undefined) {
      throw badResponse(NAME, 'answered with something else than a chat completion', {
        hint: `Check that ${endpoint} is the base URL of an OpenAI-compatible server, as a rule ending in /v1.`,
      });
    }
    if (choice.finish_reason === 'length') {
      throw new ProviderError(NAME, 'TOO_LARGE', `${NAME} ran out of room in the middle of its answer`, {
        hint: 'Lower maxCharacters of this provider, or give the model a larger context.',
      });
    }
    if (choice.finish_reason === 'content_filter' || choice.message.refusal) {
      const words = redact(choice.message.refusal ?? 'its content filter stopped it', secrets).slice(0, 200);
      throw new ProviderError(NAME, 'REJECTED', `${NAME} refused to translate: ${words}`);
    }
    return { content: choice.message.content ?? '', model: checked.data?.model ?? model };
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
      deterministic: false,
      remote: !/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(baseUrl).hostname),
    },
    async supports(source, target) {
      return isTranslatablePair(source, target);
    },
    translate(request) {
      const { signal } = request;
      return answerUnits(NAME, request, async (units) => {
        const sdk = await untilAborted(NAME, loadSdk(), signal);
        const messages: ChatCompletionMessageParam[] = [
          { role: 'system', content: systemPrompt(request, instructions) },
          { role: 'user', content: userMessage(units) },
        ];
        const first = await ask(sdk, messages, signal);
        try {
          return readAnswer(NAME, first.content, units.length, first.model);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          const second = await ask(
            sdk,
            [
              ...messages,
              { role: 'assistant', content: first.content },
              {
                role: 'user',
                content: `Not usable: ${reason}. Send the whole JSON object again, and only that.`,
              },
            ],
            signal,
          );
          return readAnswer(NAME, second.content, units.length, second.model);
        }
      });
    },
  };
}

let loading: Promise<Sdk> | undefined;

function loadSdk(): Promise<Sdk> {
  loading ??= import('openai').catch((cause: unknown) => {
    loading = undefined;
    throw new ProviderError(NAME, 'MISSING_DEPENDENCY', "OpenAI's library openai is not installed", {
      hint: 'npm install openai',
      cause,
    });
  });
  return loading;
}

/** Everything the library would take from the environment is given, so that it takes nothing. */
function connect(sdk: Sdk, baseUrl: string, apiKey: string): OpenAi {
  return new sdk.OpenAI({
    apiKey: apiKey === '' ? 'none' : apiKey,
    baseURL: baseUrl,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    timeout: SILENCE,
    fetch: limitedFetch(MAX_BYTES, NAME),
    ...(apiKey === '' ? { defaultHeaders: { authorization: null } } : {}),
  });
}

function parameters(
  model: string,
  messages: ChatCompletionMessageParam[],
  manners: Manners,
): ChatCompletionCreateParamsNonStreaming {
  const format =
    manners.jsonMode === 'schema'
      ? {
          type: 'json_schema' as const,
          json_schema: { name: 'translations', strict: true, schema: { ...ANSWER_SCHEMA } },
        }
      : { type: 'json_object' as const };
  return {
    model,
    messages,
    ...(manners.temperature ? { temperature: 0 } : {}),
    ...(manners.jsonMode === 'none' ? {} : { response_format: format }),
  };
}

/**
 * Whether a refusal may be about a parameter that can be left out; it is, from now on. A server that has answered nothing yet
 * and does not say what it minds is taken to mind the answer's format.
 */
function lowered(sdk: Sdk, error: unknown, sent: Manners, manners: Manners): boolean {
  if (!(error instanceof sdk.APIError) || (error.status !== 400 && error.status !== 422)) return false;
  const words = `${error.param ?? ''} ${error.message}`;
  if (sent.temperature && /temperature/i.test(words)) manners.temperature = false;
  else if (
    sent.jsonMode !== 'none' &&
    (/response_format|json_schema|json_object/i.test(words) || isUnclear(error, sent))
  ) {
    manners.jsonMode = sent.jsonMode === 'schema' ? 'object' : 'none';
  } else return false;
  return true;
}

function isUnclear(
  { code, message }: { readonly code?: string | null | undefined; readonly message: string },
  { proven }: Manners,
): boolean {
  return !proven && code !== 'context_length_exceeded' && code !== 'model_not_found' && !isPage(message);
}

/** Something in front of the server answered, not the server. */
function isPage(message: string): boolean {
  return /<(?:!doctype|html)/i.test(message);
}

function asProviderError(
  sdk: Sdk,
  error: unknown,
  shown: { endpoint: string; secrets: readonly string[]; model: string },
): ProviderError {
  if (ProviderError.isInstance(error)) return error;
  const { endpoint, secrets, model } = shown;
  if (error instanceof sdk.APIConnectionError) {
    // A body that was cut off for its size comes wrapped.
    return ProviderError.isInstance(error.cause) ? error.cause : connectionError(NAME, endpoint, error.cause);
  }
  if (error instanceof sdk.APIError && typeof error.status === 'number') {
    const { status, code, message } = error;
    const detail = isPage(message)
      ? 'a web page instead of an explanation'
      : message.replace(/^\d{3}\s*/, '');
    const refusal = { endpoint, secrets, detail, retryAfter: error.headers?.get('retry-after') };
    // A used-up account answers 429 as well, and no waiting helps.
    if (code === 'insufficient_quota') return statusError(NAME, { ...refusal, status: 402 });
    if (code === 'context_length_exceeded') return statusError(NAME, { ...refusal, status: 413 });
    if (code === 'model_not_found' || (status === 404 && /model/i.test(detail))) {
      return new ProviderError(NAME, 'MODEL', `${NAME} has no model "${model}" at ${endpoint}`, {
        status,
        hint: 'Set OPENAI_MODEL to a model this server has.',
      });
    }
    return statusError(NAME, { ...refusal, status });
  }
  if (error instanceof SyntaxError) return badResponse(NAME, 'answered with what is not JSON');
  return connectionError(NAME, endpoint, error);
}
