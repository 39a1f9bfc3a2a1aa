import { describe, expect, it } from 'vitest';
import { check as checkArticle, createChecks } from '../../src/check/check.js';
import { withPolicies } from '../../src/check/policy.js';
import type { Check, Role } from '../../src/index.js';
import { createCascade } from '../../src/language/cascade.js';

import type { Translated, Treatment } from '../../src/model/stages.js';

const checks = createChecks({ detector: createCascade(), candidates: ['en', 'uk'] });

interface Part {
  readonly text: string;
  readonly lang: string;
  readonly treatment?: Treatment;
  /** Absent: it could not be translated, where it should have been. */
  readonly translation?: string;
  readonly role?: Role;
}

function article(...parts: readonly Part[]): Translated {
  const unit = ({ text, lang, role = 'paragraph' }: Part, index: number) => ({
    key: `k${index}`,
    source: lang,
    target: 'en',
    text,
    placeholders: [],
    role,
  });
  return {
    id: 'a',
    path: 'a.md',
    findings: [],
    segments: parts.map(({ text, lang, role = 'paragraph' }, index) => ({
      id: `s${index}`,
      text,
      lang,
      role,
      line: index + 1,
      column: 1,
    })),
    units: parts.flatMap((part, index) => (part.treatment === 'translate' ? [unit(part, index)] : [])),
    targets: [
      {
        target: 'en',
        segments: parts.map(({ treatment = 'native' }, index) => ({
          segmentId: `s${index}`,
          treatment,
          ...(treatment === 'translate' ? { unitKey: `k${index}` } : {}),
        })),
      },
    ],
    translations: new Map(
      parts.flatMap(({ treatment, translation }, index) => {
        if (treatment !== 'translate') return [];
        const head = { key: `k${index}`, target: 'en' };
        return [
          [
            head.key,
            translation === undefined
              ? { ...head, status: 'failed', failure: { code: 'AUTH', message: 'no key' } }
              : {
                  ...head,
                  status: 'translated',
                  text: translation,
                  origin: { kind: 'provider', provider: 'x' },
                },
          ],
        ];
      }),
    ),
  } as unknown as Translated;
}

const BODY = {
  text: 'The town council approved the new budget after a long debate. '.repeat(12),
  lang: 'en',
};
const UKRAINIAN = 'Міська рада затвердила новий бюджет після довгих дебатів.';

const found = (one: Translated, options = {}) =>
  checkArticle(one, checks, options).findings.filter(({ check }) => check === 'residue');

describe('what is left in another language', () => {
  it('is nothing in a clean article', () => {
    const done = checkArticle(
      article(BODY, {
        text: UKRAINIAN,
        lang: 'uk',
        treatment: 'translate',
        translation: 'The council approved the new budget.',
      }),
      checks,
    );
    expect(done.findings).toEqual([]);
    expect(done.residue).toEqual({});
  });

  it('is major from four words or two per cent, with its place, share and language', () => {
    const [one] = found(article(BODY, { text: UKRAINIAN, lang: 'uk', treatment: 'keep', role: 'caption' }));
    expect(one).toMatchObject({
      severity: 'major',
      segmentId: 's1',
      line: 2,
      target: 'en',
      messageId: 'check.residue',
    });
    expect(one?.values).toMatchObject({ languages: 'uk', words: UKRAINIAN });
    expect(found(article(BODY, { text: 'а потім', lang: 'uk', treatment: 'keep' }))).toEqual([]);
    expect(
      found(
        article(
          { text: 'It was a quiet evening in the old town.', lang: 'en' },
          { text: 'потім', lang: 'uk', treatment: 'keep' },
        ),
      ),
    ).toHaveLength(1);
  });

  it('is critical over a fifth, and the output is incomplete', () => {
    const done = checkArticle(
      article(
        { text: 'The budget was approved.', lang: 'en' },
        { text: UKRAINIAN, lang: 'uk', treatment: 'translate' },
      ),
      checks,
    );
    expect(done.findings.map(({ check, severity }) => `${check} ${severity}`)).toEqual([
      'untranslated critical',
      'residue critical',
    ]);
    expect(done.residue?.en).toMatchObject({ incomplete: true, langs: { uk: expect.any(Number) } });
    expect(done.residue?.en?.share).toBeGreaterThan(0.6);
  });

  it('counts a translation that is none', () => {
    const [one] = found(
      article(BODY, { text: UKRAINIAN, lang: 'uk', treatment: 'translate', translation: UKRAINIAN }),
    );
    expect(one).toMatchObject({ severity: 'major', segmentId: 's1' });
  });

  it('does not count names, quotations kept by policy, addresses and what the user allows', () => {
    expect(found(article(BODY, { text: 'Антон Петренко', lang: 'uk', treatment: 'keep' }))).toEqual([]);
    expect(found(article(BODY, { text: UKRAINIAN, lang: 'uk', treatment: 'keep', role: 'quote' }))).toEqual(
      [],
    );
    expect(found(article(BODY, { text: UKRAINIAN, lang: 'uk', treatment: 'drop' }))).toEqual([]);
    expect(
      found(article(BODY, { text: UKRAINIAN, lang: 'uk', treatment: 'keep' }), { allow: [UKRAINIAN] }),
    ).toEqual([]);
  });

  it('is as grave as the user says', () => {
    const one = article(BODY, { text: UKRAINIAN, lang: 'uk', treatment: 'keep' });
    expect(found(one, { residue: 'off' })).toEqual([]);
    expect(found(one, { residue: 'minor' })).toMatchObject([{ severity: 'minor' }]);
  });
});

describe('policies', () => {
  const noisy: Check = {
    name: 'numbers',
    examine: () => ({ check: 'numbers', severity: 'major', message: '' }),
  };
  const at = (policies: Parameters<typeof withPolicies>[1], role: Role = 'paragraph'): string | undefined => {
    const [one] = withPolicies([noisy], policies);
    const unit = { key: '', source: 'en', target: 'uk', text: 'x', placeholders: [], role };
    return one?.examine?.({ unit, translation: 'y' })?.severity;
  };

  it('set the severity of a check, for all texts or by role', () => {
    expect(at({})).toBe('major');
    expect(at({ numbers: 'minor' })).toBe('minor');
    expect(at({ numbers: 'off' })).toBeUndefined();
    expect(at({ numbers: { roles: { title: 'critical', caption: 'off' } } })).toBe('major');
    expect(at({ numbers: { roles: { title: 'critical', caption: 'off' } } }, 'title')).toBe('critical');
    expect(at({ numbers: { roles: { title: 'critical', caption: 'off' } } }, 'caption')).toBeUndefined();
    expect(at({ numbers: { severity: 'off', roles: { title: 'as-is' } } }, 'title')).toBe('major');
  });

  it('of a check that does not exist are refused, with what may be meant', () => {
    expect(() => withPolicies([noisy], { number: 'off' })).toThrow(
      expect.objectContaining({ code: 'CONFIG', hint: expect.stringContaining('"numbers"') }),
    );
  });
});
