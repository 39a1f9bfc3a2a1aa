import { onlyDefined } from '../model/only-defined.js';
import type { CheckEntry, CheckReportOptions } from './check-entries.js';
import { sarifLocation, sarifLog } from './sarif.js';

const OWN_RULES: ReadonlySet<string> = new Set([
  'unreadable-source',
  'stale-output',
  'edited-output',
  'orphan-output',
]);

/** A check as SARIF 2.1.0, for code scanning and editors. */
export function checkSarif(entries: readonly CheckEntry[], options: CheckReportOptions): string {
  const { texts, version, language } = options;
  const results = entries.map(({ rule, level, message, file, line, column, fingerprint }) => ({
    ruleId: rule,
    level,
    message: { text: message },
    locations:
      file === undefined
        ? []
        : [
            sarifLocation(
              file,
              line === undefined ? undefined : { startLine: line, ...onlyDefined({ startColumn: column }) },
            ),
          ],
    partialFingerprints: { 'tovmach/v1': fingerprint },
  }));
  const describe = (rule: string): string =>
    OWN_RULES.has(rule) ? texts(`check.rule.${rule}`) : texts('check.rule.finding', { check: rule });
  return sarifLog(results, { version, language, describe });
}
