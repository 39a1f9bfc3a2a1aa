import { primaryLanguage } from '../model/language.js';
import { keyOf, skeletonOf } from './key.js';

/** How names sound, by their letters, and whether two in two scripts may be one. */

/** Letters of an ending. */
export const ENDING = 3;
/** Whether a word begins with a capital. */
export const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word);

/** Languages written in Latin letters after Czech fashion: `ch` is х, `j` й, `c` ц. */
export const CZECH: ReadonlySet<string> = new Set(['cs', 'sk', 'pl', 'hr', 'sl']);

/** Readings of one spelling: what is written with these letters is heard in more than one way. */
const READINGS: readonly (readonly [RegExp, string])[] = [
  // Luis and Луис, Guam and Гуам.
  [/[уw](?=[аеєиіїоэыяюaeiouy])/gu, 'u'],
  // Newark, Downes.
  [/(?<=[aeiou])w/gu, ''],
  // James, Lakewood.
  [/(?<=[aeiouy][b-df-hj-np-tv-xz])e(?=[b-df-hj-np-tv-xz])/gu, ''],
  // Texas and Техас, Mexico and Мехико.
  [/x/gu, 'h'],
  // Jung and Юнг.
  [/j/gu, 'i'],
  // Bach and Бах, Christian and Кристиан.
  [/ch/gu, 'h'],
  [/ch/gu, 'k'],
  // Карнакский of Karnak.
  [/(?<=\p{L}{3})(?:ськ|цьк|ск|цк)\p{L}{1,3}$/u, ''],
];

const ORTHOGRAPHY = READINGS.slice(0, 3);

/** Letters of a word as the other script may have them: `-tion` and «-ція», `W` and «У», the feminine of Czech names. */
export function soundOf(word: string, language: string): string {
  const letters = word
    .toLowerCase()
    .replace(/['’]s$/u, '')
    .replace(/у(?=[аеєиіїоэыяю])/gu, 'в');
  return heard(isCzech(language) ? czech(letters.replace(/(?<=\p{L}{3})ov(?:á|ou|é|i)$/u, '')) : letters);
}

const isCzech = (language: string): boolean => CZECH.has(primaryLanguage(language));
const heard = (letters: string): string => keyOf(letters.replace(/(?<=[^s])ti(?=on|al|a[lnr])/gu, 'si'));

/** Sounds of a word, the likeliest first. */
export function soundsOf(word: string, language: string): readonly string[] {
  const key = isCzech(language) ? `${word}\n` : word;
  let found = sounds.get(key);
  if (found === undefined) {
    const plain = word.toLowerCase().replace(/['’]s$/u, '');
    const written = new Set([
      ...(isCzech(language) ? [czech(plain)] : []),
      // A Czech text spells foreign names as they are.
      plain,
      ...READINGS.map(([pattern, by]) => plain.replace(pattern, by)),
      ORTHOGRAPHY.reduce((all, [pattern, by]) => all.replace(pattern, by), plain),
    ]);
    found = [...new Set([soundOf(word, language), ...[...written].map(heard)])];
    if (sounds.size >= MOST_SOUNDS) sounds.clear();
    sounds.set(key, found);
  }
  return found;
}
const sounds = new Map<string, readonly string[]>();
const MOST_SOUNDS = 50_000;

/** Czech letters as English ones that sound like them. */
function czech(letters: string): string {
  return letters
    .replace(/ch/g, 'h')
    .replace(/j/g, 'i')
    .replace(/ř/g, 'rž')
    .replace(/[cčšžćśż]/g, 's');
}

/** Edits between two sounds; letters at the end of one of them, up to `free`, are an ending and cost nothing. */
export function apart(a: string, b: string, free: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
    if (i < Math.max(2, a.length - free)) continue;
    for (let j = Math.max(2, b.length - free); j <= b.length; j++)
      best = Math.min(best, (row[j] ?? 0) + 0.5 * Math.min(a.length - i, b.length - j));
  }
  return best;
}

const LATIN = /^\p{Script=Latin}/u;
/** Readings of a copied name. */
export const COPIED = 2;

/** Whether two words may be one name, over two scripts. */
export function areNear(a: string, b: string, from: string, to: string): boolean {
  const isName = isCapital(a) && isCapital(b);
  // Names are copied from Latin letters to Latin letters: nobody heard them.
  const most = isName ? (LATIN.test(a) && LATIN.test(b) ? COPIED : undefined) : 1;
  const there = soundsOf(b, to).slice(0, most);
  return soundsOf(a, from)
    .slice(0, most)
    .some((x) => there.some((y) => soundNear(x, y, isName)));
}

function soundNear(x: string, y: string, isName: boolean): boolean {
  const n = Math.min(x.length, y.length);
  if (n < 2) return x.slice(0, 2) === y.slice(0, 2);
  // No word is like one that is twice as long.
  const longer = Math.max(x.length, y.length);
  if (longer > n + 6) return false;
  // Ted, «Тедом»; Walt, `Waltovu`.
  if (isName && n >= 3 && longer <= n + 4 && x.slice(0, n) === y.slice(0, n)) return true;
  const off = apart(x, y, n <= 3 ? 1 : n <= 5 ? 2 : ENDING);
  if (!isName) return n >= 5 && off <= (n >= 7 ? 1 : 0);
  if (n >= 8) return off <= 2;
  return off <= (n >= 5 || (n === 4 && skeletonOf(x) === skeletonOf(y)) ? 1 : 0.5);
}

const VOWELS: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  є: 'e',
  э: 'e',
  и: 'i',
  і: 'i',
  ї: 'i',
  й: 'i',
  ы: 'i',
  о: 'o',
  у: 'u',
  ю: 'u',
  я: 'a',
  j: 'i',
  y: 'i',
};

/** Letters with their vowels, in Latin; spellings of one sound are one. */
export function lettersOf(word: string): string {
  return [
    ...word
      .toLowerCase()
      .normalize('NFC')
      .replace(/shch|tsch|sch|[cskzt]h|[ct]z|ts|rz|ck|x/gu, (letters) =>
        /[ckt]h|ck/.test(letters) && !letters.startsWith('ch')
          ? letters.charAt(0)
          : letters === 'x'
            ? 'ks'
            : 's',
      ),
  ]
    .map((letter) => VOWELS[letter] ?? (/[aeiou]/u.test(letter) ? letter : keyOf(letter)))
    .join('')
    .normalize('NFD')
    .replace(/[^a-z]/gu, '')
    .replace(/k(?=g)|i(?=[aeou])/gu, '')
    .replace(/(.)\1+/gu, '$1');
}

/** Whether one begins as the other does, but for an ending. */
export function isSpelt(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  if (Math.abs(a.length - b.length) > ENDING) return false;
  const same = Math.max(1, length - (length > 5 ? 2 : 1));
  return a.slice(0, same) === b.slice(0, same);
}
