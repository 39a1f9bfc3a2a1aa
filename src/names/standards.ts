import { primaryLanguage } from '../model/language.js';

/** Standards by which Ukrainian and Russian names are written in Latin letters, to say which one a house keeps to. */

/** Standards, the most usual first. */
const STANDARDS = ['kmu-2010', 'bgn-pcgn', 'icao', 'scientific', 'german', 'press'] as const;
/**
 * `kmu-2010`: resolution 55 of the Cabinet of Ministers of Ukraine (and BGN/PCGN 2019); `bgn-pcgn`: of 1965 for
 * Ukrainian, of 1947 for Russian; `icao`: Russian passports; `scientific`: of Slavists; `german`: Duden; `press`:
 * endings in y alone.
 */
export type Standard = (typeof STANDARDS)[number];

interface Table {
  readonly letters: Readonly<Record<string, string>>;
  /** At the beginning of a word. */
  readonly initial?: Readonly<Record<string, string>>;
  /** After a vowel, й, ь, ъ or an apostrophe. */
  readonly afterVowel?: Readonly<Record<string, string>>;
  /** Groups of letters, and endings, before anything else. */
  readonly groups?: readonly (readonly [RegExp, string])[];
}

/** `а a б b` as a table; `-` stands for nothing. */
function table(pairs: string): Record<string, string> {
  const words = pairs.split(' ');
  const letters: Record<string, string> = {};
  for (let at = 0; at < words.length; at += 2) {
    const sign = words[at] ?? '';
    letters[sign] = words[at + 1] === '-' ? '' : (words[at + 1] ?? '');
  }
  return letters;
}

const COMMON = 'а a б b д d е e к k л l м m н n о o п p р r с s т t у u ф f';
const ENGLISH = `${COMMON} в v з z ж zh х kh ц ts ч ch ш sh щ shch`;
const SLAVIST = `${COMMON} в v з z ж ž ц c ч č ш š щ šč й j ю ju я ja ь - ' -`;
const DUDEN = `${COMMON} в w з s ж sch х ch ц z ч tsch ш sch щ schtsch ю ju я ja ь - ' - ъ -`;

const KMU: Table = {
  letters: table(`${ENGLISH} г h ґ g є ie и y і i ї i й i ю iu я ia ь - ' -`),
  initial: table('є ye ї yi й y ю yu я ya'),
  groups: [[/зг/gu, 'zgh']],
};
const KMU_PRESS: Table = { ...KMU, groups: [...(KMU.groups ?? []), [/(?:ий|ій)$/u, 'y']] };
const RUSSIAN_BGN: Table = {
  letters: table(`${ENGLISH} г g ё ë и i й y ы y э e ю yu я ya ь - ъ -`),
  initial: table('е ye ё yë'),
  afterVowel: table('е ye ё yë'),
};

const TABLES: Readonly<Record<string, Readonly<Partial<Record<Standard, Table>>>>> = {
  uk: {
    'kmu-2010': KMU,
    'bgn-pcgn': { letters: table(`${ENGLISH} г h ґ g є ye и y і i ї yi й y ю yu я ya ь - ' -`) },
    scientific: { letters: table(`${SLAVIST} г h ґ g є je и y і i ї ji х x`) },
    german: { letters: table(`${DUDEN} г h ґ g є je и y і i ї ji й j`) },
    press: KMU_PRESS,
  },
  ru: {
    'bgn-pcgn': RUSSIAN_BGN,
    icao: { letters: table(`${ENGLISH} г g ё e и i й i ы y э e ю iu я ia ь - ъ ie`) },
    scientific: { letters: table(`${SLAVIST} г g ё ë и i ы y э è х x ъ -`) },
    german: {
      letters: table(`${DUDEN} г g ё jo и i й i ы y э e`),
      initial: table('е je'),
      afterVowel: table('е je'),
      groups: [
        [/ий$/u, 'i'],
        [/ый$/u, 'y'],
        [/(?<=[аеёиоуыэюя])с(?=[аеёиоуыэюя])/gu, 'ss'],
      ],
    },
    press: { ...RUSSIAN_BGN, groups: [[/(?:ий|ый)$/u, 'y']] },
  },
};

const VOWEL = /[аеєиіїоуюяёыэйьъ']/u;

/** A name in Latin letters by each standard of its language; nothing for other languages. */
export function transliterations(
  name: string,
  language: string,
): Readonly<Partial<Record<Standard, string>>> {
  const tables = TABLES[primaryLanguage(language)];
  if (tables === undefined) return {};
  return Object.fromEntries(
    STANDARDS.flatMap((standard) => {
      const one = tables[standard];
      return one === undefined
        ? []
        : [
            [
              standard,
              name
                .split(/(?<=[ -])/u)
                .map((part) => written(part, one))
                .join(''),
            ],
          ];
    }),
  );
}

function written(word: string, { letters, initial = {}, afterVowel = {}, groups = [] }: Table): string {
  const plain = word.toLowerCase().replace(/[’ʼ]/gu, "'");
  const end = /[ -]$/u.exec(plain)?.[0] ?? '';
  let text = plain.slice(0, plain.length - end.length);
  for (const [pattern, by] of groups) text = text.replace(pattern, by);
  let made = '';
  let before = '';
  for (const letter of text) {
    const said =
      (made === '' ? initial[letter] : undefined) ??
      (VOWEL.test(before) ? afterVowel[letter] : undefined) ??
      letters[letter];
    made += said ?? letter;
    before = letter;
  }
  const isName = /^\p{Lu}/u.test(word);
  return (isName ? made.charAt(0).toUpperCase() + made.slice(1) : made) + end;
}

/** Spellings are compared without signs that people leave out. */
const plainly = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\u02b9\u02ba'’ʼ`″]/gu, '')
    .normalize('NFC')
    .toLowerCase();

/** Standards by which a name is spelt as it is; empty where it is by none of them. */
export function standardsOf(name: string, language: string, spelt: string): readonly Standard[] {
  const made = transliterations(name, language);
  return STANDARDS.filter((standard) => {
    const one = made[standard];
    return one !== undefined && plainly(one) === plainly(spelt);
  });
}
