import { isSpecialTag, type LanguageTag, primaryLanguage } from '../model/language.js';
import { foldWord } from './forms.js';
import type { Terms } from './terms.js';

/** Words that may be terms: what comes again and again, told from what every text has. */

/** A word, or several, that may be a term. */
export interface TermCandidate {
  /** Of the text it was found in. */
  readonly language: LanguageTag;
  /** As it is written most often. */
  readonly text: string;
  /** Times it stands there, in any form. */
  readonly count: number;
  /** Articles it is in. */
  readonly articles: number;
  /** Where it stands first. */
  readonly path: string;
  /** Its line there, from 1. */
  readonly line: number;
}

export interface TermExtractor {
  add(text: string, language: LanguageTag, place: { readonly path: string; readonly line: number }): void;
  /** The likeliest first, by language. */
  candidates(options: { readonly min: number; readonly limit: number }): readonly TermCandidate[];
}

interface Found {
  readonly language: LanguageTag;
  readonly words: number;
  readonly spellings: Map<string, number>;
  readonly paths: Set<string>;
  readonly path: string;
  readonly line: number;
  count: number;
}

/** Words of one term at most. */
const LONGEST = 4;
/** Different words of a corpus that are kept; rarer than the first half million there is nothing to learn. */
const MOST = 500_000;
/** Words of a corpus from which the frequent ones are told. */
const FEW_WORDS = 2_000;
/** Share of the articles from which a single word is furniture of the language. */
const EVERYWHERE = 0.6;
const WORD = /[\p{L}\p{M}]+(?:['’ʼ-][\p{L}\p{M}]+)*/gu;

export function termExtractor(terms: Terms): TermExtractor {
  return new Extractor(terms);
}

class Extractor implements TermExtractor {
  readonly #terms: Terms;
  readonly #found = new Map<string, Found>();
  readonly #functionWords = new Map<LanguageTag, Map<string, number>>();
  readonly #total = new Map<LanguageTag, number>();
  readonly #paths = new Map<LanguageTag, Set<string>>();

  constructor(terms: Terms) {
    this.#terms = terms;
  }

  add(text: string, language: LanguageTag, { path, line }: Parameters<TermExtractor['add']>[2]): void {
    if (isSpecialTag(language)) return;
    const words = wordsOf(text, language);
    this.#count(words, language, path);
    const known = this.#terms.find(text, language);
    for (const [from, first] of words.entries())
      for (let size = 1; size <= LONGEST; size++) {
        const run = words.slice(from, from + size);
        const last = run[size - 1];
        if (last === undefined) break;
        const between = run.slice(1).every(({ start }, index) => text.slice(run[index]?.end, start) === ' ');
        if (!between) break;
        if (known.some(({ start, end }) => start < last.end && end > first.start)) continue;
        const key = `${language}\n${run.map((word) => word.key).join(' ')}`;
        let one = this.#found.get(key);
        if (one === undefined) {
          if (this.#found.size >= MOST) continue;
          one = { language, words: size, spellings: new Map(), paths: new Set(), path, line, count: 0 };
          this.#found.set(key, one);
        }
        one.count += 1;
        one.paths.add(path);
        const spelling = text.slice(first.start, last.end);
        one.spellings.set(spelling, (one.spellings.get(spelling) ?? 0) + 1);
      }
  }

  candidates({
    min,
    limit,
  }: Parameters<TermExtractor['candidates']>[0]): ReturnType<TermExtractor['candidates']> {
    const kept = [...this.#found.values()].filter((one) => one.count >= min && this.#mayBeTerm(one));
    const isPart = partsAmong(kept);
    const worth = ({ count, words }: Found): number => count * Math.log2(words + 1);
    const left = new Map<LanguageTag, number>();
    return kept
      .sort((a, b) => worth(b) - worth(a) || (mostFrequent(a.spellings) < mostFrequent(b.spellings) ? -1 : 1))
      .slice(0, 20 * limit)
      .filter((one) => !isPart(one))
      .filter(({ language }) => {
        const seen = left.get(language) ?? 0;
        left.set(language, seen + 1);
        return seen < limit;
      })
      .map(({ language, spellings, count, paths: where, path, line }) => ({
        language,
        text: mostFrequent(spellings),
        count,
        articles: where.size,
        path,
        line,
      }))
      .sort((a, b) => (a.language === b.language ? 0 : a.language < b.language ? -1 : 1));
  }

  /** What a text adds to what is known of its language. */
  #count(words: readonly Word[], language: LanguageTag, path: string): void {
    const inLanguage = this.#functionWords.get(language) ?? new Map<string, number>();
    this.#functionWords.set(language, inLanguage);
    this.#paths.set(language, (this.#paths.get(language) ?? new Set()).add(path));
    for (const { folded } of words) inLanguage.set(folded, (inLanguage.get(folded) ?? 0) + 1);
    this.#total.set(language, (this.#total.get(language) ?? 0) + words.length);
  }

  #mayBeTerm({ words, spellings, language, paths: where }: Found): boolean {
    const parts = mostFrequent(spellings).split(' ').map(foldWord);
    if (this.#isFunction(parts[0] ?? '', language) || this.#isFunction(parts.at(-1) ?? '', language))
      return false;
    const all = this.#paths.get(language)?.size ?? 1;
    return words > 1 || ((parts[0]?.length ?? 0) > 3 && (all < 5 || where.size / all < EVERYWHERE));
  }

  /** Short words, and the most frequent ones: neither begins or ends a term. */
  #isFunction(word: string, language: LanguageTag): boolean {
    if (word.length < 3) return true;
    const total = this.#total.get(language) ?? 0;
    // A few texts do not show what is everywhere.
    if (total < FEW_WORDS) return false;
    const share = (this.#functionWords.get(language)?.get(word) ?? 0) / Math.max(1, total);
    return (word.length < 6 && share > 0.002) || share > 0.01;
  }
}

/** A word of a text, where it stands. */
interface Word {
  readonly text: string;
  readonly key: string;
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

function wordsOf(text: string, language: LanguageTag): Word[] {
  return [...text.matchAll(WORD)].map((match) => ({
    text: match[0],
    key: stemOf(foldWord(match[0]), language),
    folded: foldWord(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Tells what is only ever part of one longer term: it is that term. */
function partsAmong(kept: readonly Found[]): (one: Found) => boolean {
  const byKey = new Map(kept.map((one) => [mostFrequent(one.spellings).toLowerCase(), one]));
  return (one) => {
    const text = mostFrequent(one.spellings).toLowerCase();
    return [...byKey].some(
      ([longer, other]) =>
        other.words > one.words &&
        other.language === one.language &&
        ` ${longer} `.includes(` ${text} `) &&
        other.count >= 0.8 * one.count,
    );
  };
}

function mostFrequent(spellings: ReadonlyMap<string, number>): string {
  let best = '';
  let most = 0;
  for (const [text, count] of spellings)
    if (count > most || (count === most && text < best)) {
      best = text;
      most = count;
    }
  return best;
}

/** Letters a Slavic ending has at most; enough to lay the cases of one word together. */
const ENDINGS: Readonly<Record<string, RegExp>> = {
  uk: /(?:ами|ями|ого|ому|ими|ові|еві|ої|ій|ою|ею|єю|ах|ях|ам|ям|ом|ем|им|их|ів|[аеиіїоуюяьй])$/u,
  ru: /(?:ами|ями|ого|его|ому|ему|ыми|ими|ой|ей|ою|ею|ах|ях|ам|ям|ом|ем|ым|им|ых|их|ов|ев|ая|яя|ое|ее|ые|ие|ий|ый|[аеиоуыэюяьй])$/u,
  en: /(?:'s|s)$/u,
};

function stemOf(word: string, language: LanguageTag): string {
  const endings = ENDINGS[primaryLanguage(language)];
  if (endings === undefined || word.length < 5) return word;
  return word.replace(endings, '');
}
