/** Personal data that is told by its shape, or by its check digits. */
export type PersonalKind = 'email' | 'phone' | 'card' | 'account' | 'tax' | 'passport';

/** A stretch that must not leave the machine. */
export interface PersonalRange {
  /** `pattern`: of the user's own. */
  readonly kind: PersonalKind | 'pattern';
  /** Half-open UTF-16 range. */
  readonly start: number;
  /** UTF-16 offset behind its last character. */
  readonly end: number;
}

/** Personal data of a text, ordered and disjoint. */
export type FindPersonal = (text: string) => readonly PersonalRange[];
