import type { LanguageTag } from '../model/language.js';
import { SCRIPTS } from './alphabets.js';
import { type LetterTables, letterTables } from './letters.js';
import { modelOf, wideModelOf } from './model.js';
import type { Rival } from './scores.js';

const MODELLED_SCRIPTS = ['Cyrl', 'Latn'] as const;

/** Everything about a candidate set that does not depend on the text. */
export interface Field {
  readonly candidates: readonly LanguageTag[];
  readonly tables: LetterTables;
  /** By script number. */
  readonly rivals: readonly (readonly Rival[])[];
  /** Candidates by script number. */
  readonly own: readonly number[];
  /** By script number, then by the bits of its contenders that the letters leave. */
  readonly groups: readonly Map<number, Group>[];
  /** All bits of a script's contenders, by its number. */
  readonly bits: readonly number[];
}

/** The contenders that some set of letters leaves. */
export interface Group {
  /** Every contender lacks some letter of the text: letters count, but rule nobody out. */
  readonly foreign: boolean;
  readonly left: readonly Rival[];
  /** The candidates among them. */
  readonly open: readonly Rival[];
  readonly tags: readonly LanguageTag[];
  readonly keys: readonly string[];
  /** The one candidate that has all the letters, where there are others. */
  readonly only: Rival | undefined;
}

function groupOf(rivals: readonly Rival[], bits: number): Group {
  const possible = rivals.filter(({ bit }) => bit === 0 || (bits & bit) !== 0);
  const foreign = possible.length === 0;
  const left = foreign ? rivals : possible;
  const open = left.filter(({ outsider }) => !outsider);
  const several = rivals.filter(({ outsider }) => !outsider).length > 1;
  return {
    foreign,
    left,
    open,
    tags: open.map(({ tag }) => tag),
    keys: open.map(({ key }) => key),
    only: several && open.length === 1 && !foreign ? open[0] : undefined,
  };
}

/** Prepares a candidate set: letter tables, places in the models, outsiders. */
export function fieldOf(candidates: readonly LanguageTag[]): Field {
  const outsiders = MODELLED_SCRIPTS.flatMap((script) => modelOf(script)?.languages ?? []);
  const tables = letterTables(candidates, outsiders);
  const rivals = tables.byScript.map((contenders, script) => {
    const languages = modelOf(SCRIPTS[script] ?? '')?.languages ?? [];
    const known = contenders.map((one) => ({ ...one, column: languages.indexOf(one.key), wide: -1 }));
    if (known.every(({ column }) => column >= 0)) return known;
    const further = wideModelOf(SCRIPTS[script] ?? '')?.languages ?? [];
    return known.map((one) => ({ ...one, wide: further.indexOf(one.key === 'no' ? 'nb' : one.key) }));
  });
  const own = rivals.map((list) => list.filter(({ outsider }) => !outsider).length);
  const bits = rivals.map((list) => list.reduce((all, { bit }) => (all | bit) >>> 0, 0));
  return { candidates, tables, rivals, own, groups: rivals.map(() => new Map()), bits };
}

/** The group that `bits` of a script's contenders leave; made once. */
export function groupFor({ groups, rivals }: Field, script: number, bits: number): Group {
  let group = groups[script]?.get(bits);
  if (group === undefined) {
    group = groupOf(rivals[script] ?? [], bits);
    groups[script]?.set(bits, group);
  }
  return group;
}
