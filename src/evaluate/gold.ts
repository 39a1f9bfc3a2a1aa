import { TovmachError } from '../errors.js';
import { parseLanguageTag } from '../model/language.js';
import type { GoldParagraph, GoldText, LabelledSpan } from './evaluate.js';

export interface Gold {
  readonly texts: readonly GoldText[];
  readonly paragraphs: readonly GoldParagraph[];
}

function tagAt(value: unknown, file: string, line?: number): string {
  const { tag, suggestion } = parseLanguageTag(typeof value === 'string' ? value : '');
  if (tag !== undefined) return tag;
  throw new TovmachError('INPUT_INVALID', `${file}: "${String(value)}" is no language tag`, {
    file,
    ...(line === undefined ? {} : { line }),
    hint: suggestion === undefined ? 'Use BCP 47 tags: en, uk, sr-Latn.' : `Did you mean "${suggestion}"?`,
  });
}

/**
 * Columns by the names in the first line: `lang` and `text` are needed, `class` groups, others are ignored.
 * @throws TovmachError `INPUT_INVALID` with file and line.
 */
export function parseGoldTsv(file: string, content: string): readonly GoldText[] {
  const [head = '', ...lines] = content.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = head.split('\t');
  const [lang, text, group] = [names.indexOf('lang'), names.indexOf('text'), names.indexOf('class')];
  if (lang < 0 || text < 0) {
    throw new TovmachError('INPUT_INVALID', `${file}: the first line names no columns "lang" and "text"`, {
      file,
      line: 1,
      hint: 'Begin the file with: lang<tab>class<tab>text',
    });
  }
  return lines.flatMap((line, index) => {
    if (line === '' || line.startsWith('#')) return [];
    const cells = line.split('\t');
    const content = cells[text];
    if (content === undefined) {
      throw new TovmachError('INPUT_INVALID', `${file}: too few columns`, {
        file,
        line: index + 2,
        hint: `Every line needs ${names.length} columns, with tabs between.`,
      });
    }
    return [{ lang: tagAt(cells[lang], file, index + 2), group: cells[group] ?? 'all', text: content }];
  });
}

interface RawEntry {
  readonly text?: unknown;
  readonly lang?: unknown;
  readonly class?: unknown;
  readonly kind?: unknown;
  readonly spans?: readonly { start?: unknown; end?: unknown; lang?: unknown }[];
}

/**
 * A list of `{ text, lang, class? }` and `{ text, kind?, spans: [{ start, end, lang }] }`, in any order.
 * @throws TovmachError `INPUT_INVALID` with file.
 */
export function parseGoldJson(file: string, content: string): Gold {
  const invalid = (message: string, cause?: unknown): TovmachError =>
    new TovmachError('INPUT_INVALID', `${file}: ${message}`, {
      file,
      hint: 'A list of { "text", "lang" } or { "text", "spans": [{ "start", "end", "lang" }] }.',
      cause,
    });
  let list: unknown;
  try {
    list = JSON.parse(content);
  } catch (cause) {
    throw invalid('not JSON', cause);
  }
  if (!Array.isArray(list)) throw invalid('not a list');
  const texts: GoldText[] = [];
  const paragraphs: GoldParagraph[] = [];
  list.forEach((entry: RawEntry | null, index) => {
    const text = entry?.text;
    if (typeof text !== 'string') throw invalid(`entry ${index + 1} has no text`);
    if (entry?.spans === undefined) {
      texts.push({ text, lang: tagAt(entry?.lang, file), group: String(entry?.class ?? 'all') });
      return;
    }
    const spans = entry.spans.map(({ start, end, lang }): LabelledSpan => {
      if (
        typeof start !== 'number' ||
        typeof end !== 'number' ||
        start < 0 ||
        end > text.length ||
        start >= end
      ) {
        throw invalid(`entry ${index + 1} has a span outside its text`);
      }
      return { start, end, lang: tagAt(lang, file) };
    });
    paragraphs.push({ text, kind: String(entry.kind ?? 'all'), spans });
  });
  return { texts, paragraphs };
}

/** Chooses by the ending of the name: `.tsv` or `.json`. */
export function parseGold(file: string, content: string): Gold {
  return file.endsWith('.tsv')
    ? { texts: parseGoldTsv(file, content), paragraphs: [] }
    : parseGoldJson(file, content);
}
