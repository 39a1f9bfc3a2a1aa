import { TovmachError } from '../errors.js';
import type { XliffUnit, XliffVersion } from './xliff.js';
import { writeXliff12 } from './xliff-write-12.js';
import { writeXliff21 } from './xliff-write-21.js';

/**
 * Units of one language pair as XLIFF, piece by piece, one `<file>` an article; the same units give the same
 * bytes.
 * @throws TovmachError INTERNAL when the units are of several pairs, or of none
 */
export function writeXliff(units: readonly XliffUnit[], version: XliffVersion): Iterable<string> {
  const [first] = units;
  if (
    first === undefined ||
    units.some(({ source, target }) => source !== first.source || target !== first.target)
  ) {
    throw new TovmachError('INTERNAL', 'An XLIFF file takes the units of exactly one language pair');
  }
  return version === '2.1' ? writeXliff21(units, first) : writeXliff12(units, first);
}
