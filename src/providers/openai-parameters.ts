import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { onlyDefined } from '../model/only-defined.js';
import { ANSWER_SCHEMA } from './chat.js';
import type { Question } from './chat-provider.js';

export interface Asking {
  readonly model: string;
  readonly extraBody: Readonly<Record<string, unknown>> | undefined;
}

/** The body of one chat request. */
export function parameters(
  { told, texts, manners }: Omit<Question, 'signal'>,
  { model, extraBody }: Asking,
): ChatCompletionCreateParamsNonStreaming {
  const format =
    manners.jsonMode === 'schema'
      ? {
          type: 'json_schema' as const,
          json_schema: { name: 'translations', strict: true, schema: { ...ANSWER_SCHEMA } },
        }
      : { type: 'json_object' as const };
  const role = manners.systemRole === 'developer' ? 'developer' : 'system';
  return {
    model,
    messages: [
      ...(told === undefined ? [] : [{ role, content: told } as const]),
      { role: 'user', content: texts },
    ],
    ...onlyDefined({
      temperature: manners.temperature ? 0 : undefined,
      response_format: manners.jsonMode === 'none' ? undefined : format,
    }),
    ...extraBody,
  };
}
