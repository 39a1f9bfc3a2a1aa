/**
 * Trains the n-gram model of one script on what `collect.ts` gathered and writes a module for
 * `src/language/data/`.
 *
 *     node train.js <folder of collect.ts> cyrillic|latin|wide-cyrillic|wide-latin <module to write>
 *       [snippets, in millions] [bits]
 *
 * The wide models have few rows and coarse weights for many languages, the main ones among them: they say whether a
 * text is in a language the main models do not have.
 *
 * Multinomial logistic regression by AdaGrad over hashed features, on snippets of one to eight words. The
 * choice is made among a random subset of the languages each time, because at run time it is made among the
 * candidates; many snippets are stripped of the letters that would decide at once.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { featureRows, foldTable } from '../../src/language/ngrams.js';
import { FUNCTION_WORDS } from '../../src/language/words.js';
import { moduleOf } from './module.js';
import { transliterateRussian, transliterateUkrainian } from './transliteration.js';

const [folder = '', script = 'cyrillic', target = '', millions = '8', size = ''] = process.argv.slice(2);
const CYRILLIC = script.endsWith('cyrillic');
const WIDE = script.startsWith('wide');
/** Languages of the wide models alone. */
const FURTHER = CYRILLIC
  ? ['kk', 'ky', 'tt', 'ba', 'tg', 'mn']
  : 'da nb fi is et lv lt ca gl oc eu ga cy br mt af fy lb sq tr az uz tk ku id ms tl vi sw zu xh ha yo so mg la eo'.split(
      ' ',
    );
const MAIN = CYRILLIC
  ? ['uk', 'ru', 'be', 'bg', 'sr', 'mk']
  : [
      'en',
      'de',
      'fr',
      'es',
      'it',
      'pt',
      'ro',
      'pl',
      'cs',
      'sk',
      'sl',
      'hr',
      'sr-Latn',
      'nl',
      'sv',
      'hu',
      'uk-Latn',
      'ru-Latn',
    ];
const LANGUAGES = WIDE ? [...MAIN, ...FURTHER] : MAIN;
const BITS = Number(size || (WIDE ? 13 : CYRILLIC ? 17 : 16));
const ROWS = 1 << BITS;
const COUNT = LANGUAGES.length;
const RATE = 0.12;
/** Steps of the quantised weights on each side of nought, and the share of the weights that they span. */
const STEPS = WIDE ? (CYRILLIC ? 1 : 2) : 15;
const CUT = WIDE ? (CYRILLIC ? 0.9 : 0.98) : 0.995;
/** In a wide model what is under so many steps is nothing. */
const NOUGHT = 0.6;
/** Words of a snippet at most. */
const LONGEST = WIDE ? 12 : 8;

let state = 20240708;
/** Reproducible numbers from 0 to 1 (mulberry32). */
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

const MAPPED: Readonly<Record<string, [string, (text: string) => string]>> = {
  'uk-Latn': ['uk', transliterateUkrainian],
  'ru-Latn': ['ru', transliterateRussian],
};

interface Source {
  readonly sentences: readonly string[][];
  readonly words: readonly string[];
  readonly common: readonly string[];
}
const sources: Source[] = LANGUAGES.map((key) => {
  const [origin, change] = MAPPED[key] ?? [key, (text: string) => text];
  const read = (kind: string): string[] =>
    readFileSync(join(folder, `${origin}.${kind}`), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map(change);
  const sentences = read('sentences').map((line) => line.split(' '));
  const common =
    FUNCTION_WORDS[origin] ?? (existsSync(join(folder, `${origin}.common`)) ? read('common') : []);
  return { sentences, words: read('words'), common: common.map(change) };
});

const EASY = CYRILLIC ? /[ґєіїёъыэўђјљњћџѓќѕѐѝщ]/i : /[^ -~‘’]/;
const fold = foldTable(CYRILLIC ? 'Cyrl' : 'Latn');

function snippet({ sentences, words, common }: Source): string {
  const chance = random();
  let parts: string[] = [];
  if (words.length > 0 && chance < 0.2) {
    for (let left = 1 + Math.floor(random() * 4); left > 0; left--) parts.push(pick(words));
  } else if (common.length > 0 && chance < 0.32) {
    for (let left = 1 + Math.floor(random() * 2); left > 0; left--) parts.push(pick(common));
    if (words.length > 0) parts.push(pick(words));
  } else {
    const sentence = pick(sentences);
    const length = 1 + Math.floor(random() * LONGEST);
    const start = Math.floor(random() * Math.max(1, sentence.length - length + 1));
    parts = sentence.slice(start, start + length);
    if (words.length > 0 && random() < 0.5) {
      // Other content words in the same frame: the texts are about computers and games, news is not.
      parts = parts.map((word) => (word.length > 4 && random() < 0.6 ? pick(words) : word));
    }
  }
  if (random() < 0.4) {
    const hard = parts.filter((word) => !EASY.test(word));
    if (hard.length > 0) parts = hard;
  }
  return parts.join(' ');
}

const weights = new Float32Array(ROWS * COUNT);
const squares = new Float32Array(ROWS * COUNT).fill(WIDE ? 1 : 1e-4);
const rows = new Int32Array(4096);
const logits = new Float64Array(COUNT);
const active = new Uint8Array(COUNT);
const total = Number(millions) * 1_000_000;
/** Steps between two lines of progress. */
const REPORTED = WIDE ? 100_000 : 1_000_000;
let loss = 0;
let wrong = 0;

/** Snippets counted for the wide models' first weights, and what is left of a logarithm: features overlap. */
const COUNTED = 40_000;
const DAMPING = 0.25;
if (WIDE) {
  // Counts come near, in a fraction of the time; the steps below start from there.
  const counts = new Float64Array(ROWS);
  for (let language = 0; language < COUNT; language++) {
    counts.fill(0.3);
    let features = 0.3 * ROWS;
    for (let left = COUNTED; left > 0; left--) {
      const count = featureRows(snippet(sources[language] as Source), fold, BITS, rows);
      for (let index = 0; index < count; index++) {
        const row = rows[index] as number;
        counts[row] = (counts[row] as number) + 1;
      }
      features += count;
    }
    for (let row = 0; row < ROWS; row++)
      weights[row * COUNT + language] = DAMPING * Math.log((counts[row] as number) / features);
  }
}
for (let step = 0; step < total; step++) {
  const truth = Math.floor(random() * COUNT);
  const count = featureRows(snippet(sources[truth] as Source), fold, BITS, rows);
  if (count === 0) continue;
  const share = random() < 0.5 ? 1 : random();
  let most = -Infinity;
  let best = truth;
  for (let language = 0; language < COUNT; language++) {
    active[language] = language === truth || share === 1 || random() < share ? 1 : 0;
    if (active[language] === 0) continue;
    let sum = 0;
    for (let index = 0; index < count; index++)
      sum += weights[(rows[index] as number) * COUNT + language] as number;
    logits[language] = sum;
    if (sum > most) {
      most = sum;
      best = language;
    }
  }
  if (best !== truth) wrong++;
  let norm = 0;
  for (let language = 0; language < COUNT; language++) {
    if (active[language] === 1) norm += Math.exp((logits[language] as number) - most);
  }
  loss -= (logits[truth] as number) - most - Math.log(norm);
  const rate = RATE * (1 - (0.9 * step) / total);
  for (let language = 0; language < COUNT; language++) {
    if (active[language] === 0) continue;
    const gradient = Math.exp((logits[language] as number) - most) / norm - (language === truth ? 1 : 0);
    if (gradient > -1e-4 && gradient < 1e-4) continue;
    for (let index = 0; index < count; index++) {
      const at = (rows[index] as number) * COUNT + language;
      const square = (squares[at] as number) + gradient * gradient;
      squares[at] = square;
      weights[at] = (weights[at] as number) - (rate * gradient) / Math.sqrt(square);
    }
  }
  if ((step + 1) % REPORTED === 0) {
    process.stdout.write(
      `${(step + 1) / 1e6} M: loss ${(loss / REPORTED).toFixed(4)}, wrong ${((100 * wrong) / REPORTED).toFixed(2)} %\n`,
    );
    loss = wrong = 0;
  }
}

// What is common to all languages of a row changes no choice: centre, then quantise.
for (let row = 0; row < ROWS; row++) {
  let mean = 0;
  for (let language = 0; language < COUNT; language++)
    mean += (weights[row * COUNT + language] as number) / COUNT;
  for (let language = 0; language < COUNT; language++) {
    const at = row * COUNT + language;
    weights[at] = (weights[at] as number) - mean;
  }
}
const sorted = Float32Array.from(weights, Math.abs).sort();
const scale = (sorted[Math.floor(sorted.length * CUT)] as number) / STEPS;
const planes = new Int8Array(ROWS * COUNT);
for (let row = 0; row < ROWS; row++) {
  for (let language = 0; language < COUNT; language++) {
    const weight = (weights[row * COUNT + language] as number) / scale;
    const value = WIDE && Math.abs(weight) < NOUGHT ? 0 : Math.round(weight);
    planes[language * ROWS + row] = Math.max(-STEPS, Math.min(STEPS, value));
  }
}
// In Latin letters every second step is enough: what lies between two goes to either, so that no sum leans to a side.
const step = CYRILLIC || WIDE ? 1 : 2;
for (let at = 0; step > 1 && at < planes.length; at++) {
  const value = planes[at] as number;
  const odd = value & 1 ? ((Math.imul(at, 0x9e3779b1) >>> 7) & 1 ? 1 : -1) : 0;
  planes[at] = (value + odd) / step;
}
writeFileSync(
  target,
  moduleOf(script, { languages: LANGUAGES, bits: BITS, scale: step * Number(scale.toFixed(6)), planes }),
);
