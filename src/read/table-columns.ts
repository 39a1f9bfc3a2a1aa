import { DEFAULT_FIELDS, type JsonFields } from './json-fields.js';

/** Which column of a table holds what: as the user says, else by usual names, else by what is in them. */

/** Field of an article -> its columns, by name or by number from 1. Several columns of a body follow each other. */
export type TableColumns = Readonly<Partial<Record<keyof JsonFields, readonly (string | number)[]>>>;

export interface ColumnChoice {
  /** Indexes, from 0. */
  readonly columns: Readonly<Partial<Record<keyof JsonFields, readonly number[]>>>;
  /** The first row names the columns. */
  readonly hasHeader: boolean;
  /** Columns the user named that are not there. */
  readonly missing: readonly string[];
}

/** Names besides those of JSON, in the languages such tables come in; compared without case, blanks and underscores. */
const MORE_NAMES: Readonly<Record<keyof JsonFields, string>> = {
  id: 'ідентифікатор номер идентификатор artikelid',
  title:
    'заголовок назва заглавие название titel überschrift schlagzeile tytuł nagłówek titre título headline title subject',
  body: 'текст тексттекст зміст тіло стаття новина содержание статья новость inhalt artikel artikeltext treść tekst texte contenu texto contenido story articletext fullarticle newstext message nachricht',
  url: 'посилання адреса лінк ссылка адрес adresse lien enlace źródło uri href sourceurl articleurl',
  date: 'датапублікації дата датапубликации datum data fecha datepublication veröffentlicht publishdate time datetime',
  language: 'мова язык sprache język langue idioma',
  author: 'автор autor auteur verfasser journalist reporter authors',
};

const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, '');

const NAMES: ReadonlyMap<string, keyof JsonFields> = new Map(
  (Object.keys(DEFAULT_FIELDS) as (keyof JsonFields)[]).flatMap((field) =>
    [...MORE_NAMES[field].split(' '), ...DEFAULT_FIELDS[field]].map((name): [string, keyof JsonFields] => [
      plain(name),
      field,
    ]),
  ),
);

/** Rows that are looked at to tell columns by what is in them. */
const SAMPLE = 50;
/** Cells of so many characters on average are texts; a name of a column is no longer than the second. */
const [TEXT, NAME] = [80, 40];

function byNames(header: readonly string[]): Partial<Record<keyof JsonFields, readonly number[]>> {
  const found: Partial<Record<keyof JsonFields, readonly number[]>> = {};
  for (const [index, name] of header.entries()) {
    const field = NAMES.get(plain(name));
    if (field !== undefined) found[field] ??= [index];
  }
  return found;
}

/** The column of the longest cells, where they are texts and no addresses. */
function longestColumn(rows: readonly (readonly string[])[]): number | undefined {
  const width = Math.max(0, ...rows.map(({ length }) => length));
  let best: { index: number; length: number } | undefined;
  for (let index = 0; index < width; index++) {
    const cells = rows.map((row) => row[index]?.trim() ?? '').filter((cell) => cell !== '');
    if (cells.length === 0 || cells.some((cell) => /^https?:\S+$/.test(cell))) continue;
    const length = cells.reduce((sum, cell) => sum + cell.length, 0) / cells.length;
    const words = cells.filter((cell) => /\p{L}{2,}\s+\p{L}{2,}/u.test(cell)).length;
    if (length >= TEXT && words > cells.length / 2 && length > (best?.length ?? 0)) best = { index, length };
  }
  return best?.index;
}

/**
 * The columns of a table; without a body where none can be told.
 * @param rows the first rows, the header among them
 */
export function chooseColumns(rows: readonly (readonly string[])[], wanted: TableColumns = {}): ColumnChoice {
  const [header = [], ...rest] = rows.slice(0, SAMPLE);
  const named = byNames(header);
  const asked = Object.entries(wanted).filter(([, columns]) => columns.length > 0);
  if (asked.length > 0) {
    const missing: string[] = [];
    const columns = Object.fromEntries(
      asked.map(([field, names]) => [
        field,
        names.flatMap((name) => {
          const index =
            typeof name === 'number' ? name - 1 : header.findIndex((each) => each.trim() === name.trim());
          if (index >= 0 && index < header.length) return [index];
          missing.push(String(name));
          return [];
        }),
      ]),
    );
    const hasHeader = asked.some(([, names]) => names.some((name) => typeof name === 'string'));
    // What is not asked for is taken where its name is a usual one.
    return { columns: { ...(hasHeader ? named : {}), ...columns }, hasHeader, missing };
  }
  if (named.body !== undefined) return { columns: named, hasHeader: true, missing: [] };
  const body = longestColumn(rest.length === 0 ? rows : rest);
  if (body === undefined) return { columns: {}, hasHeader: false, missing: [] };
  const hasHeader = header.every((cell) => cell.trim().length <= NAME && !/^https?:|^\d+$/.test(cell.trim()));
  return { columns: { ...(hasHeader ? named : {}), body: [body] }, hasHeader, missing: [] };
}

/** Whether a table's first row names a text and something beside it: enough to tell it without a name of the file. */
export function namesArticles(header: readonly string[]): boolean {
  const { body, title, url, date } = byNames(header);
  return body !== undefined && (title !== undefined || url !== undefined || date !== undefined);
}
