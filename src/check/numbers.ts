import { type Message, messages } from '../message.js';
import type { Check, CheckInput, CheckResult } from '../model/contracts.js';
import { primaryLanguage } from '../model/language.js';
import type { Fact } from './facts/fact.js';
import { leftOver, type ReadFacts } from './facts/pair.js';
import { isConversion } from './facts/unit.js';
import { knowsNumberWords } from './facts/words.js';

const say = messages('check', {
  numberChanged: '{{lost}} of the source is not in the translation, {{added}} is',
  numberLost: '{{lost}} of the source is not in the translation',
  numberAdded: '{{added}} is not in the source',
  signLost: '-{{value}} of the source is {{value}} in the translation',
  scaleChanged: 'the source speaks of "{{here}}", the translation of "{{there}}"',
  countChanged: '"{{here}}" of the source is "{{there}}" in the translation',
  orderChanged: '{{values}} stand in another order in the translation',
});

/**
 * The same numbers on both sides, however each language writes them: `4.2 million` and `4,2 млн`, `1,200` and
 * `1 200`, `$1 million` and «один мільйон доларів».
 */

/** Up to here a language may spell a number out, so that one that is nowhere may still be said. */
const SPELLED_OUT = 100;

const isDigits = (fact: Fact): boolean => fact.kind === 'number' && !fact.fromWords;

/** Values a fact may stand for. */
const equal = (a: Fact, b: Fact): boolean => near(a.value, b.value);
const near = (a: number, b: number): boolean =>
  a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** `1990s` and «90-х», `2021/22` and `2021/2022`. */
const isShortYear = (a: Fact, b: Fact): boolean => {
  const [year, short] = a.value > b.value ? [a.value, b.value] : [b.value, a.value];
  return year >= 1800 && year < 2100 && short < 100 && year % 100 === short;
};

/** Whether the other side says a number without its digits: in words, as a time, a month, an ordinal. */
function isSaid(fact: Fact, others: readonly Fact[], text: string, language: string): boolean {
  const { value } = fact;
  return (
    others.some(
      (other) =>
        ((other.fromWords || other.kind === 'month' || other.kind === 'scale') &&
          (near(other.value, value) || (other.kind === 'number' && near(other.value * 100, value)))) ||
        (other.kind === 'time' && sameTime(value, other.value)) ||
        other.others?.some((one) => near(one, value) || (value <= 24 && one === value * 60)) === true ||
        (isShortYear(fact, other) && other.fromWords),
    ) || isInCompound(value, text, language)
  );
}

/** The hour or the minutes of a time said by itself; `9` for 21:00 only where the half of the day is in words. */
const sameTime = (value: number, minutes: number): boolean => {
  const hour = Math.floor(minutes / 60);
  return (
    value === hour ||
    value === hour - 12 ||
    (hour === 0 && (value === 12 || value === 24)) ||
    (value < 60 && value === minutes % 60) ||
    value === hour + (minutes % 60) / 100
  );
};

/** Beginnings of compounds: «дворічний», `dreifach`, `tříletý`. */
const COMPOUNDS: Readonly<Record<string, readonly (readonly [number, RegExp])[]>> = Object.fromEntries(
  Object.entries({
    uk: 'одн|перш дво|двох|двій|подві|удві|вдві|пар|друг три|трьох|потрі|втри трет чотир|четвер|чверт|вчетв п.?ят шест|шіст|шост сем|сім|сьом вісім|восьм|вісьм дев.?ят десят|десьт',
    ru: 'одн|перв дву|двух|двой|вдв|удв|пар|втор|обои тр[её]х|три|тро|втр|утр|трет четыр|четвер|вчетв пят шест сем|седьм восем|восьм девят десят',
    cs: 'jedn|prvn dvou|dvoj|dvo|druh tří|troj|tro|třet čtyř|čtvrt pět|pát šest sedm osm devít|devát|devět deset|desít|desát',
    de: 'ein|erst zwei|doppel|zweit drei|dritt vier fünf sechs sieb acht neun zehn',
    en: 'one|first|single two|twi|double|second|bi|half three|tri|third four|quar five|fif six seven eight nine|nint ten',
    pl: 'jedn|pierw dwu|dwo|drug trzy|trój|trze czter|czwart pię|piąt sześ|szóst siedm|siód ośm|ósm dziew dzies',
  }).map(([language, list]) => [
    language,
    list
      .split(' ')
      .map((stems, index): [number, RegExp] => [
        index + 1,
        new RegExp(`(?<!\\p{L})(?:${stems})\\p{L}`, 'iu'),
      ]),
  ]),
);

function isInCompound(value: number, text: string, language: string): boolean {
  return COMPOUNDS[language]?.find(([number]) => number === value)?.[1].test(text) === true;
}

const isSmall = ({ value }: Fact): boolean => Number.isInteger(value) && Math.abs(value) <= SPELLED_OUT;

export function numbersCheck(facts: ReadFacts): Check {
  return {
    name: 'numbers',
    examine(input) {
      const { unit, translation } = input;
      const { source, target } = facts(input);
      if (source.length === 0 && target.length === 0) return undefined;
      const [from, to] = [primaryLanguage(unit.source), primaryLanguage(unit.target)];
      const alike = (a: Fact, b: Fact): boolean => equal(a, b) || isConverted(a, b);
      const open = leftOver(source.filter(isDigits), target.filter(isDigits), alike);
      const rest = leftOver(open.from, open.to, isShortYear);
      const known = (fact: Fact, side: readonly Fact[]): boolean =>
        side.some((other) => isDigits(other) && equal(fact, other));
      const lost = rest.from.filter((fact) => !known(fact, target) && !isSaid(fact, target, translation, to));
      const added = rest.to.filter((fact) => !known(fact, source) && !isSaid(fact, source, unit.text, from));
      return (
        verdict(lost, added, knowsNumberWords(to), knowsNumberWords(from)) ??
        signs(source, target) ??
        scales(source, target, input) ??
        counted(source, target) ??
        order(source, target)
      );
    },
  };
}

const list = (facts: readonly Fact[]): string => [...new Set(facts.map(({ value }) => value))].join(', ');
const result = (severity: CheckResult['severity'], message: Message): CheckResult => ({
  check: 'numbers',
  severity,
  ...message,
});

function verdict(
  lost: readonly Fact[],
  added: readonly Fact[],
  knowsTarget: boolean,
  knowsSource: boolean,
): CheckResult | undefined {
  const gone = lost.filter((fact) => !isSmall(fact));
  const made = added.filter((fact) => !isSmall(fact));
  if (lost.length > 0 && added.length > 0)
    return result('major', say.numberChanged({ lost: list(lost), added: list(added) }));
  if (gone.length > 0) return result('major', say.numberLost({ lost: list(gone) }));
  if (made.length > 0) return result('major', say.numberAdded({ added: list(made) }));
  // Where the words of a language are not known, a small number may be among them.
  if (lost.length > 0 && knowsTarget) return result('minor', say.numberLost({ lost: list(lost) }));
  if (added.length > 0 && knowsSource) return result('minor', say.numberAdded({ added: list(added) }));
  return undefined;
}

/** `5 km` and `3 miles`. */
function isConverted(a: Fact, b: Fact): boolean {
  return (
    a.unit !== undefined &&
    b.unit !== undefined &&
    a.unit !== b.unit &&
    isConversion(a.value, a.unit, b.value, b.unit)
  );
}

/** A minus that one side alone has, before a number of both. */
function signs(source: readonly Fact[], target: readonly Fact[]): CheckResult | undefined {
  const lost = source.find(
    (fact) =>
      fact.negative === true &&
      target.some((other) => equal(fact, other)) &&
      !target.some((other) => equal(fact, other) && (other.negative === true || other.below === true)),
  );
  return lost === undefined ? undefined : result('major', say.signLost({ value: lost.value }));
}

/** `millions` without a number is no `billions`. */
function scales(
  source: readonly Fact[],
  target: readonly Fact[],
  { unit, translation }: CheckInput,
): CheckResult | undefined {
  const words = (facts: readonly Fact[]): Fact[] =>
    facts.filter(({ kind, value }) => kind === 'scale' && value >= 1e3);
  const { from, to } = leftOver(words(source), words(target), equal);
  const [lost] = from.filter(
    (fact) =>
      !target.some(
        (other) =>
          other.value > 0 &&
          near(other.value / fact.value, Math.round(other.value / fact.value)) &&
          other.value < fact.value * 1000 &&
          other.value >= fact.value,
      ),
  );
  const [other] = to.filter(
    (fact) => !source.some((one) => one.value >= fact.value && one.value < fact.value * 1000),
  );
  if (lost === undefined || other === undefined) return undefined;
  return result(
    'major',
    say.scaleChanged({
      here: unit.text.slice(lost.start, lost.end),
      there: translation.slice(other.start, other.end),
    }),
  );
}

/** Numbers in words that both sides have one of left over: `two` and «троє». */
function counted(source: readonly Fact[], target: readonly Fact[]): CheckResult | undefined {
  const words = (facts: readonly Fact[]): Fact[] =>
    facts.filter((fact) => fact.kind === 'number' && fact.fromWords && fact.weak !== true && fact.value >= 2);
  const all = (facts: readonly Fact[], value: Fact): boolean =>
    facts.some((fact) => fact.kind === 'number' && equal(fact, value));
  const lost = words(source).filter((fact) => !all(target, fact));
  const added = words(target).filter((fact) => !all(source, fact));
  if (lost.length !== 1 || added.length !== 1) return undefined;
  return result('minor', say.countChanged({ here: list(lost), there: list(added) }));
}

/** The same numbers in another order: right where the sentence turned round, wrong where two were taken for each other. */
function order(source: readonly Fact[], target: readonly Fact[]): CheckResult | undefined {
  const counts = (facts: readonly Fact[]): Fact[] =>
    facts.filter(
      (fact) => isDigits(fact) && fact.unit === undefined && fact.currency === undefined && isSmall(fact),
    );
  const [a, b] = [counts(source), counts(target)];
  if (a.length !== 2 || b.length !== 2 || source.filter(isDigits).length !== 2) return undefined;
  if (a[0]?.value === a[1]?.value || a[0]?.value !== b[1]?.value || a[1]?.value !== b[0]?.value)
    return undefined;
  return result('minor', say.orderChanged({ values: list(a) }));
}
