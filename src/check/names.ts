import { distance } from 'fastest-levenshtein';
import { messages } from '../message.js';
import type { ArticleCheckResult, Check } from '../model/contracts.js';
import { primaryLanguage } from '../model/language.js';
import { keyOf, skeletonOf } from './names-key.js';
import type { Read, Word } from './text.js';

/**
 * Names over an article: one name in two spellings. What one sentence shows of a name is not worth a word: names are
 * translated, shortened and explained as often as they are spelt, and a hint for each was wrong more often than right.
 */

const say = messages('check', {
  nameTwoWays: '"{{here}}" is "{{there}}" here and "{{before}}" before',
});

/** Capitals mean more than names there, or nothing at all. */
const NO_CAPITALS: ReadonlySet<string> = new Set([
  'de',
  'ja',
  'zh',
  'ko',
  'th',
  'ar',
  'he',
  'fa',
  'hi',
  'ka',
  'lb',
]);
const FEWEST = 4;

interface Name {
  readonly text: string;
  readonly key: string;
  readonly skeleton: string;
  /** Its capital may be that of a sentence. */
  readonly first: boolean;
}

function namesIn(text: string, words: readonly Word[]): Name[] {
  return words.flatMap(({ text: word, start }) => {
    if (!/^\p{Lu}\p{Ll}+(?:['’-]\p{L}+)*$/u.test(word) || word.length < FEWEST) return [];
    const before = text.slice(Math.max(0, start - 3), start);
    const key = keyOf(word);
    return [{ text: word, key, skeleton: skeletonOf(key), first: !/[\p{L}\p{N},]\s$/u.test(before) }];
  });
}

/** Whether two spellings may be one name; endings may differ. */
function mayBeOne(a: Name, b: Name): boolean {
  const length = Math.min(a.skeleton.length, b.skeleton.length);
  if (length < 2) return a.key.slice(0, 2) === b.key.slice(0, 2) || a.skeleton === b.skeleton;
  if (a.skeleton.slice(0, length) === b.skeleton.slice(0, length)) return true;
  const off = distance(a.skeleton.slice(0, length + 1), b.skeleton.slice(0, length + 1));
  return (
    off <=
    Math.max(1, Math.floor(length / 3)) + (Math.abs(a.skeleton.length - b.skeleton.length) > 2 ? -1 : 0)
  );
}

/** Names of countries, languages and their peoples have forms of their own in every language. */
function createExonyms(): (language: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (language) => {
    let stems = known.get(language);
    if (stems === undefined) {
      const made = new Set<string>();
      for (const type of ['region', 'language'] as const) {
        const names = new Intl.DisplayNames([language], { type, fallback: 'none' });
        const codes = type === 'region' ? REGIONS : LANGUAGES;
        for (const code of codes.match(/../g) ?? [])
          for (const word of names.of(code)?.match(/\p{L}{4,}/gu) ?? [])
            made.add(word.toLowerCase().slice(0, STEM));
      }
      stems = made;
      known.set(language, stems);
    }
    return stems;
  };
}

const STEM = 4;
const REGIONS =
  'ADAEAFAGALAMAOARATAUAZBABBBDBEBFBGBHBIBJBNBOBRBSBTBWBYBZCACDCFCGCHCICLCMCNCOCRCUCVCYCZDEDJDKDMDODZECEEEGERESETEUFIFJFMFRGAGBGDGEGHGMGNGQGRGTGWGYHKHNHRHTHUIDIEILINIQIRISITJMJOJPKEKGKHKIKMKNKPKRKWKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMGMHMKMLMMMNMRMTMUMVMWMXMYMZNANENGNINLNONPNRNZOMPAPEPGPHPKPLPSPTPWPYQARORSRURWSASBSCSDSESGSISKSLSMSNSOSRSSSTSVSYSZTDTGTHTJTLTMTNTOTRTTTVTWTZUAUGUNUSUYUZVAVCVEVNVUWSXKYEZAZMZW';
const LANGUAGES =
  'arazbebgbncscydadeeleneseteufafifrgaglhehihrhuhyidisitjakakkkolaltlvmkmnmsmtnlplptrorusksqsrsvtatethtruk uruzvizh'.replace(
    ' ',
    '',
  );

export function namesCheck(read: Read): Check {
  const exonyms = createExonyms();
  const isExonym = (name: Name, language: string): boolean =>
    exonyms(language).has(name.text.toLowerCase().slice(0, STEM));
  return {
    name: 'names',
    examineArticle({ translations }) {
      const first = new Map<string, Name>();
      const found: ArticleCheckResult[] = [];
      for (const { segmentId, unit, translation } of translations) {
        const [from, to] = [primaryLanguage(unit.source), primaryLanguage(unit.target)];
        if (NO_CAPITALS.has(from) || NO_CAPITALS.has(to)) continue;
        const reading = read({ unit, translation });
        const there = namesIn(reading.answer, reading.answerWords);
        for (const name of namesIn(reading.source, reading.sourceWords)) {
          if (name.first || name.skeleton.length < 3 || isExonym(name, from)) continue;
          const spelt = there.filter((other) => mayBeOne(name, other));
          const [rendered] = spelt;
          if (spelt.length !== 1 || rendered === undefined) continue;
          const before = first.get(name.text);
          if (before === undefined) first.set(name.text, rendered);
          else if (!isOneSpelling(before, rendered))
            found.push({
              check: 'names',
              severity: 'major',
              ...say.nameTwoWays({ here: name.text, there: rendered.text, before: before.text }),
              segmentId,
            });
        }
      }
      return found;
    },
  };
}

/** Two forms of one word: the beginning is the same, the ending is the grammar's. */
function isOneSpelling(a: Name, b: Name): boolean {
  const [one, other] = [a.text.toLowerCase(), b.text.toLowerCase()];
  const length = Math.max(3, Math.min(one.length, other.length) - ENDING);
  return one.slice(0, length) === other.slice(0, length);
}

/** Letters an ending may have. */
const ENDING = 3;
