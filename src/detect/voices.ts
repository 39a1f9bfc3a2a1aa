import type { Letters } from '../language/scripts.js';
import type { Identification } from '../model/contracts.js';
import { type LanguageTag, sameLanguage, UNDETERMINED } from '../model/language.js';
import { logShare, mostAgainst, strangeness } from './evidence.js';

/**
 * A sentence in which marks show that somebody else speaks: quotations, what follows a colon, the items of a list of
 * labels. Every such voice may be in a language of its own, at a price; the choice is the one that explains most.
 */

/** How a voice is set off. `frame` is the sentence itself. */
export type Mark = 'frame' | 'quotes' | 'colon' | 'bar';

export interface Voice {
  readonly mark: Mark;
  /** The voice this one is set into; -1 for the frame. */
  readonly parent: number;
  /** All its words, as the detector should see them. */
  readonly text: string;
  readonly words: number;
  readonly letters: Letters;
  readonly found: Identification;
}

/** The choice for one voice. */
export interface Choice {
  readonly lang: LanguageTag;
  /** 0 to 1. */
  readonly confidence: number;
  /** The likeliest of the other languages with its share, where there is a doubt. */
  readonly against?: { readonly lang: LanguageTag; readonly share: number };
}

/** What a voice in another language must be worth beyond what its few words can say by chance. */
const PRICE: Readonly<Record<Mark, number>> = { frame: 0, quotes: 0, colon: 0, bar: 0 };
/** What the context says for the language of the sentence that the voices are set into, beyond what it says of any. */
const ANNOUNCING = 1;
/** Share worth mentioning. */
const WORTH_SAYING = 0.01;

interface Context {
  /** Languages of the script. */
  readonly languages: readonly LanguageTag[];
  /** The language of what stands around, where it is known. */
  readonly host?: LanguageTag | undefined;
}

/** Chooses a language for every voice; voice 0 is the frame, parents come before their children. */
export function chooseVoices(voices: readonly Voice[], { languages, host }: Context): readonly Choice[] {
  const tags = [...languages, UNDETERMINED];
  const own = voices.map(({ found, words }) =>
    tags.map((tag) => logShare(found, tag, languages.length) - strangeness(tag, host, words)),
  );
  // From the innermost outwards: the best that a voice and those inside it can come to in each language.
  const best = own.map((scores) => [...scores]);
  const priceOf = ({ mark, words }: Voice): number => PRICE[mark] + mostAgainst(words);
  const reach = (at: number, outer: number): { score: number; tag: number } => {
    const scores = best[at] ?? [];
    let tag = outer;
    let score = scores[outer] ?? 0;
    const price = priceOf(voices[at] as Voice);
    scores.forEach((value, index) => {
      if (index !== outer && value - price > score) {
        score = value - price;
        tag = index;
      }
    });
    return { score, tag };
  };
  for (let at = voices.length - 1; at > 0; at--) {
    const { parent } = voices[at] as Voice;
    const outer = best[parent] ?? [];
    for (let tag = 0; tag < tags.length; tag++) outer[tag] = (outer[tag] ?? 0) + reach(at, tag).score;
  }
  // Who announces somebody else's words does so in the language around.
  const lean = mostAgainst(voices[0]?.words || voices[1]?.words || 1) + ANNOUNCING;
  const leanOf = (tag: LanguageTag): number => (host !== undefined && sameLanguage(tag, host) ? lean : 0);
  const frame = (best[0] ?? []).map((score, index) => score + leanOf(tags[index] ?? ''));
  const chosen: number[] = [indexOfMost(frame)];
  for (let at = 1; at < voices.length; at++)
    chosen[at] = reach(at, chosen[(voices[at] as Voice).parent] ?? 0).tag;
  return voices.map((voice, at) => {
    const outer = at === 0 ? undefined : chosen[voice.parent];
    const price = at === 0 ? 0 : priceOf(voice);
    const scores = (own[at] ?? []).map((score, index) =>
      at === 0 ? score + leanOf(tags[index] ?? '') : index === outer ? score : score - price,
    );
    return choiceOf(scores, tags, chosen[at] ?? 0);
  });
}

function choiceOf(scores: readonly number[], tags: readonly LanguageTag[], chosen: number): Choice {
  const most = Math.max(...scores);
  const total = scores.reduce((sum, score) => sum + Math.exp(score - most), 0);
  const shares = scores.map((score) => Math.exp(score - most) / total);
  let second = -1;
  shares.forEach((share, index) => {
    if (index !== chosen && share > (shares[second] ?? WORTH_SAYING)) second = index;
  });
  const rival = tags[second];
  return {
    lang: tags[chosen] ?? UNDETERMINED,
    confidence: shares[chosen] ?? 0,
    ...(rival === undefined ? {} : { against: { lang: rival, share: shares[second] ?? 0 } }),
  };
}

const indexOfMost = (values: readonly number[]): number => values.indexOf(Math.max(...values));
