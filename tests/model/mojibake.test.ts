import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMojibake, undoMojibake } from '../../src/model/mojibake.js';
import { WINDOWS_1252_SPECIALS } from '../../src/model/windows-1252.js';

const read = {
  'windows-1251': (bytes: Buffer) => new TextDecoder('windows-1251').decode(bytes),
  'windows-1252': (bytes: Buffer) =>
    bytes
      .toString('latin1')
      .replace(/[\u0080-\u009F]/g, (control) => WINDOWS_1252_SPECIALS[control.charCodeAt(0) - 0x80] ?? ''),
  'latin-1': (bytes: Buffer) => bytes.toString('latin1'),
};
type Wrong = keyof typeof read;
const WRONG = Object.keys(read) as Wrong[];

const garble = (text: string, wrong: Wrong): string => read[wrong](Buffer.from(text, 'utf8'));

describe('UTF-8 read as something else', () => {
  const TEXTS = [
    'Привіт, друзі! Новини дня.',
    'Мер сказав: «Це — наш об’єкт № 5…», – і пішов.',
    'ґаа',
    'Суд в Ґалаґані. Reuters: ціна 100 €.',
    'It’s “fine”, he said — again…',
  ];
  it.each(TEXTS.flatMap((text) => WRONG.map((wrong) => [wrong, text] as const)))('%s: %s', (wrong, text) => {
    const garbled = garble(text, wrong);
    const kind = wrong === 'windows-1251' ? wrong : 'windows-1252';
    expect(findMojibake(garbled)?.kind).toBe(`utf-8 read as ${kind}`);
    expect(undoMojibake(garbled)).toBe(text);
  });

  it.each(['windows-1252', 'latin-1'] as const)('letters with marks, read as %s', (wrong) => {
    for (const text of ['Café in Genève: déjà vu', 'Zażółć gęślą jaźń', 'Größe für Süßes']) {
      expect(findMojibake(garble(text, wrong))?.start).toBeLessThan(text.length);
      expect(undoMojibake(garble(text, wrong))).toBe(text);
    }
  });

  it('is found where it begins, and undone without touching what is sound', () => {
    const sound = 'Її сім’я. Reuters08.07.24, 20:41\n';
    const garbled = `${sound}${garble('Новий міст', 'windows-1251')}\n${sound}`;
    const found = findMojibake(garbled);
    expect([found?.start, found?.sample.startsWith('РќРѕРІРёР')]).toEqual([sound.length, true]);
    expect(undoMojibake(garbled)).toBe(`${sound}Новий міст\n${sound}`);
  });

  it('whatever the Ukrainian words, undoing gives them back', () => {
    const word = fc.string({
      unit: fc.constantFrom(...'абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇКЛМНОПРСТУФХЦЧШЩЮЯ'),
      minLength: 3,
      maxLength: 9,
    });
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...WRONG),
        (words, wrong) => {
          const text = words.join(' ');
          expect(undoMojibake(garble(text, wrong))).toBe(text);
        },
      ),
    );
  });
});

it('windows-1251 read as windows-1252', () => {
  const garbled = 'Íîâèé ì³ñò ó Êèºâ³';
  expect(findMojibake(garbled)?.kind).toBe('windows-1251 read as windows-1252');
  expect(undoMojibake(garbled)).toBe('Новий міст у Києві');
});

describe('sound text is left alone', () => {
  it.each([
    'Її об’єднання: «Вісь» – це Ґанок. В ієрархії… РЕГІОНИ',
    'Резолюція РБ ООН; СЄ, РЄ',
    'A niño in São Paulo said “déjà vu” – “SÃO” »Ärger« Â»',
    'MAÇÃ, PÃO, IRMÃ” and AMANHÃ–',
    'Ÿ Ð Ñandú',
    'Српски: Ђорђе је рекао; Њујорк',
  ])('%s', (text) => {
    expect(findMojibake(text)).toBeUndefined();
    expect(undoMojibake(text)).toBeUndefined();
  });
});

describe('windows-1251 and KOI8 read as each other, or as Latin-1', () => {
  const TEXT = 'Президент України підписав закон про мобілізацію. Документ набуде чинності з місяця.';
  const RUSSIAN = 'Президент подписал закон о мобилизации. Документ вступит в силу в мае, сообщили в Кремле.';

  /** Bytes of a text in an encoding that Node can only decode. */
  function encode(text: string, encoding: string): Uint8Array {
    const table = new Map(
      Array.from({ length: 256 }, (_, byte) => [new TextDecoder(encoding).decode(Uint8Array.of(byte)), byte]),
    );
    return Uint8Array.from([...text], (character) => table.get(character) ?? 0x3f);
  }

  it.each([
    ['windows-1251', 'koi8-u', 'koi8', TEXT],
    ['koi8-u', 'windows-1251', 'windows-1251', TEXT],
    ['koi8-u', 'windows-1252', 'windows-1252', TEXT],
    ['windows-1251', 'windows-1252', 'windows-1252', TEXT],
    ['windows-1251', 'koi8-r', 'koi8', RUSSIAN],
    ['koi8-r', 'windows-1251', 'windows-1251', RUSSIAN],
  ])('%s read as %s', (right, wrong, name, text) => {
    const garbled = new TextDecoder(wrong).decode(encode(text, right));
    expect(findMojibake(garbled)).toMatchObject({
      start: 0,
      kind: `${right.replace(/-[ur]$/, '')} read as ${name}`,
    });
    expect(undoMojibake(garbled)).toBe(text);
  });

  it.each(['koi8-r', 'koi8-u'])('utf-8 read as %s', (wrong) => {
    const garbled = new TextDecoder(wrong).decode(Buffer.from(TEXT, 'utf8'));
    expect(findMojibake(garbled)?.kind).toBe('utf-8 read as koi8');
    expect(undoMojibake(garbled)).toBe(TEXT);
  });

  it('is not seen in capitals, in a slip of the caps key, or in accents', () => {
    for (const text of [
      'ПРЕЗИДЕНТ УКРАЇНИ ПІДПИСАВ ЗАКОН ПРО МОБІЛІЗАЦІЮ. НОВИНИ ДНЯ.',
      'зЕЛЕНСЬКИЙ прибув до Парижа. НОВИНИ ДНЯ про подорож і переговори.',
      'Ångström, naïveté, ÉTÉ À L’ÉLYSÉE: œuvre achevée où ça.',
    ]) {
      expect(findMojibake(text), text).toBeUndefined();
      expect(undoMojibake(text), text).toBeUndefined();
    }
  });
});

describe('what is found', () => {
  const sound = 'Sound words, then: ';

  it('has its place, its encodings and a sample, for every kind', () => {
    for (const [text, wrong, kind, right, read] of [
      ['Новий міст', 'windows-1251', 'utf-8 read as windows-1251', 'utf-8', 'windows-1251'],
      ['Новий міст', 'windows-1252', 'utf-8 read as windows-1252', 'utf-8', 'windows-1252'],
    ] as const) {
      const garbled = garble(text, wrong);
      const found = findMojibake(`${sound}${garbled}`);
      expect(found).toMatchObject({ start: sound.length, kind, right, wrong: read });
      // The space between the words is sound.
      expect(found?.end).toBe(sound.length + garbled.indexOf(' '));
      expect(found?.sample).toBe(garbled.slice(0, 24));
    }
    const single = findMojibake('Íîâèé ì³ñò ó Êèºâ³');
    expect(single).toMatchObject({ start: 0, end: 18, right: 'windows-1251', wrong: 'windows-1252' });
  });

  it('may have happened twice, and is undone twice', () => {
    const text = 'Новий міст через річку';
    expect(undoMojibake(garble(garble(text, 'windows-1252'), 'windows-1252'))).toBe(text);
  });

  it('of which bytes were lost stays as it is, and the rest is undone', () => {
    const garbled = garble('Новий міст', 'windows-1251');
    const torn = `${garble('Річка', 'windows-1251').slice(0, -1)} ${garbled}`;
    expect(undoMojibake(torn)).toContain('Новий міст');
  });

  it('in a Latin text needs two places, or one with a sign that is plain', () => {
    expect(findMojibake(garble('Café, déjà', 'windows-1252'))?.start).toBe(3);
    expect(findMojibake('Ã© alone')).toBeUndefined();
    expect(undoMojibake('â€œquotedâ€\u009d and more')).toBe('“quoted” and more');
  });

  it('among emoji and byte order marks is undone with them', () => {
    const text = '\ufeffПривіт 😀 друзі';
    expect(undoMojibake(garble(text, 'windows-1251'))).toBe(text);
    expect(undoMojibake(garble(text, 'windows-1252'))).toBe(text);
  });
});
