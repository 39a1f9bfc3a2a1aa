import { describe, expect, it } from 'vitest';
import {
  isSpecialTag,
  NO_LANGUAGE,
  parseLanguageTag,
  primaryLanguage,
  sameLanguage,
  UNDETERMINED,
} from '../../src/model/language.js';

describe('a language tag', () => {
  it('is taken in its canonical form, however it is written', () => {
    for (const [written, tag] of [
      ['uk', 'uk'],
      ['UK', 'uk'],
      [' pt_br ', 'pt-BR'],
      ['zh-hant-tw', 'zh-Hant-TW'],
      ['iw', 'he'],
      ['sr_Latn', 'sr-Latn'],
      ['und', UNDETERMINED],
      ['zxx', NO_LANGUAGE],
    ])
      expect(parseLanguageTag(written ?? ''), written).toEqual({ tag });
  });

  it('that people mistake for another is named, and not taken', () => {
    const MISTAKES = {
      ua: 'uk',
      gr: 'el',
      cz: 'cs',
      dk: 'da',
      jp: 'ja',
      cn: 'zh',
      kr: 'ko',
      by: 'be',
      rs: 'sr',
      ukr: 'uk',
      eng: 'en',
      rus: 'ru',
      ger: 'de',
      deu: 'de',
      fre: 'fr',
      fra: 'fr',
      spa: 'es',
      pol: 'pl',
      ukrainian: 'uk',
      English: 'en',
      ' Russian ': 'ru',
    };
    for (const [written, suggestion] of Object.entries(MISTAKES))
      expect(parseLanguageTag(written), written).toEqual({ suggestion });
  });

  it('that is none, or of no language there is, is refused', () => {
    for (const written of ['', ' ', 'x', '12', 'uk-', 'qqz', 'no such', 'a-b-c'])
      expect(parseLanguageTag(written), written).toEqual({});
  });

  it('gives the same answer when asked again', () => {
    const first = parseLanguageTag('de-at');
    expect(parseLanguageTag('de-at')).toEqual(first);
    // More than are remembered.
    for (let index = 0; index < 1200; index++) parseLanguageTag(`en-x-t${index}`);
    expect(parseLanguageTag('fr-ca')).toEqual({ tag: 'fr-CA' });
    expect(parseLanguageTag('fr-ca')).toEqual({ tag: 'fr-CA' });
  });

  it('has a primary language', () => {
    expect(primaryLanguage('pt-BR')).toBe('pt');
    expect(primaryLanguage('zh-Hant-TW')).toBe('zh');
    expect(primaryLanguage('uk')).toBe('uk');
  });

  it('is the same language as another where language and script are', () => {
    for (const [a, b, same] of [
      ['uk', 'uk', true],
      ['uk', 'uk-UA', true],
      ['en-GB', 'en-US', true],
      ['uk', 'ru', false],
      ['sr-Cyrl', 'sr', true],
      ['sr-Latn', 'sr', false],
      ['zh-Hans', 'zh-Hant', false],
      ['zh-TW', 'zh-Hant', true],
      ['und', 'und', true],
      ['und', 'en', false],
      ['zxx', 'und', false],
      // What is in no language is in none of those its tag would stand for.
      ['zxx', 'en-Latn', false],
    ] as const) {
      expect(sameLanguage(a, b), `${a} ${b}`).toBe(same);
      expect(sameLanguage(b, a), `${b} ${a}`).toBe(same);
    }
  });

  it('is special where it names no language', () => {
    expect([UNDETERMINED, NO_LANGUAGE, 'en', 'uk-UA'].map(isSpecialTag)).toEqual([true, true, false, false]);
  });
});
