import { TovmachError } from '../errors.js';
import { asPath, type Message, messages } from '../message.js';
import { parseLanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { GoldParagraph, GoldText, LabelledSpan } from './evaluate.js';

const say = messages('evaluate', {
  noTag: '{{file}}: "{{value}}" is no language tag',
  useTags: 'Use BCP 47 tags: en, uk, sr-Latn.',
  didYouMean: 'Did you mean "{{suggestion}}"?',
  noColumns: '{{file}}: the first line names no columns "lang" and "text"',
  beginWithColumns: 'Begin the file with: lang<tab>class<tab>text',
  tooFewColumns: '{{file}}: too few columns',
  everyLineNeeds: {
    one: 'Every line needs {{count}} column, with tabs between.',
    other: 'Every line needs {{count}} columns, with tabs between.',
  },
  invalidGold: '{{file}}: {{reason}}',
  goldShape: 'A list of { "text", "lang" } or { "text", "spans": [{ "start", "end", "lang" }] }.',
  notJson: 'not JSON',
  notList: 'not a list',
  entryWithoutText: 'entry {{number}} has no text',
  spanOutside: 'entry {{number}} has a span outside its text',
});

/** Labelled material to measure language detection against. */
export interface Gold {
  /** Texts in one language each. */
  readonly texts: readonly GoldText[];
  /** Paragraphs with labelled ranges. */
  readonly paragraphs: readonly GoldParagraph[];
}

function tagAt(value: unknown, file: string, line?: number): string {
  const { tag, suggestion } = parseLanguageTag(typeof value === 'string' ? value : '');
  if (tag !== undefined) return tag;
  throw new TovmachError('INPUT_INVALID', say.noTag({ file: asPath(file), value: String(value) }), {
    file,
    ...onlyDefined({ line }),
    hint: suggestion === undefined ? say.useTags() : say.didYouMean({ suggestion }),
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
    throw new TovmachError('INPUT_INVALID', say.noColumns({ file: asPath(file) }), {
      file,
      line: 1,
      hint: say.beginWithColumns(),
    });
  }
  return lines.flatMap((line, index) => {
    if (line === '' || line.startsWith('#')) return [];
    const cells = line.split('\t');
    const content = cells[text];
    if (content === undefined) {
      throw new TovmachError('INPUT_INVALID', say.tooFewColumns({ file: asPath(file) }), {
        file,
        line: index + 2,
        hint: say.everyLineNeeds({ count: names.length }),
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
  const invalid = (reason: Message, cause?: unknown): TovmachError =>
    new TovmachError('INPUT_INVALID', say.invalidGold({ file: asPath(file), reason }), {
      file,
      hint: say.goldShape(),
      cause,
    });
  let list: unknown;
  try {
    list = JSON.parse(content);
  } catch (cause) {
    throw invalid(say.notJson(), cause);
  }
  if (!Array.isArray(list)) throw invalid(say.notList());
  const texts: GoldText[] = [];
  const paragraphs: GoldParagraph[] = [];
  list.forEach((entry: RawEntry | null, index) => {
    const text = entry?.text;
    if (typeof text !== 'string') throw invalid(say.entryWithoutText({ number: index + 1 }));
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
        throw invalid(say.spanOutside({ number: index + 1 }));
      }
      return { start, end, lang: tagAt(lang, file) };
    });
    paragraphs.push({ text, kind: String(entry.kind ?? 'all'), spans });
  });
  return { texts, paragraphs };
}

/** Chooses by the ending of the name: `.tsv`, `.json`, or `.ndjson` and `.jsonl` with an entry a line. */
export function parseGold(file: string, content: string): Gold {
  return file.endsWith('.tsv')
    ? { texts: parseGoldTsv(file, content), paragraphs: [] }
    : parseGoldJson(file, /\.(?:ndjson|jsonl)$/.test(file) ? `[${lines(content).join(',')}]` : content);
}

const lines = (content: string): string[] => content.split('\n').filter((line) => line.trim() !== '');
