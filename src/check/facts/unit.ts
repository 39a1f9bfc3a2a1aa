import type { Lexicon } from './lexicon.js';
import { commonStart } from './scale.js';

/** Units of measure: CLDR's names in every language, short forms by hand. They count only beside a number. */

const UNITS = [
  'acre',
  'celsius',
  'centimeter',
  'day',
  'fahrenheit',
  'foot',
  'gallon',
  'gram',
  'hectare',
  'hour',
  'inch',
  'kilogram',
  'kilometer',
  'liter',
  'meter',
  'mile',
  'millimeter',
  'minute',
  'month',
  'ounce',
  'percent',
  'pound',
  'second',
  'week',
  'yard',
  'year',
] as const;

const SHORT: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  '*': [
    ['km', 'kilometer'],
    ['m', 'meter'],
    ['cm', 'centimeter'],
    ['mm', 'millimeter'],
    ['kg', 'kilogram'],
    ['ha', 'hectare'],
    ['ft', 'foot'],
    ['mi', 'mile'],
    ['lb lbs', 'pound'],
    ['oz', 'ounce'],
    ['kwh', 'kwh'],
    ['mwh', 'mwh'],
    ['gwh', 'gwh'],
    ['mw', 'mw'],
    ['gw', 'gw'],
    ['kw', 'kw'],
  ],
  en: [
    ['tonne tonnes ton tons', 'tonne'],
    ['kilo kilos', 'kilogram'],
    ['metre metres meter meters', 'meter'],
    ['kilometre kilometres', 'kilometer'],
    ['feet', 'foot'],
    ['litre litres', 'liter'],
    ['percent', 'percent'],
    ['hr hrs', 'hour'],
    ['min mins', 'minute'],
    ['yr yrs', 'year'],
    ['megawatt megawatts', 'mw'],
    ['gigawatt gigawatts', 'gw'],
    ['kilowatt kilowatts', 'kw'],
  ],
  uk: [
    ['км кілометр*', 'kilometer'],
    ['м метр метра метри метрів метрах метрами метрам метрові', 'meter'],
    ['см сантиметр*', 'centimeter'],
    ['мм міліметр*', 'millimeter'],
    ['кг кілограм*', 'kilogram'],
    ['тонн^ тоннами т', 'tonne'],
    ['га гектар*', 'hectare'],
    ['миля милі миль милям милями милях', 'mile'],
    ['літр^ літрами л', 'liter'],
    ['градус*', 'celsius'],
    ['фут фути футів футах', 'foot'],
    ['дюйм^', 'inch'],
    ['год годин*', 'hour'],
    ['хв хвилин*', 'minute'],
    ['сек секунд*', 'second'],
    ['день дня дні днів днями днях дням днем добу доби діб добою', 'day'],
    ['тиждень тижн*', 'week'],
    ['місяц*', 'month'],
    ['рік року роки років рокам роками роках років-річн річн*', 'year'],
    ['відсотк* відсоток процент*', 'percent'],
    ['мвт мегават*', 'mw'],
    ['гвт гігават*', 'gw'],
    ['квт кіловат*', 'kw'],
  ],
  ru: [
    ['км километр*', 'kilometer'],
    ['м метр метра метры метров метрах метрами метрам', 'meter'],
    ['см сантиметр*', 'centimeter'],
    ['мм миллиметр*', 'millimeter'],
    ['кг килограмм*', 'kilogram'],
    ['тонн^ тоннами т', 'tonne'],
    ['га гектар*', 'hectare'],
    ['миля мили миль милям милями милях', 'mile'],
    ['литр^ литрами л', 'liter'],
    ['градус*', 'celsius'],
    ['фут футы футов футах', 'foot'],
    ['дюйм^', 'inch'],
    ['час часа часов часам часами часах ч', 'hour'],
    ['мин минут*', 'minute'],
    ['сек секунд*', 'second'],
    ['день дня дни дней днями днях дням днем сутки суток', 'day'],
    ['недел*', 'week'],
    ['месяц*', 'month'],
    ['год года годы годов годам годами лет летн*', 'year'],
    ['процент*', 'percent'],
    ['мвт мегаватт*', 'mw'],
    ['гвт гигаватт*', 'gw'],
    ['квт киловатт*', 'kw'],
  ],
  cs: [
    ['kilometr*', 'kilometer'],
    ['metr metru metry metrů metrech', 'meter'],
    ['centimetr*', 'centimeter'],
    ['kilogram* kilo kil', 'kilogram'],
    ['tun tuny tuna tunu tunách t', 'tonne'],
    ['hektar*', 'hectare'],
    ['míle mil mílí mílích', 'mile'],
    ['litr^ litrů', 'liter'],
    ['stop stopy', 'foot'],
    ['hodin hodina hodiny hodinu hodinách hodinami hod h', 'hour'],
    ['minut minuta minuty minutu minutách min', 'minute'],
    ['sekund*', 'second'],
    ['den dne dny dnů dní dnech dnům', 'day'],
    ['týden týdn*', 'week'],
    ['měsíc*', 'month'],
    ['rok roku roky roků letech letům lety let letý leté letého letá letých letou', 'year'],
    ['procent*', 'percent'],
    ['stupeň stupň^ stupňů', 'celsius'],
  ],
  de: [
    ['meter metern', 'meter'],
    ['kilometer kilometern', 'kilometer'],
    ['kilo kilos kilogramm', 'kilogram'],
    ['tonne tonnen t', 'tonne'],
    ['meile meilen', 'mile'],
    ['fuß', 'foot'],
    ['hektar', 'hectare'],
    ['stunde stunden std h', 'hour'],
    ['minute minuten min', 'minute'],
    ['sekunde sekunden sek', 'second'],
    ['tag tage tagen', 'day'],
    ['woche wochen', 'week'],
    ['monat monate monaten', 'month'],
    ['jahr jahre jahren jährige jähriger jährigen', 'year'],
    ['prozent', 'percent'],
    ['grad', 'celsius'],
  ],
  pl: [
    ['ton tony tona tonę', 'tonne'],
    ['mil mile mila', 'mile'],
    ['lat lata rok roku', 'year'],
    ['godz godzin*', 'hour'],
    ['procent*', 'percent'],
  ],
  ja: [
    ['キロ キロメートル', 'kilometer'],
    ['メートル', 'meter'],
    ['キログラム', 'kilogram'],
    ['トン', 'tonne'],
    ['マイル', 'mile'],
    ['フィート', 'foot'],
    ['時間', 'hour'],
    ['分 分間', 'minute'],
    ['秒 秒間', 'second'],
    ['日間 日', 'day'],
    ['週間', 'week'],
    ['か月 ヶ月 カ月 ヵ月 か月間 ヶ月間 カ月間', 'month'],
    ['年 年間', 'year'],
    ['% ％ パーセント', 'percent'],
    ['パーセントポイント ポイント', 'point'],
    ['歳', 'year'],
    ['度', 'celsius'],
  ],
  zh: [
    ['公里 千米', 'kilometer'],
    ['米', 'meter'],
    ['公斤 千克', 'kilogram'],
    ['吨', 'tonne'],
    ['英里', 'mile'],
    ['英尺', 'foot'],
    ['小时 个小时', 'hour'],
    ['分钟 分', 'minute'],
    ['秒 秒钟', 'second'],
    ['天 日', 'day'],
    ['周 星期 个星期', 'week'],
    ['个月', 'month'],
    ['年 岁', 'year'],
    ['% ％', 'percent'],
    ['个百分点 百分点', 'point'],
    ['度', 'celsius'],
  ],
};

/** Short forms that are other words too often. */
const SHORTEST = 3;
const STEM = 4;

export function addUnits(lexicon: Lexicon): void {
  const { language } = lexicon;
  for (const [spellings, unit] of [...(SHORT['*'] ?? []), ...(SHORT[language] ?? [])])
    lexicon.add(spellings, { kind: 'unit', unit });
  const written = SHORT[language] !== undefined;
  for (const unit of UNITS) {
    const forms = new Set<string>();
    const format = new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'long',
      numberingSystem: 'latn',
    });
    for (const count of [1, 2, 5, 1.5]) {
      const parts = format.formatToParts(count);
      const name = parts
        .find(({ type }) => type === 'unit' || type === 'percentSign')
        ?.value.trim()
        .toLowerCase();
      if (name !== undefined && !/\s/.test(name) && /\p{L}/u.test(name)) forms.add(name);
    }
    const meaning = { kind: 'unit', unit } as const;
    for (const form of forms) if (form.length >= SHORTEST || lexicon.unspaced) lexicon.addWord(form, meaning);
    const stem = commonStart([...forms]);
    if (!written && stem.length >= STEM && !lexicon.unspaced) lexicon.addWord(stem, meaning, 3);
  }
}

/** Words that make points of percents: «відсоткових пунктів», `percentage points`. */
export const POINTS =
  /^[\s\u00A0-]*(?:percent(?:age)?[\s-]points?|pp(?![\p{L}])|(?:відсотков|процентн)\p{L}{1,4}\s+пункт|в\.\s?п\.|п\.\s?п\.|процентн\p{L}{1,4}\s+пункт|procentn\p{L}{1,3}\s+bod|p\.\s?b\.|prozentpunkt|punkt\p{L}*\s+procentow|points?\s+de\s+pourcentage|puntos?\s+porcentual|punti\s+percentual|pontos?\s+percentua)/iu;

/** Factors to a common unit, for what news converts. Days and months are not converted: a month is not thirty days. */
const SIZES: Readonly<Record<string, readonly [string, number]>> = {
  millimeter: ['length', 0.001],
  centimeter: ['length', 0.01],
  inch: ['length', 0.0254],
  foot: ['length', 0.3048],
  yard: ['length', 0.9144],
  meter: ['length', 1],
  kilometer: ['length', 1000],
  mile: ['length', 1609.3],
  gram: ['weight', 0.001],
  ounce: ['weight', 0.02835],
  pound: ['weight', 0.4536],
  kilogram: ['weight', 1],
  tonne: ['weight', 1000],
  liter: ['volume', 1],
  gallon: ['volume', 3.785],
  hectare: ['area', 10_000],
  acre: ['area', 4047],
  second: ['time', 1],
  minute: ['time', 60],
  hour: ['time', 3600],
  day: ['time', 86_400],
  week: ['time', 604_800],
  month: ['time', 2_629_800],
  year: ['time', 31_557_600],
  kw: ['power', 1],
  mw: ['power', 1e3],
  gw: ['power', 1e6],
};

/** How far a conversion may be rounded. */
const ROUNDING = 0.12;

/** Whether two amounts are the same but for their units. */
export function isConversion(a: number, unitA: string, b: number, unitB: string): boolean {
  if (unitA === 'fahrenheit' && unitB === 'celsius') return Math.abs((a - 32) / 1.8 - b) <= 2;
  if (unitA === 'celsius' && unitB === 'fahrenheit') return Math.abs((b - 32) / 1.8 - a) <= 2;
  const [kindA, sizeA] = SIZES[unitA] ?? ['', 0];
  const [kindB, sizeB] = SIZES[unitB] ?? ['', 0];
  if (kindA === '' || kindA !== kindB || b === 0) return false;
  return Math.abs((a * sizeA) / (b * sizeB) - 1) <= ROUNDING;
}
