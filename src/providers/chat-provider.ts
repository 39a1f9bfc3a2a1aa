import { z } from 'zod';
import { ProviderError, type ProviderErrorDetails } from '../errors.js';
import { type Message, messages } from '../message.js';
import type { Provider, TranslateRequest, Usage } from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';
import { complaint, estimateTokens, type HouseStyle, readAnswer, systemPrompt, userMessage } from './chat.js';
import { batchMode, type ChatBatches, fullUnits } from './chat-batches.js';
import { Habits, type Manners, type Wishes } from './chat-habits.js';
import type { Question, Reply } from './chat-shape.js';
import { badResponse, withWords } from './failure.js';
import { answerUnits, isTranslatablePair } from './frame.js';
import { redact } from './hide.js';

const say = messages('providers', {
  noCompletion: '{{provider}} answered with something else than a chat completion',
  checkBaseUrl:
    'Check that {{endpoint}} is the base URL of an OpenAI-compatible server, as a rule ending in /v1.',
  checkAddress: 'Check that {{provider}} answers at {{endpoint}}.',
  outOfRoom: '{{provider}} ran out of room in the middle of its answer',
  giveRoom: 'Lower maxCharacters of this provider, or give the model a larger context.',
  wouldNot: '{{provider}} refused to translate',
  filtered: '{{provider}} refused to translate: its content filter stopped it',
  noModel: '{{provider}} has no model "{{model}}" at {{endpoint}}',
  nameOther: 'Name another model in providers.{{provider}}.model.',
});

export type { Question, Reply };

/** The one manner of all chat models: what they are told, how they are read, what is asked again. */

/** Settings every chat model has. */
export const chatSettings = {
  model: z.string().optional().describe('Model that translates.'),
  systemRole: z
    .enum(['system', 'user'])
    .optional()
    .describe(
      'Who says the instructions; `user` puts them at the head of the texts. Absent: `system`, and `user` where the model has no such role.',
    ),
  instructions: z.string().optional().describe('Added to what the model is told: house style, terms.'),
};

/** House style of a language pair, for every chat model. */
export const styleSetting = {
  style: z
    .record(z.string().regex(/^\s*(?:[\w-]+|\*)\s*(?:>\s*(?:[\w-]+|\*)\s*)?$/), z.string())
    .optional()
    .describe(
      'House style by language pair, added to what the model is told: `{ "uk": "…", "en>uk": "…", "*": "…" }`; what fits a pair is said from the general to the particular.',
    ),
};

/** What differs from one chat service to the next. */
export interface ChatService {
  readonly name: string;
  readonly model: string;
  /** Shown in messages. */
  readonly endpoint: string;
  readonly secrets: readonly string[];
  readonly remote: boolean;
  readonly maxUnits: number;
  readonly maxCharacters: number;
  readonly wishes: Wishes;
  readonly instructions?: string | undefined;
  readonly style?: HouseStyle | undefined;
  /** One request. @throws ProviderError */
  ask(question: Question): Promise<Reply>;
  /** Many requests that can wait, where the service takes them. */
  readonly batches?: ChatBatches | undefined;
}

/** A translator of a chat service. What a refusal names is left out when the same request comes again. */
export function chatProvider(service: ChatService): Provider {
  const { name, model, instructions, style, secrets } = service;
  const habits = new Habits(service.wishes);
  type Asked = Omit<TranslateRequest, 'signal'>;
  const question = (request: Asked, manners: Manners): Omit<Question, 'signal'> => {
    const wrong = request.previous?.code === 'BAD_RESPONSE' ? [complaint(request.previous.message)] : [];
    const head = [systemPrompt(request, instructions, style), ...wrong];
    const texts = userMessage(request, request.units);
    const room = estimateTokens('', request.units).outputTokens ?? 0;
    return manners.systemRole === 'user'
      ? { texts: [...head, texts].join('\n\n'), manners, room }
      : { told: head.join('\n'), texts, manners, room };
  };
  const read = (reply: Reply, count: number) => {
    const { usage } = reply;
    const details = usage === undefined ? {} : { usage };
    throwUnlessWhole(name, reply, secrets, details);
    return { answers: readAnswer(name, reply.contents, count, reply.model ?? model, details), ...details };
  };
  return {
    name,
    identity: `${name}|${model}`,
    capabilities: {
      maxUnits: service.maxUnits,
      maxCharacters: service.maxCharacters,
      maxUnitCharacters: service.maxCharacters,
      placeholders: 'token',
      context: true,
      terms: true,
      deterministic: false,
      repairs: true,
      remote: service.remote,
    },
    async supports(source, target) {
      return isTranslatablePair(source, target);
    },
    estimate(request) {
      const prompt = systemPrompt(request, instructions, style) + userMessage(request, request.units);
      return estimateTokens(prompt, request.units);
    },
    translate(request) {
      return answerUnits(name, request, async (units) => {
        const manners = habits.mannersFor(request);
        const asked = { ...question({ ...request, units }, manners), signal: request.signal };
        const reply = await service.ask(asked).catch((error: unknown) => {
          throw ProviderError.isInstance(error) ? habits.learn(error, manners, request) : error;
        });
        if (reply.end === undefined) habits.worked(manners);
        return read(reply, units.length);
      });
    },
    ...(service.batches === undefined
      ? {}
      : {
          batches: batchMode(service.batches, {
            questionOf: (request) =>
              question({ ...request, units: fullUnits(request.units) }, habits.mannersFor({})),
            read,
          }),
        }),
  };
}

function throwUnlessWhole(
  provider: string,
  { end, words = '' }: Reply,
  secrets: readonly string[],
  details: ProviderErrorDetails,
): void {
  if (end === undefined) return;
  if (end === 'cut') {
    throw new ProviderError(provider, 'TOO_LARGE', say.outOfRoom({ provider }), {
      ...details,
      hint: say.giveRoom(),
    });
  }
  const what = end === 'refused' ? say.wouldNot({ provider }) : say.filtered({ provider });
  throw new ProviderError(provider, 'REJECTED', withWords(what, redact(words, secrets)), details);
}

/** The error of an answer that is no chat completion. */
export function noCompletion(provider: string, endpoint: string, isOpenAi = false): ProviderError {
  return badResponse(provider, say.noCompletion({ provider }), {
    hint: isOpenAi ? say.checkBaseUrl({ endpoint }) : say.checkAddress({ provider, endpoint }),
  });
}

/** What a service says of a model it lacks. */
export const NO_MODEL =
  /model.{0,80}(?:not (?:found|exist|available|loaded)|does ?n.t exist|unknown|no such)|(?:no such|unknown|invalid) model/i;

/** The error of a model the service does not have. */
export function noSuchModel(
  provider: string,
  {
    model,
    endpoint,
    status,
    hint = say.nameOther({ provider }),
  }: {
    readonly model: string;
    readonly endpoint: string;
    readonly status: number;
    readonly hint?: Message;
  },
): ProviderError {
  return new ProviderError(provider, 'CONFIG', say.noModel({ provider, model, endpoint }), {
    status,
    hint,
  });
}

/** Tokens as a service counted them, where it did. */
export function usageOf(input: number | undefined, output: number | undefined): Usage | undefined {
  if (input === undefined && output === undefined) return undefined;
  return {
    ...onlyDefined({ inputTokens: input, outputTokens: output }),
  };
}
