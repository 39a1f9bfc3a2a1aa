/**
 * Words written with a capital that tell a language all the same: countries, languages, days and months, as Unicode's
 * locale data has them.
 */

const REGIONS =
  'ad ae af ag al am ao ar at au az ba bb bd be bf bg bh bi bj bn bo br bs bt bw by bz ca cd cf cg ch ci cl cm cn co cr cu cv cy cz de dj dk dm do dz ec ee eg er es et fi fj fm fr ga gb gd ge gh gm gn gq gr gt gw gy hn hr ht hu id ie il in iq ir is it jm jo jp ke kg kh ki km kn kp kr kw kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mr mt mu mv mw mx my mz na ne ng ni nl no np nr nz om pa pe pg ph pk pl ps pt pw py qa ro rs ru rw sa sb sc sd se sg si sk sl sm sn so sr ss st sv sy sz td tg th tj tl tm tn to tr tt tv tw tz ua ug us uy uz va vc ve vn vu ws xk ye za zm zw 001 002 009 019 142 150'.split(
    ' ',
  );
const LANGUAGES =
  'af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id ig is it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms mt my ne nl no or pa pl ps pt ro ru si sk sl so sq sr sv sw ta te th tk tr uk ur uz vi yo zh zu'.split(
    ' ',
  );
/** Of peoples without a language of that name, and of parts of the world. */
const PEOPLES =
  'british american canadian australian austrian indian mexican brazilian argentine chilean cuban israeli iranian iraqi syrian egyptian saudi belgian swiss european african asian moroccan libyan nigerian kenyan moldovan crimean soviet'.split(
    ' ',
  );

/** Longest word of several that make a name: `Saudi Arabia`. */
const WORD = /[\p{L}’']{4,}/gu;

let english: ReadonlySet<string> | undefined;

function englishProper(): ReadonlySet<string> {
  if (english !== undefined) return english;
  const words = new Set(PEOPLES);
  const add = (name: string | undefined): void => {
    for (const [word] of (name ?? '').toLowerCase().matchAll(WORD)) words.add(word);
  };
  const regions = new Intl.DisplayNames(['en'], { type: 'region' });
  for (const code of REGIONS) add(regions.of(code.toUpperCase()));
  const languages = new Intl.DisplayNames(['en'], { type: 'language' });
  for (const code of LANGUAGES) add(languages.of(code));
  const months = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });
  for (let month = 0; month < 12; month++) add(months.format(Date.UTC(2024, month, 1)));
  const days = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });
  for (let day = 1; day <= 7; day++) add(days.format(Date.UTC(2024, 0, day)));
  english = words;
  return english;
}

/** Whether a word, in lower case, is a country, a people, a language, a day or a month in English. */
export function isEnglishProper(word: string): boolean {
  return englishProper().has(word);
}

/** Endings of the cases of a country's name, by that of the nominative; what Ukrainian and Russian have for it. */
const ENDINGS: Readonly<Record<'uk' | 'ru', readonly (readonly [RegExp, readonly string[]])[]>> = {
  ru: [
    [/ия$/u, ['ия', 'ии', 'ию', 'ией']],
    [/а$/u, ['а', 'ы', 'и', 'е', 'у', 'ой']],
    [/я$/u, ['я', 'и', 'е', 'ю', 'ей']],
    [/ь$/u, ['ь', 'я', 'ю', 'ем', 'е']],
    [/й$/u, ['й', 'я', 'ю', 'ем', 'е']],
    [/(?<=[бвгджзклмнпрстфхцчшщ])$/u, ['', 'а', 'у', 'ом', 'е']],
  ],
  uk: [
    [/ія$/u, ['ія', 'ії', 'ію', 'ією']],
    [/а$/u, ['а', 'и', 'і', 'у', 'ою']],
    [/я$/u, ['я', 'і', 'ю', 'ею']],
    [/ь$/u, ['ь', 'я', 'ю', 'ем', 'і']],
    [/й$/u, ['й', 'ю', 'єм', 'ї']],
    [/(?<=[бвгджзклмнпрстфхцчшщ])$/u, ['', 'а', 'у', 'ом', 'ові', 'і']],
  ],
};

function countriesIn(tag: 'uk' | 'ru'): ReadonlySet<string> {
  const names = new Intl.DisplayNames([tag], { type: 'region' });
  const forms = new Set<string>();
  for (const code of REGIONS) {
    const name = names.of(code.toUpperCase())?.toLowerCase() ?? '';
    if (!/^\p{L}{4,}$/u.test(name)) continue;
    const [pattern, endings] = ENDINGS[tag].find(([ending]) => ending.test(name)) ?? [];
    if (pattern === undefined || endings === undefined) forms.add(name);
    else for (const ending of endings) forms.add(name.replace(pattern, ending));
  }
  return forms;
}

let slavic: Readonly<Record<'uk' | 'ru', ReadonlySet<string>>> | undefined;

/** Which of Ukrainian and Russian alone has a form of a country's name, in lower case: `Польши`, `Китаю`. */
export function countryOf(word: string): 'uk' | 'ru' | undefined {
  slavic ??= { uk: countriesIn('uk'), ru: countriesIn('ru') };
  const russian = slavic.ru.has(word);
  if (russian === slavic.uk.has(word)) return undefined;
  return russian ? 'ru' : 'uk';
}
