import assert from 'node:assert/strict';
import { createCascade } from '../language/cascade.js';
import type { Detector, Identification } from '../model/contracts.js';
import { type ConformanceCase, mustNotice, named } from './suite.js';

/** What every `Detector` promises. */

/** One thing every `Detector` promises. `keeps` throws when an implementation does not keep it. */
interface DetectorPromise {
  readonly promise: string;
  keeps(detector: Detector): void;
}

const THREE = ['en', 'uk', 'ru'] as const;
const PLAIN = {
  en: 'The committee will publish its report about the harbour tomorrow morning.',
  uk: 'Комісія опублікує свій звіт про гавань завтра вранці, повідомили в уряді.',
  ru: 'Комиссия опубликует свой отчёт о гавани завтра утром, сообщили в правительстве.',
} as const;

const AWKWARD = [
  '',
  ' ',
  '\n\t',
  '0123456789',
  '08.07.24, 20:41',
  '…—«»!?',
  '🙂🇺🇦👩‍👩‍👧',
  '\u0000\u0001',
  '\ud800',
  '\udc00x\ud800',
  'https://example.org/a?b=c#d',
  '@name name@example.org',
  'а',
  'e\u0301\u0301\u0301',
  '\u202eтекст',
  'ї'.repeat(50_000),
  'слово word '.repeat(5_000),
  '__proto__ constructor toString',
];

function wellFormed(found: Identification, candidates: readonly string[]): void {
  const { lang, confidence, evidence } = found;
  const allowed = candidates.some((tag) => lang === tag || lang.startsWith(`${tag}-`));
  assert.equal(lang === 'und' || allowed, true, `"${lang}" is no candidate of ${candidates.join()}`);
  assert.equal(
    Number.isFinite(confidence) && confidence >= 0 && confidence <= 1,
    true,
    `confidence ${confidence}`,
  );
  assert.equal(
    evidence.every((reason) => typeof reason === 'string' && reason !== ''),
    true,
  );
}

/** What a `Detector` must do. */
const DETECTOR_PROMISES: readonly DetectorPromise[] = [
  {
    promise: 'has a name',
    keeps: ({ name }) => assert.match(name, /^[a-z][a-z0-9-]*$/),
  },
  {
    promise: 'knows plain sentences of three languages',
    keeps(detector) {
      for (const [lang, text] of Object.entries(PLAIN))
        assert.equal(detector.identify(text, THREE).lang, lang, text);
    },
  },
  {
    promise: 'gives evidence for an answer',
    keeps(detector) {
      for (const text of Object.values(PLAIN))
        assert.notDeepEqual(detector.identify(text, THREE).evidence, []);
    },
  },
  {
    promise: 'answers with a candidate or und, a confidence from 0 to 1 and evidence, on any string',
    keeps(detector) {
      for (const text of [...AWKWARD, ...Object.values(PLAIN)])
        wellFormed(detector.identify(text, THREE), THREE);
    },
  },
  {
    promise: 'is sure of nothing where there is no letter',
    keeps(detector) {
      for (const text of ['', ' \n', '0123456789', '…—«»!?', '🙂']) {
        assert.equal(detector.identify(text, THREE).lang, 'und', JSON.stringify(text));
      }
    },
  },
  {
    promise: 'answers und without candidates, and to candidates nobody knows',
    keeps(detector) {
      for (const candidates of [[], ['qaa'], ['not-a-language', '']]) {
        assert.equal(detector.identify(PLAIN.uk, candidates).lang, 'und');
      }
    },
  },
  {
    promise: 'keeps to the candidates of the call, not of the one before',
    keeps(detector) {
      detector.identify(PLAIN.ru, THREE);
      wellFormed(detector.identify(PLAIN.ru, ['en', 'uk']), ['en', 'uk']);
      assert.equal(detector.identify(PLAIN.ru, THREE).lang, 'ru');
    },
  },
  {
    promise: 'does not depend on the order of the candidates',
    keeps(detector) {
      for (const text of Object.values(PLAIN)) {
        const first = detector.identify(text, ['en', 'uk', 'ru']);
        const second = detector.identify(text, ['ru', 'uk', 'en']);
        assert.equal(second.lang, first.lang);
        assert.ok(Math.abs(second.confidence - first.confidence) < 1e-6);
      }
    },
  },
  {
    promise: 'gives the same answer to the same question, whatever came between',
    keeps(detector) {
      const ask = (): Identification[] => Object.values(PLAIN).map((text) => detector.identify(text, THREE));
      const first = ask();
      for (const text of AWKWARD) detector.identify(text, ['de', 'uk']);
      assert.deepEqual(ask(), first);
    },
  },
  {
    promise: 'leaves the candidates alone',
    keeps(detector) {
      const candidates = Object.freeze(['ru', 'uk', 'en']) as readonly string[];
      detector.identify(PLAIN.uk, candidates);
      assert.deepEqual(candidates, ['ru', 'uk', 'en']);
    },
  },
];

/** Makes a detector; asked once a case, and closed after it where it can be. */
export type CreateDetector = () => Promise<Detector> | Detector;

/** The suite for a detector. */
export function detectorCases(create: CreateDetector): readonly ConformanceCase[] {
  return DETECTOR_PROMISES.map(({ promise, keeps }) => ({
    name: promise,
    run: async () => {
      const detector = await create();
      try {
        keeps(detector);
      } finally {
        await detector.close?.();
      }
    },
  }));
}

/** Breaks one promise of a sound detector: the suite must notice. */
interface BrokenDetector {
  readonly fault: string;
  readonly promise: string;
  wrap(sound: Detector): Detector;
}

const changed = (
  sound: Detector,
  identify: (text: string, candidates: readonly string[]) => Identification,
): Detector => ({ name: sound.name, identify });

const BROKEN_DETECTORS: readonly BrokenDetector[] = [
  { fault: 'has no name', promise: 'has a name', wrap: (sound) => ({ ...sound, name: '' }) },
  {
    fault: 'answers with the first candidate',
    promise: 'knows plain sentences of three languages',
    wrap: (sound) => changed(sound, (_, [lang = 'und']) => ({ lang, confidence: 0.9, evidence: ['guess'] })),
  },
  {
    fault: 'gives no evidence',
    promise: 'gives evidence for an answer',
    wrap: (sound) => changed(sound, (text, list) => ({ ...sound.identify(text, list), evidence: [] })),
  },
  {
    fault: 'counts confidence in per cent',
    promise: 'answers with a candidate or und, a confidence from 0 to 1 and evidence, on any string',
    wrap: (sound) =>
      changed(sound, (text, list) => {
        const found = sound.identify(text, list);
        return { ...found, confidence: found.confidence * 100 };
      }),
  },
  {
    fault: 'throws on half a surrogate pair',
    promise: 'answers with a candidate or und, a confidence from 0 to 1 and evidence, on any string',
    wrap: (sound) =>
      changed(sound, (text, list) => {
        encodeURIComponent(text);
        return sound.identify(text, list);
      }),
  },
  {
    fault: 'takes numbers for English',
    promise: 'is sure of nothing where there is no letter',
    wrap: (sound) =>
      changed(sound, (text, list) =>
        /\p{L}/u.test(text)
          ? sound.identify(text, list)
          : { lang: 'en', confidence: 0.8, evidence: ['guess'] },
      ),
  },
  {
    fault: 'answers outside the candidates',
    promise: 'answers und without candidates, and to candidates nobody knows',
    wrap: (sound) => changed(sound, (text) => sound.identify(text, THREE)),
  },
  {
    fault: 'remembers the first candidates',
    promise: 'keeps to the candidates of the call, not of the one before',
    wrap(sound) {
      let kept: readonly string[] | undefined;
      return changed(sound, (text, list) => {
        kept ??= list;
        return sound.identify(text, kept);
      });
    },
  },
  {
    fault: 'favours the first candidate',
    promise: 'does not depend on the order of the candidates',
    wrap: (sound) =>
      changed(sound, (text, list) => {
        const found = sound.identify(text, list);
        return found.lang === list[0] ? { ...found, confidence: found.confidence / 2 } : found;
      }),
  },
  {
    fault: 'grows surer with every question',
    promise: 'gives the same answer to the same question, whatever came between',
    wrap(sound) {
      let asked = 0;
      return changed(sound, (text, list) => {
        asked += 1;
        return { ...sound.identify(text, list), confidence: 1 - 1 / (1 + asked) };
      });
    },
  },
  {
    fault: 'sorts the candidates in place',
    promise: 'leaves the candidates alone',
    wrap: (sound) => changed(sound, (text, list) => sound.identify(text, (list as string[]).sort())),
  },
];

/** The suite for detectors against tovmach's own with one fault each, and that none is missing. */
export function brokenDetectorCases(): readonly ConformanceCase[] {
  const broken = new Set(BROKEN_DETECTORS.map(({ promise }) => promise));
  return [
    ...BROKEN_DETECTORS.map(({ fault, promise, wrap }) => ({
      name: `notices a detector that ${fault}`,
      run: () => mustNotice(fault, () => named(DETECTOR_PROMISES, promise).keeps(wrap(createCascade()))),
    })),
    {
      name: 'has a broken detector for every promise',
      run: async () =>
        assert.deepEqual(
          DETECTOR_PROMISES.filter(({ promise }) => !broken.has(promise)),
          [],
        ),
    },
  ];
}
