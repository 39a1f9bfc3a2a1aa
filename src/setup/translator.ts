import type { TranslationStore } from '../memory/translation-store.js';
import { asValue, messages, spoken } from '../message.js';
import type { Memory } from '../model/contracts.js';
import type { RunEvent } from '../model/event.js';
import { mended } from '../names/mend.js';
import type { BatchDesk } from '../translate/desk.js';
import type { ProviderLink } from '../translate/link.js';
import { type AnswerStore, createTranslator, type Translator } from '../translate/translate.js';
import { budgetLimits, monthlyBudget } from './budget.js';
import { FALLBACK_LANGUAGES } from './candidates.js';
import { checksOf, isPretence } from './checks.js';
import { recallOptions, type Setup, takesAnyMachine } from './setup.js';
import { placedTerms } from './terms.js';

/** The translator of one call: providers, memory, checks and budget joined. */

const say = messages('setup', {
  stopped: '{{reason}}. {{hint}}',
  tryingAgain: '{{provider}}: {{code}}, trying again in {{seconds}} s',
});

export interface TranslatorParts {
  readonly chain: readonly ProviderLink[];
  /** Absent: nothing is recalled. */
  readonly memory?: Memory;
  /** Where spending is recorded. */
  readonly store: TranslationStore;
  readonly onEvent: (event: RunEvent) => void;
  /** Told for how long a service wants to be asked less, in milliseconds. */
  readonly onPause?: ((milliseconds: number) => void) | undefined;
  /** How many articles are translated at once; absent: one. */
  readonly articlesAtOnce?: number;
  /** Names of providers that were not there when what memory has was translated. */
  readonly newcomers?: ReadonlySet<string>;
  /** Where texts are gathered that can wait. */
  readonly desk?: BatchDesk | undefined;
  /** False: what comes back is counted and not kept. */
  readonly keeps?: boolean;
}

export async function translatorOf(
  setup: Setup,
  { chain, memory, store, onEvent, onPause, articlesAtOnce, newcomers, desk, keeps = true }: TranslatorParts,
): Promise<Translator> {
  const { config } = setup;
  const { budget } = config;
  const pretence = isPretence(chain);
  const month = pretence ? undefined : monthlyBudget(budget, store, () => new Date());
  return createTranslator({
    chain,
    articlesAtOnce,
    newcomers,
    desk: pretence ? undefined : desk,
    routes: config.routes,
    verify: pretence ? undefined : config.verify,
    // A disguise is no translation: it is not kept.
    memory: pretence && memory !== undefined ? { ...memory, put: () => {} } : memory,
    recall: recallOptions(setup),
    anyMachine: takesAnyMachine(setup),
    checks: checksOf(setup, config.languages ?? FALLBACK_LANGUAGES, chain),
    termsOf: placedTerms(setup),
    personal: setup.personal,
    mend: (unit, translation) => mended(setup.terms, unit, translation),
    budget: (await budgetLimits(budget, store, new Date())).filter(
      ({ scope }) => scope === 'run' || month === undefined,
    ),
    sharedBudget: month,
    ...(pretence || store.takeTurn === undefined
      ? {}
      : { takeTurn: (service, seconds) => store.takeTurn?.(service, seconds) ?? 0 }),
    ...(pretence
      ? {}
      : { answers: answersOf(store, budget.currency, { isTaken: month !== undefined, keeps }) }),
    onEvent: (event) => {
      if (event.type === 'provider-stopped') {
        const reason = asValue(event);
        const hint = event.hint === undefined ? undefined : asValue(event.hint);
        onEvent({ type: 'notice', ...(hint === undefined ? spoken(reason) : say.stopped({ reason, hint })) });
      }
      if (event.type !== 'retry') return;
      if (event.code === 'RATE_LIMIT') onPause?.(event.waitMs);
      const seconds = Math.ceil(event.waitMs / 1000);
      onEvent({
        type: 'notice',
        ...say.tryingAgain({ provider: event.provider, code: event.code, seconds }),
      });
    },
  });
}

/**
 * Answers are kept with what they cost, in the currency of the budget.
 * @param options.isTaken what they cost was taken out of a limit of the month beforehand, and is recorded by then
 * @param options.keeps whether they become entries of the memory
 */
function answersOf(
  { answers }: TranslationStore,
  currency: string,
  { isTaken, keeps }: { readonly isTaken: boolean; readonly keeps: boolean },
): AnswerStore {
  return {
    ...answers,
    settle: (entries, done) => answers.settle(keeps ? entries : [], done),
    keep: (kept, { provider, requests, charactersBilled, cost }) =>
      answers.keep(kept, {
        provider,
        requests,
        characters: isTaken ? 0 : charactersBilled,
        cost: isTaken ? 0 : cost,
        currency,
      }),
  };
}
