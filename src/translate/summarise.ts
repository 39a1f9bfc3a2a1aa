import type { Check, Memory } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Planned } from '../model/stages.js';
import type { TranslationUnit } from '../model/translation.js';
import { type RecallOptions, recallEach } from './recall.js';
import { isGrave, notesOf } from './verdict.js';

/** A provider as far as planning needs it. */
export interface PlanningLink {
  readonly name: string;
  readonly pricePerMillionCharacters?: number;
}

/** What goes to one provider from one language to another. */
export interface PlannedPair {
  /** Language of the texts, a BCP 47 tag. */
  readonly source: LanguageTag;
  /** Language they are wanted in, a BCP 47 tag. */
  readonly target: LanguageTag;
  /** The one asked first; absent when none translates this pair. */
  readonly provider?: string;
  /** Texts to be sent, each once. */
  readonly units: number;
  /** Their UTF-16 units, as in the source. */
  readonly characters: number;
  /** Absent without a price. */
  readonly cost?: number;
}

/** What a run would do; characters are UTF-16 units of source text. */
export interface PlanSummary {
  /** Articles that something has to be done for. */
  readonly articles: number;
  /** Segments of the ledgers, most frequent language first. */
  readonly segmentsByLanguage: Readonly<Record<LanguageTag, number>>;
  /** Already in the target language, over all targets. */
  readonly native: number;
  /** Native, copied, labels and kept: what no translation is needed for. */
  readonly kept: number;
  /** Segments left out by policy, over all targets. */
  readonly dropped: number;
  /** Units found in memory, each once. */
  readonly fromMemory: number;
  /** Units for a provider, each once. */
  readonly toProvider: number;
  /** Of everything to be translated, every occurrence counted. */
  readonly charactersBefore: number;
  /** Each unit counted once. */
  readonly charactersAfter: number;
  /** Each unit counted once, without those in memory. */
  readonly charactersToSend: number;
  /** What goes to providers, one for each language pair, sorted by languages. */
  readonly pairs: readonly PlannedPair[];
  /** Sum over the pairs; absent when one that sends something has no price. */
  readonly cost?: number;
}

export interface PlanSummariser {
  add(planned: Planned): Promise<void>;
  summary(): PlanSummary;
}

export interface SummariseOptions {
  readonly memory?: Memory;
  readonly recall?: RecallOptions;
  /** Whose words in memory count as a translation, the same array for all units alike; absent: all. */
  readonly identitiesOf?: (unit: TranslationUnit) => readonly string[] | undefined;
  /** As in a run: what a machine got gravely wrong is asked for again. */
  readonly checks?: readonly Check[];
  /** The provider that would be asked first for a text; absent: nobody is. */
  readonly providerFor?: (unit: TranslationUnit) => Promise<PlanningLink | undefined>;
}

/** Adds up planned articles one by one and keeps of them only the keys of their units. */
export function planSummariser(options: SummariseOptions = {}): PlanSummariser {
  return new Summariser(options);
}

class Summariser implements PlanSummariser {
  readonly #options: SummariseOptions;
  readonly #languages = new Map<LanguageTag, number>();
  readonly #pairs = new Map<string, CountedPair>();
  readonly #seen = new Set<string>();
  readonly #count = { articles: 0, native: 0, kept: 0, dropped: 0, fromMemory: 0, toProvider: 0 };
  readonly #characters = { before: 0, after: 0, toSend: 0 };

  constructor(options: SummariseOptions) {
    this.#options = options;
  }

  async add(planned: Planned): Promise<void> {
    const { memory, recall, identitiesOf = () => undefined, providerFor } = this.#options;
    this.#addSegments(planned);
    const units = planned.units.filter(
      ({ key, sharedKey }) =>
        sharedKey === undefined && !this.#seen.has(key) && this.#seen.add(key) !== undefined,
    );
    const known = memory === undefined ? [] : await recallEach(memory, units, identitiesOf, recall);
    for (const [index, unit] of units.entries()) {
      const match = known[index];
      const isRefused =
        match?.byMachine === true && providerFor !== undefined && this.#isWrong(unit, match.text);
      await this.#addUnit(unit, match !== undefined && !isRefused);
    }
  }

  summary(): PlanSummary {
    const sorted = [...this.#pairs].sort(([a], [b]) => (a < b ? -1 : 1));
    const priced = sorted.map(([, { link, ...pair }]): PlannedPair => {
      const price = link?.pricePerMillionCharacters;
      return {
        ...pair,
        ...onlyDefined({
          provider: link?.name,
          cost: price === undefined ? undefined : (pair.characters * price) / 1_000_000,
        }),
      };
    });
    const cost = priced.reduce<number | undefined>(
      (sum, pair) => (sum === undefined || pair.cost === undefined ? undefined : sum + pair.cost),
      0,
    );
    return {
      ...this.#count,
      segmentsByLanguage: Object.fromEntries(
        [...this.#languages].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
      ),
      charactersBefore: this.#characters.before,
      charactersAfter: this.#characters.after,
      charactersToSend: this.#characters.toSend,
      pairs: priced,
      ...onlyDefined({ cost }),
    };
  }

  /** What is to be done with the segments of an article, in every language it is wanted in. */
  #addSegments({ segments: read, units, targets }: Planned): void {
    const count = this.#count;
    count.articles += 1;
    for (const { lang } of read) this.#languages.set(lang, (this.#languages.get(lang) ?? 0) + 1);
    const lengths = new Map(units.map((unit) => [unit.key, unit.text.length]));
    for (const { segments } of targets) {
      for (const { treatment, unitKey } of segments) {
        if (unitKey !== undefined) this.#characters.before += lengths.get(unitKey) ?? 0;
        else if (treatment === 'drop') count.dropped += 1;
        else count.kept += 1;
        if (treatment === 'native' || (treatment === 'related' && unitKey === undefined)) count.native += 1;
      }
    }
  }

  async #addUnit(unit: TranslationUnit, isKnown: boolean): Promise<void> {
    this.#characters.after += unit.text.length;
    if (isKnown) {
      this.#count.fromMemory += 1;
      return;
    }
    this.#count.toProvider += 1;
    this.#characters.toSend += unit.text.length;
    const { source, target } = unit;
    const link = await this.#options.providerFor?.(unit);
    const name = `${source} ${target} ${link?.name ?? ''}`;
    const pair = this.#pairs.get(name) ?? { source, target, link, units: 0, characters: 0 };
    pair.units += 1;
    pair.characters += unit.text.length;
    this.#pairs.set(name, pair);
  }

  /** Whether the checks would refuse a translation. */
  #isWrong(unit: TranslationUnit, translation: string): boolean {
    const { checks = [] } = this.#options;
    return isGrave(notesOf(checks.flatMap((check) => check.examine?.({ unit, translation }) ?? [])));
  }
}

/** What goes to one service in one direction. */
interface CountedPair {
  readonly source: LanguageTag;
  readonly target: LanguageTag;
  readonly link: PlanningLink | undefined;
  units: number;
  characters: number;
}

/** `planSummariser` for articles that are all at hand. */
export async function summarisePlan(
  articles: readonly Planned[],
  options: SummariseOptions = {},
): Promise<PlanSummary> {
  const summariser = planSummariser(options);
  for (const article of articles) await summariser.add(article);
  return summariser.summary();
}
