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
    sent(unit, line, { made, context, terms, examine, mend, find, known, earlier, remembers }, signal);
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

/** One way of a unit over a line. */
async function sent(
  unit: TranslationUnit,
  line: ProviderLine,
  {
    made,
    context,
    terms,
    examine,
    mend,
    known,
    find,
    earlier,
    remembers,
  }: {
    readonly made: ProtectedText;
    readonly context: UnitContext | undefined;
    readonly terms: readonly Term[] | undefined;
    readonly examine: Examine;
    readonly mend: Mend;
    readonly known: Known;
    readonly find: FindPersonal | undefined;
    readonly earlier: readonly CheckNote[] | undefined;
    readonly remembers: boolean;
  },
  signal: AbortSignal,
): Promise<Return> {
  const { provider } = line;
  const luggage = divideLong(made, line.maxText, unit.source);
  const texts = luggage.parts.flatMap((part) => ('prose' in part ? [withoutHidden(part.prose)] : []));
  const answers = new Array<TranslatedUnit | undefined>(texts.length);
  return new Promise((resolve) => {
    let outcome: Return | undefined;
    let missing = texts.length;
    const arrive = (): MemoryEntry | undefined => {
      const back = restore(
        luggage,
        answers.map((answer) => answer?.text ?? ''),
      );
      if (!back.ok) {
        const wrong = [...back.lost, ...back.duplicated, ...back.crossed]
          // What was masked is not said in a log either.
          .map((text) => `"${find === undefined ? text : withoutPersonal(text, find)}"`)
          .join(', ');
        outcome = {
          status: 'rejected',
          said: say.torn({ provider: provider.name, wrong }),
          torn: true,
        };
        return undefined;
      }
      const text = mend(unit, back.text);
      const results = examine(unit, text);
      const critical = results.find(({ severity }) => severity === 'critical');
      if (critical !== undefined) {
        const said = say.refused({ check: critical.check, what: asValue(critical) });
        outcome = { status: 'rejected', said };
        return undefined;
      }
      const origin = originOf(provider.name, answers);
      const notes = notesOf(results);
      outcome = { status: 'translated', text, origin, notes };
      if (!remembers || (earlier !== undefined && !isBetter(notes, earlier))) return undefined;
      return entryOf(unit, text, origin, provider.identity, notes);
    };
    const finish = (): void => {
      if (missing === 0 && outcome !== undefined) resolve(outcome);
    };
    const parcel = (text: string, index: number): Parcel => ({
      text,
      signal,
      ...onlyDefined({ context, terms, again: earlier === undefined ? undefined : true }),
      async isKnown() {
        // Another part of the text has found it.
        if (outcome !== undefined) return true;
        const found = await known(unit);
        if (found === undefined || (earlier !== undefined && !isBetter(found.notes, earlier))) return false;
        outcome = { status: 'translated', ...found };
        resolve(outcome);
        return true;
      },
      // What memory does not take stays as the service gave it, and is not asked for again.
      isWhole: () => remembers && (missing === 0 || outcome?.status === 'translated'),
      all: () => parcels,
      accept(answer) {
        answers[index] = answer;
        missing -= 1;
        if (missing > 0 || outcome !== undefined) return undefined;
        try {
          return arrive();
        } catch (cause) {
          const said = say.checkFailed({ reason: reasonOf(cause) });
          outcome = { status: 'failed', error: new TovmachError('INTERNAL', said, { cause }) };
          return undefined;
        }
      },
      stored: finish,
      fail(error) {
        outcome = { status: 'failed', error };
        resolve(outcome);
      },
    });
    if (texts.length === 0) {
      resolve({ status: 'failed', error: new ProviderError(provider.name, 'REJECTED', say.nothing()) });
      return;
    }
    const parcels = texts.map(parcel);
    line.post(unit.source, unit.target, parcels, { alone: earlier !== undefined });
  });
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
