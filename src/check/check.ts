import { asValue, messages } from '../message.js';
import type { ArticleCheckInput, Check, CheckInput, CheckResult } from '../model/contracts.js';
import type { Finding, Severity } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { FindPersonal } from '../model/personal.js';
import type { Checked, Residue, Translated } from '../model/stages.js';
import { currenciesCheck } from './currencies.js';
import { datesCheck } from './dates.js';
import { echoCheck } from './echo.js';
import { emptyCheck } from './empty.js';
import { createFactReader } from './facts/pair.js';
import { hidePersonal } from './hidden.js';
import { lengthCheck } from './length.js';
import { lookalikesCheck } from './lookalikes.js';
import { markupCheck } from './markup.js';
import { negationCheck } from './negation.js';
import { numbersCheck } from './numbers.js';
import { oppositesCheck } from './opposites.js';
import { placeholdersCheck } from './placeholders.js';
import { preambleCheck } from './preamble.js';
import { quotesCheck } from './quotes.js';
import { repeatCheck } from './repeat.js';
import { type ResidueOptions, residueOf } from './residue.js';
import { sameAnswerCheck } from './same-answer.js';
import { sentencesCheck } from './sentences.js';
import { type TargetLanguageOptions, targetLanguageCheck } from './target-language.js';
import { createReader } from './text.js';
import { truncatedCheck } from './truncated.js';
import { unitsCheck } from './units.js';
import { unknownWordsCheck } from './unknown-words.js';
import { untranslatedCheck } from './untranslated.js';
import { foreignAddressesCheck, urlsCheck } from './urls.js';
import { verifyCheck } from './verify.js';

const say = messages('check', {
  notTranslated: 'not translated ({{who}}): {{reason}}',
});

/** The checks every translation goes through, and the findings they make of an article. */

export type CheckOptions = TargetLanguageOptions;

/** All checks, those that reject a translation first. */
export function createChecks(options: CheckOptions): Check[] {
  const facts = createFactReader();
  const read = createReader();
  return [
    emptyCheck(),
    echoCheck(read),
    preambleCheck(),
    targetLanguageCheck(options, read),
    untranslatedCheck(read),
    repeatCheck(read),
    placeholdersCheck(),
    urlsCheck(),
    foreignAddressesCheck(),
    markupCheck(),
    truncatedCheck(),
    lengthCheck(),
    sentencesCheck(),
    numbersCheck(facts),
    unitsCheck(facts),
    currenciesCheck(facts),
    datesCheck(facts),
    lookalikesCheck(),
    quotesCheck(),
    negationCheck(),
    oppositesCheck(),
    sameAnswerCheck(),
    verifyCheck(),
    unknownWordsCheck(),
  ];
}

/** What the checks say of one translation, in their order. */
export function examineUnit(checks: readonly Check[], input: CheckInput): CheckResult[] {
  return checks.flatMap((check) => check.examine?.(input) ?? []);
}

/** Severity of a unit that could not be translated. */
const FAILED: Severity = 'critical';

/** Adds the findings of every translation to an article, in the order of targets and segments, then those of the whole. */
export function check(
  article: Translated,
  checks: readonly Check[],
  options: ResidueOptions & {
    readonly residue?: Severity | 'off';
    /** What findings must not quote. */
    readonly personal?: FindPersonal;
  } = {},
): Checked {
  const findings: Finding[] = [...article.findings];
  const units = new Map(article.units.map((unit) => [unit.key, unit]));
  const segments = new Map(article.segments.map((segment) => [segment.id, segment]));
  const residues: Record<LanguageTag, Residue> = {};
  for (const plannedTarget of article.targets) {
    const { target, segments: planned } = plannedTarget;
    const first = findings.length;
    const together: ArticleCheckInput['translations'][number][] = [];
    const placeOf = (segmentId: string): Partial<Finding> => {
      const { line, column } = segments.get(segmentId) ?? {};
      return {
        articleId: article.id,
        path: article.path,
        segmentId,
        target,
        ...onlyDefined({ line, column }),
      };
    };
    for (const { segmentId, unitKey } of planned) {
      const unit = unitKey === undefined ? undefined : units.get(unitKey);
      const translation = unitKey === undefined ? undefined : article.translations.get(unitKey);
      if (unit === undefined || translation === undefined) continue;
      const place = placeOf(segmentId);
      if (translation.status === 'failed') {
        const { code, provider } = translation.failure;
        const who = [provider, code].filter(Boolean).join(' ');
        findings.push({
          check: 'untranslated',
          severity: FAILED,
          ...say.notTranslated({ who, reason: asValue(translation.failure) }),
          ...place,
        });
        continue;
      }
      const line = segments.get(segmentId)?.line;
      together.push({
        segmentId,
        unit,
        translation: translation.text,
        ...onlyDefined({ line }),
      });
      const { text, second, origin } = translation;
      const input: CheckInput = { unit, translation: text, origin, ...onlyDefined({ second }) };
      for (const result of examineUnit(checks, input)) findings.push({ ...result, ...place });
    }
    for (const one of checks)
      for (const result of one.examineArticle?.({ target, translations: together }) ?? [])
        findings.push({ ...result, ...placeOf(result.segmentId) });
    if (checks.length === 0 || options.residue === 'off') continue;
    const { residue, finding } = residueOf(article, plannedTarget, findings.slice(first), options);
    if (residue.share > 0) residues[target] = residue;
    if (finding === undefined) continue;
    const { segmentId, severity, ...rest } = finding;
    findings.push({ ...rest, severity: options.residue ?? severity, ...placeOf(segmentId) });
  }
  const { personal } = options;
  if (personal === undefined || findings.length === 0) return { ...article, findings, residue: residues };
  const texts = article.segments.map(({ text }) => text);
  return { ...article, findings: hidePersonal(findings, texts, personal), residue: residues };
}
