/** Text for a terminal of some width: lines that go on do so under the text they belong to. Pure. */

/** Words of one look. */
export interface Painted {
  readonly text: string;
  readonly paint: (text: string) => string;
}

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff01-\uff60]/u;
const NO_WIDTH = /\p{M}|\p{Cf}/u;

/** Columns a terminal gives to a text without escapes. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}

/** A word in pieces that fit. */
function* piecesOf(word: string, width: number): Generator<string> {
  let piece = '';
  for (const character of word) {
    if (piece !== '' && columnsOf(piece + character) > width) {
      yield piece;
      piece = '';
    }
    piece += character;
  }
  yield piece;
}

/** Lines of at most `width` columns, broken at spaces, in words only where one is longer than a line. */
export function wrapped(parts: readonly Painted[], width: number): string[] {
  const lines: Painted[][] = [[]];
  let used = 0;
  for (const { text, paint } of parts)
    for (const word of text.split(' ').filter((each) => each !== ''))
      for (const piece of piecesOf(word, width)) {
        const columns = columnsOf(piece);
        const line = lines.at(-1) ?? [];
        if (used > 0 && used + 1 + columns > width) {
          lines.push([{ text: piece, paint }]);
          used = columns;
          continue;
        }
        const last = line.at(-1);
        if (last?.paint === paint) line[line.length - 1] = { text: `${last.text} ${piece}`, paint };
        else line.push({ text: piece, paint });
        used += (used > 0 ? 1 : 0) + columns;
      }
  return lines.map((line) => line.map(({ text, paint }) => paint(text)).join(' '));
}
