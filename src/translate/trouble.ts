import { ProviderError, type TovmachError } from '../errors.js';
import { messages } from '../message.js';
import { isFailed } from './answers.js';

const say = messages('translate', { brokeOff: '{{provider}} broke off a request by itself' });

/** What an error says of a request, and of what may be done with its texts. */

/** A service that answered with its own trouble, or hung up: any text of the request may be the reason. */
export function breaksDown(error: TovmachError): boolean {
  if (!ProviderError.isInstance(error) || error.code !== 'UNAVAILABLE' || error.unreached) return false;
  if (error.status !== undefined) return error.status >= 500;
  return error.cause instanceof Error && /RESET|EPIPE|UND_ERR_SOCKET/.test(error.cause.message);
}

/** An adapter that says it was stopped when nobody stopped it has lost its service. */
export function unlessAborted(error: TovmachError, provider: string): TovmachError {
  if (error.code !== 'ABORTED') return error;
  return new ProviderError(provider, 'UNAVAILABLE', say.brokeOff({ provider }), { cause: error });
}

/** Whether the unit at a place came back without a translation. */
export function isFailedAt(answers: readonly unknown[], index: number): boolean {
  const answer = answers[index];
  return answer !== undefined && isFailed(answer);
}

/** Whether a unit that was given up in a batch may be served alone. */
export function mayDoBetter(error: ProviderError): boolean {
  return error.retryable || error.code === 'BAD_RESPONSE' || error.code === 'TOO_LARGE';
}

/** Whether a smaller request may be served. */
export function isDivisible(error: TovmachError): boolean {
  return error.code === 'BUDGET' || (ProviderError.isInstance(error) && error.divisible);
}

/**
 * Whether the same request may be sent once more at once: the adapter asks for it, or can be told what was wrong, once.
 * @param previous what the last one failed with, where it was told
 */
export function isWorthResending(
  error: unknown,
  previous: ProviderError | undefined,
  repairs: boolean,
): error is ProviderError {
  if (!ProviderError.isInstance(error)) return false;
  if (error.resend) return true;
  const told = previous !== undefined && !previous.resend;
  return repairs && !told && error.code === 'BAD_RESPONSE' && !error.misaddressed;
}
