import assert from 'node:assert/strict';
import type { Check, CheckResult } from '../model/contracts.js';
import { CHECK_PROMISES, type CheckCandidate } from './check.js';
import { type ConformanceCase, mustNotice, named } from './suite.js';

/** Checks with one fault each: the suite must notice. */

const NAME = 'whilst';
const complaint: CheckResult = { check: NAME, severity: 'minor', message: 'the house prints no "whilst"' };

/** Complains of a word, and of an article that uses both spellings of a name. */
const sound: Check = {
  name: NAME,
  examine: ({ translation }) => (/\bwhilst\b/.test(translation) ? complaint : undefined),
  examineArticle: ({ translations }) => {
    const [first, ...rest] = translations.filter(({ translation }) => /Kyiv|Kiev/.test(translation));
    const spelling = first?.translation.includes('Kyiv') === true ? 'Kiev' : 'Kyiv';
    const other = rest.find(({ translation }) => translation.includes(spelling));
    return other === undefined ? [] : [{ ...complaint, severity: 'major', segmentId: other.segmentId }];
  },
};

const EXAMPLES: Omit<CheckCandidate, 'create'> = {
  valid: [
    { source: 'uk', target: 'en', texts: [['Поки йшов дощ, чекали.', 'They waited while it rained.']] },
    {
      source: 'uk',
      target: 'en',
      texts: [
        ['Київ чекав.', 'Kyiv waited.'],
        ['Київ спав.', 'Kyiv slept.'],
      ],
    },
  ],
  invalid: [
    {
      source: 'uk',
      target: 'en',
      texts: [['Поки йшов дощ, чекали.', 'They waited whilst it rained.']],
      severity: 'minor',
    },
    {
      source: 'uk',
      target: 'en',
      texts: [
        ['Київ чекав.', 'Kyiv waited.'],
        ['Київ спав.', 'Kiev slept.'],
      ],
      severity: 'major',
    },
  ],
};

interface BrokenCheck {
  readonly fault: string;
  readonly promise: string;
  make(): Check;
}

/** The sound one, its complaints changed. */
const saying = (change: (said: CheckResult) => CheckResult): Check => ({
  ...sound,
  examine: (input) => {
    const said = sound.examine?.(input);
    return said && change(said);
  },
});

const BROKEN_CHECKS: readonly BrokenCheck[] = [
  {
    fault: 'has a name in capitals',
    promise: 'has a name of lower-case letters, digits and hyphens',
    make: () => ({ ...sound, name: 'House Style' }),
  },
  {
    fault: 'examines nothing',
    promise: 'examines segments or articles',
    make: () => ({ name: NAME }),
  },
  {
    fault: 'complains of everything',
    promise: 'says nothing of good translations',
    make: () => ({ ...sound, examine: () => complaint }),
  },
  {
    fault: 'sees no article',
    promise: 'complains of each bad one, as gravely as it should',
    make: () => ({ ...sound, examineArticle: () => [] }),
  },
  {
    fault: 'takes what is light for grave',
    promise: 'complains of each bad one, as gravely as it should',
    make: () => saying((said) => ({ ...said, severity: 'critical' })),
  },
  {
    fault: 'speaks under another name',
    promise: 'complains under its own name, in a sentence, with a severity there is',
    make: () => saying((said) => ({ ...said, check: 'numbers' })),
  },
  {
    fault: 'invents a severity',
    promise: 'complains under its own name, in a sentence, with a severity there is',
    make: () => saying((said) => ({ ...said, severity: 'error' as 'major' })),
  },
  {
    fault: 'says nothing in words',
    promise: 'complains under its own name, in a sentence, with a severity there is',
    make: () => saying((said) => ({ ...said, message: '' })),
  },
  {
    fault: 'names a segment there is not',
    promise: 'names one of the segments given, of an article',
    make: () => ({
      ...sound,
      examineArticle: (input) =>
        (sound.examineArticle?.(input) ?? []).map((said) => ({ ...said, segmentId: 'title' })),
    }),
  },
  {
    fault: 'remembers where its pattern stopped',
    promise: 'says the same of the same, whatever came between',
    make: () => {
      const pattern = /\bwhilst\b/g;
      return { ...sound, examine: ({ translation }) => (pattern.test(translation) ? complaint : undefined) };
    },
  },
  {
    fault: 'makes a pattern of the text',
    promise: 'throws at no text, empty, endless or half a letter',
    make: () => ({
      ...sound,
      examine: ({ unit, translation }) => (new RegExp(unit.text).test(translation) ? undefined : complaint),
    }),
  },
  {
    fault: 'sorts what it is given',
    promise: 'says the same of the same, whatever came between',
    make: () => ({
      ...sound,
      examineArticle: ({ translations, target }) => {
        (translations as unknown[]).sort();
        return sound.examineArticle?.({ translations, target }) ?? [];
      },
    }),
  },
  {
    fault: 'complains of an empty article',
    promise: 'says nothing of an article without translations',
    make: () => ({ ...sound, examineArticle: () => [{ ...complaint, segmentId: 's1' }] }),
  },
];

/** The suite for checks against one with one fault each, and that none is missing. */
export function brokenCheckCases(): readonly ConformanceCase[] {
  const broken = new Set(BROKEN_CHECKS.map(({ promise }) => promise));
  return [
    {
      name: 'finds nothing wrong with a sound check',
      run: async () => {
        for (const { keeps } of CHECK_PROMISES) keeps(sound, EXAMPLES);
      },
    },
    ...BROKEN_CHECKS.map(({ fault, promise, make }) => ({
      name: `notices a check that ${fault}`,
      run: () => mustNotice(fault, () => named(CHECK_PROMISES, promise).keeps(make(), EXAMPLES)),
    })),
    {
      name: 'has a broken check for every promise',
      run: async () =>
        assert.deepEqual(
          CHECK_PROMISES.filter(({ promise }) => !broken.has(promise)),
          [],
        ),
    },
  ];
}
