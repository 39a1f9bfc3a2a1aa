import type { CheckNote, CheckResult } from '../model/contracts.js';

/** What the checks say of an answer, weighed: which of two answers is kept, and whether another is asked for. */

const RANK: Readonly<Record<CheckResult['severity'], number>> = { critical: 2, major: 1, minor: 0 };

/** What memory keeps of findings, the gravest first. */
export function notesOf(results: readonly CheckResult[]): readonly CheckNote[] {
  return [...results]
    .sort((a, b) => RANK[b.severity] - RANK[a.severity])
    .map(({ check, severity }) => ({ check, severity }));
}

/** Whether anything is grave enough to ask once more. */
export function isGrave(notes: readonly CheckNote[]): boolean {
  return notes.some(({ severity }) => severity !== 'minor');
}

/** Whether `a` has fewer findings than `b`, by severity, the gravest counted first; a tie is not better. */
export function isBetter(a: readonly CheckNote[], b: readonly CheckNote[]): boolean {
  for (const severity of ['critical', 'major', 'minor'] as const) {
    const difference = count(a, severity) - count(b, severity);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

const count = (notes: readonly CheckNote[], severity: CheckResult['severity']): number =>
  notes.filter((note) => note.severity === severity).length;
