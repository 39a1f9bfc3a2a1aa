import type { Lexicon } from './lexicon.js';

/** Currencies in classes called alike: a dollar is a dollar, whose it is the words around say. */

export const SYMBOLS: Readonly<Record<string, string>> = {
  $: 'dollar',
  '€': 'euro',
  '£': 'pound',
  '¥': 'yen',
  '￥': 'yen',
  '₴': 'hryvnia',
  '₽': 'rouble',
  '₹': 'rupee',
  '₺': 'lira',
  '₪': 'shekel',
  '₩': 'won',
  '₿': 'bitcoin',
};

/** ISO 4217 codes, as written in every language. */
const CODES: Readonly<Record<string, string>> = {
  usd: 'dollar',
  eur: 'euro',
  gbp: 'pound',
  jpy: 'yen',
  cny: 'yuan',
  uah: 'hryvnia',
  rub: 'rouble',
  pln: 'zloty',
  czk: 'krone',
  chf: 'franc',
  sek: 'krone',
  nok: 'krone',
  dkk: 'krone',
};

const WORDS: Readonly<Record<string, readonly (readonly [string, string, boolean?])[]>> = {
  en: [
    ['dollar dollars buck bucks', 'dollar'],
    ['euro euros', 'euro'],
    ['pounds pound', 'pound', true],
    ['yen', 'yen'],
    ['yuan renminbi', 'yuan'],
    ['hryvnia hryvnias hryvnya hryvna hryvnyas', 'hryvnia'],
    ['rouble roubles ruble rubles', 'rouble'],
    ['zloty zlotys', 'zloty'],
    ['crowns koruna korunas krona kronor krone kroner kronas', 'krone'],
    ['francs franc', 'franc'],
    ['lira liras', 'lira'],
    ['rupee rupees', 'rupee'],
    ['shekel shekels', 'shekel'],
  ],
  uk: [
    ['долар*', 'dollar'],
    ['євро', 'euro'],
    ['фунт фунти фунтів фунтах фунтами', 'pound', true],
    ['єна єни єн єнами', 'yen'],
    ['юан*', 'yuan'],
    ['гривн* гривень грн', 'hryvnia'],
    ['рубл* руб', 'rouble'],
    ['злот*', 'zloty'],
    ['крона крони крон кронах кронами крону', 'krone'],
    ['франк франки франків франками', 'franc'],
    ['лір ліри', 'lira'],
    ['рупі^ рупіями', 'rupee'],
    ['шекел*', 'shekel'],
  ],
  ru: [
    ['доллар* долл', 'dollar'],
    ['евро', 'euro'],
    ['фунт фунты фунтов фунтах фунтами', 'pound', true],
    ['иен иены йен йены', 'yen'],
    ['юан*', 'yuan'],
    ['гривн* гривен грн', 'hryvnia'],
    ['рубл* руб', 'rouble'],
    ['злот*', 'zloty'],
    ['крона кроны крон кронах кронами крону', 'krone'],
    ['франк франки франков франками', 'franc'],
    ['лир лиры', 'lira'],
    ['рупий рупии рупиями', 'rupee'],
    ['шекел*', 'shekel'],
  ],
  cs: [
    ['dolar* dolarů', 'dollar'],
    ['euro eura eur eury eurech eurům', 'euro'],
    ['libra libry liber librách', 'pound', true],
    ['jen jeny jenů', 'yen', true],
    ['jüan^ juan^ jüanů', 'yuan'],
    ['hřiv* hřiven', 'hryvnia'],
    ['rubl* rublů', 'rouble'],
    ['zlot*', 'zloty'],
    ['korun* kč', 'krone'],
    ['frank franků franky', 'franc'],
  ],
  de: [
    ['dollar dollars', 'dollar'],
    ['euro euros', 'euro'],
    ['pfund', 'pound', true],
    ['yen', 'yen'],
    ['yuan', 'yuan'],
    ['hrywnja griwna hrywnia', 'hryvnia'],
    ['rubel', 'rouble'],
    ['zloty', 'zloty'],
    ['krone kronen', 'krone'],
    ['franken', 'franc', true],
    ['lira', 'lira'],
    ['rupie rupien', 'rupee'],
  ],
  pl: [
    ['dolar*', 'dollar'],
    ['euro', 'euro'],
    ['funt* ', 'pound', true],
    ['hrywn* hrywien', 'hryvnia'],
    ['rubl*', 'rouble'],
    ['zł złot*', 'zloty'],
    ['koron koronach korony', 'krone', true],
  ],
  fr: [
    ['dollar dollars', 'dollar'],
    ['euro euros', 'euro'],
    ['livres', 'pound', true],
    ['rouble roubles', 'rouble'],
    ['hryvnias hryvnia', 'hryvnia'],
  ],
  es: [
    ['dólar dólares', 'dollar'],
    ['euro euros', 'euro'],
    ['libras', 'pound', true],
    ['rublo rublos', 'rouble'],
    ['grivna grivnas', 'hryvnia'],
  ],
  it: [
    ['dollaro dollari', 'dollar'],
    ['euro', 'euro'],
    ['sterline', 'pound'],
    ['rublo rubli', 'rouble'],
  ],
  pt: [
    ['dólar dólares', 'dollar'],
    ['euro euros', 'euro'],
    ['libras', 'pound', true],
    ['rublo rublos', 'rouble'],
  ],
  ja: [
    ['ドル', 'dollar'],
    ['ユーロ', 'euro'],
    ['ポンド', 'pound', true],
    ['円', 'yen'],
    ['元 人民元', 'yuan', true],
    ['フリヴニャ', 'hryvnia'],
    ['ルーブル', 'rouble'],
    ['ズウォティ ズロチ', 'zloty'],
    ['クローネ クローナ コルナ', 'krone'],
    ['フラン', 'franc', true],
  ],
  zh: [
    ['美元 美金 加元 澳元 加币 澳币 刀', 'dollar'],
    ['欧元', 'euro'],
    ['英镑 镑', 'pound'],
    ['日元 日圆', 'yen'],
    ['人民币', 'yuan'],
    ['元', 'yuan', true],
    ['格里夫纳', 'hryvnia'],
    ['卢布', 'rouble'],
    ['兹罗提', 'zloty'],
    ['克朗', 'krone'],
    ['法郎', 'franc'],
  ],
};

/** Currencies that share a noun tell it: `dólares` of `dólares estadounidenses` and `dólares canadienses`. */
const SISTERS: readonly (readonly [string, string, string])[] = [
  ['USD', 'CAD', 'dollar'],
  ['GBP', 'EGP', 'pound'],
  ['RUB', 'BYN', 'rouble'],
  ['SEK', 'DKK', 'krone'],
  ['CHF', 'XOF', 'franc'],
  ['INR', 'PKR', 'rupee'],
];

function nameWords(language: string, currency: string): Set<string> {
  const words = new Set<string>();
  for (const count of [1, 2, 5]) {
    const parts = new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'name',
      numberingSystem: 'latn',
    }).formatToParts(count);
    const name = parts.find(({ type }) => type === 'currency')?.value.toLowerCase() ?? '';
    for (const word of name.match(/[\p{L}\p{M}]{3,}/gu) ?? []) words.add(word);
  }
  return words;
}

export function addCurrencies(lexicon: Lexicon): void {
  const { language } = lexicon;
  for (const [code, currency] of Object.entries(CODES)) lexicon.add(code, { kind: 'currency', currency });
  for (const [spellings, currency, weak] of WORDS[language] ?? [])
    lexicon.add(spellings, { kind: 'currency', currency, ...(weak === true ? { weak } : {}) });
  if (WORDS[language] !== undefined || lexicon.unspaced) return;
  for (const [one, other, currency] of SISTERS) {
    const words = nameWords(language, other);
    for (const word of nameWords(language, one))
      if (words.has(word)) lexicon.addWord(word, { kind: 'currency', currency, weak: true });
  }
  for (const word of nameWords(language, 'EUR'))
    lexicon.addWord(word, { kind: 'currency', currency: 'euro', weak: true });
}
