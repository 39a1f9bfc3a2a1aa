import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { linesOf } from '../disk/lines.js';
import { isRegularFile } from '../disk/regular.js';
import type { Finding } from '../model/finding.js';
import {
  findingSchema,
  MANIFEST_SCHEMA,
  type ManifestArticle,
  type ManifestBroken,
  type ManifestPassedOver,
  type ManifestProvenance,
  type ManifestRun,
  type ManifestTotals,
  manifestSchema,
} from '../model/manifest.js';
import { Journal, type JournalLine } from './journal.js';
import { refuseOtherVersion } from './versions.js';

/** The manifest of the last run, read a line at a time; see `manifest.ts` for its shape. */

export const MANIFEST_NAME = 'manifest.json';

/** An article of a manifest with what was found in it. */
export interface ManifestRecord {
  readonly entry: ManifestArticle;
  readonly findings: readonly Finding[];
}

/** Where the line of an article is. */
export interface Place {
  readonly start: number;
  readonly length: number;
}

/** The manifest of the last run; articles are read when they are asked for. */
export interface PreviousManifest {
  readonly run: ManifestRun | undefined;
  readonly totals: ManifestTotals | undefined;
  /** Of all articles, in their order. */
  findings(): readonly Finding[];
  findingsOf(id: string): readonly Finding[];
  readonly broken: readonly ManifestBroken[];
  readonly passedOver: readonly ManifestPassedOver[];
  /** Where the chain of provenance ended. */
  readonly provenance: ManifestProvenance | undefined;
  ids(): Iterable<string>;
  has(id: string): boolean;
  article(id: string): ManifestRecord | undefined;
  /** The same without what was found, and not looked at: one of thousands. */
  plain(id: string): ManifestArticle | undefined;
  /** What was decided since it was written, and is in everything above; read further by whoever keeps it open. */
  readonly journal: Journal;
  close(): void;
}

/** A stretch of a file, as text. */
export function readPlace(file: number, { start, length }: Place): string {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, start);
  return bytes.toString('utf8');
}

/** The manifest of no run. */
export const noManifest = (journal: Journal): PreviousManifest => ({
  journal,
  run: undefined,
  totals: undefined,
  findings: () => [],
  findingsOf: () => [],
  broken: [],
  passedOver: [],
  provenance: undefined,
  ids: () => [],
  has: () => false,
  article: () => undefined,
  plain: () => undefined,
  close() {},
});

/** How far into its line the id of an article ends at most: paths have up to 4,096 bytes. */
const LONGEST_ID = 10_000;
const ID = /^\{"id":("(?:[^"\\]|\\.)*")/;

/** What is read of a manifest at once, and where its articles are. */
async function partsOf(path: string, file: number) {
  const places = new Map<string, Place>();
  const findings = new Map<string, Finding[]>();
  let run: ManifestRun | undefined;
  let totals: ManifestTotals | undefined;
  let broken: readonly ManifestBroken[] = [];
  let passedOver: readonly ManifestPassedOver[] = [];
  let provenance: ManifestProvenance | undefined;
  let at = 0;
  let part: 'head' | 'articles' | 'findings' | 'end' = 'head';
  for await (const bytes of linesOf(path)) {
    const start = at;
    const { length } = bytes;
    at += length + 1;
    if (part === 'articles' && length > 2) {
      const id = ID.exec(bytes.toString('utf8', 0, LONGEST_ID))?.[1];
      const name = id === undefined ? undefined : parsed(z.string(), id);
      // 44 is the comma that parts a line from the next.
      if (name !== undefined)
        places.set(name, { start, length: bytes[length - 1] === 44 ? length - 1 : length });
      continue;
    }
    const line = bytes.toString('utf8');
    if (part === 'head') refuseNewer(line, path, file);
    if (line.startsWith('"run": ')) run = parsed(manifestSchema.shape.run, line.slice(7));
    else if (line === '"articles": [') part = 'articles';
    else if (line === '],') part = 'end';
    else if (line.startsWith('"broken": '))
      broken = parsed(manifestSchema.shape.broken, line.slice(10)) ?? [];
    else if (line.startsWith('"passedOver": '))
      passedOver = parsed(manifestSchema.shape.passedOver, line.slice(14)) ?? [];
    else if (line.startsWith('"provenance": '))
      provenance = parsed(manifestSchema.shape.provenance, line.slice(14));
    else if (line === '"findings": [') part = 'findings';
    else if (line.startsWith('"totals": '))
      totals = parsed(manifestSchema.shape.totals, line.slice(10).replace(/ \}$/, ''));
    else if (part === 'findings') {
      const finding = parsed(findingSchema, line) as Finding | undefined;
      const id = finding?.articleId ?? finding?.path;
      if (finding !== undefined && id !== undefined) findings.set(id, [...(findings.get(id) ?? []), finding]);
    }
  }
  return { places, findings, run, totals, broken, passedOver, provenance };
}

/** The manifest of the last run. One that somebody reformatted tells us nothing. @throws TovmachError OUTPUT for what is no regular file */
export async function openPreviousManifest(out: string): Promise<PreviousManifest> {
  const path = join(out, MANIFEST_NAME);
  // Before the manifest: should that be written meanwhile, it has what the journal had.
  const journal = Journal.read(out);
  if (!isRegularFile(path)) return noManifest(journal);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return noManifest(journal);
  }
  const { places, findings, run, totals, broken, passedOver, provenance } = await partsOf(path, file);
  const written = (id: string): ManifestArticle | undefined => {
    const place = places.get(id);
    return place === undefined
      ? undefined
      : parsed(manifestSchema.shape.articles.element, readPlace(file, place));
  };
  const decided = new Decided(journal, written);
  const findingsOf = (id: string): readonly Finding[] =>
    decided.line(id)?.findings ?? decided.findings(id) ?? findings.get(id) ?? [];
  return {
    run,
    totals,
    broken,
    passedOver,
    journal,
    get provenance() {
      const { provenance: later } = journal;
      return later !== undefined && later.entries > (provenance?.entries ?? 0) ? later : provenance;
    },
    findings: () =>
      [...new Set([...findings.keys(), ...journal.ids(), ...journal.othersIds()])].flatMap(findingsOf),
    findingsOf,
    ids: () => places.keys(),
    has: (id) => places.has(id),
    article(id) {
      const entry = decided.line(id)?.entry ?? written(id);
      return entry === undefined ? undefined : { entry, findings: findingsOf(id) };
    },
    plain(id) {
      const place = places.get(id);
      const line = decided.line(id)?.entry;
      return line ?? (place === undefined ? undefined : unlooked(readPlace(file, place)));
    },
    close: () => closeSync(file),
  };
}

/** What the journal has of a manifest's articles. */
class Decided {
  /** Ledgers of articles the journal speaks of, as the manifest has them. */
  readonly #ledgers = new Map<string, string>();

  constructor(
    private readonly journal: Journal,
    private readonly written: (id: string) => ManifestArticle | undefined,
  ) {}

  line(id: string): JournalLine | undefined {
    return this.journal.has(id) ? this.journal.of(id, this.#ledger(id)) : undefined;
  }

  findings(id: string): readonly Finding[] | undefined {
    return this.journal.hasOther(id) ? this.journal.findingsOf(id, this.#ledger(id)) : undefined;
  }

  #ledger(id: string): string {
    const known = this.#ledgers.get(id) ?? this.written(id)?.ledger.hash ?? '';
    this.#ledgers.set(id, known);
    return known;
  }
}

/** An article that was read as one before. */
function unlooked(line: string): ManifestArticle | undefined {
  try {
    return JSON.parse(line) as ManifestArticle;
  } catch {
    return undefined;
  }
}

function refuseNewer(line: string, path: string, file: number): void {
  try {
    refuseOtherVersion(line, path, MANIFEST_SCHEMA);
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** A line of JSON, perhaps with the comma that parts it from the next; `undefined` when it is not what it should be. */
function parsed<T>(schema: z.ZodType<T>, line: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(line.replace(/,$/, ''))).data;
  } catch {
    return undefined;
  }
}
