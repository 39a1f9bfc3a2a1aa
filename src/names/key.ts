/** Names in the letters of another script: what is left of a spelling when both scripts have had their way with it. */

const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'e',
  ё: 'o',
  ж: 's',
  з: 's',
  и: 'i',
  і: 'i',
  ї: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ў: 'v',
  ф: 'f',
  х: 'g',
  ц: 's',
  ч: 's',
  ш: 's',
  щ: 's',
  ъ: '',
  ы: 'i',
  ь: '',
  э: 'e',
  ю: 'u',
  я: 'a',
  "'": '',
  '’': '',
  ј: 'i',
  љ: 'l',
  њ: 'n',
  ћ: 's',
  ђ: 's',
  џ: 's',
};
/** Spellings of one sound in Latin letters, the longest first. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/shch|szcz|tsch|sch/g, 's'],
  [/sh|ch|zh|ts|tz|cz|sz|dzh|dz/g, 's'],
  [/kh|gh/g, 'g'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/ck|qu|q/g, 'k'],
  [/x/g, 'ks'],
  [/wr/g, 'r'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/[zj]/g, 's'],
  [/w/g, 'v'],
  [/h/g, 'g'],
  [/[aeiouy]/g, 'a'],
];

/** Consonants in classes, `a` for any vowel, each once in a row. */
export function keyOf(name: string): string {
  let key = '';
  for (const letter of name
    .toLowerCase()
    .normalize('NFD')
    .replace(/(?<=[a-z])\p{M}+/gu, '')
    .normalize('NFC'))
    key += CYRILLIC[letter] ?? letter;
  key = key.replace(/dzs|ds/g, 's');
  for (const [pattern, by] of SOUNDS) key = key.replace(pattern, by);
  return key.replace(/(.)\1+/g, '$1');
}

/** The key without its vowels, and without `g`, which one language hears and another does not. */
export function skeletonOf(key: string): string {
  return key.replace(/[ag]/g, '').replace(/(.)\1+/g, '$1');
}
