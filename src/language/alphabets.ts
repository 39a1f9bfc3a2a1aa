/**
 * What a language is written with, as data. For Cyrillic and Arabic every letter is listed, because there a
 * letter outside the alphabet speaks against the language. For Latin only the letters beyond a-z are listed:
 * a foreign q, w or x proves nothing, the accents do. Lower case; the upper-case forms are derived.
 */
export interface Alphabet {
  /** ISO 15924. */
  readonly script: string;
  readonly letters: string;
}

const RUSSIAN = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя';
const ARABIC = 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي';
const PERSIAN = 'ءآأؤئابتثجحخدذرزسشصضطظعغفقلمنهوپچژکگی';

/** Keyed by primary tag, or by tag and script for a second way of writing the language. */
export const ALPHABETS: Readonly<Record<string, Alphabet>> = {
  uk: { script: 'Cyrl', letters: 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя' },
  ru: { script: 'Cyrl', letters: RUSSIAN },
  be: { script: 'Cyrl', letters: 'абвгґдеёжзійклмнопрстуўфхцчшыьэюя' },
  bg: { script: 'Cyrl', letters: 'абвгдежзийклмнопрстуфхцчшщъьюяѝ' },
  sr: { script: 'Cyrl', letters: 'абвгдђежзијклљмнњопрстћуфхцчџш' },
  mk: { script: 'Cyrl', letters: 'абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ' },
  kk: { script: 'Cyrl', letters: `${RUSSIAN}әғқңөұүһі` },
  ky: { script: 'Cyrl', letters: `${RUSSIAN}ңөү` },
  tg: { script: 'Cyrl', letters: 'абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя' },
  mn: { script: 'Cyrl', letters: `${RUSSIAN}өү` },
  tt: { script: 'Cyrl', letters: `${RUSSIAN}әҗңөүһ` },
  ba: { script: 'Cyrl', letters: `${RUSSIAN}ғҙҡңөҫүһә` },

  en: { script: 'Latn', letters: '' },
  'uk-Latn': { script: 'Latn', letters: '' },
  'ru-Latn': { script: 'Latn', letters: '' },
  de: { script: 'Latn', letters: 'äöüß' },
  fr: { script: 'Latn', letters: 'àâæçéèêëîïôœùûüÿ' },
  es: { script: 'Latn', letters: 'áéíñóúü' },
  pt: { script: 'Latn', letters: 'áâãàçéêíóôõúü' },
  it: { script: 'Latn', letters: 'àèéìíîòóùú' },
  ro: { script: 'Latn', letters: 'ăâîșțşţ' },
  ca: { script: 'Latn', letters: 'àçéèíïóòúü' },
  gl: { script: 'Latn', letters: 'áéíñóúü' },
  nl: { script: 'Latn', letters: 'áéëïóöü' },
  pl: { script: 'Latn', letters: 'ąćęłńóśźż' },
  cs: { script: 'Latn', letters: 'áčďéěíňóřšťúůýž' },
  sk: { script: 'Latn', letters: 'áäčďéíĺľňóôŕšťúýž' },
  sl: { script: 'Latn', letters: 'čšž' },
  hr: { script: 'Latn', letters: 'čćđšž' },
  bs: { script: 'Latn', letters: 'čćđšž' },
  'sr-Latn': { script: 'Latn', letters: 'čćđšž' },
  sq: { script: 'Latn', letters: 'çë' },
  hu: { script: 'Latn', letters: 'áéíóöőúüű' },
  sv: { script: 'Latn', letters: 'åäöé' },
  da: { script: 'Latn', letters: 'æøåé' },
  nb: { script: 'Latn', letters: 'æøåéòô' },
  no: { script: 'Latn', letters: 'æøåéòô' },
  is: { script: 'Latn', letters: 'áðéíóúýþæö' },
  fi: { script: 'Latn', letters: 'äöåšž' },
  et: { script: 'Latn', letters: 'äöõüšž' },
  lv: { script: 'Latn', letters: 'āčēģīķļņšūž' },
  lt: { script: 'Latn', letters: 'ąčęėįšųūž' },
  tr: { script: 'Latn', letters: 'çğıöşüâîû' },
  az: { script: 'Latn', letters: 'çəğıöşü' },
  vi: {
    script: 'Latn',
    letters: 'àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ',
  },
  id: { script: 'Latn', letters: '' },
  ga: { script: 'Latn', letters: 'áéíóú' },
  eo: { script: 'Latn', letters: 'ĉĝĥĵŝŭ' },

  ar: { script: 'Arab', letters: ARABIC },
  fa: { script: 'Arab', letters: PERSIAN },
  ur: { script: 'Arab', letters: `${PERSIAN}ٹڈڑںھہۂۃےۓ` },
  ps: { script: 'Arab', letters: `${PERSIAN}ټځڅډړږښګڼۀۍېيئ` },

  el: { script: 'Grek', letters: '' },
  he: { script: 'Hebr', letters: '' },
  yi: { script: 'Hebr', letters: '' },
  ka: { script: 'Geor', letters: '' },
  hy: { script: 'Armn', letters: '' },
  zh: { script: 'Hani', letters: '' },
  ja: { script: 'Kana', letters: '' },
  ko: { script: 'Hang', letters: '' },
  th: { script: 'Thai', letters: '' },
  lo: { script: 'Laoo', letters: '' },
  km: { script: 'Khmr', letters: '' },
  my: { script: 'Mymr', letters: '' },
  hi: { script: 'Deva', letters: '' },
  mr: { script: 'Deva', letters: '' },
  ne: { script: 'Deva', letters: '' },
  bn: { script: 'Beng', letters: '' },
  pa: { script: 'Guru', letters: '' },
  gu: { script: 'Gujr', letters: '' },
  or: { script: 'Orya', letters: '' },
  ta: { script: 'Taml', letters: '' },
  te: { script: 'Telu', letters: '' },
  kn: { script: 'Knda', letters: '' },
  ml: { script: 'Mlym', letters: '' },
  si: { script: 'Sinh', letters: '' },
  am: { script: 'Ethi', letters: '' },
  ti: { script: 'Ethi', letters: '' },
};

/** Scripts told apart, in the order of their numbers; 0 is no letter, 1 a letter of a script not listed. */
export const SCRIPTS = [
  'Zyyy',
  'Zzzz',
  'Latn',
  'Cyrl',
  'Grek',
  'Hebr',
  'Arab',
  'Armn',
  'Geor',
  'Hani',
  'Kana',
  'Hang',
  'Thai',
  'Laoo',
  'Khmr',
  'Mymr',
  'Deva',
  'Beng',
  'Guru',
  'Gujr',
  'Orya',
  'Taml',
  'Telu',
  'Knda',
  'Mlym',
  'Sinh',
  'Ethi',
] as const;

/** Unicode ranges, inclusive: script, first, last. What is not a letter inside a range does no harm. */
const RANGES: readonly (readonly [(typeof SCRIPTS)[number], number, number])[] = [
  ['Latn', 0x41, 0x5a],
  ['Latn', 0x61, 0x7a],
  ['Latn', 0xc0, 0xd6],
  ['Latn', 0xd8, 0xf6],
  ['Latn', 0xf8, 0x24f],
  ['Latn', 0x1e00, 0x1eff],
  ['Latn', 0xfb00, 0xfb06],
  ['Grek', 0x370, 0x373],
  ['Grek', 0x376, 0x37d],
  ['Grek', 0x386, 0x3ff],
  ['Grek', 0x1f00, 0x1fff],
  ['Cyrl', 0x400, 0x52f],
  ['Armn', 0x531, 0x587],
  ['Hebr', 0x5d0, 0x5f2],
  ['Arab', 0x620, 0x64a],
  ['Arab', 0x66e, 0x6d3],
  ['Arab', 0x6fa, 0x77f],
  ['Arab', 0xfb50, 0xfdff],
  ['Arab', 0xfe70, 0xfefc],
  ['Deva', 0x900, 0x963],
  ['Beng', 0x980, 0x9e3],
  ['Guru', 0xa01, 0xa75],
  ['Gujr', 0xa81, 0xae3],
  ['Orya', 0xb01, 0xb63],
  ['Taml', 0xb82, 0xbd7],
  ['Telu', 0xc00, 0xc63],
  ['Knda', 0xc80, 0xce3],
  ['Mlym', 0xd00, 0xd63],
  ['Sinh', 0xd81, 0xdf3],
  ['Thai', 0xe01, 0xe4e],
  ['Laoo', 0xe81, 0xedf],
  ['Mymr', 0x1000, 0x109f],
  ['Geor', 0x10a0, 0x10ff],
  ['Geor', 0x1c90, 0x1cbf],
  ['Hang', 0x1100, 0x11ff],
  ['Hang', 0x3130, 0x318f],
  ['Hang', 0xac00, 0xd7a3],
  ['Ethi', 0x1200, 0x135a],
  ['Khmr', 0x1780, 0x17d3],
  ['Kana', 0x3041, 0x30ff],
  ['Kana', 0xff66, 0xff9f],
  ['Hani', 0x3400, 0x4dbf],
  ['Hani', 0x4e00, 0x9fff],
  ['Hani', 0xf900, 0xfaff],
];

/** Script number by UTF-16 unit. */
export const SCRIPT_OF: Uint8Array = (() => {
  const table = new Uint8Array(0x10000);
  for (const [script, first, last] of RANGES) table.fill(SCRIPTS.indexOf(script), first, last + 1);
  return table;
})();

/** ISO 15924 code a language is normally written in, where known. */
export function scriptOfLanguage(primary: string): string | undefined {
  const known = ALPHABETS[primary]?.script;
  if (known !== undefined) return known;
  try {
    return new Intl.Locale(primary).maximize().script;
  } catch {
    return undefined;
  }
}
