import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeTermsCsv } from '../../src/exchange/terms/csv.js';
import { readTermsFile } from '../../src/exchange/terms/read.js';
import { writeTbx } from '../../src/exchange/terms/tbx-write.js';
import { termsCheck } from '../../src/terms/check.js';
import { conflictsOf } from '../../src/terms/sound.js';
import { type Concept, inOrder, TERM_STATUSES, type Termbase, termbaseOf } from '../../src/terms/termbase.js';
import { createTerms } from '../../src/terms/terms.js';
import { readTermsYaml, writeTermsYaml } from '../../src/terms/yaml.js';
import { temporaryFolder } from '../support/command-line.js';
import { unit } from '../translate/parts.js';

const yaml = (text: string): Termbase => readTermsYaml(text, 'terms.yaml');

const HOUSE = yaml(`
terms:
  bank: { en: bank, uk: банк }
  central-bank:
    en: central bank
    uk: { preferred: центральний банк, admitted: [центробанк], forbidden: [ЦБ] }
  apple: { match: exact, en: Apple, uk: Apple }
  us: { en: US, uk: США }
  commission: { en: election commission, uk: виборча комісія, zh: 选举委员会 }
  crisis: { uk: { forbidden: [українська криза] } }
`);
const terms = createTerms(HOUSE);

const found = (text: string, language: string): string[] =>
  terms.find(text, language).map(({ concept, start, end }) => `${concept.id}: ${text.slice(start, end)}`);

describe('terms in a text', () => {
  it.each([
    [
      'uk',
      'Рішення центрального банку оскаржили два банки.',
      ['central-bank: центрального банку', 'bank: банки'],
    ],
    [
      'uk',
      'Виборчою комісією у виборчих комісіях',
      ['commission: Виборчою комісією', 'commission: виборчих комісіях'],
    ],
    ['uk', 'Голова ЦБ; центробанком', ['central-bank: ЦБ', 'central-bank: центробанком']],
    ['en', 'Apple banks on apple growers; the US told us.', ['apple: Apple', 'bank: banks', 'us: US']],
    // The end of a sentence is no part of a term.
    ['uk', 'Рада виборча. Комісія є.', []],
    ['en', 'The central. Bank', ['bank: Bank']],
    ['zh', '中央选举委员会表示', ['commission: 选举委员会']],
    ['uk', 'Банкір і банкет', []],
  ])('%s: %s', (language, text, expected) => {
    expect(found(text, language)).toEqual(expected);
  });
});

describe('the check of terms', () => {
  const check = termsCheck(terms);
  const said = (source: string, text: string, target: string, translation: string): string | undefined =>
    check.examine?.({ unit: unit(text, { source, target }), translation })?.messageId;
  it.each([
    ['uk', 'Центральний банк мовчить.', 'en', 'The central bank is silent.', undefined],
    ['uk', 'Центральний банк мовчить.', 'en', 'The national lender is silent.', 'terms.missing'],
    ['en', 'The central bank is silent.', 'uk', 'Заява центрального банку.', undefined],
    ['en', 'The central bank is silent.', 'uk', 'У центробанку мовчать.', undefined],
    ['en', 'The central bank is silent.', 'uk', 'ЦБ мовчить.', 'terms.forbiddenInstead'],
    ['en', 'The crisis in Ukraine', 'uk', 'Наслідки української кризи', 'terms.forbidden'],
    // A word of the term inside of a longer one is there.
    ['en', 'The bank is silent.', 'uk', 'Центральний банк мовчить.', undefined],
    ['en', 'Nothing of the kind.', 'uk', 'Нічого такого.', undefined],
  ])('%s "%s" -> %s "%s": %s', (source, text, target, translation, expected) => {
    expect(said(source, text, target, translation)).toBe(expected);
  });

  it('names both words', () => {
    const result = check.examine?.({
      unit: unit('Заява центрального банку', { source: 'uk', target: 'en' }),
      translation: 'A statement of the national lender',
    });
    expect(result).toMatchObject({
      severity: 'major',
      values: { source: 'центрального банку', wanted: 'central bank', concept: 'central-bank' },
    });
  });
});

describe('terms.yaml', () => {
  it.each([
    ['terms:\n  x:\n    ua: слово\n', 3, 'terms.noLanguage'],
    ['terms:\n  x: слово\n', 2, 'terms.noConcept'],
    ['terms:\n  x:\n    en: []\n', 3, 'terms.noWord'],
    ['terms:\n  x:\n    en: { best: word }\n', 3, 'terms.noWord'],
    ['terms:\n  x:\n    match: often\n    en: a\n', 3, 'terms.noMatch'],
    ['terms: [\n', 2, 'terms.notYaml'],
    ['words: {}\n', 1, 'terms.noTerms'],
    ['terms:\n  x:\n    en: { preferred: [one, two] }\n', 3, 'terms.twoPreferred'],
  ])('names what is wrong in %j', (text, line, messageId) => {
    expect(() => yaml(text)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID', line, messageId }));
  });

  it('may be empty', () => {
    expect([yaml(''), yaml('terms:\n'), yaml('terms: {}\n')].map(({ concepts }) => concepts)).toEqual([
      [],
      [],
      [],
    ]);
  });
});

describe('contradictions', () => {
  it('are named', () => {
    const base = yaml(`
terms:
  a: { en: [gas, petrol], uk: газ }
  b: { en: { preferred: fuel, forbidden: [Gas] }, uk: пальне }
  c: { en: alone }
`);
    expect(conflictsOf(base).map(({ messageId }) => messageId)).toEqual(['terms.bothWays', 'terms.alone']);
    expect(conflictsOf(HOUSE)).toEqual([]);
  });
});

/** Termbases of any kind. */
const text = fc
  .string({ unit: fc.constantFrom(...'abcžшіїҐ 中&<>"\':,[]{}#|-=@'), minLength: 1, maxLength: 12 })
  .map((one) => one.replace(/\s+/g, ' ').trim())
  .filter((one) => /\p{L}/u.test(one));
const words = fc
  .uniqueArray(text, { minLength: 1, maxLength: 4 })
  .chain((texts) =>
    fc.tuple(
      fc.constant(texts),
      fc.array(fc.constantFrom('admitted', 'forbidden'), { minLength: 4, maxLength: 4 }),
    ),
  )
  .map(([texts, statuses]) =>
    inOrder(
      texts.map((one, index) => ({
        text: one,
        status: index === 0 ? 'preferred' : (statuses[index] as 'admitted'),
      })),
    ),
  );
const concept = fc
  .record({
    id: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/),
    domain: fc.option(text, { nil: undefined }),
    note: fc.option(text, { nil: undefined }),
    match: fc.option(fc.constant('exact' as const), { nil: undefined }),
    words: fc.dictionary(fc.constantFrom('en', 'uk', 'ru', 'sr-Latn', 'pt-BR'), words, { minKeys: 1 }),
  })
  .map(
    (one) =>
      Object.fromEntries(
        Object.entries(one).filter(([, value]) => value !== undefined),
      ) as unknown as Concept,
  );
const termbase = fc.uniqueArray(concept, { selector: ({ id }) => id, maxLength: 5 }).map(termbaseOf);
/** Without what has no order, so that equal ones are equal. */
const plain = ({ concepts }: Termbase): unknown => JSON.parse(JSON.stringify(concepts, (_, value) => value));

describe('a termbase out and in again is the same', () => {
  const folder = (name: string): string => join(temporaryFolder(), name);
  it.each([
    ['terms.yaml', writeTermsYaml],
    ['terms.csv', writeTermsCsv],
    ['three.tbx', (base: Termbase) => writeTbx(base, '3')],
    ['two.tbx', (base: Termbase) => writeTbx(base, '2')],
  ])('%s', async (name, write) => {
    const path = folder(name);
    await fc.assert(
      fc.asyncProperty(termbase, async (base) => {
        writeFileSync(path, write(base));
        const { concepts, skipped } = await readTermsFile(path);
        expect(skipped).toEqual([]);
        expect(plain(termbaseOf(concepts))).toEqual(plain(base));
      }),
      { numRuns: 60 },
    );
  });

  it('and two people may add to it', () => {
    const [a, b] = ['a: { en: one }', 'z: { en: last }'].map((one) => yaml(`terms:\n  ${one}\n`));
    const merged = termbaseOf([...(a?.concepts ?? []), ...(b?.concepts ?? [])]);
    expect(writeTermsYaml(merged)).toBe('terms:\n  a:\n    en: one\n  z:\n    en: last\n');
  });
});

describe('termbases of other tools', () => {
  const read = async (name: string, content: string) => {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, content);
    return readTermsFile(path);
  };

  it('TBX version 3 with elements for categories', async () => {
    const { concepts } = await read(
      'dct.tbx',
      `<?xml version="1.0"?><tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body>
<conceptEntry id="c5"><min:subjectField>law</min:subjectField><langSec xml:lang="en"><termSec><term>court of appeal</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec><termSec><term>appeal tribunal</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec></langSec><langSec xml:lang="UK"><termSec><term>апеляційний суд</term></termSec></langSec></conceptEntry></body></text></tbx>`,
    );
    expect(concepts).toEqual([
      {
        id: 'c5',
        domain: 'law',
        words: {
          en: [
            { text: 'court of appeal', status: 'preferred' },
            { text: 'appeal tribunal', status: 'forbidden' },
          ],
          uk: [{ text: 'апеляційний суд', status: 'preferred' }],
        },
      },
    ]);
  });

  it('TBX version 2 with grouped terms, and what cannot be used', async () => {
    const { concepts, skipped } = await read(
      'v2.tbx',
      `<?xml version="1.0"?><martif type="TBX"><martifHeader/><text><body>
<termEntry id="t1"><langSet xml:lang="en-US"><ntig><termGrp><term>cease-fire</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig><ntig><termGrp><term>ceasefire</term></termGrp></ntig></langSet></termEntry>
<termEntry id="t2"><langSet xml:lang="klingon-x"><tig><term>x</term></tig></langSet></termEntry>
</body></text></martif>`,
    );
    expect(concepts).toEqual([
      {
        id: 't1',
        words: {
          'en-US': [
            { text: 'ceasefire', status: 'preferred' },
            { text: 'cease-fire', status: 'forbidden' },
          ],
        },
      },
    ]);
    expect(skipped.map(({ line, reason }) => [line, reason.messageId])).toEqual([
      [3, 'exchange.tbxLanguage'],
      [3, 'exchange.tbxNoTerm'],
    ]);
  });

  it('tables with a language a column', async () => {
    const { concepts } = await read('wide.csv', 'en;uk\nceasefire|truce;припинення вогню\n');
    expect(concepts).toEqual([
      {
        id: 'ceasefire',
        words: {
          en: [
            { text: 'ceasefire', status: 'preferred' },
            { text: 'truce', status: 'admitted' },
          ],
          uk: [{ text: 'припинення вогню', status: 'preferred' }],
        },
      },
    ]);
    await expect(read('x.csv', 'a,b\n1,2\n')).rejects.toMatchObject({ code: 'INPUT_INVALID', line: 1 });
    await expect(read('x.docx', '')).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('every status has a name', () => {
    expect(TERM_STATUSES).toEqual(['preferred', 'admitted', 'forbidden']);
  });
});
