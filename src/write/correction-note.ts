import type { OutputChanges } from '../model/changes.js';
import type { Rendered } from './render.js';

/** Notes that tell readers what was corrected, and when; at the end of an output. Pure. */

/** Words of an earlier version that a note repeats, in characters. */
const MOST = 400;

/** An output with a note for each day on which a run changed it; as it is where there is none. */
export function withNotes(
  text: string,
  changes: readonly OutputChanges[],
  {
    format,
    rendered,
    speaks,
  }: { readonly format: string; readonly rendered: Rendered; readonly speaks: boolean },
): string {
  const notes = changes.map((one) => noteOf(one, rendered, speaks));
  if (notes.length === 0) return text;
  const end = text.endsWith('\n') ? text : `${text}\n`;
  switch (format) {
    case 'md':
      return `${end}${notes.map((note) => `\n*${escapeMarkdown(note)}*\n`).join('')}`;
    case 'txt':
      return `${end}${notes.map((note) => `\n${note}\n`).join('')}`;
    case 'json': {
      const { blocks, ...fields } = JSON.parse(text) as Record<string, unknown>;
      return `${JSON.stringify({ ...fields, corrections: notes, blocks }, null, 2)}\n`;
    }
    case 'html': {
      const at = [/<\/article>/i, /<\/main>/i, /<\/body>/i]
        .map((tag) => text.search(tag))
        .find((place) => place >= 0);
      const said = notes.map((note) => `<p class="correction">${escapeHtml(note)}</p>\n`).join('');
      return at === undefined ? `${end}${said}` : text.slice(0, at) + said + text.slice(at);
    }
    default:
      // Subtitles and other files of programs have no place for it.
      return text;
  }
}

function noteOf({ target, date, segments }: OutputChanges, { texts }: Rendered, speaks: boolean): string {
  const day = new Intl.DateTimeFormat(target, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
  const was = segments.flatMap(({ before }) => (before === undefined ? [] : [before.replace(/\s+/g, ' ')]));
  const joined = was.join(' … ');
  const words = joined.length > MOST ? `${joined.slice(0, MOST).trimEnd()}…` : joined;
  if (!speaks) return words === '' ? day : `${day}: ${words}`;
  return words === '' ? texts('updated', { date: day }) : texts('corrected', { date: day, words });
}

const escapeMarkdown = (text: string): string => text.replace(/[\\`*_[\]<>]/g, '\\$&');
const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
