import { ProviderError } from '../../errors.js';
import { messages, type Said, spoken } from '../../message.js';
import { checksOf } from '../../setup/checks.js';
import { prospectOf } from '../../setup/courses.js';
import { openStore } from '../../setup/memory.js';
import { planningLink } from '../../setup/providers.js';
import { recallOptions } from '../../setup/setup.js';
import { standingOf } from '../../setup/standings.js';
import type { ProviderLink } from '../../translate/link.js';
import { type PlannedPair, planSummariser } from '../../translate/summarise.js';
import { type PreflightParts, plannedArticles } from './preflight.js';

/** What services say is left of an account, held against what is to be sent, before anything is. */

const say = messages('run', {
  tooLittle:
    '{{provider}}: about {{characters}} characters are to be sent, and {{left}} are left of the account; what it does not take is left to another run',
  tooLittleUntil:
    '{{provider}}: about {{characters}} characters are to be sent, and {{left}} are left of the account until {{date}}; what it does not take is left to another run',
  nothingLeft:
    '{{provider}} has no characters left for this account, and {{characters}} are to be sent; nothing was written',
  waitOrOther:
    'Wait until the account is counted anew, raise its limit, name another provider, or take --untranslated keep.',
});

/** A service with a limit, or with a reason why it will do nothing. */
interface Limited {
  readonly link: ProviderLink;
  readonly left: number;
  readonly renewsAt?: string | undefined;
  readonly refusal?: ProviderError;
}

/**
 * Says which service has less left than is to be sent to it; refuses a run that could not begin. Texts are only counted
 * where a service has a limit or refuses the key. Whatever else is wrong with it is said when it is asked to translate.
 * @throws ProviderError QUOTA, AUTH
 */
export async function heedAllowances(parts: PreflightParts, notice: (said: Said) => void): Promise<void> {
  const { chain, setup, signal } = parts;
  const limited = await limitsOf(chain, signal);
  if (limited.length === 0) return;
  const wanted = await charactersByProvider(parts);
  if (signal.aborted) return;
  for (const each of limited) {
    const { link, left, refusal } = each;
    const provider = link.provider.name;
    const characters = wanted.get(provider) ?? 0;
    if (characters <= left) continue;
    const isAlone = chain.every((other) => other === link || other.reserved === true);
    if (left <= 0 && isAlone && setup.config.output.untranslated !== 'keep')
      throw (
        refusal ??
        new ProviderError(provider, 'QUOTA', say.nothingLeft({ provider, characters }), {
          hint: say.waitOrOther(),
        })
      );
    notice(shortfall(each, characters));
  }
}

/** What a plan says of what is left: it refuses nothing. */
export async function sayAllowances(
  chain: readonly ProviderLink[],
  pairs: readonly PlannedPair[],
  { signal, notice }: { readonly signal: AbortSignal | undefined; readonly notice: (said: Said) => void },
): Promise<void> {
  if (pairs.length === 0) return;
  const wanted = charactersIn(pairs);
  for (const each of await limitsOf(chain, signal)) {
    const characters = wanted.get(each.link.provider.name) ?? 0;
    if (characters > each.left) notice(shortfall(each, characters));
  }
}

function shortfall({ link, left, renewsAt, refusal }: Limited, characters: number): Said {
  const provider = link.provider.name;
  if (refusal !== undefined) return spoken(refusal);
  return renewsAt === undefined
    ? say.tooLittle({ provider, characters, left })
    : say.tooLittleUntil({ provider, characters, left, date: renewsAt.slice(0, 10) });
}

async function limitsOf(
  chain: readonly ProviderLink[],
  signal: AbortSignal | undefined,
): Promise<readonly Limited[]> {
  return (await Promise.all(chain.map((link) => limitOf(link, signal)))).flat();
}

async function limitOf(link: ProviderLink, signal: AbortSignal | undefined): Promise<Limited[]> {
  try {
    const { charactersLeft: left, renewsAt } = (await standingOf(link, signal)) ?? {};
    return left === undefined ? [] : [{ link, left, renewsAt }];
  } catch (error) {
    const isFinal = ProviderError.isInstance(error) && (error.code === 'AUTH' || error.code === 'QUOTA');
    return isFinal ? [{ link, left: 0, refusal: error }] : [];
  }
}

/** What would be sent to each, as `tovmach plan` counts it. */
async function charactersByProvider(parts: PreflightParts): Promise<ReadonlyMap<string, number>> {
  const { setup, chain, languages, signal } = parts;
  const store = await openStore(setup, { create: false });
  try {
    const prospect = prospectOf(setup, chain, signal);
    const articles = await plannedArticles(parts, store);
    const summariser = planSummariser({
      memory: articles.memory,
      recall: recallOptions(setup),
      identitiesOf: prospect.identitiesOf,
      providerFor: async (unit) => {
        const link = await prospect.firstFor(unit).catch(() => undefined);
        return link === undefined ? undefined : planningLink(link);
      },
      checks: checksOf(setup, languages.candidates, chain),
    });
    for await (const planned of articles.each()) await summariser.add(planned);
    return charactersIn(summariser.summary().pairs);
  } finally {
    await store.close();
  }
}

function charactersIn(pairs: readonly PlannedPair[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { provider = '', characters } of pairs)
    sums.set(provider, (sums.get(provider) ?? 0) + characters);
  return sums;
}
