import type { Article } from '../model/article.js';
import { primaryLanguage } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { StorySketch } from '../model/story.js';
import { keyOf } from '../names/key.js';
import { namesIn } from '../names/spot.js';

/**
 * What an article is known again by in another language: its address, its day, the names and the numbers in it, and the
 * words that languages share (`президент`, `president`). Names are kept as their consonants, words as their sounds: both
 * survive another script and the endings of the grammar. Pure.
 */

/** Names, and numbers, that are kept of one article, in the order of the text. */
const MOST = 60;
/** Words that are kept of one. */
const MOST_WORDS = 120;
/** Letters from which on a word is likely to be one that languages share, and sounds by which it is known. */
const [LONG, SOUNDS, FEWEST_SOUNDS] = [6, 7, 5];
/** Words whose sounds are remembered. */
const REMEMBERED = 20_000;
/** Consonants of a name that count; what follows them is the grammar's. */
const CONSONANTS = 4;
const FEWEST_CONSONANTS = 3;

const NOT_TEXT: ReadonlySet<string> = new Set(['boilerplate', 'related', 'code']);

/** Shortenings and names of things in Latin letters, which languages of other scripts leave as they are: `NATO`, `F-16`. */
const LATIN = /(?<![\p{L}\p{N}-])(?=[A-Za-z\d-]*[A-Z])[A-Za-z]+(?:-?\d+[A-Za-z]?)?(?![\p{L}\p{N}])/gu;
const WORD = /(?<![\p{L}\p{M}])[\p{Script=Latin}\p{Script=Cyrillic}][\p{L}\p{M}'’]{5,}/gu;
const NUMBER = /(?<![\p{L}\p{N}])\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d{1,2})?(?![\p{N}])/gu;

/** A number as every language would have written it: `1 200`, `1,200` and `1.200` are one, `2,5` and `2.5` too. */
export function numberKey(written: string): string {
  const whole = written.replace(/[.,\u00a0\u202f ](?=\d{3}(?!\d))/g, '');
  return whole
    .replace(',', '.')
    .replace(/\.0+$/, '')
    .replace(/^0+(?=\d)/, '');
}

/** Names of a text by their consonants, and what it has in Latin letters among others. */
export function nameKeys(text: string): string[] {
  const keys = namesIn(text).flatMap(({ skeleton, first }) =>
    first || skeleton.length < FEWEST_CONSONANTS ? [] : [skeleton.slice(0, CONSONANTS)],
  );
  for (const [word] of text.matchAll(LATIN))
    if (/\d/.test(word) || (/^[A-Z]{3,}$/.test(word) && word.length < 8)) keys.push(`=${word.toLowerCase()}`);
  return keys;
}

/** Numbers of a text that say something: a single digit does not. */
export function numberKeys(text: string): string[] {
  return [...text.matchAll(NUMBER)].map(([written]) => numberKey(written)).filter((key) => key.length > 1);
}

const sounds = new Map<string, string>();

/** Longer words of a text by their sounds; names are among them. */
function wordKeys(text: string): string[] {
  const keys: string[] = [];
  for (const [word] of text.matchAll(WORD)) {
    let key = sounds.get(word);
    if (key === undefined) {
      key = word.length < LONG ? '' : keyOf(word).slice(0, SOUNDS);
      if (sounds.size >= REMEMBERED) sounds.clear();
      sounds.set(word, key);
    }
    if (key.length >= FEWEST_SOUNDS) keys.push(key);
  }
  return keys;
}

const DAY = 86_400_000;

/** Days since 1970 of a date as written, where it is in a form that is read the same everywhere. */
function dayOf(date: string | undefined): number | undefined {
  if (date === undefined) return undefined;
  const iso = /^\d{4}-\d\d-\d\d/.exec(date)?.[0];
  const time = iso === undefined ? (/[a-z]{3}/i.test(date) ? Date.parse(date) : Number.NaN) : Date.parse(iso);
  return Number.isNaN(time) ? undefined : Math.floor(time / DAY);
}

/** Parameters that say where a reader comes from. */
const TRACKING = /^(?:utm_|fbclid|gclid|ref$)/;

/** An address without what does not lead anywhere; `undefined` for what is none of the web. */
function addressKey(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol)) return undefined;
  const query = [...url.searchParams].filter(([name]) => !TRACKING.test(name)).sort();
  const search = query.length === 0 ? '' : `?${new URLSearchParams(query)}`;
  return `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/(?:index\.\w+)?$/, '')}${search}`;
}

/** The first of them, each once. */
function distinct(
  texts: readonly string[],
  keysOf: (text: string) => readonly string[],
  most = MOST,
): string {
  const keys = new Set<string>();
  for (const text of texts) {
    for (const key of keysOf(text)) keys.add(key);
    if (keys.size >= most) break;
  }
  return [...keys].slice(0, most).join(' ');
}

/** @param lang of the article, a BCP 47 tag */
export function sketchOf(article: Article, lang: string): StorySketch {
  const { metadata, blocks } = article;
  const text = blocks.filter(({ kind }) => !NOT_TEXT.has(kind)).map((block) => block.text);
  const [address, day] = [addressKey(metadata.url), dayOf(metadata.date)];
  const versions = (metadata.alternates ?? []).flatMap(({ language, url }): [string, string][] => {
    const key = addressKey(url);
    return key === undefined || key === address ? [] : [[primaryLanguage(language), key]];
  });
  return {
    lang: primaryLanguage(lang),
    names: distinct(text, nameKeys),
    numbers: distinct(text, numberKeys),
    words: distinct(text, wordKeys, MOST_WORDS),
    ...onlyDefined({ day, address, versions: versions.length === 0 ? undefined : versions }),
  };
}
