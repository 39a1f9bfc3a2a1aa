import { ProviderError } from '../errors.js';
import { messages } from '../message.js';
import { NO_MODEL, noSuchModel } from './chat-provider.js';
import { badResponse, connectionError, statusError } from './failure.js';

const say = messages('providers', {
  setModel: 'Set OPENAI_MODEL to a model this server has.',
  notJsonAtAll: '{{provider}} answered with what is no JSON',
});

/** Errors of OpenAI's library as ours. */

type Sdk = typeof import('openai');

const NAME = 'openai';

/** Something in front of the server answered, not the server. */
function isPage(message: string): boolean {
  return /<(?:!doctype|html)/i.test(message);
}

export function asProviderError(
  sdk: Sdk,
  error: unknown,
  shown: { readonly endpoint: string; readonly secrets: readonly string[]; readonly model: string },
): ProviderError {
  if (ProviderError.isInstance(error)) return error;
  const { endpoint, secrets, model } = shown;
  if (error instanceof sdk.APIConnectionError) {
    // A body that was cut off for its size comes wrapped.
    return ProviderError.isInstance(error.cause) ? error.cause : connectionError(NAME, endpoint, error.cause);
  }
  if (error instanceof sdk.APIError && typeof error.status === 'number') {
    const { status, code, message, headers } = error;
    const page = isPage(message);
    const words = page ? '' : message.replace(/^\d{3}\s*(?:status code \(no body\)$)?/, '');
    const waits = JSON.stringify(error.error ?? '').includes('retryDelay')
      ? ` ${JSON.stringify(error.error)}`
      : '';
    const refusal = { endpoint, secrets, detail: `${words}${waits}`, isPage: page, headers };
    // A used-up account answers 429 as well, and no waiting helps.
    if (code === 'insufficient_quota') return statusError(NAME, { ...refusal, status: 402 });
    if (code === 'context_length_exceeded') return statusError(NAME, { ...refusal, status: 413 });
    const isModel =
      code === 'model_not_found' || ((status === 404 || status === 400) && NO_MODEL.test(words));
    if (isModel || (status === 404 && /model/i.test(words))) {
      return noSuchModel(NAME, { model, endpoint, status, hint: say.setModel() });
    }
    return statusError(NAME, { ...refusal, status });
  }
  if (error instanceof SyntaxError) return badResponse(NAME, say.notJsonAtAll({ provider: NAME }));
  return connectionError(NAME, endpoint, error);
}
