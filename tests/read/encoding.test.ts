import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TovmachError } from '../../src/errors.js';
import { decodeBytes, encodingName, looksBinary } from '../../src/read/encoding.js';

const UKRAINIAN =
  'Мер Львова повідомив, що їхній міст відкриють у п’ятницю. Об’єкт ремонтували вісім місяців.';
const SHORT = 'Новий міст у Києві';
const RUSSIAN = 'Мэр сообщил, что мост откроют в пятницу, а движение восстановят полностью.';

/** Bytes of a text in a single-byte encoding, by looking every character up in its table. */
function encode(text: string, name: string): Uint8Array {
  const table = new Map<string, number>();
  for (let byte = 255; byte >= 0; byte--) table.set(new TextDecoder(name).decode(Uint8Array.of(byte)), byte);
  if (name === 'windows-1252')
    for (const [letter, byte] of Object.entries({ '“': 0x93, '”': 0x94, '’': 0x92, '—': 0x97 }))
      table.set(letter, byte);
  return Uint8Array.from([...text].map((letter) => table.get(letter) ?? 0x3f));
}

function thrownBy(action: () => unknown): TovmachError | undefined {
  try {
    action();
  } catch (error) {
    if (TovmachError.isInstance(error)) return error;
  }
  return undefined;
}

describe('encodings told from bytes', () => {
  it.each([
    ['windows-1251', UKRAINIAN],
    ['windows-1251', SHORT],
    ['windows-1251', RUSSIAN],
    ['koi8-u', UKRAINIAN.replaceAll('’', "'")],
    ['koi8-u', SHORT],
    ['iso-8859-5', UKRAINIAN.replaceAll('’', "'")],
  ])('%s: %s', (name, text) => {
    const { text: decoded, encoding } = decodeBytes(encode(text, name), 'a.txt');
    expect(decoded).toBe(text);
    expect(encoding.name).toBe(name);
    expect(encoding.confidence).toBeGreaterThan(0.5);
    expect(encoding.confidence).toBeLessThanOrEqual(1);
  });

  it.each([
    ['utf-8', [0xef, 0xbb, 0xbf], (text: string) => Buffer.from(text, 'utf8')],
    ['utf-16le', [0xff, 0xfe], (text: string) => Buffer.from(text, 'utf16le')],
    ['utf-16be', [0xfe, 0xff], (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ])('%s with and without BOM', (name, bom, toBytes) => {
    const bytes = toBytes(UKRAINIAN);
    expect(decodeBytes(Buffer.concat([Buffer.from(bom), bytes]), 'a.txt')).toEqual({
      text: UKRAINIAN,
      encoding: { name, confidence: 1, bom: true },
    });
    const plain = decodeBytes(bytes, 'a.txt');
    expect([plain.text, plain.encoding.name, plain.encoding.bom]).toEqual([UKRAINIAN, name, false]);
  });

  it('valid UTF-8 is always UTF-8, and nothing of it is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(!text.startsWith('\uFEFF') && !text.includes('\0'));
        expect(decodeBytes(Buffer.from(text, 'utf8'), 'a.txt').text).toBe(text);
      }),
    );
  });

  it.each([
    ['windows-1252', 'Le président a déclaré que l’été sera chaud à Genève.'],
    ['windows-1252', 'Grüße aus Köln: Straßenbahn fährt später.'],
    ['windows-1252', '“Quoted” — text with a dash, and it’s fine.'],
    ['windows-1250', 'Zażółć gęślą jaźń, powiedział prezydent w środę.'],
    ['windows-1250', 'Příliš žluťoučký kůň úpěl ďábelské ódy.'],
    ['windows-1251', 'Президентът каза, че мостът ще бъде отворен в петък.'],
    ['windows-1251', 'Председник је рекао да ће мост бити отворен у петак.'],
    ['windows-1251', 'У КИЄВІ ВІДКРИЛИ МІСТ'],
    ['windows-1251', 'Reuters08.07.24, 20:41\nThe council met on Monday, and «Укренерго» agreed.'],
  ])('letters say %s: %s', (name, text) => {
    expect(decodeBytes(encode(text, name), 'a.txt').text).toBe(text);
  });

  it.each([
    ['a meta element', '<meta http-equiv="Content-Type" content="text/html; charset=KOI8-R">'],
    ['an XML declaration', '<?xml version="1.0" encoding="koi8-r"?>'],
  ])('believes a page that declares its encoding by %s', (_, head) => {
    const { text, encoding } = decodeBytes(encode(`${head}<p>ЦБ</p>`, 'koi8-r'), 'a.html');
    expect([text.includes('ЦБ'), encoding.name, encoding.confidence]).toEqual([true, 'koi8-r', 0.95]);
  });

  it.each([
    ['koi8-u', 'windows-1251'],
    ['iso-8859-5', 'windows-1251'],
    ['windows-1251', 'koi8-u'],
    ['koi8-r', 'ibm866'],
  ])('goes by the letters where a page names %s and is in %s', (declared, name) => {
    const page = `<html><head><meta charset="${declared}"></head><body><p>${RUSSIAN}</p></body></html>`;
    const { text, encoding } = decodeBytes(encode(page, name), 'a.html');
    expect([text, encoding.name]).toEqual([page, name]);
  });

  it.each([
    'ВЕРХОВНА РАДА УХВАЛИЛА ДЕРЖАВНИЙ БЮДЖЕТ',
    'ЗСУ',
    'ЦБ РФ ЧП',
    'iPhone у Києві',
    'Столичната община започва ремонт',
    'СЪЕЗД ОБЪЯВИЛ ПЕРЕРЫВ',
  ])('believes what a page names, whatever its words: %s', (words) => {
    for (const name of ['windows-1251', 'koi8-u']) {
      const page = `<meta charset="${name}"><p>${words}</p>`;
      expect(decodeBytes(encode(page, name), 'a.html')).toMatchObject({ text: page, encoding: { name } });
    }
  });

  it.each([
    ['few letters beyond ASCII', 'It’s “fine” in English.\n', 2, 30],
    ['more than a megabyte before', 'Київ.\n'.repeat(120_000), 120_001, 1_200_000],
  ])('finds the byte that breaks UTF-8: %s', (_, before, line, offset) => {
    const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0xe9]), Buffer.from(' end')]);
    const error = thrownBy(() => decodeBytes(bytes, 'a.txt', 'utf-8'));
    expect([error?.code, error?.line]).toEqual(['INPUT_INVALID', line]);
    expect(error?.message).toContain(`byte ${offset},`);
    expect(error?.hint).toContain('--encoding');
  });

  it('names the line and byte where UTF-8 breaks', () => {
    const bytes = Buffer.concat([
      Buffer.from(`${UKRAINIAN}\n${UKRAINIAN}\nКиїв `),
      Buffer.from([0xff]),
      Buffer.from(UKRAINIAN),
    ]);
    const error = thrownBy(() => decodeBytes(bytes, 'a.txt', 'utf-8'));
    expect([error?.code, error?.line]).toEqual(['INPUT_INVALID', 3]);
  });

  it('takes the name the user gives, and says which is near to a wrong one', () => {
    expect(decodeBytes(encode(UKRAINIAN, 'windows-1251'), 'a.txt', 'cp1251').text).toBe(UKRAINIAN);
    expect(() => encodingName('windows-125')).toThrow(TovmachError);
  });
});

describe('binary files', () => {
  it.each([
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13], true],
    ['control characters', Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? 2 : 65)), true],
    ['text', [...Buffer.from('A line.\r\nAnother\tline.\n')], false],
    ['UTF-16 text', [...Buffer.from(UKRAINIAN, 'utf16le')], false],
  ])('%s', (_, bytes, binary) => {
    expect(looksBinary(Uint8Array.from(bytes))).toBe(binary);
  });
});
