import { messages } from '../message.js';
import type { CheckResult } from '../model/contracts.js';
import type { Finding } from '../model/finding.js';
import { isSpecialTag, type LanguageTag, sameLanguage } from '../model/language.js';
import type { Segment } from '../model/segment.js';
import type { PlannedTarget, Residue, Translated } from '../model/stages.js';
import { proseOf, wordsOf } from './text.js';
import { shortened } from './untranslated.js';

/**
 * What of a whole output is not in its language: body, title, captions, alternative texts, front matter, whatever the ledger
 * holds. Names, quotations kept by policy, code and words the user allows are not counted.
 */

const say = messages('check', {
  residue: '{{percent}} % of the text is not in {{target}} ({{languages}}), for example "{{words}}"',
});

export interface ResidueOptions {
  /** Words that may stand in any language, as they are written. */
  readonly allow?: readonly string[];
}

/** A run of so many words is more than a name. */
const RUN = 4;
/** Shares of the letters from which it is more than a run, and from which a file is not finished. */
const MAJOR_SHARE = 0.02;
const CRITICAL_SHARE = 0.2;

/** Findings that say that a translation is in no way in its language, or partly not. */
const UNTRANSLATED: ReadonlySet<string> = new Set(['target-language', 'untranslated', 'echo']);
/** What is kept on purpose. */
const KEPT: ReadonlySet<string> = new Set(['quote', 'byline']);

export interface Judged {
  readonly residue: Residue;
  readonly finding?: CheckResult & { readonly segmentId: string };
}

/** The residue of an article in one language; `findings` are those of its translations. */
export function residueOf(
  article: Translated,
  { target, segments: planned }: PlannedTarget,
  findings: readonly Finding[],
  { allow = [] }: ResidueOptions = {},
): Judged {
  const segments = new Map(article.segments.map((segment) => [segment.id, segment]));
  const bad = new Set(
    findings
      .filter(
        ({ check, severity }) => UNTRANSLATED.has(check) && (severity === 'major' || severity === 'critical'),
      )
      .map(({ segmentId }) => segmentId),
  );
  const byLanguage = new Map<LanguageTag, number>();
  let total = 0;
  let longest = { words: 0, text: '', segmentId: '' };
  for (const { segmentId, treatment, unitKey } of planned) {
    const segment = segments.get(segmentId);
    if (segment === undefined || treatment === 'drop' || treatment === 'label') continue;
    const translation = unitKey === undefined ? undefined : article.translations.get(unitKey);
    const translated = translation?.status === 'translated' ? translation.text : undefined;
    const text = prose(translated ?? segment.text, allow);
    const letters = lettersIn(text);
    total += letters;
    const foreign = translated === undefined ? isForeign(segment, target, treatment) : bad.has(segmentId);
    if (!foreign || isName(text)) continue;
    byLanguage.set(segment.lang, (byLanguage.get(segment.lang) ?? 0) + letters);
    const words = wordsOf(text).length;
    if (words > longest.words) longest = { words, text: text.trim(), segmentId };
  }
  const foreignLetters = [...byLanguage.values()].reduce((sum, letters) => sum + letters, 0);
  const share = total === 0 ? 0 : foreignLetters / total;
  const langs = Object.fromEntries(
    [...byLanguage]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([tag, letters]) => [tag, rounded(letters / total)]),
  );
  const residue: Residue = { share: rounded(share), langs, incomplete: share > CRITICAL_SHARE };
  const grave = share > MAJOR_SHARE || longest.words >= RUN;
  if (!grave) return { residue };
  return {
    residue,
    finding: {
      check: 'residue',
      severity: residue.incomplete ? 'critical' : 'major',
      ...say.residue({
        percent: Math.max(0.1, Math.round(share * 1000) / 10),
        target,
        languages: Object.keys(langs).join(', '),
        words: shortened(longest.text),
      }),
      segmentId: longest.segmentId,
    },
  };
}

function isForeign({ lang, role }: Segment, target: LanguageTag, treatment: string): boolean {
  if (isSpecialTag(lang) || sameLanguage(lang, target)) return false;
  return !(treatment === 'keep' && KEPT.has(role));
}

function prose(text: string, allow: readonly string[]): string {
  let left = proseOf(text);
  for (const words of allow) if (words !== '') left = left.replaceAll(words, ' ');
  return left;
}

const lettersIn = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;
const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;

/** Up to three words, all written like names. */
function isName(text: string): boolean {
  const words = wordsOf(text).filter(({ text: word }) => /\p{L}/u.test(word));
  return words.length < RUN && words.every(({ text: word }) => /^\p{Lu}/u.test(word));
}
