import { describe, it } from 'vitest';
import { declareCases, type FormatCandidate, formatCases } from '../../src/testing/index.js';

/** Declares the whole suite for a format. */
export function testFormat(candidate: FormatCandidate): void {
  declareCases(`${candidate.name} keeps what a format promises`, formatCases(candidate), { describe, it });
}
