import { distance } from 'fastest-levenshtein';
import type { Finding, Severity } from '../model/finding.js';
import { atLeast } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import type { Role } from '../model/segment.js';
import { sha256 } from '../model/text.js';

/** Sentences and their translations as they stand in ledgers: a parallel corpus. Pure. */

/** A sentence and its translation. */
export interface AlignedPair {
  /** Of the article. */
  readonly id: string;
  /** Of the segment in it. */
  readonly segment: string;
  /** The source file, relative to its root, and the line in it. */
  readonly path: string;
  readonly line: number;
  readonly source: LanguageTag;
  readonly target: LanguageTag;
  readonly sourceText: string;
  readonly targetText: string;
  readonly role: Role;
  /** Who translated: `human`, `memory`, or `provider:` and its name. */
  readonly origin: string;
  /** Quality by MQM: 100 less the penalties of the findings (minor 1, major 5, critical 25) for each 100 words; not below 0. */
  readonly score: number;
  /** What the checks found, the gravest first: `numbers:major`. */
  readonly findings: readonly string[];
}

export interface PairFilter {
  /** Absent: all roles. */
  readonly roles?: ReadonlySet<Role> | undefined;
  /** Pairs with a graver finding are left out. */
  readonly worst: Severity;
  /** Pairs with any finding of these checks are left out. */
  readonly without: ReadonlySet<string>;
  readonly leastScore: number;
  /** `uk-en`; empty: all. */
  readonly languages: ReadonlySet<string>;
}

/** Why pairs were left out, and how many. */
export interface PairsLeft {
  /** For their role or languages. */
  filtered: number;
  /** For what the checks found. */
  found: number;
  /** The translation is the source, or hardly anything else. */
  copies: number;
  /** The same again, but for numbers, signs and capitals. */
  repeats: number;
}

/** What a ledger says, as far as pairs need it. */
export interface PairLedger {
  readonly id: string;
  readonly path: string;
  readonly segments: readonly {
    readonly id: string;
    readonly text: string;
    readonly lang: string;
    readonly role: Role;
    readonly line: number;
  }[];
  readonly outputs: readonly {
    readonly target: string;
    readonly translations: Readonly<Record<string, string>>;
    readonly human: readonly string[];
    readonly engines: readonly {
      readonly origin: { readonly provider: string };
      readonly segments: readonly string[];
    }[];
  }[];
}

const PENALTY: Readonly<Record<Severity, number>> = { neutral: 0, minor: 1, major: 5, critical: 25 };
/** From this likeness on (0 to 1) a translation is a copy of its source. */
const COPY = 0.9;
/** So much of a text is compared. */
const COMPARED = 1000;

/** What a text is but for numbers, signs and capitals. */
const core = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{N}+/gu, '0')
    .replace(/[^\p{L}0]+/gu, ' ')
    .trim();

function isCopy(source: string, target: string): boolean {
  const [a, b] = [core(source).slice(0, COMPARED), core(target).slice(0, COMPARED)];
  const longest = Math.max(a.length, b.length);
  return longest === 0 || 1 - distance(a, b) / longest >= COPY;
}

function scoreOf(findings: readonly Finding[], text: string): number {
  const words = Math.max(1, text.match(/[\p{L}\p{N}]+/gu)?.length ?? 1);
  const penalty = findings.reduce((sum, { severity }) => sum + PENALTY[severity], 0);
  return Math.max(0, Math.round((100 - (100 * penalty) / words) * 10) / 10);
}

/** Takes pairs out of ledgers, one ledger after the other. */
export class PairPicker {
  readonly left: PairsLeft = { filtered: 0, found: 0, copies: 0, repeats: 0 };
  /** 52 bits of the hash of each. */
  readonly #seen = new Set<number>();

  constructor(private readonly filter: PairFilter) {}

  *pick(ledger: PairLedger, findings: readonly Finding[]): Generator<AlignedPair> {
    const { id, path, segments, outputs } = ledger;
    for (const { target, translations, human, engines } of outputs) {
      const people = new Set(human);
      const machines = new Map(
        engines.flatMap(({ origin, segments: ids }) => ids.map((each) => [each, origin.provider] as const)),
      );
      for (const segment of segments) {
        const targetText = translations[segment.id];
        if (targetText === undefined) continue;
        const about = findings
          .filter((finding) => finding.segmentId === segment.id && finding.target === target)
          .sort((a, b) => PENALTY[b.severity] - PENALTY[a.severity]);
        const machine = machines.get(segment.id);
        const pair: AlignedPair = {
          id,
          segment: segment.id,
          path,
          line: segment.line,
          source: segment.lang,
          target,
          sourceText: segment.text,
          targetText,
          role: segment.role,
          origin: people.has(segment.id) ? 'human' : machine === undefined ? 'memory' : `provider:${machine}`,
          score: scoreOf(about, segment.text),
          findings: about.map(({ check, severity }) => `${check}:${severity}`),
        };
        if (this.accepts(pair, about)) yield pair;
      }
    }
  }

  /** Whether a pair is wanted; what is left out is counted. @param about what was found in it */
  accepts(pair: AlignedPair, about: readonly Finding[] = []): boolean {
    const { roles, worst, without, leastScore, languages } = this.filter;
    const { left } = this;
    const isOther = languages.size > 0 && !languages.has(`${pair.source}-${pair.target}`);
    if (isOther || (roles !== undefined && !roles.has(pair.role))) {
      left.filtered += 1;
      return false;
    }
    const isBad = about.some(
      ({ severity, check }) => without.has(check) || (severity !== worst && atLeast(severity, worst)),
    );
    if (isBad || pair.score < leastScore) {
      left.found += 1;
      return false;
    }
    if (isCopy(pair.sourceText, pair.targetText)) {
      left.copies += 1;
      return false;
    }
    const key = [pair.source, pair.target, core(pair.sourceText), core(pair.targetText)].join('\n');
    const hash = Number.parseInt(sha256(key).slice(0, 13), 16);
    if (this.#seen.has(hash)) {
      left.repeats += 1;
      return false;
    }
    this.#seen.add(hash);
    return true;
  }
}
