import type { Check, CheckInput, CheckResult, Detector } from '../model/contracts.js';
import type { Finding, Severity } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import type { Checked, Translated } from '../model/stages.js';
import { doubledWordCheck } from './doubled-word.js';
import { echoCheck } from './echo.js';
import { emptyCheck } from './empty.js';
import { lengthCheck } from './length.js';
import { numbersCheck } from './numbers.js';
import { placeholdersCheck } from './placeholders.js';
import { quotesCheck } from './quotes.js';
import { targetLanguageCheck } from './target-language.js';
import { truncatedCheck } from './truncated.js';
import { urlsCheck } from './urls.js';

/** The checks every translation goes through, and the findings they make of an article. */

export interface CheckOptions {
  readonly detector: Detector;
  /** Languages an answer may be in by mistake. */
  readonly candidates: readonly LanguageTag[];
}

/** All checks, those that reject a translation first. */
export function createChecks(options: CheckOptions): Check[] {
  return [
    emptyCheck(),
    echoCheck(),
    targetLanguageCheck(options),
    placeholdersCheck(),
    urlsCheck(),
    truncatedCheck(),
    lengthCheck(),
    numbersCheck(),
    quotesCheck(),
    doubledWordCheck(),
  ];
}

/** What the checks say of one translation, in their order. */
export function examineUnit(checks: readonly Check[], input: CheckInput): CheckResult[] {
  return checks.flatMap((check) => check.examine(input) ?? []);
}

/** Severity of a unit that could not be translated. */
const FAILED: Severity = 'critical';

/** Adds the findings of every translation to an article, in the order of targets and segments. */
export function check(article: Translated, checks: readonly Check[]): Checked {
  const findings: Finding[] = [...article.findings];
  const units = new Map(article.units.map((unit) => [unit.key, unit]));
  const segments = new Map(article.segments.map((segment) => [segment.id, segment]));
  for (const { target, segments: planned } of article.targets) {
    for (const { segmentId, unitKey } of planned) {
      const unit = unitKey === undefined ? undefined : units.get(unitKey);
      const segment = segments.get(segmentId);
      const translation = unitKey === undefined ? undefined : article.translations.get(unitKey);
      if (unit === undefined || segment === undefined || translation === undefined) continue;
      const place = {
        articleId: article.id,
        path: article.path,
        line: segment.line,
        column: segment.column,
        segmentId,
        target,
      };
      if (translation.status === 'failed') {
        const { code, message, provider } = translation.failure;
        findings.push({
          check: 'untranslated',
          severity: FAILED,
          message: `not translated (${[provider, code].filter(Boolean).join(' ')}): ${message}`,
          ...place,
        });
        continue;
      }
      for (const result of examineUnit(checks, { unit, translation: translation.text }))
        findings.push({ ...result, ...place });
    }
  }
  return { ...article, findings };
}
