import { type Block, isMarkdown } from '../model/article.js';
import { isSpecialTag, type LanguageTag, UNDETERMINED } from '../model/language.js';
import type { OffsetUnit, Recount } from '../model/offsets.js';
import { recounted, recounter } from '../model/offsets.js';
import { onlyDefined } from '../model/only-defined.js';
import { mendedText, type Repair, type Role, type Segment, type TimestampValue } from '../model/segment.js';
import type { Identified } from '../model/stages.js';

/** What of an article is in one language: its text there, and where each part of it comes from. Pure. */

/** A segment in the text of a record. */
export interface CorpusSpan {
  /** Half-open range in the record's text, in the unit that was asked for. */
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
  /** What it is for. */
  readonly role: Role;
  /** Where it is not the record's language: `zxx` for a time, a number. */
  readonly lang?: LanguageTag;
  /** 0 to 1. */
  readonly confidence: number;
  /** Where it stands in the source, both from 1. */
  readonly line: number;
  /** In the unit of the file's text, from 1. */
  readonly column: number;
  /** The same as a half-open range, in the unit that was asked for. */
  readonly source: readonly [number, number];
  /** The moment it names. */
  readonly time?: TimestampValue;
}

/** The text of one article in one language. */
export interface CorpusRecord {
  /** Of the article; its records in other languages have the same. */
  readonly id: string;
  /** The file, relative to the folder that was named. */
  readonly source: string;
  /** Language of the text. */
  readonly lang: LanguageTag;
  /** The language of the article as a whole. */
  readonly articleLang: LanguageTag;
  /** Share of the article's letters that is in this language, 0 to 1. */
  readonly share: number;
  /** Of the article, in whatever language. */
  readonly title?: string;
  /** ISO 8601. */
  readonly date?: string;
  /** Where the article was published. */
  readonly url?: string;
  /** As the source has it. */
  readonly author?: string;
  /** Segments of a block as they stood there; blocks are parted by an empty line. */
  readonly text: string;
  /** Its segments, in their order. */
  readonly spans: readonly CorpusSpan[];
  /** Fields of the source's record or front matter that are no text of it, as they were. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** A stretch of the text that was one block. */
export interface CorpusBlock {
  readonly block: Block;
  readonly role: Role;
  readonly text: string;
}

export interface CorpusPart {
  readonly record: CorpusRecord;
  /** Of each span. */
  readonly texts: readonly string[];
  readonly blocks: readonly CorpusBlock[];
}

export interface CorpusOptions {
  readonly offsets: OffsetUnit;
  /** Roles that are taken. */
  readonly roles: ReadonlySet<Role>;
  readonly repair: readonly Repair[];
  /** Inline markup stays in the text; else it is taken out. */
  readonly markup: boolean;
}

/** The text of a segment as a reader sees it. */
function readable(segment: Segment, block: Block, article: Identified, options: CorpusOptions): string {
  const whole = mendedText(segment, options.repair);
  if (options.markup || whole !== segment.text || !isMarkdown(article, block)) return whole;
  let text = '';
  let at = 0;
  for (const { start, end, kind } of segment.placeholders) {
    if (kind !== 'tag' || start < at) continue;
    text += whole.slice(at, start);
    at = end;
  }
  return text + whole.slice(at);
}

class PartWriter {
  #text = '';
  readonly #spans: (CorpusSpan & { readonly from: number; readonly to: number })[] = [];
  readonly #blocks: { block: Block; role: Role; start: number }[] = [];
  #last: number | undefined;

  constructor(readonly lang: LanguageTag) {}

  get isEmpty(): boolean {
    return this.#spans.length === 0;
  }

  /** @param index of the segment in the ledger: what followed at once is joined as it was */
  add(index: number, segment: Segment, block: Block, text: string, recount: Recount): void {
    const open = this.#blocks.at(-1);
    if (open?.block !== block) {
      if (open !== undefined) this.#text += '\n\n';
      this.#blocks.push({ block, role: segment.role, start: this.#text.length });
    } else {
      const before = this.#spans.at(-1);
      const gap = before === undefined ? '' : block.text.slice(before.to, segment.blockStart);
      this.#text += this.#last === index - 1 && gap.trim() === '' ? gap : ' ';
    }
    const start = this.#text.length;
    this.#text += text;
    this.#last = index;
    this.#spans.push({
      start,
      end: this.#text.length,
      from: segment.blockStart,
      to: segment.blockEnd,
      role: segment.role,
      ...onlyDefined({ lang: segment.lang === this.lang ? undefined : segment.lang }),
      confidence: segment.confidence,
      line: segment.line,
      column: segment.column,
      source: [recount(segment.start), recount(segment.end)],
      ...onlyDefined({ time: segment.time }),
    });
  }

  part(article: Identified, unit: OffsetUnit): CorpusPart {
    const text = this.#text;
    const recount = recounted(text, unit);
    const { id, path, metadata, fields } = article;
    const { title, date, url, author } = metadata;
    return {
      record: {
        id,
        source: path,
        lang: this.lang,
        articleLang: article.lang,
        share: article.langs[this.lang] ?? 0,
        ...onlyDefined({ title, date, url, author }),
        text,
        spans: this.#spans.map(({ from: _, to: __, start, end, ...span }) => ({
          start: recount(start),
          end: recount(end),
          ...span,
        })),
        ...onlyDefined({ fields }),
      },
      texts: this.#spans.map(({ start, end }) => text.slice(start, end)),
      blocks: this.#blocks.map(({ block, role, start }, index) => ({
        block,
        role,
        text: text.slice(start, this.#blocks[index + 1]?.start).trimEnd(),
      })),
    };
  }
}

/**
 * Makes what cuts articles into their languages. What is in no language (times, numbers) goes with the language of its
 * article; what nobody could tell is a record of its own, `und`.
 */
export function createCutter(options: CorpusOptions): (article: Identified) => {
  readonly parts: readonly CorpusPart[];
  /** Segments left out for their role. */
  readonly left: number;
} {
  const places = recounter(options.offsets);
  return (article) => {
    const recount = places(article.text);
    const blocks = new Map(article.blocks.map((block) => [block.id, block]));
    const writers = new Map<LanguageTag, PartWriter>();
    let left = 0;
    for (const [index, segment] of article.segments.entries()) {
      const block = blocks.get(segment.blockId);
      if (block === undefined) continue;
      if (!options.roles.has(segment.role)) {
        left += 1;
        continue;
      }
      const isOwn = segment.lang !== UNDETERMINED && isSpecialTag(segment.lang);
      const lang = isOwn ? article.lang : segment.lang;
      let writer = writers.get(lang);
      if (writer === undefined) {
        writer = new PartWriter(lang);
        writers.set(lang, writer);
      }
      writer.add(index, segment, block, readable(segment, block, article, options), recount);
    }
    return { parts: [...writers.values()].map((writer) => writer.part(article, options.offsets)), left };
  };
}
