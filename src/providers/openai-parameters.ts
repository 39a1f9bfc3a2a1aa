import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { TranslateRequest } from '../model/contracts.js';
import { ANSWER_SCHEMA, complaint, systemPrompt, userMessage } from './chat.js';
import type { Manners } from './openai-habits.js';

export interface Asking {
  readonly model: string;
  readonly manners: Manners;
  readonly instructions: string | undefined;
  readonly extraBody: Readonly<Record<string, unknown>> | undefined;
}

/** The body of one chat request. */
export function parameters(
  request: TranslateRequest,
  { model, manners, instructions, extraBody }: Asking,
): ChatCompletionCreateParamsNonStreaming {
  const told = systemPrompt(request, instructions);
  const texts = userMessage(request, request.units);
  const wrong = request.previous?.code === 'BAD_RESPONSE' ? [complaint(request.previous.message)] : [];
  const format =
    manners.jsonMode === 'schema'
      ? {
          type: 'json_schema' as const,
          json_schema: { name: 'translations', strict: true, schema: { ...ANSWER_SCHEMA } },
        }
      : { type: 'json_object' as const };
  return {
    model,
    messages:
      manners.systemRole === 'user'
        ? [{ role: 'user', content: [told, ...wrong, texts].join('\n\n') }]
        : [
            { role: manners.systemRole, content: [told, ...wrong].join('\n') },
            { role: 'user', content: texts },
          ],
    ...(manners.temperature ? { temperature: 0 } : {}),
    ...(manners.jsonMode === 'none' ? {} : { response_format: format }),
    ...extraBody,
  };
}
