import { describe, expect, it } from 'vitest';
import { inferCandidates } from '../../src/language/candidates.js';
import { createCascade } from '../../src/language/cascade.js';

const detector = createCascade();
const LONG_UKRAINIAN =
  'Мер Львова повідомив, що відновлений міст через річку відкриють у п’ятницю, а рух тролейбусів запустять у неділю.';
const LONG_ENGLISH =
  'The mayor said that the restored bridge over the river would be opened on Friday and that buses would run from Sunday.';

describe('candidates of a batch', () => {
  it('are what its long texts are in, the targets, English, and Russian beside Ukrainian', () => {
    expect(inferCandidates([LONG_UKRAINIAN, LONG_UKRAINIAN, LONG_ENGLISH], detector, ['pl'])).toEqual([
      'uk',
      'en',
      'pl',
      'ru',
    ]);
  });

  it('are found in short texts where there is nothing longer', () => {
    expect(inferCandidates(['У Києві відкрили міст.', 'Details'], detector, [])).toEqual(['uk', 'en', 'ru']);
    expect(inferCandidates(['Премьер встретился с учителями.'], detector, [])).toContain('uk');
  });

  it('a script of its own tells a language in a few letters', () => {
    expect(inferCandidates([LONG_ENGLISH, 'Νέα μέτρα', '새로운 조치를'], detector, [])).toEqual([
      'en',
      'el',
      'ko',
    ]);
  });

  it('are never without a language for a script that is there', () => {
    for (const text of [
      'У той же час',
      'Пожар на заводе',
      'Netflix зняв серіал Stranger Things 5',
      '101 переглядiв',
    ])
      expect(inferCandidates([text], detector, []), text).toEqual(expect.arrayContaining(['uk', 'ru', 'en']));
    expect(inferCandidates(['東京都知事'], detector, [])).toContain('zh');
  });

  it('are primary tags: Ukrainian in Latin letters calls for Ukrainian', () => {
    const text = 'Verkhovna Rada ukhvalyla zakon pro mobilizatsiiu';
    expect(inferCandidates([text], detector, [])).toEqual(['uk', 'en', 'ru']);
  });

  it('are not made up from a few words by franc alone', () => {
    expect(inferCandidates(['Trump, Putin talk'], detector, [])).toEqual(['en']);
  });

  it('a stray short text does not add a language to a large batch', () => {
    const many = Array.from({ length: 40 }, () => LONG_ENGLISH);
    expect(inferCandidates([...many, 'Buenos días a todos'], detector, ['en'])).toEqual(['en']);
  });
});
