/** Paragraphs that were wrapped by hand: one text over several lines, each as long as the next word allowed. */

/** A line that is not blank, without the white space at its ends. */
export interface TextLine {
  readonly text: string;
  readonly start: number;
  /** A blank line stands before it. */
  readonly apart: boolean;
}

/** Widths in characters that people and programs wrap at. */
const NARROWEST = 40;
const WIDEST = 100;
/** Fewest lines in which wrapping shows; a shorter paragraph is wrapped where a longer one of the same text is. */
const FEWEST_LINES = 3;

/** No line need be quite as long as the width allows. */
const SLACK = 10;

const firstWord = (text: string): number => /^\S+/u.exec(text)?.[0].length ?? 0;
/** A line that goes on in the middle of a sentence. */
const GOES_ON = /^[«“„"(]?\p{Ll}/u;
/** List items and lines of verse or of a dialogue begin so. */
const ITEM = /^(?:[-–—•*·▪►]|\d{1,2}[.)])\s/u;

/** The paragraphs of a text, lines that blank lines part. */
function paragraphsOf(lines: readonly TextLine[]): TextLine[][] {
  const paragraphs: TextLine[][] = [];
  for (const line of lines) {
    const open = paragraphs.at(-1);
    if (open === undefined || line.apart) paragraphs.push([line]);
    else open.push(line);
  }
  return paragraphs;
}

/** Whether every line ends where the next word would not have fitted into the width. */
const isFull = (lines: readonly TextLine[], width: number): boolean =>
  lines.every(({ text }, at) => {
    const next = lines[at + 1];
    return next === undefined || text.length + 1 + firstWord(next.text) > width;
  });

/**
 * Joins the lines of paragraphs that were wrapped: each line full, and one at least going on in the middle of a
 * sentence. Headlines below each other are of all lengths, and stay what they are.
 */
export function joinWrapped(lines: readonly TextLine[]): readonly (readonly TextLine[])[] {
  const alone = (list: readonly TextLine[]): TextLine[][] => list.map((line) => [line]);
  if (!lines.some(({ text }) => GOES_ON.test(text))) return alone(lines);
  const paragraphs = paragraphsOf(lines);
  const widthOf = (list: readonly TextLine[]): number => Math.max(...list.map(({ text }) => text.length));
  const isWrapped = (list: readonly TextLine[], width: number): boolean =>
    list.length > 1 &&
    width >= NARROWEST &&
    width <= WIDEST &&
    list.some(({ text }, at) => at > 0 && GOES_ON.test(text)) &&
    !list.some(({ text }) => ITEM.test(text)) &&
    isFull(list, width);
  let width = 0;
  for (const list of paragraphs) {
    const own = widthOf(list);
    if (list.length >= FEWEST_LINES && isWrapped(list, own)) width = Math.max(width, own);
  }
  if (width === 0) return alone(lines);
  return paragraphs.flatMap((list) => {
    const own = widthOf(list);
    const whole = list.length >= FEWEST_LINES ? own : Math.max(own, width);
    return own <= width + SLACK && isWrapped(list, whole) ? [list] : alone(list);
  });
}
