import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { TovmachError } from '../../errors.js';
import { messages } from '../../message.js';
import { type LanguageTag, parseLanguageTag } from '../../model/language.js';
import { onlyDefined } from '../../model/only-defined.js';
import {
  type Concept,
  idFrom,
  inOrder,
  onePreferred,
  TERM_STATUSES,
  type Termbase,
  type TermStatus,
  type TermWord,
} from '../../terms/termbase.js';
import { guarded, unguarded } from '../formula.js';
import { unreadable } from '../xml-events.js';
import type { TermsRead, TermsSkipped } from './types.js';

/**
 * Termbases as tables. Ours: one word a row, `concept,language,term,status,domain,match,note`. Read as well: one concept a
 * row, one column a language headed by its code, words of one language separated by `|`, the first preferred.
 */

const COLUMNS = ['concept', 'language', 'term', 'status', 'domain', 'match', 'note'] as const;

const say = messages('exchange', {
  termHeader: 'no header names the languages of the terms',
  beginTermHeader:
    'Begin with the line "concept,language,term,status", or with one language code a column, such as "en,uk".',
  termLanguage: 'unknown language code "{{code}}"',
  termStatus: 'unknown status "{{status}}"; it is preferred, admitted or forbidden',
  termEmpty: 'no term',
  termTable: 'this is no table: {{reason}}',
  mendTable: 'Mend the quotes of that line.',
});

/** Safe to open in a spreadsheet. */
export function writeTermsCsv({ concepts }: Termbase): string {
  const rows = concepts.flatMap(({ id, words, domain, match, note }) =>
    Object.keys(words)
      .sort()
      .flatMap((language) =>
        (words[language] ?? []).map(({ text, status }) => [
          id,
          language,
          text,
          status,
          domain ?? '',
          match ?? '',
          note ?? '',
        ]),
      ),
  );
  return stringify([[...COLUMNS], ...rows.map((row) => row.map(guarded))], { record_delimiter: '\r\n' });
}

/** @throws TovmachError INPUT_INVALID with file and line, INPUT_NOT_FOUND, INPUT_UNREADABLE */
export function readTermsCsv(path: string): TermsRead {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw unreadable(path, cause);
  }
  const [header = [], ...rows] = rowsOf(text, path);
  const names = header.map((name) => name.trim().toLowerCase());
  if (names.includes('term') && names.includes('language')) return fromWords(names, rows);
  const languages = header.map((name) => parseLanguageTag(name).tag);
  const known = languages.filter((tag) => tag !== undefined).length;
  if (known < 2)
    throw new TovmachError('INPUT_INVALID', say.termHeader(), {
      hint: say.beginTermHeader(),
      file: path,
      line: 1,
    });
  return fromConcepts(names, languages, rows);
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

function rowsOf(text: string, path: string): [string[], ...Row[]] {
  const head = text.split(/[\r\n]/)[0]?.replace(/"[^"]*"/g, '') ?? '';
  const delimiter = [',', ';', '\t'].reduce((best, mark) =>
    head.split(mark).length > head.split(best).length ? mark : best,
  );
  try {
    const records = parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    const [first, ...rest] = records;
    return [
      first?.record ?? [],
      ...rest.map(({ record, info }) => ({ cells: record.map(unguarded), line: info.lines })),
    ];
  } catch (cause) {
    const line = typeof cause === 'object' && cause !== null && 'lines' in cause ? Number(cause.lines) : 1;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TovmachError('INPUT_INVALID', say.termTable({ reason }), {
      hint: say.mendTable(),
      file: path,
      line,
      cause,
    });
  }
}

function fromWords(names: readonly string[], rows: readonly Row[]): TermsRead {
  const skipped: TermsSkipped[] = [];
  const concepts = new Map<
    string,
    { facts: Omit<Concept, 'id' | 'words'>; words: Record<LanguageTag, TermWord[]> }
  >();
  for (const { cells, line } of rows) {
    const cell = (name: string): string => cells[names.indexOf(name)]?.trim() ?? '';
    const { tag } = parseLanguageTag(cell('language'));
    const said = cell('status').toLowerCase();
    const status = said === '' ? 'admitted' : TERM_STATUSES.find((one) => one === said);
    if (cell('term') === '') skipped.push({ line, reason: say.termEmpty() });
    else if (tag === undefined) skipped.push({ line, reason: say.termLanguage({ code: cell('language') }) });
    else if (status === undefined) skipped.push({ line, reason: say.termStatus({ status: said }) });
    else {
      const id = cell('concept') || idFrom(cell('term'));
      const concept = concepts.get(id) ?? { facts: {}, words: {} };
      concepts.set(id, {
        facts: {
          ...concept.facts,
          ...onlyDefined({
            domain: cell('domain') === '' ? undefined : cell('domain'),
            note: cell('note') === '' ? undefined : cell('note'),
            match: cell('match') === 'exact' ? ('exact' as const) : undefined,
          }),
        },
        words: { ...concept.words, [tag]: [...(concept.words[tag] ?? []), { text: cell('term'), status }] },
      });
    }
  }
  return {
    concepts: [...concepts].map(([id, { facts, words }]) => ({
      id,
      ...facts,
      words: Object.fromEntries(
        Object.entries(words).map(([tag, list]) => [tag, inOrder(onePreferred(list))]),
      ),
    })),
    skipped,
  };
}

function fromConcepts(
  names: readonly string[],
  languages: readonly (LanguageTag | undefined)[],
  rows: readonly Row[],
): TermsRead {
  const skipped: TermsSkipped[] = [];
  const concepts: Concept[] = [];
  for (const { cells, line } of rows) {
    const words: Record<LanguageTag, readonly TermWord[]> = {};
    for (const [index, tag] of languages.entries()) {
      if (tag === undefined) continue;
      const texts = (cells[index] ?? '')
        .split('|')
        .map((text) => text.trim())
        .filter((text) => text !== '');
      const list = texts.map(
        (text, at): TermWord => ({
          text,
          status: (at === 0 ? 'preferred' : 'admitted') satisfies TermStatus,
        }),
      );
      if (list.length > 0) words[tag] = list;
    }
    const [first] = Object.values(words);
    if (first === undefined) {
      skipped.push({ line, reason: say.termEmpty() });
      continue;
    }
    const domain = cells[names.indexOf('domain')]?.trim();
    const named = cells[names.indexOf('concept')]?.trim();
    concepts.push({
      id: named || idFrom(first[0]?.text ?? ''),
      ...onlyDefined({ domain: domain || undefined }),
      words,
    });
  }
  return { concepts, skipped };
}
