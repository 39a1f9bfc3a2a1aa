import { ProviderError } from '../errors.js';
import type {
  Provider,
  ProviderUnit,
  Term,
  TranslateAnswer,
  TranslateRequest,
  Usage,
} from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Pair, Spent } from './answer-store.js';
import { inOrder, isFailed, type UnitAnswer } from './answers.js';
import type { Amount } from './budget.js';
import type { Errand } from './link.js';
import type { LineParts, Parcel } from './parcel.js';
import { costOf, type Tariff } from './price.js';

interface RequestParts {
  readonly provider: Pick<Provider, 'name' | 'translate' | 'estimate'>;
  readonly tariff: Tariff | undefined;
  readonly parts: Pick<LineParts, 'budget' | 'onEvent' | 'onSpend'>;
  /** Under which its calls are made. */
  readonly errand?: Errand | undefined;
  /** Puts answers and their cost on disk. */
  readonly keep: (answers: readonly UnitAnswer[], spent: Spent) => Promise<void>;
}

/**
 * One request: what it may cost is set aside before it is sent, and what it did cost is counted, however it ends. What is
 * answered is kept before anything else is done with it, together with its cost; a late answer too, for which nobody waits
 * any more.
 */
export async function paidRequest(
  request: TranslateRequest,
  { provider, tariff, parts, errand, keep }: RequestParts,
): Promise<UnitAnswer[]> {
  const { units } = request;
  const { name } = provider;
  const characters = units.reduce((sum, unit) => sum + unit.text.length, 0);
  const amount = (billed: number, usage: Usage): Amount => ({
    characters: billed,
    cost: costOf(tariff, { ...usage, characters: billed }),
  });
  const expected = provider.estimate?.(request) ?? {};
  const reservation = await parts.budget.reserve(amount(characters, expected), name);
  parts.onEvent({ type: 'request', provider: name, units: units.length, characters });
  const settle = async (answers: readonly UnitAnswer[], billed: number, usage: Usage): Promise<void> => {
    const paid = amount(billed, usage);
    const spent: Spent = {
      provider: name,
      requests: 1,
      charactersSent: characters,
      charactersBilled: billed,
      cost: paid.cost,
      ...(usage === expected ? {} : tokensOf(usage)),
    };
    try {
      await keep(answers, spent);
    } finally {
      errand?.done();
      await reservation.settle(paid);
      parts.onSpend(spent);
    }
  };
  let answer: TranslateAnswer;
  let answers: UnitAnswer[];
  try {
    answer = await (errand?.during(() => provider.translate(request)) ?? provider.translate(request));
    answers = inOrder(name, units, answer);
  } catch (error) {
    const usage = ProviderError.isInstance(error) ? counted(error.usage) : undefined;
    // An answer that cannot be used was an answer, and is taken as billed; a refusal is not.
    if (mayBeBilled(error)) await settle([], characters, usage ?? expected);
    else await settle([], usage?.characters ?? 0, usage ?? {});
    throw error;
  }
  const usage = counted(answer.usage);
  await settle(answers, usage?.characters ?? billedOf(answers, units), usage ?? expected);
  return answers;
}

/** What can be an amount: an adapter of anybody may say anything. */
function amountOf(value: number | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** Usage as far as it is one; absent where nothing of it is. */
function counted(usage: Usage | undefined): Usage | undefined {
  const sound = onlyDefined({
    characters: amountOf(usage?.characters),
    inputTokens: amountOf(usage?.inputTokens),
    outputTokens: amountOf(usage?.outputTokens),
  });
  return Object.keys(sound).length === 0 ? undefined : sound;
}

/** Where the service counted them. */
function tokensOf({ inputTokens, outputTokens }: Usage): Pick<Spent, 'tokens'> {
  if (inputTokens === undefined && outputTokens === undefined) return {};
  return { tokens: { input: inputTokens ?? 0, output: outputTokens ?? 0 } };
}

/** As the service counted them, else what was sent. */
function billedOf(answers: readonly UnitAnswer[], units: readonly ProviderUnit[]): number {
  return answers.reduce(
    (sum, answer, index) =>
      sum + ((isFailed(answer) ? 0 : amountOf(answer.billedCharacters)) ?? units[index]?.text.length ?? 0),
    0,
  );
}

/** Whether a request that came to nothing may cost all the same: what was answered unusably, or broke off on the way. */
function mayBeBilled(error: unknown): boolean {
  if (!ProviderError.isInstance(error)) return false;
  if (error.code === 'UNAVAILABLE') return error.status === undefined && !error.unreached;
  return error.code === 'BAD_RESPONSE' && !error.misaddressed;
}

/** The request for some texts, as `all` of which each is named by its place: errors name them by it. */
export function requestOf(
  { source, target }: Pair,
  parcels: readonly Parcel[],
  {
    all,
    signal,
    previous,
  }: Pick<TranslateRequest, 'signal'> & {
    readonly all: readonly Parcel[];
    readonly previous: ProviderError | undefined;
  },
): TranslateRequest {
  const units = parcels.map((parcel): ProviderUnit => {
    const { text, context } = parcel;
    const id = String(all.indexOf(parcel));
    return context === undefined ? { id, text } : { id, text, context };
  });
  const terms = termsIn(parcels);
  return {
    source,
    target,
    units,
    ...(terms.length === 0 ? {} : { terms }),
    signal,
    ...onlyDefined({ previous }),
  };
}

/** The terms of all texts of a request, each once. */
function termsIn(parcels: readonly Parcel[]): readonly Term[] {
  const terms = parcels.flatMap((parcel) => parcel.terms ?? []);
  return [
    ...new Map(
      terms.map(({ source, target, fixed }) => [
        `${source}\n${target}`,
        { source, target, ...(fixed === true ? { fixed } : {}) },
      ]),
    ).values(),
  ];
}
