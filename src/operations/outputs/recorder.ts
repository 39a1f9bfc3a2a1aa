import { errorFrom, type FailureCode, type PlainError, plainError, type TovmachError } from '../../errors.js';
import type { Message } from '../../message.js';
import type { OutputChanges } from '../../model/changes.js';
import type { Finding } from '../../model/finding.js';
import type { LanguageTag } from '../../model/language.js';
import type { ManifestArticle } from '../../model/manifest.js';
import type { WrittenArticle } from '../../pipeline.js';
import type { RunBook } from './corridor.js';
import type { SourceContents, SourceFacts } from './register.js';

/** The books of one job: what a worker notes is written into the books of the run by whoever collects it. */

/** A note, plain data. */
export type Note =
  | { readonly kind: 'source'; readonly path: string; readonly facts: SourceFacts }
  | {
      readonly kind: 'read';
      readonly path: string;
      readonly ids: readonly string[];
      readonly unread: number;
    }
  | { readonly kind: 'article'; readonly article: PlainArticle }
  | { readonly kind: 'problem'; readonly problem: PlainError };

interface PlainArticle {
  readonly entry: ManifestArticle;
  readonly findings: readonly Finding[];
  readonly written: number;
  readonly changes?: readonly OutputChanges[];
  readonly own?: readonly LanguageTag[];
  readonly failures: readonly FailureCode[];
  readonly unserved: readonly (readonly [string, string | Message | undefined])[];
}

export class Recorder implements RunBook {
  readonly notes: Note[] = [];
  articles = 0;
  problems = 0;
  /** Segments that failed. */
  failed = 0;

  /** @param book what is known of earlier runs, and of what this worker did */
  constructor(private readonly book: RunBook) {}

  /** Takes over notes of the same job. */
  take({
    notes,
    articles,
    problems,
    failed,
  }: Pick<Recorder, 'notes' | 'articles' | 'problems' | 'failed'>): void {
    this.notes.push(...notes);
    this.articles += articles;
    this.problems += problems;
    this.failed += failed;
  }

  source(path: string, facts: SourceFacts): void {
    this.book.source(path, facts);
    this.notes.push({ kind: 'source', path, facts });
  }

  sourceRead(path: string, contents: SourceContents): void {
    this.book.sourceRead(path, contents);
    this.notes.push({ kind: 'read', path, ids: [...contents.ids], unread: contents.unread });
  }

  before(...asked: Parameters<RunBook['before']>): ReturnType<RunBook['before']> {
    return this.book.before(...asked);
  }

  isAlive(id: string): boolean {
    return this.book.isAlive(id);
  }

  article(result: WrittenArticle): void {
    this.articles += 1;
    for (const { counts } of result.entry.outputs) this.failed += counts.failed;
    const { unserved, ...rest } = result;
    this.notes.push({ kind: 'article', article: { ...rest, unserved: [...unserved] } });
    this.book.article(result);
  }

  problem(error: TovmachError): void {
    this.problems += 1;
    const { stack: _, ...problem } = plainError(error);
    this.notes.push({ kind: 'problem', problem });
  }
}

/** Writes the notes of a job into the books of a run. */
export function replay(
  notes: readonly Note[],
  book: Pick<RunBook, 'source' | 'sourceRead' | 'article' | 'problem'>,
): void {
  for (const note of notes) {
    if (note.kind === 'source') book.source(note.path, note.facts);
    else if (note.kind === 'read')
      book.sourceRead(note.path, { ids: new Set(note.ids), unread: note.unread });
    else if (note.kind === 'problem') book.problem(errorFrom(note.problem));
    else book.article({ ...note.article, unserved: new Map(note.article.unserved) });
  }
}
