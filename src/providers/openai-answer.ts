import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import { z } from 'zod';
import { onlyDefined } from '../model/only-defined.js';
import { noCompletion, type Reply, usageOf } from './chat-provider.js';
import { statusError } from './failure.js';
import { isWebPage, pageInstead, statusIn } from './http.js';

/** What a chat endpoint answers, as far as it is read; servers of this shape take liberties with it. */

/** A completion as the library gives it, or one put together of its pieces. */
type Completion = ChatCompletion | Readonly<Record<string, unknown>>;

const part = z.looseObject({ text: z.string().nullish() });
const content = z.union([z.string(), z.array(z.union([z.string(), part]))]).nullish();
const call = z.looseObject({ function: z.looseObject({ arguments: z.string().nullish() }).nullish() });

const messageShape = z.looseObject({
  content,
  refusal: z.string().nullish(),
  reasoning_content: z.string().nullish(),
  reasoning: z.string().nullish(),
  tool_calls: z.array(call).nullish(),
  function_call: z.looseObject({ arguments: z.string().nullish() }).nullish(),
});
type ChatMessage = z.infer<typeof messageShape>;

const errorShape = z.union([z.string(), z.looseObject({ message: z.unknown() })]).nullish();

const completionShape = z.looseObject({
  model: z.string().optional(),
  error: errorShape,
  usage: z
    .looseObject({
      prompt_tokens: z.number().optional(),
      completion_tokens: z.number().optional(),
    })
    .nullish()
    .transform((usage) => usage ?? undefined),
  choices: z
    .array(z.looseObject({ finish_reason: z.string().nullish(), message: messageShape, error: errorShape }))
    .optional(),
});

/** Where an answer may stand, the likeliest first: what was said, what a tool was called with, what was thought. */
function contentsOf(message: ChatMessage): string[] {
  const said = message.content ?? '';
  const parts =
    typeof said === 'string'
      ? said
      : said.map((each) => (typeof each === 'string' ? each : (each.text ?? ''))).join('');
  const calls = [...(message.tool_calls ?? []).map((each) => each.function), message.function_call].map(
    (each) => each?.arguments ?? '',
  );
  return [parts, ...calls, message.reasoning_content ?? '', message.reasoning ?? ''].filter(
    (text) => text !== '',
  );
}

/** An answer in pieces as the one it stands for. */
export async function joined(chunks: AsyncIterable<ChatCompletionChunk>): Promise<Completion> {
  let text = '';
  let thought = '';
  let finish: string | null | undefined;
  let model: string | undefined;
  let usage: unknown;
  let error: unknown;
  let any = false;
  for await (const chunk of chunks) {
    const read: { model?: string; usage?: unknown; error?: unknown } = chunk;
    model ??= read.model;
    usage = read.usage ?? usage;
    error ??= read.error;
    const choice = chunk.choices?.[0];
    if (choice === undefined) continue;
    any = true;
    const delta: { content?: string | null; reasoning_content?: string | null } = choice.delta ?? {};
    text += delta.content ?? '';
    thought += delta.reasoning_content ?? '';
    finish = choice.finish_reason ?? finish;
  }
  const message = { content: text, reasoning_content: thought };
  return {
    ...onlyDefined({ model, usage, error, choices: any ? [{ finish_reason: finish, message }] : undefined }),
  };
}

/**
 * The one answer of a completion.
 * @throws ProviderError for what is none, and for an error inside it, whatever the answer's own status
 */
export function replyOf(
  provider: string,
  completion: unknown,
  shown: { readonly endpoint: string; readonly secrets: readonly string[]; readonly isOpenAi?: boolean },
): Reply {
  const { endpoint, secrets, isOpenAi = false } = shown;
  const { data } = completionShape.safeParse(completion);
  const choice = data?.choices?.[0];
  const error = data?.error ?? choice?.error;
  if (error !== undefined && error !== null) {
    const detail = typeof error === 'string' ? error : String(error.message ?? JSON.stringify(error));
    throw statusError(provider, { status: statusIn({ error }), detail, endpoint, secrets });
  }
  if (typeof completion === 'string' && isWebPage(completion)) throw pageInstead(provider, endpoint);
  if (data === undefined || choice === undefined) throw noCompletion(provider, endpoint, isOpenAi);
  const { finish_reason: finish, message } = choice;
  const refusal = message.refusal ?? '';
  const end =
    finish === 'length' || finish === 'model_length'
      ? 'cut'
      : refusal !== ''
        ? 'refused'
        : finish === 'content_filter'
          ? 'filtered'
          : undefined;
  return {
    contents: contentsOf(message),
    ...onlyDefined({ end }),
    words: refusal,
    usage: usageOf(data.usage?.prompt_tokens, data.usage?.completion_tokens),
    model: data.model,
  };
}
