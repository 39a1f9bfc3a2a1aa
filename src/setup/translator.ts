import type { MemoryStore } from '../memory/store.js';
import { asValue, messages, spoken } from '../message.js';
import type { Memory } from '../model/contracts.js';
import type { RunEvent } from '../model/event.js';
import { mended } from '../names/mend.js';
import type { ProviderLink } from '../translate/link.js';
import { createTranslator, type Translator } from '../translate/translate.js';
import { budgetLimits, monthlyBudget } from './budget.js';
import { FALLBACK_LANGUAGES } from './candidates.js';
import { checksOf, isPretence, recallOptions, type Setup, takesAnyMachine } from './setup.js';
import { placedTerms } from './terms.js';

/** The translator of one call: providers, memory, checks and budget joined. */

const say = messages('setup', {
  stopped: '{{reason}}. {{hint}}',
  tryingAgain: '{{provider}}: {{code}}, trying again in {{seconds}} s',
});

export interface TranslatorParts {
  readonly chain: readonly ProviderLink[];
  readonly memory: Memory;
  /** Where spending is recorded. */
  readonly store: MemoryStore;
  readonly onEvent: (event: RunEvent) => void;
}

export function translatorOf(setup: Setup, { chain, memory, store, onEvent }: TranslatorParts): Translator {
  const { config } = setup;
  const { budget } = config;
  const pretence = isPretence(chain);
  const month = pretence ? undefined : monthlyBudget(budget, store, () => new Date());
  return createTranslator({
    chain,
    // A disguise is no translation: it is not kept.
    memory: pretence ? { ...memory, put: () => {} } : memory,
    recall: recallOptions(setup),
    anyMachine: takesAnyMachine(setup),
    checks: checksOf(setup, config.languages ?? FALLBACK_LANGUAGES, chain),
    termsOf: placedTerms(setup),
    mend: (unit, translation) => mended(setup.terms, unit, translation),
    budget: budgetLimits(budget, store, new Date()).filter(
      ({ scope }) => scope === 'run' || month === undefined,
    ),
    sharedBudget: month,
    onSpend: ({ provider, requests, charactersBilled, cost }) => {
      if (pretence) return;
      store.recordSpend({
        provider,
        requests,
        // What a limit of the month has taken out beforehand is recorded by then.
        characters: month === undefined ? charactersBilled : 0,
        cost: month === undefined ? cost : 0,
        currency: budget.currency,
      });
    },
    onEvent: (event) => {
      if (event.type === 'provider-stopped') {
        const reason = asValue(event);
        const hint = event.hint === undefined ? undefined : asValue(event.hint);
        onEvent({ type: 'notice', ...(hint === undefined ? spoken(reason) : say.stopped({ reason, hint })) });
      }
      if (event.type !== 'retry') return;
      const seconds = Math.ceil(event.waitMs / 1000);
      onEvent({
        type: 'notice',
        ...say.tryingAgain({ provider: event.provider, code: event.code, seconds }),
      });
    },
  });
}
