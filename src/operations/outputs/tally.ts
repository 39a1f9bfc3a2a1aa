import { type ExitCode, exitCodeOf, type FailureCode, type TovmachError } from '../../errors.js';
import type { Message } from '../../message.js';
import { NO_COUNTS } from '../../model/counts.js';
import { atLeast, type Finding, SEVERITIES, type Severity } from '../../model/finding.js';
import type { LanguageTag } from '../../model/language.js';
import type { Counts, EngineQuality, ManifestTotals } from '../../model/manifest.js';
import type { WrittenArticle } from '../../pipeline.js';

/** What a run came to: numbers, the gravest findings, the exit code. */

const NO_FINDINGS: Readonly<Record<Severity, number>> = { neutral: 0, minor: 0, major: 0, critical: 0 };

const PROVIDER = 'provider:';

/** The engine that an origin of the manifest names: `bergamot/uk-en`. */
export function engineOf(origin: string | undefined): string | undefined {
  return origin?.startsWith(PROVIDER) === true ? origin.slice(PROVIDER.length) : undefined;
}

/** Most findings kept for the summary; all of them are in the manifest. */
const WORST_FINDINGS = 20;

/** How many findings there are, and the gravest of them. */
export interface FindingTotals {
  /** All of them. */
  readonly total: number;
  /** How many of each severity. */
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** The gravest, in input order within a severity. */
  readonly worst: readonly Finding[];
}

/** Adds up what passes, without keeping it. */
export class Tally {
  articles = 0;
  written = 0;
  flagged = 0;
  readonly problems: TovmachError[] = [];
  readonly unserved = new Map<string, string | Message | undefined>();
  readonly failures = new Map<FailureCode, number>();
  readonly #counts: Record<keyof Counts, number> = { ...NO_COUNTS };
  readonly #bySeverity: Record<Severity, number> = { ...NO_FINDINGS };
  readonly #characters = new Map<LanguageTag, number>();
  readonly #engines = new Map<string, { segments: number; findings: Record<Severity, number> }>();
  #worst: Finding[] = [];

  article(result: WrittenArticle): void {
    this.articles += 1;
    this.written += result.written;
    this.flagged += result.entry.flagged;
    for (const [pair, reason] of result.unserved) this.unserved.set(pair, this.unserved.get(pair) ?? reason);
    for (const output of result.entry.outputs) {
      for (const key of Object.keys(NO_COUNTS) as (keyof Counts)[]) this.#counts[key] += output.counts[key];
    }
    for (const failure of result.failures) this.failures.set(failure, (this.failures.get(failure) ?? 0) + 1);
    for (const [tag, share] of Object.entries(result.entry.langs)) {
      this.#characters.set(tag, (this.#characters.get(tag) ?? 0) + share);
    }
    for (const finding of result.findings) this.finding(finding);
    this.#engineWork(result);
  }

  #engineWork({ entry, findings }: WrittenArticle): void {
    for (const { target, origins } of entry.outputs) {
      for (const origin of Object.values(origins)) {
        const engine = engineOf(origin);
        if (engine !== undefined) this.#engine(engine).segments += 1;
      }
      for (const { segmentId, target: where, severity } of findings) {
        const engine = where === target ? engineOf(origins[segmentId ?? '']) : undefined;
        if (engine !== undefined) this.#engine(engine).findings[severity] += 1;
      }
    }
  }

  #engine(name: string): { segments: number; findings: Record<Severity, number> } {
    const known = this.#engines.get(name) ?? { segments: 0, findings: { ...NO_FINDINGS } };
    this.#engines.set(name, known);
    return known;
  }

  /** What came of the segments of each engine, by its name. */
  get byEngine(): Readonly<Record<string, EngineQuality>> {
    return Object.fromEntries([...this.#engines].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** What an earlier tally came to, instead of its articles one by one; for one that is empty. */
  restore(totals: ManifestTotals, findings: readonly Finding[]): void {
    this.articles = totals.articles;
    this.flagged = totals.flagged;
    Object.assign(this.#counts, totals.counts);
    for (const [tag, share] of Object.entries(totals.langs))
      this.#characters.set(tag, share * totals.articles);
    for (const finding of findings) this.finding(finding);
    for (const [engine, { segments, findings: sums }] of Object.entries(totals.byEngine ?? {}))
      this.#engines.set(engine, { segments, findings: { ...NO_FINDINGS, ...sums } });
  }

  finding(finding: Finding): void {
    this.#bySeverity[finding.severity] += 1;
    this.#worst.push(finding);
    if (this.#worst.length > 4 * WORST_FINDINGS) this.#trim();
  }

  #trim(): void {
    const rank = (finding: Finding): number => -SEVERITIES.indexOf(finding.severity);
    this.#worst = this.#worst.sort((a, b) => rank(a) - rank(b)).slice(0, WORST_FINDINGS);
  }

  get counts(): Counts {
    return { ...this.#counts };
  }

  /** Mean share of each language over the articles, largest first. */
  get langs(): Readonly<Record<LanguageTag, number>> {
    const sorted = [...this.#characters].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return Object.fromEntries(sorted.map(([tag, sum]) => [tag, sum / Math.max(this.articles, 1)]));
  }

  get findings(): FindingTotals {
    this.#trim();
    const total = Object.values(this.#bySeverity).reduce((sum, count) => sum + count, 0);
    return { total, bySeverity: { ...this.#bySeverity }, worst: this.#worst };
  }

  exitCode(options: { interrupted: boolean; failOn: Severity | 'never'; written?: boolean }): ExitCode {
    const { failOn } = options;
    const { failed, memory, human, provider } = this.#counts;
    const grave =
      failOn !== 'never' && SEVERITIES.some((grade) => atLeast(grade, failOn) && this.#bySeverity[grade] > 0);
    return exitCodeOf({
      interrupted: options.interrupted,
      problems: this.problems,
      failures: this.failures.keys(),
      findings: grave,
      written: options.written ?? this.articles > 0,
      untranslated: failed > 0 && memory + human + provider === 0,
    });
  }
}
