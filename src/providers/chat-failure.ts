import type { ProviderError } from '../errors.js';
import type { Message } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import { NO_MODEL, noSuchModel } from './chat-provider.js';
import { statusError } from './failure.js';
import type { HttpCall } from './http.js';
import type { Address } from './library.js';

/** What chat services say with one status for several reasons, told apart by their words. */

const TOO_LONG =
  /prompt is too long|maximum context length|context (?:length|window|size)|too many tokens|exceeds? the (?:maximum|available|limit)[^.]{0,60}tokens?/i;
const NO_MONEY =
  /credit balance|insufficient (?:credits?|quota|balance)|billing (?:hard )?limit|payment required/i;
const BAD_KEY = /api key (?:not valid|expired|not found)|invalid (?:x-)?api[- ]?key|unauthori[sz]ed/i;

/** Looks at the words of a refusal before its status. */
export function explainChat(
  provider: string,
  model: string,
  { endpoint, secrets }: Address,
  more: {
    /** What to do about a model that is not there. */
    readonly hint?: Message;
    /** What only this service says. */
    readonly own?: (detail: string, status: number, body: string) => ProviderError | undefined;
  } = {},
): NonNullable<HttpCall['explain']> {
  return (detail, status, headers, body) => {
    const own = more.own?.(detail, status, body);
    if (own !== undefined) return own;
    const as = (other: number): ProviderError =>
      statusError(provider, { status: other, detail, headers, endpoint, secrets });
    if (status === 404 || status === 400 || status === 422) {
      if (NO_MODEL.test(detail) || (status === 404 && /model/i.test(detail))) {
        const { hint } = more;
        return noSuchModel(provider, { model, endpoint, status, ...onlyDefined({ hint }) });
      }
      if (TOO_LONG.test(detail)) return as(413);
      if (BAD_KEY.test(detail)) return as(401);
    }
    if (status < 500 && NO_MONEY.test(detail)) return as(402);
    return undefined;
  };
}
