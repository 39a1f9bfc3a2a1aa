import type { Message, Values } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
/** Something that could not be imported. */
export interface Skipped {
  /** In English; its key and values beside it. */
  readonly reason: string;
  /** The key of the reason; absent where its words come from outside. */
  readonly reasonId?: string;
  /** What stands in the reason, by name. */
  readonly reasonValues?: Values;
  /** Line where it first happened, from 1. */
  readonly line: number;
  /** How often it happened in the file. */
  readonly count: number;
}

/** What came of an import. */
export interface ImportReport {
  /** The file that was imported, as it was named. */
  readonly file: string;
  /** Units (rows, elements) read. */
  readonly units: number;
  /** Translations in them, one for each source and target. */
  readonly entries: number;
  /** Of these, new to the memory or changing it. */
  readonly stored: number;
  /** What was left out and why, one for each reason. */
  readonly skipped: readonly Skipped[];
}

/** Counts while an import runs. */
export class ReportBuilder {
  private readonly file: string;
  private units = 0;
  private entries = 0;
  private storedEntries = 0;
  private readonly reasons = new Map<string, { reason: Message; line: number; count: number }>();

  constructor(file: string) {
    this.file = file;
  }

  unit(): void {
    this.units++;
  }

  entry(): void {
    this.entries++;
  }

  stored(count: number): void {
    this.storedEntries += count;
  }

  skip(reason: Message, line: number): void {
    const known = this.reasons.get(reason.message);
    if (known === undefined) this.reasons.set(reason.message, { reason, line, count: 1 });
    else known.count++;
  }

  done(): ImportReport {
    return {
      file: this.file,
      units: this.units,
      entries: this.entries,
      stored: this.storedEntries,
      skipped: [...this.reasons.values()].map(({ reason, line, count }) => ({
        reason: reason.message,
        reasonId: reason.messageId,
        ...onlyDefined({ reasonValues: reason.values }),
        line,
        count,
      })),
    };
  }
}
