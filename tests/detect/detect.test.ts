import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { detect } from '../../src/detect/detect.js';
import { createRoleFinder, type Policy, type RoleRules } from '../../src/detect/roles.js';
import type { Article, BlockKind, Detector, Identified, Segment } from '../../src/index.js';
import { createCascade } from '../../src/language/cascade.js';
import { fileOffset } from '../../src/model/article.js';

import { findPlaceholders } from '../../src/segment/placeholders.js';
import { createSegmenter } from '../../src/segment/segment.js';
import { createLetterDetector } from '../support/letter-detector.js';

const rules = parse(readFileSync(new URL('../../config/roles.yaml', import.meta.url), 'utf8')) as RoleRules;
const words = parse(
  readFileSync(new URL('../../config/interface.yaml', import.meta.url), 'utf8'),
) as Partial<RoleRules>;
const roles = createRoleFinder({ ...rules, ...words });
const segmenter = createSegmenter({
  timeZone: 'Europe/Kyiv',
  languages: ['en', 'uk', 'ru', 'pl'],
  counters: roles.counters,
});
const CANDIDATES = ['en', 'uk', 'ru'];

interface Extra {
  readonly kinds?: readonly BlockKind[];
  readonly declaredLanguage?: string;
  readonly policy?: Policy;
  readonly candidates?: readonly string[];
  readonly detector?: Detector;
}

function articleOf(text: string, { kinds = [], declaredLanguage }: Extra = {}): Article {
  const blocks = [...text.matchAll(/[^\n]*\S[^\n]*/g)].map((match, index) => {
    const line = match[0].trim();
    const start = match.index + match[0].indexOf(line);
    return {
      id: `b${index + 1}`,
      kind: kinds[index] ?? (index === 0 ? 'lead' : 'paragraph'),
      text: line,
      anchors: [[0, start] as const],
      end: start + line.length,
      placeholders: [],
    };
  });
  return {
    id: 'a.txt',
    path: 'a.txt',
    outputStem: 'a',
    format: 'text',
    encoding: { name: 'utf-8', confidence: 1, bom: false },
    sourceHash: '0',
    ...(declaredLanguage === undefined ? {} : { declaredLanguage }),
    metadata: {},
    text,
    blocks,
    findings: [],
  };
}

function identify(text: string, extra: Extra = {}): Identified {
  return detect(segmenter.segment(articleOf(text, extra)), {
    detector: extra.detector ?? createLetterDetector(),
    candidates: extra.candidates ?? CANDIDATES,
    roles,
    policy: extra.policy ?? {},
    placeholders: findPlaceholders,
  });
}

const shown = (segments: readonly Segment[]): string[] => segments.map(({ lang, text }) => `${lang} ${text}`);

describe('the first seed', () => {
  const seed = readFileSync(new URL('../../seeds/unn-japan-nato.txt', import.meta.url), 'utf8');
  const { lang, langs, segments } = identify(seed);

  it('is English, and exactly its two embedded headlines are flagged, without their stamps', () => {
    expect(lang).toBe('en');
    expect(shown(segments.filter((segment) => segment.flagged))).toEqual([
      'uk НАТО потрібно до півсотні нових бригад, аби захиститися в разі нападу рф - Reuters',
      'uk Південна Корея і США розпочали спільні військові навчання',
    ]);
    expect(Object.keys(langs)).toEqual(['en', 'uk']);
  });

  it('keeps the stamps beside them, as moments', () => {
    const stamps = segments.filter((segment) => segment.role === 'timestamp');
    expect(stamps.map(({ lang: tag, time }) => [tag, time?.iso])).toEqual([
      ['zxx', '2024-07-08T20:41:00+03:00'],
      ['zxx', '2024-02-16T23:33:00+02:00'],
    ]);
  });

  it('names the role of every line', () => {
    expect(segments.filter(({ role }) => role === 'related-headline')).toHaveLength(2);
    expect(
      segments
        .filter(({ label }) => label !== undefined)
        .map(({ label, lang: tag, role }) => [label, tag, role]),
    ).toEqual([
      ['details', 'en', 'section-label'],
      ['addendum', 'en', 'section-label'],
      ['recall', 'en', 'section-label'],
    ]);
    const rest = segments.filter(
      ({ role }) => !['related-headline', 'section-label', 'timestamp'].includes(role),
    );
    expect(new Set(rest.map((segment) => segment.lang))).toEqual(new Set(['en']));
  });

  it('tells where each segment stands in the file', () => {
    const flagged = segments.filter((segment) => segment.flagged);
    expect(flagged.map(({ line, column }) => [line, column])).toEqual([
      [6, 1],
      [13, 1],
    ]);
    for (const segment of segments) expect(seed.slice(segment.start, segment.end)).toBe(segment.text);
  });
});

describe('languages inside a sentence', () => {
  it('an English quotation in an English sentence does not split it', () => {
    const { segments } = identify(
      'The minister said that "some countries" helped, he told the "Daily News" today.',
    );
    expect(segments).toHaveLength(1);
  });

  it('a Russian quotation in a Ukrainian sentence is a segment of its own, commas and dashes belong to neither', () => {
    const { segments } = identify('«Мы проснулись от страшного грохота», – розповіла їхня сусідка Ірина.');
    expect(shown(segments)).toEqual([
      'ru «Мы проснулись от страшного грохота»',
      'uk розповіла їхня сусідка Ірина.',
    ]);
    expect(segments.map((segment) => segment.role)).toEqual(['quote', 'lead']);
  });

  it('a quotation left open ends where another begins', () => {
    const text = 'Він хотів «працювати – і додав: «Мы были там и это видели», – сказав він.';
    expect(identify(text).segments.map(({ lang }) => lang)).toEqual(['uk', 'ru', 'uk']);
  });

  it('a quotation nobody can tell goes with its sentence', () => {
    const { segments } = identify('Він назвав це «дорогою в нікуди» і пішов до своєї оселі.');
    expect(shown(segments)).toEqual(['uk Він назвав це «дорогою в нікуди» і пішов до своєї оселі.']);
  });

  it('a short quotation is told by its letters, unless it is a name', () => {
    expect(shown(identify('Он был там и сказал: «Слава Україні!» и ушёл домой.').segments)).toEqual([
      'ru Он был там и сказал:',
      'uk «Слава Україні!»',
      'ru и ушёл домой.',
    ]);
    expect(identify('Он был там, где «Нова Пошта» работает это время.').segments).toHaveLength(1);
  });

  it('Russian words without quotation marks are found by their letters', () => {
    const text =
      'Речник міністерства її слова підтвердив, мы были этим очень удивлены, когда мы это услышали.';
    expect(shown(identify(text).segments)).toEqual([
      'uk Речник міністерства її слова підтвердив,',
      'ru мы были этим очень удивлены, когда мы это услышали.',
    ]);
  });

  it('words without a deciding letter count by their n-grams where the language changes', () => {
    const text =
      'У той же час вона заявила, що нічого не знала, брокер рассказал газете, что верфи принимают заказы на новые яхты.';
    expect(shown(identify(text, { detector: createCascade() }).segments)).toEqual([
      'uk У той же час вона заявила, що нічого не знала,',
      'ru брокер рассказал газете, что верфи принимают заказы на новые яхты.',
    ]);
  });

  it('two quoted words are told by their n-grams when there is next to no doubt', () => {
    const { segments } = identify('Командир додав: «Работаем дальше», – і завершив розмову.', {
      detector: createCascade(),
    });
    expect(segments.map(({ lang }) => lang)).toEqual(['uk', 'ru', 'uk']);
  });

  it('names in Latin letters do not outweigh the few words around them', () => {
    for (const text of [
      'Netflix зняв серіал Stranger Things 5',
      'Google Chrome та Microsoft Edge оновлено',
      'Рада Європи (англ. Council of the European Communities) ухвалила документ',
    ]) {
      expect(shown(identify(text, { detector: createCascade() }).segments)).toEqual([`uk ${text}`]);
    }
  });

  it('mixed speech is one segment with a note', () => {
    const text = 'Він пришёл і сказав, что его это всё дістало, бо ми тут нічого не понимаем было вже.';
    const { segments } = identify(`Перший рядок українською є тут.\n${text}`);
    const mixed = segments.filter((segment) => segment.blockId === 'b2');
    expect(mixed).toHaveLength(1);
    expect(mixed[0]?.lang).toBe('uk');
    expect(mixed[0]?.evidence).toContainEqual(expect.stringMatching(/^mixed:ru=/));
  });

  it('an English quotation in a Ukrainian sentence is English', () => {
    const { segments } = identify(
      'Він також написав у X: "We are grateful to every driver and every port worker."\nЇхні вантажівки вже їдуть через кордон, і черга там є невеликою.',
    );
    expect(shown(segments.slice(0, 2))).toEqual([
      'uk Він також написав у X:',
      'en "We are grateful to every driver and every port worker."',
    ]);
    expect(segments.map((segment) => segment.flagged)).toEqual([false, true, false]);
  });

  it('a name after a Ukrainian clause stays with it, though the quotation before is in its script', () => {
    const { segments } = identify(
      '«This law gives every student a fair chance», — сказала посол Великої Британії Martha Grey.\nВона подякувала освітянам за їхню роботу, яка триває вже рік.',
    );
    expect(shown(segments.slice(0, 2))).toEqual([
      'en «This law gives every student a fair chance»',
      'uk сказала посол Великої Британії Martha Grey.',
    ]);
  });
});

describe('what the words leave open', () => {
  it('is decided by the block', () => {
    const { segments } = identify('Кличко. Він є мером міста.');
    expect(segments[0]).toMatchObject({ lang: 'uk', flagged: false });
    expect(segments[0]?.evidence).toContain('inherited:block');
    expect(segments[0]?.evidence.at(-1)).toMatch(/^against:ru=0\.\d\d$/);
    expect(segments[0]?.confidence).toBeLessThan(0.8);
  });

  it('is decided by the article when the block has nothing else', () => {
    const { segments } = identify('Он сказал, что всё это было.\nМосква');
    expect(segments[1]).toMatchObject({ lang: 'ru' });
    expect(segments[1]?.evidence).toContain('inherited:article');
  });

  it('is und for names in Latin letters alone on a line of an article in another script', () => {
    const detector = createCascade();
    const article = 'Вони повернулися додому, бо їхня справа завершилася.';
    for (const line of ['Getty Images', 'Reuters, AFP, AP', 'F-16, Patriot, HIMARS', 'HIMARS']) {
      const { segments } = identify(`${article}\n${line}`, { detector });
      expect(segments[1], line).toMatchObject({ lang: 'und', flagged: false });
    }
    const { segments } = identify(`${article}\nRussia launched ninety drones overnight`, { detector });
    expect(segments[1]).toMatchObject({ lang: 'en', flagged: true });
  });

  it('is not the language of a quotation beside it, but the article’s, and joins what it belongs to', () => {
    const extra = { detector: createCascade(), candidates: ['fr', 'en'] };
    const body = 'Le président français a reçu lundi son homologue ukrainien à Paris.';
    expect(
      shown(identify(`${body}\n"Russia must stop this war," a déclaré Zelensky.`, extra).segments),
    ).toEqual([`fr ${body}`, 'en "Russia must stop this war,"', 'fr a déclaré Zelensky.']);
    const english = 'The region was attacked again on Monday evening.\n"We are working," Syniehubov wrote.';
    expect(identify(english, extra).segments).toHaveLength(2);
  });

  it('follows no language its letters rule out', () => {
    const { segments } = identify('Он сказал, что всё это было.\nЗапоріжжя');
    expect(segments[1]).toMatchObject({ lang: 'uk', flagged: true });
  });

  it('is left as the detector has it where there is no context', () => {
    const { segments } = identify('Новости дня', { detector: createCascade() });
    expect(segments[0]).toMatchObject({ lang: 'ru' });
    expect(segments[0]?.confidence).toBeGreaterThan(0.5);
  });

  it('is not a text that is surely in a language which is no candidate', () => {
    const text = 'Він є мером міста, і його вже знають.\nПретседателот се сретна со премиерот';
    const { segments } = identify(text, { detector: createCascade() });
    expect(segments.map(({ lang }) => lang)).toEqual(['uk', 'und']);
    expect(segments[1]?.flagged).toBe(false);
  });

  it('goes to the first candidate as the last resort, and says so', () => {
    const { segments } = identify('The mayor (Кличко) resigned on Monday.');
    expect(shown(segments)).toEqual(['en The mayor', 'uk (Кличко)', 'en resigned on Monday.']);
    expect(segments[1]).toMatchObject({ confidence: 0.5, evidence: ['script:Cyrl', 'tie:first-candidate'] });
  });

  it('is und when no candidate is written so', () => {
    const { segments } = identify('The word\nΚαλημέρα κόσμε');
    expect(segments[1]).toMatchObject({ lang: 'und', flagged: false, script: 'Grek' });
  });
});

describe('the language of the article', () => {
  it('is what most of its body is in, not its furniture', () => {
    const text =
      'The talks ended.\nПерший великий заголовок про нових бійців армії08.07.24, 20:41\nДругий великий заголовок про нових бійців08.07.24, 20:45';
    expect(identify(text).lang).toBe('en');
  });

  it('a declaration does not overrule the text', () => {
    expect(identify('Він їде до Києва.\nВона є тут.', { declaredLanguage: 'en' }).lang).toBe('uk');
  });

  it('a declaration decides between languages that share the text', () => {
    const text = 'Він їде до Києва сьогодні.\nThey were all going home today.';
    expect(identify(text, { declaredLanguage: 'uk' }).lang).toBe('uk');
    expect(identify(text, { declaredLanguage: 'en' }).lang).toBe('en');
  });

  it('shares add up to one', () => {
    const { langs } = identify('Він їде.\nWe go home.\nМы дома были.');
    expect(Object.values(langs).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('is und for an article without words', () => {
    expect(identify('08.07.24, 20:41\nhttps://example.org')).toMatchObject({ lang: 'und', langs: {} });
  });
});

describe('letters of another script', () => {
  it.each([
    ['Він мав 15 друзiв у мiсті та їхніх батьків.', 'Він мав 15 друзів у місті та їхніх батьків.'],
    ['Xерсон є вільним містом.', 'Херсон є вільним містом.'],
    ['Київ i Львів є містами.', 'Київ і Львів є містами.'],
    ['СШA та їхні союзники.', 'США та їхні союзники.'],
  ])('%s', (text, repaired) => {
    const { segments, findings } = identify(text);
    expect(segments[0]).toMatchObject({ lang: 'uk', text, repaired });
    expect(findings).toMatchObject([{ check: 'homoglyphs', severity: 'minor', line: 1, column: 1 }]);
  });

  it('are found in a counter too, which has no language', () => {
    const { segments, findings } = identify('Він є тут.\n101575 переглядiв');
    expect(segments[1]).toMatchObject({ lang: 'zxx', role: 'boilerplate', repaired: '101575 переглядів' });
    expect(findings).toMatchObject([{ check: 'homoglyphs', line: 2 }]);
    expect(identify('Він є тут.\nПереглядiв: 1204').segments[1]).toMatchObject({
      lang: 'zxx',
      role: 'boilerplate',
    });
  });

  it.each([
    'Його вакцинували від COVID-ом та COVID-19.',
    'Ціна iPhone-ів та Wi-Fi’ю є різною.',
    '5G-мережа працює на 50 GB.',
    'Його ITшники є тут.',
    'Вітамін C є корисним, а XXст. минуло.',
  ])('accuses no legitimate word in %s', (text) => {
    const { segments, findings } = identify(text);
    expect(findings).toEqual([]);
    expect(segments.every((segment) => segment.repaired === undefined)).toBe(true);
  });
});

describe('beside a stamp', () => {
  it('labels and furniture are told from headlines', () => {
    const text =
      'The talks ended.\nОновлено 08.07.24, 20:41\n16:42Read more\nДва нових мости є тут08.07.24, 20:41';
    expect(identify(text).segments.map(({ role, label }) => label ?? role)).toEqual([
      'lead',
      'updated',
      'timestamp',
      'timestamp',
      'boilerplate',
      'related-headline',
      'timestamp',
    ]);
  });
});

describe('policy', () => {
  const text =
    'The talks ended.\n«Мы проснулись от страшного грохота», – розповіла їхня сусідка.\nПідписуйтесь на наш Telegram';

  it('translates the body, relates headlines, drops furniture and keeps stamps unless told otherwise', () => {
    const actions = identify(
      'The talks ended on Monday.\nДва нових великих мости є08.07.24, 20:41\nПідписуйтесь на наш Telegram',
    ).segments;
    expect(actions.map(({ role, action }) => [role, action])).toEqual([
      ['lead', 'translate'],
      ['related-headline', 'related'],
      ['timestamp', 'keep'],
      ['boilerplate', 'drop'],
    ]);
  });

  it('may differ by language', () => {
    const { segments } = identify(text, { policy: { quote: { ru: 'keep' }, boilerplate: 'keep' } });
    expect(segments.find(({ role }) => role === 'quote')).toMatchObject({ lang: 'ru', action: 'keep' });
    expect(segments.at(-1)).toMatchObject({ role: 'boilerplate', action: 'keep' });
  });
});

const line = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'The talks ended. ',
        'Він їде до Києва. ',
        'Мы были там, ',
        '«Мы проснулись рано» ',
        '"some words here" ',
        'Reuters08.07.24, 20:41 ',
        'Xерсон ',
        'https://example.org/a ',
        'Читайте також: ',
        '#тег ',
        '– ',
        'F-16 ',
        '(Кличко) ',
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { maxLength: 9 },
  )
  .map((parts) => parts.join('').replace(/\s+/g, ' '));

describe('what holds for every article', () => {
  it('segments are ordered, disjoint, exactly their slice of file and block, with ids of their own', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
        const text = lines.join('\n');
        const result = identify(text);
        let at = 0;
        for (const segment of result.segments) {
          expect(segment.start).toBeGreaterThanOrEqual(at);
          expect(segment.end).toBeGreaterThan(segment.start);
          expect(text.slice(segment.start, segment.end)).toBe(segment.text);
          const block = result.blocks.find(({ id }) => id === segment.blockId);
          expect(block?.text.slice(segment.blockStart, segment.blockEnd)).toBe(segment.text);
          if (block !== undefined) expect(fileOffset(block, segment.blockStart)).toBe(segment.start);
          for (const { start, end } of segment.placeholders) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeLessThanOrEqual(segment.text.length);
          }
          expect(segment.confidence).toBeGreaterThanOrEqual(0);
          expect(segment.confidence).toBeLessThanOrEqual(1);
          if (segment.lang === 'und' || segment.lang === 'zxx') expect(segment.flagged).toBe(false);
          at = segment.end;
        }
        expect(new Set(result.segments.map(({ id }) => id)).size).toBe(result.segments.length);
        expect(identify(text)).toEqual(result);
      }),
      { numRuns: 500 },
    );
  });

  it('every letter and digit is in a segment, and every placeholder in one whole', () => {
    fc.assert(
      fc.property(line, (text) => {
        const { segments, blocks } = identify(text);
        const covered = new Set(
          segments.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i)),
        );
        for (const match of text.matchAll(/[\p{L}\p{N}]/gu)) expect(covered.has(match.index)).toBe(true);
        for (const block of blocks) {
          for (const place of findPlaceholders(block.text)) {
            const holders = segments.filter(
              (segment) =>
                segment.blockStart < place.end &&
                place.start < segment.blockEnd &&
                segment.blockId === block.id,
            );
            expect(holders).toHaveLength(1);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('ids follow the content, not the place', () => {
    const first = identify('The talks ended.\nВін їде до Києва.').segments.at(-1)?.id;
    const moved = identify('The talks ended.\nAnother line came between.\nВін їде до Києва.').segments.at(
      -1,
    )?.id;
    expect(moved).toBe(first);
    const again = identify('Він їде до Києва.\nВін їде до Києва.').segments.map(({ id }) => id);
    expect(again[0]?.slice(0, -2)).not.toBe(again[1]?.slice(0, -2)); // the lead and a paragraph
    const twice = identify('The talks ended.\nВін їде.\nВін їде.')
      .segments.slice(1)
      .map(({ id }) => id);
    expect(twice.map((id) => id.slice(-2))).toEqual(['-1', '-2']);
  });
});
