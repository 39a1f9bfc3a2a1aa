import type { ProviderConfig } from '../config/providers.js';
import type { Config } from '../config/schema.js';
import { TovmachError } from '../errors.js';
import { type Message, messages } from '../message.js';
import type { Provider } from '../model/contracts.js';
import type { Price, ProviderDefinition } from '../model/definition.js';
import { onlyDefined } from '../model/only-defined.js';
import type { ProviderLink } from '../translate/link.js';
import type { Tariff } from '../translate/price.js';

/** What a provider costs: as configured, else by its own list. */

const say = messages('setup', {
  noPrice: 'a cost limit is set, and what {{name}} costs is not known',
  givePrice:
    'Set providers.{{name}}.pricePerMillionCharacters (or …InputTokens and …OutputTokens) in {{currency}}; 0 where it costs nothing.',
  otherCurrency: 'a cost limit in {{currency}} is set, and the list price of {{name}} is in {{other}}',
  giveCurrency:
    'Set budget.currency to {{other}}, or providers.{{name}}.pricePerMillionCharacters in {{currency}}.',
  assumed: '{{name}}: no price is configured; {{price}} is assumed, its list price on {{date}} ({{source}})',
  characters: '{{amount}} {{currency}} a million characters',
  tokens: '{{input}} and {{output}} {{currency}} a million tokens in and out',
});

/** The price of a link, and the list it was taken from where nobody configured one. */
export function tariffOf(
  definition: ProviderDefinition,
  settings: ProviderConfig,
  provider: Provider,
  config: Config,
): Pick<ProviderLink, 'tariff' | 'listed'> {
  const { pricePerMillionCharacters, pricePerMillionInputTokens, pricePerMillionOutputTokens } = settings;
  const own: Tariff = {
    ...onlyDefined({
      perMillionCharacters: pricePerMillionCharacters,
      perMillionInputTokens: pricePerMillionInputTokens,
      perMillionOutputTokens: pricePerMillionOutputTokens,
    }),
  };
  if (Object.keys(own).length > 0) return { tariff: own };
  if (definition.isLocal === true || definition.pretends === true || !provider.capabilities.remote) {
    return { tariff: { perMillionCharacters: 0 } };
  }
  const model = typeof settings.model === 'string' ? settings.model : undefined;
  const listed = definition
    .prices?.(settings)
    .find((price) => price.model === undefined || model?.startsWith(price.model) === true);
  if (listed === undefined) return {};
  return isFree(listed) || listed.currency === config.budget.currency
    ? { tariff: listed, listed }
    : { listed };
}

function isFree(price: Price): boolean {
  return [price.perMillionCharacters, price.perMillionInputTokens, price.perMillionOutputTokens].every(
    (amount) => amount === undefined || amount === 0,
  );
}

/**
 * Refuses a cost limit that cannot be held, and says which prices are assumed.
 * @throws TovmachError CONFIG
 */
export function holdCosts(
  config: Config,
  chain: readonly ProviderLink[],
  notice: (said: Message) => void,
): void {
  const { maxCostPerRun, maxCostPerMonth, currency } = config.budget;
  if (maxCostPerRun === undefined && maxCostPerMonth === undefined) return;
  for (const { provider, tariff, listed } of chain) {
    const { name } = provider;
    if (tariff === undefined && listed !== undefined) {
      const other = listed.currency;
      throw new TovmachError('CONFIG', say.otherCurrency({ name, currency, other }), {
        hint: say.giveCurrency({ name, currency, other }),
      });
    }
    if (tariff === undefined) {
      throw new TovmachError('CONFIG', say.noPrice({ name }), { hint: say.givePrice({ name, currency }) });
    }
    if (listed === undefined || isFree(listed)) continue;
    const price =
      listed.perMillionCharacters === undefined
        ? say.tokens({
            input: listed.perMillionInputTokens ?? 0,
            output: listed.perMillionOutputTokens ?? 0,
            currency: listed.currency,
          })
        : say.characters({ amount: listed.perMillionCharacters, currency: listed.currency });
    notice(say.assumed({ name, price, date: listed.asOf, source: listed.source }));
  }
}
