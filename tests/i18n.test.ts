import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTexts } from '../src/i18n.js';

describe('texts by language', () => {
  const texts = createTexts();

  it('of articles come in more languages than the command line speaks', () => {
    expect(texts.languages).toEqual(['en', 'uk']);
    const readAlso = ['de', 'es', 'fr', 'pl', 'ru', 'de-AT'].map((language) =>
      texts.forLanguage(language, 'output')('readAlso'),
    );
    expect(readAlso).toEqual([
      'Lesen Sie auch',
      'Lea también',
      'À lire aussi',
      'Czytaj także',
      'Читайте также',
      'Lesen Sie auch',
    ]);
  });

  it('of a language without a locale: English lines, no section label', () => {
    expect(texts.forLanguage('it', 'output')('readAlso')).toBe('Read also');
    expect(texts.label('details', 'it')).toBeUndefined();
    expect(texts.label('details', 'pl')).toBe('Szczegóły');
  });
});

describe('messages of the library', () => {
  const texts = createTexts();
  const say = texts.messages('uk');

  it('are said with their values, and those that are messages are said too', () => {
    expect(say('cannot read a (b).txt (EACCES)')).toBe('не вдалося прочитати a (b).txt (EACCES)');
    expect(say('cannot write out/a.md: the disk is full')).toBe(
      'не вдалося записати out/a.md: диск заповнено',
    );
    expect(say('"ua" is not a language code: did you mean "uk"?')).toBe('«ua» не є кодом мови: може, «uk»?');
  });

  it('agree with their numbers', () => {
    const said = [1, 3, 5, 21].map((count) =>
      say(`${count} sentences went into memory as human translations`),
    );
    expect(said.map((line) => line.split(' ').at(-1))).toEqual(['речення', 'речення', 'речень', 'речення']);
  });

  it('stay as they are where nothing is known of them, and in English', () => {
    expect(say('a sentence that nobody ever wrote')).toBe('a sentence that nobody ever wrote');
    expect(texts.messages('en')('cannot read a.txt (EACCES)')).toBe('cannot read a.txt (EACCES)');
    expect(texts.messages('pl')('cannot read a.txt (EACCES)')).toBe('cannot read a.txt (EACCES)');
  });

  it('are translated with every value, and only where the program has them', () => {
    const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(`src/${name}`, 'utf8').replace(/\\(['"`])/g, '$1'))
      .join('\n');
    const locale = JSON.parse(readFileSync('locales/uk/messages.json', 'utf8')) as Record<string, string>;
    for (const [key, text] of Object.entries(locale)) {
      const shape = key.replace(/_(?:one|few|many|other)$/, '');
      const missing = shape.split(/\{\{\d\}\}|[:;,(] |[()]/).filter((part) => !source.includes(part.trim()));
      expect(missing, key).toEqual([]);
      const numbers = (of: string): string[] =>
        [...of.matchAll(/\{\{(\d)\}\}/g)].map(([, number = '']) => number).sort();
      expect(numbers(text), key).toEqual(numbers(shape));
    }
  });
});
