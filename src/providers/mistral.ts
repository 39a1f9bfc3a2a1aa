import { z } from 'zod';
import { messages } from '../message.js';
import type { Provider } from '../model/contracts.js';
import { defineProvider } from '../model/definition.js';
import { onlyDefined } from '../model/only-defined.js';
import { ANSWER_SCHEMA } from './chat.js';
import { explainChat } from './chat-failure.js';
import { chatProvider, chatSettings, styleSetting } from './chat-provider.js';
import { untilAborted } from './failure.js';
import { type AdapterHost, addressSettings, importPeer, needed } from './frame.js';
import { isLoopback } from './http.js';
import { addressOf, throughLibrary } from './library.js';
import { mistralBatches } from './mistral-batches.js';
import { replyOf } from './openai-answer.js';

const say = messages('providers', {
  setMistralKey: 'Set the key in MISTRAL_API_KEY, or providers.mistral.apiKey in the configuration.',
  nameMistralModel: 'Name the model in MISTRAL_MODEL, or providers.mistral.model in the configuration.',
});

const settings = z.strictObject({
  apiKey: z.string().optional().describe('Key of the account.'),
  baseUrl: z.url().optional().describe("Another server than Mistral's own: a gateway, a mock."),
  ...chatSettings,
  ...styleSetting,
  ...addressSettings,
});
type MistralSettings = z.infer<typeof settings>;

const NAME = 'mistral';
const PEER: string = '@mistralai/mistralai';
const mistralDefaults = { baseUrl: 'https://api.mistral.ai', maxUnits: 50, maxCharacters: 6000 } as const;
/** The library's own limit, in milliseconds; the queue's timeout comes first. */
const SILENCE = 30 * 60_000;

/** Mistral as it is plugged in. */
export const mistral = defineProvider({
  kind: 'provider',
  name: NAME,
  description: 'Mistral',
  settings,
  environment: { MISTRAL_API_KEY: 'apiKey', MISTRAL_BASE_URL: 'baseUrl', MISTRAL_MODEL: 'model' },
  secrets: ['apiKey', 'headers', 'query'],
  fingerprint: ['model', 'instructions', 'style'],
  peer: PEER,
  required: [
    { anyOf: ['apiKey'], remedy: say.setMistralKey() },
    { anyOf: ['model'], remedy: say.nameMistralModel() },
  ],
  create: createMistral,
});

/** What is used of the library. */
interface Sdk {
  readonly Mistral: new (
    options: Readonly<Record<string, unknown>>,
  ) => { readonly chat: { complete(request: unknown, options: unknown): Promise<unknown> } };
  readonly HTTPClient: new (options: { readonly fetcher: typeof fetch }) => unknown;
}

/** Chat completions through Mistral's library, an optional peer loaded when first used. */
export function createMistral(options: MistralSettings, host: AdapterHost = {}): Provider {
  const apiKey = needed(NAME, 'apiKey', options.apiKey);
  const model = needed(NAME, 'model', options.model);
  const address = addressOf(options.baseUrl ?? mistralDefaults.baseUrl, [apiKey], options);
  const { baseUrl: serverURL } = address;
  const explain = explainChat(NAME, model, address);
  return chatProvider({
    name: NAME,
    model,
    ...address,
    remote: !isLoopback(serverURL),
    maxUnits: mistralDefaults.maxUnits,
    maxCharacters: mistralDefaults.maxCharacters,
    wishes: { systemRole: options.systemRole, streams: false },
    instructions: options.instructions,
    style: options.style,
    batches: mistralBatches(address, { apiKey, host, model }),
    async ask({ told, texts, manners, signal }) {
      const sdk = await untilAborted(
        NAME,
        importPeer(NAME, PEER, () => import(/* @vite-ignore */ PEER) as Promise<Sdk>, host),
        signal,
      );
      const format =
        manners.jsonMode === 'schema'
          ? {
              type: 'json_schema',
              jsonSchema: { name: 'translations', strict: true, schemaDefinition: { ...ANSWER_SCHEMA } },
            }
          : { type: 'json_object' };
      const answer = await throughLibrary({ provider: NAME, address, explain, host, signal }, (send) =>
        new sdk.Mistral({
          apiKey,
          serverURL,
          httpClient: new sdk.HTTPClient({ fetcher: send }),
          retryConfig: { strategy: 'none' },
          timeoutMs: SILENCE,
        }).chat.complete(
          {
            model,
            messages: [
              ...(told === undefined ? [] : [{ role: 'system', content: told }]),
              { role: 'user', content: texts },
            ],
            ...onlyDefined({
              temperature: manners.temperature ? 0 : undefined,
              responseFormat: manners.jsonMode === 'none' ? undefined : format,
            }),
          },
          { fetchOptions: { signal } },
        ),
      );
      return replyOf(NAME, answer, address);
    },
  });
}
