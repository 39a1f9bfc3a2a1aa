import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detector } from '../../src/index.js';
import { createCascade } from '../../src/language/cascade.js';

const cascade = createCascade();
const THREE = ['en', 'uk', 'ru'];
const lang = (text: string, candidates: readonly string[] = THREE): string =>
  cascade.identify(text, candidates).lang;

describe('letters', () => {
  it.each([
    ['Його приїзд', 'uk', 'letters:'],
    ['Где мы были вчера', 'ru', 'letters:ы'],
    ['Вибух у Києві', 'uk', 'letters:є,і'],
  ])('«%s» is %s', (text, expected, reason) => {
    const found = cascade.identify(text, THREE);
    expect(found.lang).toBe(expected);
    expect(found.evidence.some((one) => one.startsWith(reason))).toBe(true);
  });

  it('follow from the candidates: ъ says Bulgarian only where Russian is none', () => {
    expect(cascade.identify('Съветът реши', ['bg', 'uk']).evidence).toContain('letters:ъ');
    expect(lang('Съветът реши въпроса', ['bg', 'ru', 'uk'])).toBe('bg');
  });

  it('rule out Belarusian, Serbian and Macedonian before Ukrainian and Russian', () => {
    const many = ['en', 'uk', 'ru', 'be', 'bg', 'sr', 'mk'];
    expect(lang('Ён прыйшоў учора ў горад', many)).toBe('be');
    expect(lang('Њихов предлог није прихваћен', many)).toBe('sr');
    expect(lang('Ќе одлучи ѓаволот', many)).toBe('mk');
  });

  it('do not hold against a foreign name in a longer text', () => {
    const text = 'Паводле чыноўнікаў, песня «Поедем» прагучала на канцэрце ў Мінску двойчы.';
    expect(lang(text, ['be', 'ru', 'uk'])).toBe('be');
  });
});

describe('n-grams', () => {
  it.each([
    ['У той же час', 'uk'],
    ['В то же время', 'ru'],
    ['У ТОЙ ЖЕ ЧАС ВОНА ПРАЦЮВАЛА', 'uk'],
    ['За словами очевидця', 'uk'],
    ['По словам очевидца', 'ru'],
  ])('decide «%s» without a letter of its own', (text, expected) => expect(lang(text)).toBe(expected));

  it('leave out what is in none of the candidates', () => {
    for (const text of [
      'Le gouvernement a annoncé une nouvelle loi',
      'Rząd przyjął nową ustawę o podatkach',
      'Урадът обяви нови мерки срещу кризата',
      'Урад абвясціў пра новыя меры ў краіне',
    ]) {
      expect(lang(text), text).toBe('und');
    }
  });

  it('report Ukrainian in Latin letters when sure, and only where Ukrainian is a candidate', () => {
    const text = 'Shcho tse take i yak vono pratsiuie v Ukraini?';
    expect(lang(text)).toBe('uk-Latn');
    expect(lang(text, ['en', 'de'])).toBe('und');
    expect(lang('Vladimir skazal, chto eto nepravda')).toBe('und');
  });

  it.each([
    ['Karol Nawrocki beat Rafał Trzaskowski in the runoff', 'en'],
    ['President Volodymyr Zelensky met Andrii Yermak and Rustem Umerov in Kyiv on Monday.', 'en'],
    ['Donald Tusk warnt vor Jarosław Kaczyński', 'de'],
    ['Volodymyr Zelensky fala com Donald Trump', 'pt'],
    ['Donald Trump rozmawiał z Keirem Starmerem', 'pl'],
  ])('hear the words of «%s» before its foreign names', (text, expected) => {
    expect(lang(text, ['en', 'uk', 'pl', 'cs', 'de', 'pt'])).toBe(expected);
  });

  it('take names of people in Latin letters for no language, and not for Ukrainian', () => {
    expect(lang('Andrii Yermak, Rustem Umerov, Ihor Klymenko')).toBe('und');
    expect(lang('Serhii Lysak visits Kryvyi Rih')).toBe('en');
    const list = cascade.identify('Andrej Babiš, Petr Fiala, Petr Pavel', ['en', 'cs']);
    expect(list.confidence).toBeLessThan(0.75);
    expect(list.evidence).toContain('names');
  });

  it('say which other language a text is surely in', () => {
    expect(cascade.identify('Надвор’е на заўтра: дажджы і вецер', THREE)).toMatchObject({
      lang: 'und',
      like: 'be',
    });
    expect(cascade.identify('Він пришёл і сказав, что это всё дурниці', THREE).like).toBeUndefined();
  });

  it('tell Serbian in Latin letters', () => {
    expect(lang('Vlada je najavila nove mere', ['sr', 'en', 'pl'])).toBe('sr-Latn');
  });
});

describe('what is passed over', () => {
  it('links, handles, numbers and names of another script do not change the answer', () => {
    expect(lang('Дивіться https://example.org/the/best/of @reuters')).toBe('uk');
    expect(lang('Leopard 2A4 для ЗСУ')).toBe('uk');
    expect(lang('https://example.org/some/english/words')).toBe('und');
  });

  it('composed and decomposed letters are the same', () => {
    const text = 'Її приїзд перенесли';
    expect(cascade.identify(text.normalize('NFD'), THREE)).toEqual(cascade.identify(text, THREE));
  });
});

describe('languages by script alone', () => {
  it.each([
    ['Η κυβέρνηση', 'el'],
    ['שלום עולם', 'he'],
    ['საქართველო', 'ka'],
    ['Հայաստան', 'hy'],
    ['今天的新闻', 'zh'],
    ['今日のニュース', 'ja'],
    ['오늘의 뉴스', 'ko'],
    ['ข่าววันนี้', 'th'],
    ['आज की ताजा खबर', 'hi'],
    ['أخبار اليوم', 'ar'],
  ])('«%s» is %s', (text, expected) => {
    expect(lang(text, ['en', 'uk', 'el', 'he', 'ka', 'hy', 'zh', 'ja', 'ko', 'th', 'hi', 'ar'])).toBe(
      expected,
    );
  });

  it('Arabic letters tell Arabic, Persian and Urdu apart', () => {
    const three = ['ar', 'fa', 'ur'];
    expect(lang('أخبار اليوم من القاهرة', three)).toBe('ar');
    expect(lang('اخبار امروز چه خبر است', three)).toBe('fa');
    expect(lang('یہ خبر بہت اہم ہے', three)).toBe('ur');
  });

  it('Chinese characters alone are Japanese where Chinese is no candidate', () => {
    expect(lang('東京', ['ja', 'en'])).toBe('ja');
    expect(lang('東京', ['ko', 'en'])).toBe('ko');
    expect(lang('東京', ['en', 'uk'])).toBe('und');
  });

  it('franc tells what no model knows', () => {
    const text = 'Gọọmentị chọrọ itinye ego ka ukwuu na ụzọ n’afọ na-abịa';
    const { lang: found, evidence } = cascade.identify(text, ['ig', 'en', 'de']);
    expect(found).toBe('ig');
    expect(evidence.some((reason) => reason.startsWith('franc:'))).toBe(true);
    expect(lang('The weather is very nice today', ['ig', 'en', 'de'])).toBe('en');
  });
});

describe('further languages', () => {
  const main = 'en uk ru be bg sr mk pl cs sk de fr es it pt ro nl sv hu hr'.split(' ');
  const further =
    'da nb fi is et lv lt ca gl eu ga cy br mt af lb sq tr az uz id tl vi sw ha so mg la eo kk ky tt tg mn'.split(
      ' ',
    );
  const all = [...main, ...further];

  it.each([
    ['Regeringen vil bruge flere penge på veje og broer i de kommende år', 'da'],
    ['Hallitus aikoo käyttää enemmän rahaa teiden korjaamiseen ensi vuonna', 'fi'],
    ['Ríkisstjórnin ætlar að verja meira fé til vegagerðar á næsta ári', 'is'],
    ['Valitsus kavatseb järgmisel aastal teede remondiks rohkem raha kulutada', 'et'],
    ['Valdība nākamgad plāno tērēt vairāk naudas ceļu remontam', 'lv'],
    ['Vyriausybė kitais metais ketina skirti daugiau pinigų keliams remontuoti', 'lt'],
    ['El govern vol gastar més diners en les carreteres durant els pròxims anys', 'ca'],
    ['Gobernuak diru gehiago gastatu nahi du errepideetan datorren urtean', 'eu'],
    ['Tá an rialtas ag iarraidh níos mó airgid a chaitheamh ar bhóithre', 'ga'],
    ['Mae’r llywodraeth am wario mwy o arian ar ffyrdd y flwyddyn nesaf', 'cy'],
    ['Il-gvern irid jonfoq aktar flus fuq it-toroq is-sena d-dieħla', 'mt'],
    ['Die regering gaan volgende jaar baie meer geld vir ons paaie gee', 'af'],
    ['Qeveria do të shpenzojë më shumë para për rrugët vitin e ardhshëm', 'sq'],
    ['Hükümet gelecek yıl yollar için daha fazla para harcamak istiyor', 'tr'],
    ['Pemerintah ingin mengeluarkan lebih banyak uang untuk jalan raya tahun depan', 'id'],
    ['Nais ng pamahalaan na gumastos ng mas maraming pera sa mga kalsada', 'tl'],
    ['Serikali inataka kutumia pesa zaidi kwa barabara mwaka ujao', 'sw'],
    ['La registaro volas elspezi pli da mono por vojoj venontjare', 'eo'],
    ['Үкімет келесі жылы жолдарға көбірек ақша жұмсағысы келеді', 'kk'],
    ['Өкмөт кийинки жылы жолдорго көбүрөөк акча коротконго даяр', 'ky'],
    ['The government wants to spend more money on roads next year', 'en'],
    ['Уряд хоче наступного року витратити більше грошей на дороги', 'uk'],
    ['Правительство хочет в следующем году потратить больше денег на дороги', 'ru'],
    ['Die Regierung will nächstes Jahr mehr Geld für Straßen ausgeben', 'de'],
    ['De regering wil volgend jaar meer geld uitgeven aan wegen', 'nl'],
  ])('%s', (text, expected) => {
    expect(cascade.identify(text, all)).toMatchObject({ lang: expected });
  });

  it.each([
    ['Hükümet gelecek yıl yollar için daha fazla para harcamak istiyor', 'tr'],
    ['Hallitus aikoo käyttää enemmän rahaa teiden korjaamiseen', 'fi'],
    ['Tá an rialtas ag iarraidh níos mó airgid a chaitheamh ar bhóithre', 'ga'],
    ['Засгийн газар ирэх жил зам барилгад илүү их мөнгө зарцуулна', 'mn'],
  ])('where it is no candidate, it is nobody’s: %s', (text, like) => {
    expect(cascade.identify(text, THREE)).toMatchObject({ lang: 'und', like });
  });

  it('letters of Cyrillic count however many candidates come before', () => {
    expect(lang('Мәскәү һәм Казан', [...all].reverse())).toBe('tt');
    expect(lang('Қазақстан', all)).toBe('kk');
  });

  it('a few words of a main language are not given to a further one', () => {
    for (const [text, own] of [
      ['in the morning', 'en'],
      ['on the road', 'en'],
      ['auf der Straße', 'de'],
      ['у цьому році', 'uk'],
      ['в этом году', 'ru'],
      ['w tym roku', 'pl'],
    ] as const)
      expect([own, 'und']).toContain(lang(text, all));
  });
});

describe('threshold and second opinion', () => {
  it('und below the threshold, with the evidence kept', () => {
    const strict = createCascade({ threshold: 0.999_999 });
    const found = strict.identify('У той же час', THREE);
    expect(found.lang).toBe('und');
    expect(found.confidence).toBe(cascade.identify('У той же час', THREE).confidence);
    expect(found.evidence).not.toEqual([]);
  });

  it('the second opinion is asked in doubt only, among the candidates of the script', () => {
    const asked: string[][] = [];
    const second: Detector = {
      name: 'second',
      identify(_, candidates) {
        asked.push([...candidates]);
        return { lang: 'ru', confidence: 0.99, evidence: ['second:0.99'] };
      },
    };
    const withSecond = createCascade({ secondOpinion: second });
    withSecond.identify('Сьогодні в Києві відкрили нову виставку.', THREE);
    expect(asked).toEqual([]);
    const found = withSecond.identify('Роман Коваль', THREE);
    expect(asked).toEqual([['uk', 'ru']]);
    expect(found.evidence).toContain('second:0.99');
    expect(found.lang).not.toBe('uk');
  });
});

describe('any text', () => {
  const candidates = fc.subarray(
    ['en', 'uk', 'ru', 'be', 'bg', 'sr', 'mk', 'pl', 'cs', 'de', 'el', 'ar', 'tr', 'ja'],
    {
      minLength: 1,
    },
  );
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('і', 'ы', 'ў', 'слово', 'the', ' ', "'", '̈', '7', '@', '://', 'Ї'), {
        maxLength: 40,
      })
      .map((parts) => parts.join('')),
  );

  it('gets a candidate or und, a confidence from 0 to 1, and the same again', () => {
    fc.assert(
      fc.property(texts, candidates, (text, list) => {
        const found = cascade.identify(text, list);
        expect(found.confidence).toBeGreaterThanOrEqual(0);
        expect(found.confidence).toBeLessThanOrEqual(1);
        expect(['und', ...list]).toContain(found.lang.replace(/^(sr|uk)-Latn$/, '$1'));
        expect(createCascade().identify(text, [...list])).toEqual(found);
      }),
      { numRuns: 300 },
    );
  });

  it('is not in a language another candidate set of the same script would not name', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const narrow = cascade.identify(text, ['el']);
        if (narrow.lang === 'el') expect(cascade.identify(text, ['el', 'uk', 'en']).lang).toBe('el');
      }),
    );
  });
});
