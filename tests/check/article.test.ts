import { describe, expect, it } from 'vitest';
import { check as checkArticle, createChecks } from '../../src/check/check.js';
import { createCascade } from '../../src/language/cascade.js';
import type { Translated } from '../../src/model/stages.js';
import { namesCheck } from '../../src/names/check.js';
import { NO_TERMS } from '../../src/terms/termbase.js';
import { createTerms } from '../../src/terms/terms.js';

describe('an article', () => {
  it('is told of one answer for unlike texts, and not of one for like texts', () => {
    const unit = (key: string, text: string) => ({
      key,
      source: 'en',
      target: 'uk',
      text,
      placeholders: [],
      role: 'paragraph' as const,
    });
    const units = [
      unit('1', 'The council approved the budget.'),
      unit('2', 'A storm closed both ports.'),
      unit('3', 'The council approved the budget!'),
    ];
    const answer = 'Рада затвердила бюджет.';
    const article = {
      id: 'a',
      path: 'a.txt',
      findings: [],
      segments: units.map(({ key }, index) => ({ id: `s${key}`, line: index + 1, column: 1 })),
      units,
      targets: [
        {
          target: 'uk',
          segments: units.map(({ key }) => ({ segmentId: `s${key}`, treatment: 'translate', unitKey: key })),
        },
      ],
      translations: new Map(
        units.map(({ key }) => [
          key,
          {
            status: 'translated',
            key,
            target: 'uk',
            text: answer,
            origin: { kind: 'provider', provider: 'x' },
          },
        ]),
      ),
    } as unknown as Translated;
    const checks = createChecks({ detector: createCascade(), candidates: ['en', 'uk'] });
    const found = checkArticle(article, checks).findings.filter(({ check }) => check === 'same-answer');
    expect(found).toMatchObject([
      { severity: 'major', segmentId: 's2', line: 2, messageId: 'check.sameAnswer' },
    ]);
  });

  const spelt = (target: string, ...pairs: readonly (readonly [string, string])[]) => {
    const names = namesCheck(createTerms(NO_TERMS));
    const translations = pairs.map(([text, translation], index) => ({
      segmentId: `s${index}`,
      unit: { key: text, source: 'en', target, text, placeholders: [], role: 'paragraph' as const },
      translation,
    }));
    return names.examineArticle?.({ target, translations }) ?? [];
  };

  it('is told of one name in two spellings, and not of its endings', () => {
    const first = ['The mayor Robert Templeton spoke first.', 'Першим говорив мер Роберт Темплтон.'] as const;
    const wrong = ['Then the crowd heard Templeton again.', 'Потім натовп знову слухав Тамплетона.'] as const;
    expect(spelt('uk', first, wrong)).toMatchObject([
      { severity: 'major', segmentId: 's1', messageId: 'names.twoWays' },
    ]);
    const inflected = ['They asked about Templeton.', 'Вони запитали про Темплтона.'] as const;
    expect(spelt('uk', first, inflected)).toEqual([]);
    expect(
      spelt(
        'cs',
        ['They met Robert Templeton there.', 'Setkali se tam s Robertem Templetonem.'],
        ['Then Robert left.', 'Potom Robert odešel.'],
      ),
    ).toEqual([]);
  });
});
