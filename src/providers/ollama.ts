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
import { untilAborted, withWords } from './failure.js';
import { type AdapterHost, addressSettings, importPeer, needed } from './frame.js';
import { isLoopback } from './http.js';
import { addressOf, throughLibrary } from './library.js';

const say = messages('providers', {
  ollama: 'Ollama server, by its own interface',
  setOllamaModel: 'Name the model in OLLAMA_MODEL, or providers.ollama.model in the configuration.',
  pullOllamaModel: 'Run: ollama pull {{model}}',
  noThinking: '{{provider}}: this model cannot be told whether to think',
  leaveThink: 'Leave out providers.ollama.think, or choose another model.',
  noMemory: '{{provider}}: the model does not fit into the memory of the server',
  smallerModel: 'Choose a smaller model, or lower providers.ollama.numCtx.',
});

const settings = z.strictObject({
  host: z
    .string()
    .optional()
    .describe('Address of the server, as in `OLLAMA_HOST`; absent: `http://127.0.0.1:11434`.'),
  ...chatSettings,
  ...styleSetting,
  numCtx: z
    .int()
    .positive()
    .optional()
    .describe(
      'Context of the model in tokens; what does not fit is cut off by the server without a word. Absent: 8192, which holds what is sent.',
    ),
  keepAlive: z
    .union([z.string(), z.number()])
    .optional()
    .describe('How long the model stays in memory after a request, e.g. `10m`, `-1` for ever.'),
  think: z
    .union([z.boolean(), z.enum(['low', 'medium', 'high'])])
    .optional()
    .describe('Whether, or how long, the model thinks before it answers. Absent: as the model likes.'),
  ...addressSettings,
});
type OllamaSettings = z.infer<typeof settings>;

const NAME = 'ollama';
const PEER: string = 'ollama';
/** So many characters, their translation and what is told besides fit into the context in any script. */
const ollamaDefaults = {
  host: 'http://127.0.0.1:11434',
  maxUnits: 15,
  maxCharacters: 2000,
  numCtx: 8192,
} as const;

/** Ollama as it is plugged in. */
export const ollama = defineProvider({
  kind: 'provider',
  name: NAME,
  description: say.ollama(),
  settings,
  environment: { OLLAMA_HOST: 'host', OLLAMA_MODEL: 'model' },
  secrets: ['headers', 'query'],
  fingerprint: ['model', 'instructions', 'style', 'think'],
  peer: PEER,
  required: [{ anyOf: ['model'], remedy: say.setOllamaModel() }],
  prices: ({ host = ollamaDefaults.host }) =>
    isLoopback(fullHost(host))
      ? [
          {
            perMillionInputTokens: 0,
            perMillionOutputTokens: 0,
            currency: 'USD',
            asOf: '2026-11-26',
            source: 'https://ollama.com',
          },
        ]
      : [],
  create: createOllama,
});

/** What is used of the library. */
interface Sdk {
  readonly Ollama: new (
    options: Readonly<Record<string, unknown>>,
  ) => { chat(request: unknown): Promise<unknown> };
}

const answerShape = z.looseObject({
  model: z.string().optional(),
  message: z.looseObject({
    content: z.string().nullish(),
    thinking: z.string().nullish(),
    tool_calls: z
      .array(z.looseObject({ function: z.looseObject({ arguments: z.unknown().optional() }).nullish() }))
      .nullish(),
  }),
  done_reason: z.string().nullish(),
  prompt_eval_count: z.number().nullish(),
  eval_count: z.number().nullish(),
});

/** `host`, `host:port` or a whole address, as `OLLAMA_HOST` is written; a server that listens everywhere is here as well. */
function fullHost(host: string): string {
  const bare = host.trim();
  const whole = /^https?:\/\//i.test(bare) ? bare : `http://${bare}`;
  if (!URL.canParse(whole)) return ollamaDefaults.host;
  const url = new URL(whole);
  if (url.port === '' && !/^https?:\/\//i.test(bare)) url.port = '11434';
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  return url.href.replace(/\/$/, '');
}

/** Ollama's own chat through its library, an optional peer loaded when first used. */
export function createOllama(options: OllamaSettings, host: AdapterHost = {}): Provider {
  const model = needed(NAME, 'model', options.model);
  const address = addressOf(fullHost(options.host ?? ollamaDefaults.host), [], options);
  const { endpoint, baseUrl } = address;
  const numCtx = options.numCtx ?? ollamaDefaults.numCtx;
  const { keepAlive, think } = options;
  const explain = explainChat(NAME, model, address, {
    hint: say.pullOllamaModel({ model }),
    own: (detail, status) => {
      const person = (what: 'noThinking' | 'noMemory', hint: 'leaveThink' | 'smallerModel') =>
        new ProviderError(NAME, 'CONFIG', withWords(say[what]({ provider: NAME }), detail), {
          status,
          hint: say[hint](),
        });
      if (/does not support thinking|think value/i.test(detail)) return person('noThinking', 'leaveThink');
      return /requires more system memory|out of memory/i.test(detail)
        ? person('noMemory', 'smallerModel')
        : undefined;
    },
  });
  return chatProvider({
    name: NAME,
    model,
    ...address,
    remote: !isLoopback(baseUrl),
    maxUnits: ollamaDefaults.maxUnits,
    maxCharacters: ollamaDefaults.maxCharacters,
    wishes: { systemRole: options.systemRole, streams: false },
    instructions: options.instructions,
    style: options.style,
    async ask({ told, texts, manners, signal }) {
      const sdk = await untilAborted(
        NAME,
        importPeer(NAME, PEER, () => import(/* @vite-ignore */ PEER) as Promise<Sdk>, host),
        signal,
      );
      const answer = await throughLibrary({ provider: NAME, address, explain, host, signal }, (send) =>
        new sdk.Ollama({ host: baseUrl, fetch: send }).chat({
          model,
          messages: [
            ...(told === undefined ? [] : [{ role: 'system', content: told }]),
            { role: 'user', content: texts },
          ],
          stream: false,
          ...onlyDefined({
            format:
              manners.jsonMode === 'none'
                ? undefined
                : manners.jsonMode === 'schema'
                  ? ANSWER_SCHEMA
                  : 'json',
          }),
          options: { num_ctx: numCtx, ...onlyDefined({ temperature: manners.temperature ? 0 : undefined }) },
          ...onlyDefined({ keep_alive: keepAlive, think }),
        }),
      );
      return replyOf(answer, endpoint, numCtx);
    },
  });
}

function replyOf(answer: unknown, endpoint: string, numCtx: number): Reply {
  const { data } = answerShape.safeParse(answer);
  if (data === undefined) throw noCompletion(NAME, endpoint);
  const { message, done_reason: done, prompt_eval_count: read, eval_count: written } = data;
  const called = (message.tool_calls ?? []).map((each) => JSON.stringify(each.function?.arguments ?? ''));
  // The server drops what does not fit: a context that is full has lost something.
  const isCut = done === 'length' || (read ?? 0) + (written ?? 0) >= numCtx;
  return {
    contents: [message.content ?? '', ...called, message.thinking ?? ''].filter((text) => text !== ''),
    ...onlyDefined({ end: isCut ? ('cut' as const) : undefined }),
    usage: usageOf(read ?? undefined, written ?? undefined),
    model: data.model,
  };
}
