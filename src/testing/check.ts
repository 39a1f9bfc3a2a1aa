import assert from 'node:assert/strict';
import type { ArticleCheckResult, Check, CheckInput, CheckResult } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import type { Role } from '../model/segment.js';
import { findPlaceholders } from '../segment/placeholders.js';
import type { ConformanceCase } from './suite.js';

/** What every `Check` promises. */

/** An article to be examined: one translation, or several where it takes more to see what is wrong. */
export interface CheckExample {
  /** Language of the texts, a BCP 47 tag. */
  readonly source: LanguageTag;
  /** Language of the translations, a BCP 47 tag. */
  readonly target: LanguageTag;
  /** Texts with their translations, in the order of the article. */
  readonly texts: readonly (readonly [text: string, translation: string])[];
  /** What the texts are; default `paragraph`. */
  readonly role?: Role;
}

/** What the suite must know of a check to try it. */
export interface CheckCandidate {
  /** Makes the check; asked once a case. */
  create(): Check | Promise<Check>;
  /** Good translations: nothing must be said of them. */
  readonly valid: readonly CheckExample[];
  /** What must be complained of, and how gravely. */
  readonly invalid: readonly (CheckExample & { readonly severity: CheckResult['severity'] })[];
}

export interface CheckPromise {
  readonly promise: string;
  /** Throws when the promise is broken. */
  keeps(check: Check, candidate: Omit<CheckCandidate, 'create'>): void;
}

/** What is said of an article, segment by segment and then of the whole. */
function examine(check: Check, { source, target, texts, role = 'paragraph' }: CheckExample): CheckResult[] {
  const translations = texts.map(([text, translation], index) => ({
    segmentId: `s${index + 1}`,
    unit: {
      key: `${index}`,
      source,
      target,
      text,
      placeholders: Object.freeze(findPlaceholders(text)),
      role,
    } satisfies CheckInput['unit'],
    translation,
    line: index + 1,
  }));
  return [
    ...translations.flatMap(
      ({ unit, translation }) =>
        check.examine?.(Object.freeze({ unit: Object.freeze(unit), translation })) ?? [],
    ),
    ...(check.examineArticle?.(Object.freeze({ target, translations: Object.freeze(translations) })) ?? []),
  ];
}

const AWKWARD = [
  '',
  ' ',
  '\n',
  '0',
  '…—«»!?',
  '\ud800',
  'e\u0301\u0301',
  '\u202eтекст',
  '<b>x</b> https://example.org/?a=b',
  '((((',
  '__proto__',
  'слово word '.repeat(2000),
];

const awkward: readonly CheckExample[] = AWKWARD.flatMap((text) =>
  AWKWARD.map((translation) => ({ source: 'uk', target: 'en', texts: [[text, translation]] as const })),
);

/** What a `Check` must do. */
export const CHECK_PROMISES: readonly CheckPromise[] = [
  {
    promise: 'has a name of lower-case letters, digits and hyphens',
    keeps: ({ name }) => assert.match(name, /^[a-z][a-z0-9-]*$/),
  },
  {
    promise: 'examines segments or articles',
    keeps: ({ examine, examineArticle }) => assert.ok(examine !== undefined || examineArticle !== undefined),
  },
  {
    promise: 'says nothing of good translations',
    keeps(check, { valid }) {
      assert.ok(valid.length > 0, 'there are no good examples');
      for (const example of valid) assert.deepEqual(examine(check, example), [], shown(example));
    },
  },
  {
    promise: 'complains of each bad one, as gravely as it should',
    keeps(check, { invalid }) {
      assert.ok(invalid.length > 0, 'there are no bad examples');
      for (const example of invalid) {
        const severities = new Set(examine(check, example).map(({ severity }) => severity));
        assert.ok(severities.has(example.severity), `${example.severity}: ${shown(example)}`);
      }
    },
  },
  {
    promise: 'complains under its own name, in a sentence, with a severity there is',
    keeps(check, { invalid }) {
      for (const example of invalid) {
        for (const { check: name, severity, message } of examine(check, example)) {
          assert.equal(name, check.name);
          assert.ok(['minor', 'major', 'critical'].includes(severity), severity);
          assert.match(message, /\S/);
        }
      }
    },
  },
  {
    promise: 'names one of the segments given, of an article',
    keeps(check, { invalid }) {
      for (const example of invalid) {
        const ids = new Set(example.texts.map((_, index) => `s${index + 1}`));
        const said = examine(check, example).filter((one): one is ArticleCheckResult => 'segmentId' in one);
        for (const { segmentId } of said) assert.ok(ids.has(segmentId), segmentId);
      }
    },
  },
  {
    promise: 'says the same of the same, whatever came between',
    keeps(check, { valid, invalid }) {
      const examples = [...invalid, ...valid];
      const first = examples.map((example) => examine(check, example));
      for (const example of [...awkward.slice(0, 20), ...examples.toReversed()]) examine(check, example);
      assert.deepEqual(
        examples.map((example) => examine(check, example)),
        first,
      );
    },
  },
  {
    promise: 'throws at no text, empty, endless or half a letter',
    keeps(check) {
      for (const example of awkward) examine(check, example);
    },
  },
  {
    promise: 'says nothing of an article without translations',
    keeps: (check) => assert.deepEqual(examine(check, { source: 'uk', target: 'en', texts: [] }), []),
  },
];

function shown({ texts }: CheckExample): string {
  return texts.map(([text, translation]) => `"${text}" as "${translation}"`).join(', ');
}

/** The suite for a check. What it is given to examine is frozen: a check that writes into it throws. */
export function checkCases(candidate: CheckCandidate): readonly ConformanceCase[] {
  return CHECK_PROMISES.map(({ promise, keeps }) => ({
    name: promise,
    run: async () => keeps(await candidate.create(), candidate),
  }));
}
