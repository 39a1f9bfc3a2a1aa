import { ProviderError, type TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { ProviderHealth } from './health.js';
import type { Parcel } from './parcel.js';

/** Single units of one batch refused, with none accepted, until the rest is spared. */
export const GIVE_UP_AFTER = 4;
/** Texts that brought a service down alone, with none served, until it is taken for down. */
export const SUSPECTS = 3;
/** Requests sent again in a row because an adapter asked for it. */
export const MOST_RESENDS = 6;

/** Texts a service broke down over: theirs is the trouble, or its own. */

const say = messages('translate', {
  breaksDown: '{{provider}} breaks down over this text: {{reason}}',
  byHand: 'The text stays as it is; translate it with another provider, or by hand.',
});

/** How the parcels of one batch fared so far. */
export interface Progress {
  refused: number;
  served: number;
  /** The service broke down over the whole, and is being asked in parts. */
  divided: boolean;
  /** Each failed by itself with what may be the service's trouble or its own. */
  readonly suspects: { readonly parcel: Parcel; readonly error: TovmachError }[];
}

/** What brought the service down alone, while it served the others, is refused; else the service is in trouble. */
export function judge({ suspects, served }: Progress, provider: string, health: ProviderHealth): void {
  const [first] = suspects;
  if (first === undefined) return;
  const reason = served === 0 ? health.failed(first.error) : undefined;
  for (const { parcel, error } of suspects) {
    const own = (): ProviderError =>
      new ProviderError(provider, 'REJECTED', say.breaksDown({ provider, reason: error.message }), {
        cause: error,
        hint: say.byHand(),
      });
    parcel.fail(reason ?? own());
  }
}
