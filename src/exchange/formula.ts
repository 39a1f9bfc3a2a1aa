/** Cells that a spreadsheet would take for formulas. */

/**
 * What a spreadsheet would run as a formula (https://owasp.org/www-community/attacks/CSV_Injection), with the
 * apostrophes that stand before it already, so that taking one away gives back what was there.
 */
const FORMULA = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** A cell no spreadsheet runs. */
export const guarded = (cell: unknown): unknown =>
  typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : cell;
/** The cell as it was. */
export const unguarded = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
