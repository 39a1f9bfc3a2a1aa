/**
 * Cyrillic to Latin as people do it: the national Ukrainian system of 2010, and the passport system for
 * Russian. The language model learns both, so that Ukrainian in Latin letters can be reported as `uk-Latn`.
 */
const UKRAINIAN: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'h',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'ie',
  ж: 'zh',
  з: 'z',
  и: 'y',
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
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ь: '',
  ю: 'iu',
  я: 'ia',
  "'": '',
  '’': '',
  ʼ: '',
};
/** At the beginning of a word. */
const UKRAINIAN_INITIAL: Readonly<Record<string, string>> = { є: 'ye', ї: 'yi', й: 'y', ю: 'yu', я: 'ya' };

const RUSSIAN: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
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
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};

function transliterate(
  text: string,
  table: Readonly<Record<string, string>>,
  initial: Readonly<Record<string, string>>,
): string {
  let result = '';
  let before = '';
  for (const letter of text) {
    const lower = letter.toLowerCase();
    const start = !/\p{L}|['’ʼ]/u.test(before);
    const latin = (start ? initial[lower] : undefined) ?? table[lower] ?? letter;
    result += lower !== letter && latin !== '' ? latin.charAt(0).toUpperCase() + latin.slice(1) : latin;
    before = letter;
  }
  return result;
}

/** Ukrainian in Latin letters by the national system (Resolution 55 of 2010): «зг» is `zgh`. */
export function transliterateUkrainian(text: string): string {
  return transliterate(text.replace(/зг/g, 'зgh').replace(/Зг/g, 'Зgh'), UKRAINIAN, UKRAINIAN_INITIAL);
}

/** Russian in Latin letters as in passports and on road signs. */
export function transliterateRussian(text: string): string {
  return transliterate(text, RUSSIAN, {});
}
