/** What a sentence states and a translation must keep: numbers, amounts, times, months, weekdays. */

export interface Fact {
  /** `scale`: a word like `millions` that no number stands before. `money`: a currency that no number stands beside. */
  readonly kind: 'number' | 'time' | 'month' | 'weekday' | 'scale' | 'money';
  /** The number; minutes of the day; 1 to 12; 1 (Monday) to 7; the factor; 0 for money. */
  readonly value: number;
  /** Other values the same characters may stand for: `21.30` is a number and half past nine. */
  readonly others?: readonly number[];
  /** CLDR's name of the unit (`kilometer`), `percent`, or `point` for percentage points. */
  readonly unit?: string;
  /** A class of currencies called alike: `dollar`, `krone`. */
  readonly currency?: string;
  /** Said in words, wholly: it explains a number of the other side and is not asked for there. */
  readonly fromWords: boolean;
  /** An ordinal, or one that serves as an article or a fraction as well: too weak to be missed. */
  readonly weak?: boolean;
  /** A time of which the half of the day is not said. */
  readonly open?: boolean;
  /** With a minus before it. */
  readonly negative?: boolean;
  /** Words beside it say that it is below zero. */
  readonly below?: boolean;
  /** Where its unit or currency ends, if it has one. */
  readonly until?: number;
  /** Half-open UTF-16 range. */
  readonly start: number;
  readonly end: number;
}

/** What a word tells of the number beside it, or by itself. */
export type Meaning =
  | { readonly kind: 'number'; readonly value: number; readonly weak?: boolean }
  | { readonly kind: 'scale'; readonly value: number; readonly moneyOnly?: boolean }
  | { readonly kind: 'month' | 'weekday'; readonly value: number; readonly capital?: boolean }
  | { readonly kind: 'unit'; readonly unit: string }
  | { readonly kind: 'currency'; readonly currency: string; readonly weak?: boolean }
  | { readonly kind: 'half'; readonly half: 'am' | 'pm' | 'night' }
  | { readonly kind: 'minus' }
  | { readonly kind: 'join' };
