import type { Check } from '../model/contracts.js';
import { type LanguageTag, primaryLanguage } from '../model/language.js';

/**
 * The same numbers on both sides, however each language writes them: `4.2 million` and `4,2 млн`, `1,200` and `1 200`. Numbers a
 * language spells out, dates in words, and ordinals must not raise an alarm.
 */

const MAGNITUDES: readonly (readonly [RegExp, number])[] = [
  [
    /^\s*(?:thousand|тисяч[аиуі]?|тис\.?|тысяч[аиу]?|тыс\.?|tysi[ąę]c[ye]?|tys\.?|tausend|mille|mil)(?!\p{L})/iu,
    1e3,
  ],
  [
    /^\s*(?:million[sen]*|mln|m|млн\.?|мільйон\p{L}*|миллион\p{L}*|milion\p{L}*|mio\.?|millones|millón|миљон\p{L}*)(?!\p{L})/iu,
    1e6,
  ],
  [
    /^\s*(?:billion[s]?|bn|млрд\.?|мільярд\p{L}*|миллиард\p{L}*|mld\.?|miliard\p{L}*|milliarde[n]?|milliard[s]?|mrd\.?)(?!\p{L})/iu,
    1e9,
  ],
  [/^\s*(?:trillion[s]?|трлн\.?|трильйон\p{L}*|триллион\p{L}*|bilion\p{L}*|bln)(?!\p{L})/iu, 1e12],
];

const NUMBER = /\d+(?:[.,:\u00A0\u202F' ]\d+)*/gu;

const DECIMAL_POINT: ReadonlySet<string> = new Set(['en', 'zh', 'ja', 'ko', 'he', 'th', 'hi']);

/** Values a written number may stand for in a language; more than one where its marks can be read both ways. */
function readNumber(written: string, language: LanguageTag): number[] {
  const compact = written.replace(/[\u00A0\u202F' ]/gu, '');
  if (compact.includes(':')) return compact.split(':').map(Number);
  const point = DECIMAL_POINT.has(primaryLanguage(language));
  const [decimal, group] = point ? ['.', ','] : [',', '.'];
  const values = new Set<number>();
  const add = (mark: string, other: string): void => {
    const parts = compact.split(mark);
    if (parts.length > 2) return;
    const whole = (parts[0] ?? '').split(other);
    if (whole.length > 1 && whole.slice(1).some((part) => part.length !== 3)) return;
    values.add(
      Number(`${whole.join('')}${parts[1] === undefined ? '' : `.${parts[1].replaceAll(other, '')}`}`),
    );
  };
  add(decimal, group);
  if (values.size === 0) add(group, decimal);
  if (values.size === 0) return compact.split(/[.,]/).map(Number);
  return [...values];
}

/** All values of a text; a range, a score or a time gives its parts. */
function valuesOf(text: string, language: LanguageTag): number[] {
  const values: number[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const rest = text.slice(match.index + match[0].length);
    const factor = MAGNITUDES.find(([pattern]) => pattern.test(rest))?.[1] ?? 1;
    // `5 000` is one number, `in 2024 12 people` are two: groups after a space have three digits.
    const parts = /^\d{1,3}(?:[\u00A0\u202F' ]\d{3})+(?:[.,]\d+)?$/u.test(match[0])
      ? [match[0]]
      : match[0].split(/[\u00A0\u202F' ]/u);
    for (const part of parts)
      for (const value of readNumber(part, language)) values.push(Math.round(value * factor * 1e6) / 1e6);
  }
  return values;
}

/** Up to here a language may spell a number out. */
const SPELLED_OUT = 100;

/** Values of one side that the other lacks. Small whole numbers may be words there, months may be names. */
function missing(from: readonly number[], to: readonly number[]): number[] {
  const rest = [...to];
  return from.filter((value) => {
    const at = rest.indexOf(value);
    if (at >= 0) {
      rest.splice(at, 1);
      return false;
    }
    if (to.includes(value)) return false;
    // `8.41 PM` and `20:41`.
    if (value <= 12 && to.includes(value + 12)) return false;
    if (value > 12 && value < 24 && to.includes(value - 12)) return false;
    return !(Number.isInteger(value) && value <= SPELLED_OUT && value !== 0);
  });
}

export function numbersCheck(): Check {
  return {
    name: 'numbers',
    examine({ unit, translation }) {
      if (!/\d/.test(unit.text) && !/\d/.test(translation)) return undefined;
      const source = valuesOf(unit.text, unit.source);
      const target = valuesOf(translation, unit.target);
      const lost = missing(source, target);
      const added = missing(target, source);
      // A small number that turned into another small number was changed, not spelled out.
      const changed =
        source.length === target.length && lost.length === 0 && added.length === 0
          ? source.filter(
              (value) =>
                !target.includes(value) && Math.abs(value) <= SPELLED_OUT && !hourTwin(value, target),
            )
          : [];
      const wrong = lost.length > 0 ? lost : changed;
      if (wrong.length > 0)
        return {
          check: 'numbers',
          severity: 'major',
          message: `${wrong.join(', ')} of the source is not in the translation`,
        };
      if (added.length > 0)
        return { check: 'numbers', severity: 'major', message: `${added.join(', ')} is not in the source` };
      return undefined;
    },
  };
}

function hourTwin(value: number, others: readonly number[]): boolean {
  return others.includes(value + 12) || others.includes(value - 12);
}
