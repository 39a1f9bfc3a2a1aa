import type { Block } from '../model/article.js';
import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Action, Piece, Role } from '../model/segment.js';

/** What a block is for, told from its form and from lists of spellings (`config/roles.yaml`). */

/** The lists as written: labels by key, prefixes as plain text, the rest as regular-expression sources. */
export interface RoleRules {
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly related: readonly string[];
  readonly boilerplate: readonly string[];
  readonly counters: readonly string[];
  readonly bylines: readonly string[];
  readonly dateLabels: readonly string[];
  /** Words of a site's interface by language: a line of nothing else is furniture. */
  readonly interface?: Readonly<Record<LanguageTag, readonly string[]>>;
  /** Names of sections by language: they tell the language of a line, not its role. */
  readonly sections?: Readonly<Record<LanguageTag, readonly string[]>>;
}

/** What happens to each role in another language than the target's; `*` stands for every other language. */
export type Policy = Readonly<Partial<Record<Role, Action | Readonly<Record<LanguageTag, Action>>>>>;

export const DEFAULT_POLICY: Policy = {
  'related-headline': 'related',
  boilerplate: 'drop',
  timestamp: 'keep',
};

/** The action for a segment of a role and language. */
export function actionFor(policy: Policy, role: Role, language: LanguageTag): Action {
  const chosen = policy[role] ?? DEFAULT_POLICY[role] ?? 'translate';
  if (typeof chosen === 'string') return chosen;
  const fallback = DEFAULT_POLICY[role];
  return chosen[language] ?? chosen['*'] ?? (typeof fallback === 'string' ? fallback : 'translate');
}

export interface BlockRole {
  readonly role: Role;
  readonly label?: string;
  /** Length of a related-line prefix (`Читайте також: `) at the start of the block. */
  readonly prefix?: number;
  /** Languages the whole line is listed under, where it is a word of a site's interface or the name of a section. */
  readonly listed?: readonly LanguageTag[];
}

export interface RoleFinder {
  /** The role of a block by itself, before languages are known. */
  roleOf(block: Block): BlockRole;
  /** Counters, for segmentation; with the flags `giu`. */
  readonly counters: readonly RegExp[];
  /** The whole of what stands before the date of an article, for segmentation. */
  readonly dateLabels: RegExp;
}

const fold = (text: string): string =>
  text
    .replace(/[\s\u00A0]+/g, ' ')
    .trim()
    .replace(/[:.]$/, '')
    .trim()
    .toLowerCase()
    .replace(/’/g, "'");

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+');
}

const BY_KIND: Readonly<Record<Block['kind'], Role>> = {
  title: 'title',
  lead: 'lead',
  heading: 'heading',
  paragraph: 'paragraph',
  quote: 'quote',
  caption: 'caption',
  'list-item': 'list-item',
  byline: 'byline',
  'table-cell': 'paragraph',
  related: 'related-headline',
  boilerplate: 'boilerplate',
  code: 'paragraph',
};

/** Longest line that may be a label, prefix or furniture. */
const LABEL_LENGTH = 40;
const FURNITURE_LENGTH = 300;

/** A line without what surrounds its words: arrows, bullets, counts, a full stop. */
const bare = (text: string): string =>
  text.includes('_')
    ? text
    : fold(text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')).replace(/(?<=\p{Ll}) ?[([]?\d+[)\]]?$/u, '');

function byWord(
  lists: Readonly<Record<LanguageTag, readonly string[]>>,
): ReadonlyMap<string, readonly LanguageTag[]> {
  const words = new Map<string, LanguageTag[]>();
  for (const [tag, list] of Object.entries(lists)) {
    for (const word of list) {
      const key = bare(word);
      words.set(key, [...(words.get(key) ?? []), tag]);
    }
  }
  return words;
}

/** Languages whose own names stand in the switchers of news sites. */
const SWITCHED =
  'uk ru be pl en de fr es it pt ro bg sr hr sl cs sk hu el tr ka hy az kk uz lt lv et fi sv no da nl he ar zh ja ko'.split(
    ' ',
  );

let autonyms: ReadonlyMap<string, LanguageTag> | undefined;

/** What languages call themselves, with the short forms sites use. */
function autonymsOf(): ReadonlyMap<string, LanguageTag> {
  autonyms ??= new Map(
    SWITCHED.flatMap((tag): [string, LanguageTag][] => {
      const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag);
      return name === undefined ? [] : [[fold(name), tag]];
    }),
  );
  return autonyms;
}

const CODE = /^(?:\p{Lu}{2,3}|\p{Lu}\p{Ll}{1,2})$/u;

/** The languages that a line of nothing but names and codes of languages leads to: `EnglishENG`, `Українська | Русский`. */
function switchedTo(text: string): readonly LanguageTag[] {
  if (text.length > FURNITURE_LENGTH || !/\p{L}/u.test(text)) return [];
  const found: LanguageTag[] = [];
  // Most lines are told by their first word.
  for (const [token] of text.matchAll(/\p{L}+/gu)) {
    const tag = autonymsOf().get(fold(token.replace(/(?<=\p{Ll})\p{Lu}{2,3}$/u, '')));
    if (tag !== undefined) found.push(tag);
    else if (!CODE.test(token)) return [];
  }
  return found;
}

/** Prepares the rules. Throws a SyntaxError for a regular expression that does not compile. */
export function createRoleFinder(rules: RoleRules): RoleFinder {
  const labels = new Map(
    Object.entries(rules.labels).flatMap(([key, spellings]) =>
      spellings.map((spelling) => [fold(spelling), key] as const),
    ),
  );
  const whole = (sources: readonly string[]): RegExp | undefined =>
    sources.length === 0
      ? undefined
      : new RegExp(`^(?:${sources.map((source) => `(?:${source})`).join('|')})$`, 'iu');
  const dateLabels = new Set(rules.dateLabels.map(fold));
  const furniture = byWord(rules.interface ?? {});
  const sections = byWord(rules.sections ?? {});
  const boilerplate = whole(rules.boilerplate);
  const bylines =
    rules.bylines.length === 0
      ? undefined
      : new RegExp(`^(?:${rules.bylines.map((source) => `(?:${source})`).join('|')})$`, 'u');
  const prefixes = [...rules.related]
    .sort((a, b) => b.length - a.length)
    .map(escapePattern)
    .join('|');
  const related = new RegExp(`^[\\s•·▶►→*_-]*(?:${prefixes})\\s*[:—–-]+(?:\\*{1,2}|_{1,2})?\\s*`, 'iu');
  const relatedAlone = new RegExp(`^[\\s•·▶►→*_-]*(?:${prefixes})\\s*[:.]?$`, 'iu');
  return {
    counters: rules.counters.map((source) => new RegExp(source, 'giu')),
    dateLabels: new RegExp(`^\\s*(?:${rules.dateLabels.map(escapePattern).join('|')})\\s*:?\\s*$`, 'iu'),
    roleOf(block) {
      const { text } = block;
      const listed = text.length <= LABEL_LENGTH ? sections.get(bare(text)) : undefined;
      if (text.length <= LABEL_LENGTH) {
        const label = labels.get(fold(text));
        if (label !== undefined && block.kind !== 'title') {
          return { role: 'section-label', label, ...onlyDefined({ listed }) };
        }
      }
      const plain: BlockRole = { role: BY_KIND[block.kind], ...onlyDefined({ listed }) };
      if (block.stays === true) return plain;
      if (text.length <= LABEL_LENGTH) {
        if (dateLabels.has(fold(text))) return { role: 'boilerplate' };
        if (relatedAlone.test(text)) return { role: 'boilerplate', prefix: text.length };
      }
      if (block.kind === 'title' || block.kind === 'code') return plain;
      if (text.length <= LABEL_LENGTH) {
        const words = furniture.get(bare(text));
        if (words !== undefined) return { role: 'boilerplate', listed: words };
      }
      if (text.length <= FURNITURE_LENGTH) {
        const prefix = related.exec(text);
        if (prefix !== null && prefix[0].length < text.length)
          return { role: 'related-headline', prefix: prefix[0].length };
        if (boilerplate?.test(text)) return { role: 'boilerplate' };
        if (bylines?.test(text)) return { role: 'byline' };
        const switched = switchedTo(text);
        if (switched.length > 0) return { role: 'boilerplate', listed: switched };
      }
      return plain;
    },
  };
}

const PROSE: ReadonlySet<Role> = new Set([
  'title',
  'lead',
  'paragraph',
  'heading',
  'quote',
  'list-item',
  'caption',
]);

/** Whether text of a role is the article's own. */
export function isProse(role: Role): boolean {
  return PROSE.has(role);
}

/** Cuts the piece that holds the end of a related-line prefix, so that the prefix is a sentence of its own. */
export function splitPrefix(
  pieces: readonly Piece[],
  prefix: number | undefined,
  text: string,
): readonly Piece[] {
  if (prefix === undefined) return pieces;
  const end = text.slice(0, prefix).trimEnd().length;
  return pieces.flatMap((piece) => {
    if (piece.start >= prefix) return [{ ...piece, sentence: piece.sentence + 1 }];
    if (piece.end <= prefix) return [piece];
    return [
      { ...piece, end },
      { ...piece, start: prefix, sentence: piece.sentence + 1 },
    ];
  });
}
