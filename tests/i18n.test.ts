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
