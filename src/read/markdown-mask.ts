import type { SyntaxTag } from '../syntax/types.js';

/**
 * Site syntax hidden from the Markdown parser, at equal length: what stands alone on its lines becomes white space, so that the
 * text around it is read as blocks of its own; what stands in a line becomes one word.
 */

/** Stands for a character of site syntax: neither white space nor punctuation, and in no alphabet. */
export const MASK = '\uE0B5';

export interface Masked {
  /** As long as the source; offsets are the same. */
  readonly text: string;
  /** Offsets where lines begin that are nothing but site syntax. */
  readonly tagLines: ReadonlySet<number>;
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** Tags that share lines. */
function* clusters(source: string, tags: readonly SyntaxTag[]): Generator<readonly SyntaxTag[]> {
  let open: SyntaxTag[] = [];
  for (const tag of tags) {
    const last = open.at(-1);
    if (last !== undefined && source.slice(last.end, tag.start).includes('\n')) {
      yield open;
      open = [];
    }
    open.push(tag);
  }
  if (open.length > 0) yield open;
}

/** Hides some tags. */
export function mask(source: string, tags: readonly SyntaxTag[]): Masked {
  let text = '';
  let at = 0;
  const tagLines = new Set<number>();
  for (const cluster of clusters(source, tags)) {
    const first = cluster[0]?.start ?? 0;
    const last = cluster.at(-1)?.end ?? 0;
    const lineStart = source.lastIndexOf('\n', first - 1) + 1;
    const lineEnd = source.indexOf('\n', last);
    const ends = [source.slice(lineStart, first), source.slice(last, lineEnd < 0 ? source.length : lineEnd)];
    const gaps = cluster.slice(1).map((tag, index) => source.slice(cluster[index]?.end, tag.start));
    const alone =
      /^[ \t>]*$/.test(ends[0] ?? '') && [...gaps, ends[1] ?? ''].every((gap) => gap.trim() === '');
    const indented = cluster[0]?.name === 'admonition';
    for (const tag of cluster) {
      text += source.slice(at, tag.start);
      const own = source.slice(tag.start, tag.end);
      text += alone && !indented ? blank(own) : indented ? listItem(own) : MASK.repeat(own.length);
      at = tag.end;
    }
    if (alone && !indented) {
      for (let line = lineStart; line >= 0 && line < last; ) {
        tagLines.add(line);
        const next = source.indexOf('\n', line);
        line = next < 0 ? -1 : next + 1;
      }
    }
  }
  return { text: text + source.slice(at), tagLines };
}

/** The head of an admonition, whose content is indented by four: to Markdown, a list item has such content. */
function listItem(head: string): string {
  const indent = head.length - head.trimStart().length;
  return `${head.slice(0, indent)}-   ${MASK.repeat(Math.max(head.length - indent - 4, 0))}`;
}
