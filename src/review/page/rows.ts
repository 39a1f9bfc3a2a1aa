import type { ArticleFacts, ArticleRow, Severity } from '../../index.js';

/** The list: what is known of an article in one row, and which rows are wanted in which order. */

export interface Row extends ArticleRow {
  readonly facts: ArticleFacts | undefined;
  readonly title: string;
  /** What the search looks in. */
  readonly haystack: string;
  readonly failed: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly findingCount: number;
  readonly isNew: boolean;
  readonly needsEyes: boolean;
}

export const FLAGS = [
  'eyes',
  'failed',
  'findings',
  'unsure',
  'machine',
  'edited',
  'outdated',
  'new',
  'written',
  'since',
] as const;
export type Flag = (typeof FLAGS)[number];
export const SORTS = ['urgency', 'name', 'findings', 'foreign', 'recent'] as const;
export type Sort = (typeof SORTS)[number];

export interface Query {
  readonly words: string;
  readonly flags: readonly Flag[];
  readonly role: string;
  readonly language: string;
  readonly target: string;
  readonly engine: string;
  readonly check: string;
  readonly sort: Sort;
}

export const EVERYTHING: Query = {
  words: '',
  flags: [],
  role: '',
  language: '',
  target: '',
  engine: '',
  check: '',
  sort: 'urgency',
};

export function rowOf(article: ArticleRow, facts: ArticleFacts | undefined, seenAt: number | undefined): Row {
  const bySeverity = { neutral: 0, minor: 0, major: 0, critical: 0 };
  for (const { severity, count } of article.findings) bySeverity[severity] += count;
  const failed = article.outputs.reduce((sum, { counts }) => sum + counts.failed, 0);
  const findingCount = bySeverity.minor + bySeverity.major + bySeverity.critical;
  const title = facts?.title ?? article.id;
  return {
    ...article,
    facts,
    title,
    haystack: [title, article.id, ...Object.keys(article.langs), ...article.engines].join('\n').toLowerCase(),
    failed,
    bySeverity,
    findingCount,
    isNew: facts !== undefined && (seenAt === undefined || seenAt < facts.writtenAt),
    needsEyes: failed > 0 || findingCount > 0 || (facts?.unsure ?? 0) > 0 || facts?.source === 'gone',
  };
}

const TESTS: Readonly<Record<Flag, (row: Row) => boolean>> = {
  eyes: (row) => row.needsEyes,
  failed: (row) => row.failed > 0,
  findings: (row) => row.findingCount > 0,
  unsure: (row) => (row.facts?.unsure ?? 0) > 0,
  machine: (row) => row.engines.length > 0,
  edited: (row) => (row.facts?.edited.length ?? 0) > 0 || row.outputs.some(({ counts }) => counts.human > 0),
  outdated: (row) => row.facts !== undefined && row.facts.source !== 'same',
  new: (row) => row.isNew,
  written: (row) => row.facts?.changes.includes('written') === true,
  since: (row) => row.facts?.changes.some((change) => change !== 'written') === true,
};

export function hasFlag(row: Row, flag: Flag): boolean {
  return TESTS[flag](row);
}

const weight = ({ failed, bySeverity: { critical, major, minor } }: Row): number =>
  failed * 1000 + critical * 1000 + major * 30 + minor;
const foreign = ({ outputs }: Row): number => Math.max(0, ...outputs.map((output) => output.foreign));
const byName = (a: Row, b: Row): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const ORDERS: Readonly<Record<Sort, (a: Row, b: Row) => number>> = {
  urgency: (a, b) => weight(b) - weight(a) || (b.facts?.unsure ?? 0) - (a.facts?.unsure ?? 0) || byName(a, b),
  name: byName,
  findings: (a, b) => b.findingCount - a.findingCount || byName(a, b),
  foreign: (a, b) => foreign(b) - foreign(a) || byName(a, b),
  recent: (a, b) => (b.facts?.writtenAt ?? 0) - (a.facts?.writtenAt ?? 0) || byName(a, b),
};

/** Sorted once; which of them are wanted changes with every key. */
export function sortRows(rows: readonly Row[], sort: Sort): Row[] {
  return [...rows].sort(ORDERS[sort]);
}

export function filterRows(rows: readonly Row[], query: Query): Row[] {
  const words = query.words.toLowerCase().split(/\s+/).filter(Boolean);
  const { flags, role, language, target, engine, check } = query;
  return rows.filter(
    (row) =>
      words.every((word) => row.haystack.includes(word)) &&
      flags.every((flag) => TESTS[flag](row)) &&
      (role === '' || row.facts?.roles.some((each) => each === role) === true) &&
      (language === '' || row.langs[language] !== undefined) &&
      (target === '' || row.outputs.some((output) => output.target === target)) &&
      (engine === '' || row.engines.includes(engine)) &&
      (check === '' || row.findings.some((finding) => finding.check === check)),
  );
}
