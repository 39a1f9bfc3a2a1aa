import { TovmachError } from '../errors.js';
import { asPath, type Message, messages } from '../message.js';
import type { Article, ArticleMetadata, Block, SourceFormat } from '../model/article.js';
import type { ParsedFile, ParseInput } from '../model/contracts.js';
import { type Finding, suggest } from '../model/finding.js';
import { onlyDefined } from '../model/only-defined.js';
import { lineStartsOf, positionAt, sha256 } from '../model/text.js';
import { readingFindings, stemOf, withSafeAddress } from './article.js';
import { titledBlocks } from './document.js';
import { fragmentBlocks } from './fragment.js';
import { declaredLanguage, defined } from './metadata.js';
import { unpackedName } from './packed.js';
import { type PlacedText, relocate, replaced, trimmed } from './places.js';
import { textBlocks } from './text.js';

/** Articles of files that hold several: entries of feeds, rows of tables, messages, documents of an archive. */

const say = messages('read', {
  noTextInRecord: 'record {{number}} holds no text',
  leaveItOut: 'Mend it where it comes from; the other records were read.',
  onlySummary: 'only a summary of the article is here, not its text',
  onlyHeadline: 'only the headline of the article is here, not its text',
  fetchTheArticle: 'Fetch the page it leads to, and give tovmach that.',
  notArticles: {
    one: '{{count}} record of the file is no article and was left out ({{kinds}})',
    other: '{{count}} records of the file are no articles and were left out ({{kinds}})',
  },
  noArticleInFile: '{{file}} holds no article',
  leaveTheFileOut: 'Leave the file out with --exclude.',
  notWellFormed: 'not well-formed here: {{reason}}; what follows may be lost',
  cutOff: 'record {{number}} is cut off: the file ends in it',
  fetchAgain: 'Fetch the file again.',
});

/** A text of a record. */
export interface RecordText {
  readonly text: PlacedText;
  /** It is HTML; absent: where it looks so. */
  readonly html?: boolean;
  /** Empty lines part its paragraphs, and shortcodes may stand in it: text of WordPress. */
  readonly wordpress?: boolean;
  /** It is a page of HTML of which all is text: a chapter. */
  readonly page?: boolean;
}

/** How much of the article a record holds. */
export type Extent = NonNullable<ArticleMetadata['extent']>;

export interface RecordParts {
  /** From 1. */
  readonly number: number;
  /** Where it begins in the file, and where it ends. */
  readonly start: number;
  readonly end: number;
  /** Names it may bear, the best first: an identifier, a slug, an address. */
  readonly names?: readonly (string | undefined)[];
  readonly title?: PlacedText | undefined;
  /** A heading its text begins with is its title, where no other is given. */
  readonly titled?: boolean;
  /** In the order of the file. */
  readonly texts: readonly RecordText[];
  readonly url?: string | undefined;
  /** Address that relative links begin at; absent: `url`. */
  readonly base?: string | undefined;
  readonly date?: string | undefined;
  readonly author?: string | undefined;
  readonly language?: string | undefined;
  readonly extent?: Extent;
  /** The file is this one article: it is named by the file alone. */
  readonly whole?: boolean;
  /** What reading it found; the file and the article are added. */
  readonly findings?: readonly Omit<Finding, 'path' | 'articleId'>[];
}

const ENTITY = /&(?:#\d+|#x[\da-f]+|[a-z]\w{1,30});/i;
const TITLE_TAG = /<\/?(?:b|i|em|strong|span|br|sup|sub|a)(?:\s[^<>]*)?\/?>/i;
const LOOKS_HTML = /<(?:p|div|br|h[1-6]|ul|ol|table|blockquote|figure|img|a\s|strong|em|b|i|span)\b[^<>]*>/i;

/** `[caption id="7"]`, `[/caption]`, `[gallery]`: what WordPress reads in a text. `[sic]` is none. */
const SHORTCODE =
  /\[\/?[a-z][\w-]*(?:\s+[\w-]+=(?:"[^"]*"|'[^']*'|[^\s\]]+))+\s*\/?\]|\[\/[a-z][\w-]*\]|\[(?:gallery|embed|audio|video|playlist|caption|contact-form)\]/gi;
const SHORTCODE_ADDRESS = /(?<=\[embed[^\]]*\])\s*https?:\/\/[^\s[]+\s*(?=\[\/embed\])/gi;
const PARTED = /[ \t]*\n[ \t]*\n\s*/g;

/** The same headline again, whatever its quotes, dashes and case. */
const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** The headline a text begins with once more is said once; the lead is what follows. */
export function withoutRepeats(blocks: readonly Block[], title: string | undefined): Block[] {
  if (title === undefined) return [...blocks];
  const said = letters(title);
  let lostLead = false;
  return blocks.map((block, index) => {
    if (index < 3 && block.kind !== 'title' && said !== '' && letters(block.text) === said) {
      lostLead ||= block.kind === 'lead';
      return { ...block, kind: 'boilerplate' as const };
    }
    if (!lostLead || block.kind !== 'paragraph') return block;
    lostLead = false;
    return { ...block, kind: 'lead' as const };
  });
}

/** Longest name of a record, in characters; disks count bytes, and Cyrillic letters have two. */
const LONGEST_NAME = 80;

/** A name that is safe on every disk, or nothing: the last part of an address, a slug, an identifier. */
function safeName(written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  let name = written.trim();
  const query = /[?&](?:p|id|article|news|story)=([\w-]+)/i.exec(name)?.[1];
  if (/^[a-z][a-z\d+.-]*:/i.test(name)) {
    const path = name.replace(/[?#].*$/, '').replace(/\/+$/, '');
    const last = path.slice(path.lastIndexOf(path.includes('/') ? '/' : ':') + 1);
    const isHost = /^[a-z]+:\/\/[^/]*$/i.test(path);
    name = isHost ? (query ?? '') : last.replace(/\.(?:html?|php|aspx?)$/i, '');
    try {
      name = decodeURIComponent(name);
    } catch {
      return undefined;
    }
  }
  name = name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-._]+|[-._]+$/g, '');
  if (name === '' || /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(name)) return undefined;
  return name.length > LONGEST_NAME ? undefined : name;
}

/** So many records stand in one folder. */
const SHARD = 1000;

/** Reads one file of records. */
export class RecordFile {
  readonly articles: Article[] = [];
  readonly broken: TovmachError[] = [];
  readonly #left = new Map<string, number>();
  #starts: readonly number[] | undefined;
  #isFirst = true;

  /**
   * @param input the file, or the part of it that is read at a time
   * @param names names that are taken, where a file is read in parts
   */
  constructor(
    private readonly input: ParseInput,
    private readonly format: SourceFormat,
    private readonly names: Set<string> = new Set(),
  ) {}

  position(offset: number): { line: number; column: number } {
    this.#starts ??= lineStartsOf(this.input.text);
    return positionAt(this.#starts, offset);
  }

  /** The file from an offset on. */
  textFrom(offset: number): string {
    return this.input.text.slice(offset);
  }

  /** A record that is no article, on purpose: what it is instead is counted. */
  leave(kind: string): void {
    this.#left.set(kind, (this.#left.get(kind) ?? 0) + 1);
  }

  /** A record that cannot be read. */
  fail(offset: number, message: Message, hint: Message): void {
    const { line } = this.position(offset);
    this.broken.push(new TovmachError('INPUT_INVALID', message, { file: this.input.path, line, hint }));
  }

  /** A place where the file is not well-formed. */
  fault(offset: number, reason: string): void {
    this.fail(offset, say.notWellFormed({ reason }), say.fetchAgain());
  }

  /** A record the file ends in. */
  cut(number: number, offset: number): void {
    this.fail(offset, say.cutOff({ number }), say.fetchAgain());
  }

  /** Adds the article of a record, or names it where there is none in it. */
  add(parts: RecordParts): void {
    const { number, url } = parts;
    const blocks: Block[] = [];
    const findings: Omit<Finding, 'path' | 'articleId'>[] = [...(parts.findings ?? [])];
    const { line } = this.position(parts.start);
    let hasLead = false;
    const append = (found: readonly Block[]): void => {
      for (const block of found) {
        const kind = block.kind === 'lead' && hasLead ? 'paragraph' : block.kind;
        if (kind === 'lead') hasLead = true;
        blocks.push({ ...block, kind });
      }
    };
    const title = parts.title === undefined ? [] : titleBlocks(parts.title);
    append(title);
    for (const text of parts.texts) {
      const found = blocksOf(text, parts.base ?? url);
      append(found.blocks);
      findings.push(...found.findings.map((finding) => ({ ...finding, line })));
    }
    const titled = parts.titled === true && title.length === 0 ? titledBlocks(blocks) : blocks;
    const said = titled.find(({ kind }) => kind === 'title')?.text;
    const all = withoutRepeats(titled, said).map((block, index) => ({ ...block, id: `b${index + 1}` }));
    const hasText = all.some(({ kind }) => kind !== 'boilerplate' && kind !== 'title');
    if (!hasText && (parts.extent !== 'headline' || title.length === 0)) {
      this.fail(parts.start, say.noTextInRecord({ number }), say.leaveItOut());
      return;
    }
    if (parts.extent === 'summary' || parts.extent === 'headline') {
      const message = parts.extent === 'summary' ? say.onlySummary() : say.onlyHeadline();
      findings.push({
        check: 'extent',
        severity: 'minor',
        line,
        ...message,
        ...suggest(say.fetchTheArticle()),
      });
    }
    const { input } = this;
    const { id: articleId, outputStem } = this.named(parts);
    const language = declaredLanguage(parts.language);
    const own = this.#isFirst ? readingFindings(input) : [];
    this.#isFirst = false;
    this.articles.push({
      id: articleId,
      path: input.path,
      outputStem,
      format: this.format,
      encoding: input.encoding,
      sourceHash: sha256(input.text.slice(parts.start, Math.max(parts.end, parts.start))),
      ...onlyDefined({ declaredLanguage: language }),
      metadata: withSafeAddress(
        defined({ title: said, date: parts.date, url, author: parts.author, extent: parts.extent }),
      ),
      text: input.text,
      blocks: all,
      findings: [...own, ...findings].map((finding) => ({ ...finding, path: input.path, articleId })),
    });
  }

  /** What a record is called, and where its outputs go; each name once. */
  named(parts: Pick<RecordParts, 'number' | 'names' | 'whole'>): Pick<Article, 'id' | 'outputStem'> {
    const { path } = this.input;
    const stem = stemOf(unpackedName(path));
    if (parts.whole === true) return { id: path, outputStem: stem };
    const name = this.#name(parts);
    return { id: `${path}#${name}`, outputStem: `${stem}/${shardOf(parts.number)}${name}` };
  }

  #name({ number, names = [] }: Pick<RecordParts, 'number' | 'names'>): string {
    const name = names.map(safeName).find((found) => found !== undefined) ?? String(number);
    let taken = name;
    for (let again = number; this.names.has(taken.toLowerCase()); again++) taken = `${name}-${again}`;
    this.names.add(taken.toLowerCase());
    return taken;
  }

  /**
   * What was read.
   * @throws TovmachError INPUT_INVALID when that is nothing at all
   */
  done(): ParsedFile {
    const { input, articles, broken } = this;
    const [first] = articles;
    if (first === undefined && broken.length === 0) {
      throw new TovmachError('INPUT_INVALID', say.noArticleInFile({ file: asPath(input.path) }), {
        file: input.path,
        line: 1,
        hint: say.leaveTheFileOut(),
      });
    }
    if (first !== undefined && this.#left.size > 0) {
      const count = [...this.#left.values()].reduce((sum, n) => sum + n, 0);
      const kinds = [...this.#left].map(([kind, n]) => `${kind} ${n}`).join(', ');
      const said: Finding = {
        check: 'records',
        severity: 'neutral',
        ...say.notArticles({ count, kinds }),
        path: input.path,
        articleId: first.id,
      };
      articles[0] = { ...first, findings: [...first.findings, said] };
    }
    return { articles, broken };
  }
}

/** `1001-2000/`, the folder of a record behind the first thousand; of the others none. */
export function shardOf(number: number): string {
  if (number <= SHARD) return '';
  const from = Math.floor((number - 1) / SHARD) * SHARD + 1;
  return `${from}-${from + SHARD - 1}/`;
}

/** A title is one line, often written as HTML. */
function titleBlocks(title: PlacedText): Block[] {
  const { value } = title;
  const parsed = ENTITY.test(value) || TITLE_TAG.test(value) ? fragmentBlocks(value).blocks : [];
  const lines = parsed.length === 1 ? parsed : textBlocks(value.replace(/[\r\n]/g, ' '));
  return relocate(lines, title).map(({ level: _, ...block }) => ({
    ...block,
    kind: 'title' as const,
    level: 1,
  }));
}

function blocksOf(
  { text, html, wordpress = false, page = false }: RecordText,
  base: string | undefined,
): ReturnType<typeof fragmentBlocks> {
  const { value } = text;
  if (!(html ?? (LOOKS_HTML.test(value) || ENTITY.test(value)))) {
    return { blocks: relocate(textBlocks(value), text), findings: [] };
  }
  const written = wordpress ? wordpressHtml(text) : text;
  const found = fragmentBlocks(written.value, base, page);
  return { ...found, blocks: relocate(found.blocks, written) };
}

/** What WordPress makes of a text when it shows it: paragraphs of what empty lines part, without shortcodes. */
function wordpressHtml(text: PlacedText): PlacedText {
  const plain = replaced(
    replaced(trimmed(text), SHORTCODE_ADDRESS, () => ' '),
    SHORTCODE,
    () => ' ',
  );
  if (/<p[\s>]/i.test(plain.value)) return plain;
  const parted = replaced(plain, PARTED, () => '<p>');
  return replaced(parted, /\n/g, (match) => {
    const before = parted.value.slice(Math.max(0, (match.index ?? 0) - 200), match.index);
    // Lines in markup that has no running text stay as they are.
    return /<\/?(?:ul|ol|li|table|tbody|tr|td|th|pre|h[1-6]|p|div|figure|blockquote)[^<>]*>\s*$/i.test(before)
      ? '\n'
      : '<br>';
  });
}
