import { join } from 'node:path';
import { z } from 'zod';
import { appendLine, linesFrom, sizeOf } from '../disk/growing-file.js';
import type { Finding } from '../model/finding.js';
import {
  findingSchema,
  type ManifestArticle,
  type ManifestProvenance,
  manifestSchema,
} from '../model/manifest.js';
import { type ArticleState, abbreviated, articleSchema } from './article-state.js';
import { refuseOtherVersion } from './versions.js';

/**
 * `tovmach.journal`: articles that people decided about since lock and manifest were written, one decision a line. To write
 * those two whole takes seconds where there are thousands of articles. Whoever reads them reads it over them; whoever writes
 * them removes it.
 */

export const JOURNAL_NAME = 'tovmach.journal';
const JOURNAL_SCHEMA = 'tovmach/journal@1';

const lineSchema = z.object({
  schema: z.literal(JOURNAL_SCHEMA),
  /** Abbreviated hash of the article's ledger before; empty where the lock had none. */
  before: z.string(),
  state: articleSchema,
  entry: manifestSchema.shape.articles.element,
  findings: z.array(findingSchema),
  /** What is found by now in articles nobody touched, as long as their ledgers are these. */
  others: z.array(z.object({ id: z.string(), ledger: z.string(), findings: z.array(findingSchema) })),
  provenance: manifestSchema.shape.provenance,
});

/** What a decision made of an article. */
export interface JournalLine {
  /** Abbreviated hash of the article's ledger before; empty where the lock had none. */
  readonly before: string;
  readonly state: ArticleState;
  readonly entry: ManifestArticle;
  readonly findings: readonly Finding[];
  /** What is found by now in articles nobody touched, as long as their ledgers are these. */
  readonly others: readonly {
    readonly id: string;
    readonly ledger: string;
    readonly findings: readonly Finding[];
  }[];
  /** Where the chain of provenance ends now. */
  readonly provenance?: ManifestProvenance | undefined;
}

interface Journaled {
  /** Of its ledger, before every decision and after the last. */
  readonly hashes: Set<string>;
  line: JournalLine;
}

/** The journal as far as it was read. */
export class Journal {
  readonly #articles = new Map<string, Journaled>();
  readonly #others = new Map<string, JournalLine['others'][number]>();
  /** Where the chain of provenance ends by it. */
  provenance: ManifestProvenance | undefined;
  /** Bytes that were read, up to the end of the last whole line. */
  #end = 0;

  private constructor(
    /** Absolute. */
    readonly path: string,
  ) {}

  /** That of a folder of books; empty where there is none. @throws TovmachError OUTPUT for one of a later version */
  static read(place: string): Journal {
    const journal = new Journal(join(place, JOURNAL_NAME));
    journal.more();
    return journal;
  }

  get isEmpty(): boolean {
    return this.#articles.size === 0;
  }

  /** Articles that were decided about. */
  ids(): Iterable<string> {
    return this.#articles.keys();
  }

  has(id: string): boolean {
    return this.#articles.has(id);
  }

  /** Whether something else is found by now in an article nobody decided about. */
  hasOther(id: string): boolean {
    return this.#others.has(id);
  }

  /** Articles in which something else is found now. */
  othersIds(): Iterable<string> {
    return this.#others.keys();
  }

  /** Whether the file is what was read, and perhaps more behind it. */
  get isContinued(): boolean {
    return sizeOf(this.path) >= this.#end;
  }

  /**
   * Reads what was added since. What a killed process left of a line is none yet.
   * @returns ids of the articles it is about
   * @throws TovmachError OUTPUT for a line of a later version
   */
  more(): Set<string> {
    const touched = new Set<string>();
    const { lines, end } = linesFrom(this.path, this.#end);
    this.#end = end;
    for (const text of lines) {
      refuseOtherVersion(text, this.path, JOURNAL_SCHEMA);
      const line = parsed(text);
      if (line === undefined) continue;
      this.#add(line);
      touched.add(line.state.id);
      for (const { id } of line.others) touched.add(id);
    }
    return touched;
  }

  #add(line: JournalLine): void {
    const { state, before, others, provenance } = line;
    const known = this.#articles.get(state.id) ?? { hashes: new Set(), line };
    known.hashes.add(before);
    known.hashes.add(state.ledgerHash ?? '');
    known.line = line;
    this.#articles.set(state.id, known);
    this.#others.delete(state.id);
    for (const other of others) this.#others.set(other.id, other);
    this.provenance = provenance ?? this.provenance;
  }

  /**
   * What was decided about an article last. Nothing where the book that is read is newer: a run has written it since, and
   * ended before it could remove the journal.
   * @param ledger hash of the article's ledger by that book, in full or abbreviated
   */
  of(id: string, ledger: string | undefined): JournalLine | undefined {
    const known = this.#articles.get(id);
    return known?.hashes.has(abbreviated(ledger ?? '')) ? known.line : undefined;
  }

  /** What is found by now in an article nobody decided about. */
  findingsOf(id: string, ledger: string): readonly Finding[] | undefined {
    const other = this.#others.get(id);
    return other?.ledger === abbreviated(ledger) ? other.findings : undefined;
  }

  /** Adds a line; it is on the disk when this returns. @throws TovmachError OUTPUT */
  append(line: JournalLine): void {
    appendLine(this.path, JSON.stringify({ schema: JOURNAL_SCHEMA, ...line }));
  }
}

function parsed(text: string): JournalLine | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data as JournalLine | undefined;
  } catch {
    return undefined;
  }
}
