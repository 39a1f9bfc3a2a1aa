import type { Finding } from './finding.js';
import type { LanguageTag } from './language.js';
import type { StoryFacts } from './story.js';

/** Name of the format an article was read by: one of tovmach's own, or a user's. */
export type SourceFormat = string;

/** What a block is in its document. `code` and `metadata` are never translated as prose. */
export type BlockKind =
  | 'title'
  | 'lead'
  | 'heading'
  | 'paragraph'
  | 'quote'
  | 'caption'
  | 'list-item'
  | 'byline'
  | 'table-cell'
  | 'related'
  | 'boilerplate'
  | 'code';

/**
 * What must survive translation unchanged. `tag` is inline markup the format found (Markdown or HTML);
 * a paired tag is two placeholders, opening and closing, that share `pair`.
 */
export interface Placeholder {
  /** Half-open UTF-16 range in the text that carries it. */
  readonly start: number;
  /** UTF-16 offset behind its last character. */
  readonly end: number;
  /** What it is; a `tag` is inline markup that the format found. */
  readonly kind: 'url' | 'email' | 'handle' | 'hashtag' | 'number' | 'tag' | 'code';
  /** Name that the opening and the closing tag of a pair share; absent for what stands alone. */
  readonly pair?: string;
}

/** A structural unit of an article: a paragraph, a heading, a list item. */
export interface Block {
  /** `b1`, `b2`, … in document order. */
  readonly id: string;
  /** What it is in its document. */
  readonly kind: BlockKind;
  /** The characters a reader sees (entities and escapes decoded), plus inline Markdown. */
  readonly text: string;
  /**
   * Maps `text` to the decoded file: pairs [offset in text, offset in file], ascending, starting at
   * offset 0 and linear in between; `end` closes the last stretch. For plain text and Markdown it is one
   * pair and `article.text.slice(anchors[0][1], end) === text`.
   */
  readonly anchors: readonly (readonly [number, number])[];
  /** End of the block in the decoded file. */
  readonly end: number;
  /** Inline markup, as ranges in `text`. */
  readonly placeholders: readonly Placeholder[];
  /** Declared by the document for this block (`lang` attribute). */
  readonly language?: LanguageTag;
  /** Heading level 1-6, or nesting depth of a list item from 1. */
  readonly level?: number;
  /** For a list item: its marker in Markdown, e.g. `-` or `1.`. */
  readonly marker?: string;
  /** Quoted block (`<blockquote>`, `>`). */
  readonly quoted?: boolean;
  /** Target of the block's first link: where a related headline leads. */
  readonly url?: string;
  /** Links in the text are written as inline Markdown, and nothing else in it is markup: blocks of an HTML page. */
  readonly linked?: boolean;
  /** Somebody set it with markup (a heading, what stands in a shortcode or a table): it is no furniture, whatever it says. */
  readonly stays?: boolean;
  /** ISO 8601 value of a `<time>` in the block. */
  readonly time?: string;
  /** For words inside of markup, which are written back into it and nowhere else. */
  readonly attribute?: BlockAttribute;
  /** For words of the front matter: the way to their field, names and numbers of list items. */
  readonly field?: readonly (string | number)[];
}

/** Where words inside of markup stand: the title of a shortcode, the alternative text of a picture. */
export interface BlockAttribute {
  /** What closes the value and may therefore not stand in it: a quotation mark, `]`, `)`, or the end of the line. */
  readonly close: string;
  /** Range in the decoded file of the markup that holds it; in a block that stands around it, this is one placeholder. */
  readonly host: readonly [number, number];
}

/** An encoding, and how sure it is. */
export interface Encoding {
  /** WHATWG name, lower case: `utf-8`, `windows-1251`, `koi8-u`, `utf-16le`. */
  readonly name: string;
  /** 0 to 1; 1 for a BOM, valid UTF-8 or a name the user gave. */
  readonly confidence: number;
  /** A byte order mark said so. */
  readonly bom: boolean;
}

/** What a document says of itself; what it does not say is absent. */
export interface ArticleMetadata {
  /** Title as the document's metadata have it. */
  readonly title?: string;
  /** As found; ISO 8601 with its zone once the article was segmented, absent where it is not understood. */
  readonly date?: string;
  /** The date as it was written, where that is otherwise. */
  readonly dateOriginal?: string;
  /** Address it was published at. */
  readonly url?: string;
  /** Its versions in other languages, as the document names them. */
  readonly alternates?: readonly { readonly language: LanguageTag; readonly url: string }[];
  /** Who wrote it, as written; several in one string. */
  readonly author?: string;
  /** How much of the article its record holds, where that is known: entries of feeds often have a summary only. */
  readonly extent?: 'full' | 'summary' | 'headline';
  /** Front matter of a Markdown source, between its fences, as written; JSON with its braces. */
  readonly frontMatter?: string;
  /** How it is written; absent: YAML. */
  readonly frontMatterFormat?: 'yaml' | 'toml' | 'json';
}

/** One article as read. A file holds one, or several (NDJSON, JSON arrays). */
export interface Article {
  /** Unique in a run: `path`, or `path#record` when a file holds several: the record's own id, or its number. */
  readonly id: string;
  /** The source file relative to its root, with forward slashes. */
  readonly path: string;
  /** Where outputs go, without language and extension: `sub/name` or `sub/name-2`. */
  readonly outputStem: string;
  /** Name of the format it was read by. */
  readonly format: SourceFormat;
  /** In which encoding its bytes were read. */
  readonly encoding: Encoding;
  /** SHA-256 of the file's bytes, or of the record's text in a file of several. */
  readonly sourceHash: string;
  /** Language the document says it is in, a BCP 47 tag; absent: it does not say. */
  readonly declaredLanguage?: LanguageTag;
  /** The outputs stand beside it: in its own language, the source is the version. */
  readonly inPlace?: boolean;
  /** Languages that versions of it by other hands stand beside it in; nothing is made in them. */
  readonly versions?: readonly LanguageTag[];
  /** What the batch says of it; absent: nobody has looked. */
  readonly story?: StoryFacts;
  /** Name of its ledger without the ending, where that is another than of its outputs: they are versions beside another article's. */
  readonly ledgerStem?: string;
  /**
   * Pages it links to by their files, where versions are told by the names of files: what stands before and after the
   * language, by address as written.
   */
  readonly neighbours?: Readonly<Record<string, readonly [string, string]>>;
  /** What the document says of itself: title, date, address, author. */
  readonly metadata: ArticleMetadata;
  /** What else the record it was read from says, as it was; its texts are not among it. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Line of the file that `text` begins at, where it is one record of a file too large to hold; absent: 1. */
  readonly firstLine?: number;
  /** The decoded file, whole (shared by the articles of one file); of a file too large to hold, the record. */
  readonly text: string;
  /** Its paragraphs, headings and other units, in document order. */
  readonly blocks: readonly Block[];
  /** What reading noticed: mojibake, guessed encoding, broken markup. */
  readonly findings: readonly Finding[];
}

/** Whether a block's text is inline Markdown. */
export function isMarkdown({ format }: Pick<Article, 'format'>, { linked }: Block): boolean {
  return format === 'markdown' || linked === true;
}

/** Offset in the decoded file of an offset in a block's text. */
export function fileOffset(block: Block, offset: number): number {
  const { anchors } = block;
  if (offset >= block.text.length) return block.end;
  let low = 0;
  let high = anchors.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((anchors[middle]?.[0] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const [from, to] = anchors[low] ?? [0, 0];
  return to + (offset - from);
}

/** Offset in the decoded file (`file`) where a stretch of a block's text ends that is at least one character long. */
export function fileEnd(block: Block, offset: number, file: string): number {
  const last = fileOffset(block, offset - 1);
  // Markup may follow at once. An entity or an escape ends where the next stretch begins.
  return file[last] === block.text[offset - 1] ? last + 1 : fileOffset(block, offset);
}
