import { ProviderError, TovmachError } from '../errors.js';
import { asValue, type Message, messages, reasonOf } from '../message.js';
import type { Placeholder } from '../model/article.js';
import type {
  CheckNote,
  CheckResult,
  MemoryEntry,
  Term,
  TranslatedUnit,
  UnitContext,
} from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';
import type { FindPersonal, PersonalRange } from '../model/personal.js';
import type { Origin, TranslationUnit } from '../model/translation.js';
import { divideLong } from './batch.js';
import type { ProviderLine } from './line.js';
import type { Parcel } from './parcel.js';
import { withoutPersonal } from './personal.js';
import { cutAround, type Protected, type ProtectedText, protect, restore, withoutHidden } from './protect.js';
import { entryOf } from './recall.js';
import { isBetter, notesOf } from './verdict.js';

const say = messages('translate', {
  torn: '{{provider}} lost or repeated what must stay: {{wrong}}',
  refused: 'refused by the check {{check}}: {{what}}',
  checkFailed: 'a check failed in an unexpected way: {{reason}}',
  nothing: 'there is nothing in this text to translate',
});

/** How a unit came back from one provider. */
export type Return =
  | {
      readonly status: 'translated';
      readonly text: string;
      readonly origin: Origin;
      /** What the checks said of it, the gravest first; nothing critical. */
      readonly notes: readonly CheckNote[];
    }
  /** Answered, but not with a translation of the unit. */
  | {
      readonly status: 'rejected';
      readonly said: Message;
      /** What must stay did not come back whole. */
      readonly torn?: true;
    }
  | { readonly status: 'failed'; readonly error: TovmachError };

/** What the checks say of a restored translation. */
export type Examine = (unit: TranslationUnit, translation: string) => readonly CheckResult[];

/** A term where it stands in a unit. */
interface PlacedTerm extends Term {
  /** Half-open UTF-16 range. */
  readonly start: number;
  readonly end: number;
  /** The target may be put in its place as it is: it has no other forms. */
  readonly fixed: boolean;
}

/** Terms of a unit. */
export type TermsOf = (unit: TranslationUnit) => readonly PlacedTerm[];

/** A translation with what the house has decided put right; nothing else is touched. */
export type Mend = (unit: TranslationUnit, translation: string) => string;

/** Similar texts that people translated. */
type Similar = (unit: TranslationUnit) => Promise<UnitContext['similar']>;

/** What memory holds for a unit by now, with what the checks say of it. */
type Known = (
  unit: TranslationUnit,
) => Promise<Pick<Return & { readonly status: 'translated' }, 'text' | 'origin' | 'notes'> | undefined>;

/** Sends one unit over a line: protected, divided where it is too long, restored, examined, stored. */
export async function travel(
  unit: TranslationUnit,
  line: ProviderLine,
  {
    examine,
    mend,
    personal,
    onMasked,
    similar,
    known,
    termsOf,
    earlier,
    remembers = true,
  }: {
    readonly examine: Examine;
    readonly mend: Mend;
    /** What must not leave this machine; absent: nothing. */
    readonly personal?: FindPersonal | undefined;
    /** Told what was masked in a text that is sent. */
    readonly onMasked?: ((masked: readonly PersonalRange[]) => void) | undefined;
    readonly similar: Similar;
    readonly known: Known;
    readonly termsOf: TermsOf;
    /** What was said of an earlier answer: the text goes alone now, and only a better one is stored. */
    readonly earlier?: readonly CheckNote[] | undefined;
    /** Whether memory takes what comes back; default: yes. */
    readonly remembers?: boolean | undefined;
  },
  signal: AbortSignal,
): Promise<Return> {
  const { provider } = line;
  const { capabilities } = provider;
  const style = capabilities.placeholders;
  const find = capabilities.remote ? personal : undefined;
  const context = capabilities.context ? contextOf(unit, await similar(unit), find) : undefined;
  const masked = find?.(unit.text) ?? [];
  if (masked.length > 0) onMasked?.(masked);
  const kept = withMasks(unit.placeholders, masked);
  const found = termsOf({ ...unit, placeholders: kept }).filter(
    ({ start, end }) => !masked.some((one) => one.start < end && one.end > start),
  );
  const terms = capabilities.terms === true && found.length > 0 ? found : undefined;
  const send = (made: ProtectedText): Promise<Return> =>
    new Trip(unit, line, { made, context, terms, examine, mend, find, known, earlier, remembers }).go(signal);
  // Where a text would be cut around a word, its sentence would be lost for it.
  const placed =
    capabilities.terms === true || style === 'split' ? [] : inPlace({ ...unit, placeholders: kept }, found);
  const back = await send(protect(unit.text, [...kept, ...placed], style));
  if (back.status !== 'rejected' || back.torn !== true || style === 'split') return back;
  // Half sentences, but everything is there.
  return send(cutAround(unit.text, kept, style));
}

/** What must stay, and what must not be seen: of two that lie over each other all of both. */
function withMasks(
  placeholders: readonly Placeholder[],
  masked: readonly PersonalRange[],
): readonly Placeholder[] {
  if (masked.length === 0) return placeholders;
  const masks = masked.map(({ start, end }): Placeholder => {
    const over = placeholders.filter((one) => one.start < end && one.end > start && one.pair === undefined);
    return {
      kind: 'code',
      start: Math.min(start, ...over.map((one) => one.start)),
      end: Math.max(end, ...over.map((one) => one.end)),
    };
  });
  const left = placeholders.filter(
    (one) => !masks.some((mask) => one.start < mask.end && one.end > mask.start),
  );
  return [...left, ...masks].sort((a, b) => a.start - b.start);
}

/** Terms that are put in their place here; what must stay as it is goes before them. */
function inPlace({ text, placeholders }: TranslationUnit, terms: readonly PlacedTerm[]): Protected[] {
  return terms.flatMap(({ start, end, target, fixed }) => {
    const over = placeholders.some((one) => one.start < end && one.end > start);
    // A text that is nothing but the term is for the provider: there is nothing to put it into.
    return !fixed || over || end - start === text.trim().length
      ? []
      : [{ start, end, kind: 'tag' as const, becomes: target }];
  });
}

/** What one way of a unit over a line takes. */
interface Way {
  readonly made: ProtectedText;
  readonly context: UnitContext | undefined;
  readonly terms: readonly Term[] | undefined;
  readonly examine: Examine;
  readonly mend: Mend;
  readonly known: Known;
  readonly find: FindPersonal | undefined;
  readonly earlier: readonly CheckNote[] | undefined;
  readonly remembers: boolean;
}

/** One way of a unit over a line: its text in parts, until all of them have come back. */
class Trip {
  readonly #unit: TranslationUnit;
  readonly #line: ProviderLine;
  readonly #way: Way;
  readonly #luggage: ReturnType<typeof divideLong>;
  readonly #texts: readonly string[];
  readonly #answers: (TranslatedUnit | undefined)[];
  #resolve: (outcome: Return) => void = () => undefined;
  #parcels: readonly Parcel[] = [];
  #missing: number;
  #outcome: Return | undefined;

  constructor(unit: TranslationUnit, line: ProviderLine, way: Way) {
    this.#unit = unit;
    this.#line = line;
    this.#way = way;
    this.#luggage = divideLong(way.made, line.maxText, unit.source);
    this.#texts = this.#luggage.parts.flatMap((part) => ('prose' in part ? [withoutHidden(part.prose)] : []));
    this.#answers = new Array<TranslatedUnit | undefined>(this.#texts.length);
    this.#missing = this.#texts.length;
  }

  async go(signal: AbortSignal): Promise<Return> {
    const { name } = this.#line.provider;
    if (this.#texts.length === 0)
      return { status: 'failed', error: new ProviderError(name, 'REJECTED', say.nothing()) };
    const { source, target } = this.#unit;
    this.#parcels = this.#texts.map((text, index) => this.#parcel(text, index, signal));
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#line.post(source, target, this.#parcels, { alone: this.#way.earlier !== undefined });
    });
  }

  #parcel(text: string, index: number, signal: AbortSignal): Parcel {
    const { context, terms, earlier, remembers } = this.#way;
    return {
      text,
      signal,
      ...onlyDefined({ context, terms, again: earlier === undefined ? undefined : true }),
      isKnown: () => this.#isKnown(),
      // What memory does not take stays as the service gave it, and is not asked for again.
      isWhole: () => remembers && (this.#missing === 0 || this.#outcome?.status === 'translated'),
      all: () => this.#parcels,
      accept: (answer) => {
        this.#answers[index] = answer;
        this.#missing -= 1;
        if (this.#missing > 0 || this.#outcome !== undefined) return undefined;
        try {
          return this.#arrive();
        } catch (cause) {
          const said = say.checkFailed({ reason: reasonOf(cause) });
          this.#outcome = { status: 'failed', error: new TovmachError('INTERNAL', said, { cause }) };
          return undefined;
        }
      },
      stored: () => {
        if (this.#missing === 0 && this.#outcome !== undefined) this.#resolve(this.#outcome);
      },
      fail: (error) => this.#end({ status: 'failed', error }),
    };
  }

  async #isKnown(): Promise<boolean> {
    // Another part of the text has found it.
    if (this.#outcome !== undefined) return true;
    const { known, earlier } = this.#way;
    const found = await known(this.#unit);
    if (found === undefined || (earlier !== undefined && !isBetter(found.notes, earlier))) return false;
    this.#end({ status: 'translated', ...found });
    return true;
  }

  /** Puts the parts together and has them examined. @returns what memory takes of it */
  #arrive(): MemoryEntry | undefined {
    const { mend, examine, earlier, remembers } = this.#way;
    const { provider } = this.#line;
    const back = restore(
      this.#luggage,
      this.#answers.map((answer) => answer?.text ?? ''),
    );
    if (!back.ok) {
      const said = say.torn({ provider: provider.name, wrong: this.#shown(back) });
      this.#outcome = { status: 'rejected', said, torn: true };
      return undefined;
    }
    const text = mend(this.#unit, back.text);
    const results = examine(this.#unit, text);
    const critical = results.find(({ severity }) => severity === 'critical');
    if (critical !== undefined) {
      const said = say.refused({ check: critical.check, what: asValue(critical) });
      this.#outcome = { status: 'rejected', said };
      return undefined;
    }
    const origin = originOf(provider.name, this.#answers);
    const notes = notesOf(results);
    this.#outcome = { status: 'translated', text, origin, notes };
    if (!remembers || (earlier !== undefined && !isBetter(notes, earlier))) return undefined;
    return entryOf(this.#unit, text, origin, provider.identity, notes);
  }

  /** What did not come back whole; what was masked is not said in a log either. */
  #shown({ lost, duplicated, crossed }: Exclude<ReturnType<typeof restore>, { readonly ok: true }>): string {
    const { find } = this.#way;
    return [...lost, ...duplicated, ...crossed]
      .map((text) => `"${find === undefined ? text : withoutPersonal(text, find)}"`)
      .join(', ');
  }

  #end(outcome: Return): void {
    this.#outcome = outcome;
    this.#resolve(outcome);
  }
}

function contextOf(
  { before, after }: TranslationUnit,
  similar: UnitContext['similar'],
  find: FindPersonal | undefined,
): UnitContext | undefined {
  const plain = (text: string): string => (find === undefined ? text : withoutPersonal(text, find));
  if (before === undefined && after === undefined && similar === undefined) return undefined;
  return {
    ...onlyDefined({
      before: before === undefined ? undefined : plain(before),
      after: after === undefined ? undefined : plain(after),
    }),
    ...(similar === undefined
      ? {}
      : {
          similar: similar.map(({ text, translation }) => ({
            text: plain(text),
            translation: plain(translation),
          })),
        }),
  };
}

function originOf(provider: string, answers: readonly (TranslatedUnit | undefined)[]): Origin {
  const model = answers.find((answer) => answer?.model !== undefined)?.model;
  const pivot = answers.find((answer) => answer?.pivot !== undefined)?.pivot;
  const unknown = answers.flatMap((answer) => answer?.unknown ?? []);
  return {
    kind: 'provider',
    provider,
    ...onlyDefined({ model, pivot, unknown: unknown.length === 0 ? undefined : unknown }),
  };
}
