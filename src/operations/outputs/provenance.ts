import { closeSync, fsyncSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';
import { outputError } from '../../disk/files.js';
import { linesOf } from '../../disk/lines.js';
import type { OutputFolder } from '../../disk/output-folder.js';
import { isRegularFile } from '../../disk/regular.js';
import type { ManifestProvenance } from '../../model/manifest.js';
import { onlyDefined } from '../../model/only-defined.js';
import { PROVENANCE_SCHEMA, type ProvenanceEntry, provenanceSchema } from '../../model/provenance.js';
import { sha256 } from '../../model/text.js';
import { VERSION } from '../../version.js';
import { Lines } from '../../write/lines.js';
import type { Statement } from '../../write/provenance.js';
import { refuseOtherVersion } from '../../write/versions.js';

/** `provenance.ndjson`: what was so of every output and when, each line chained to the one before; it only grows. */

export const PROVENANCE_NAME = 'provenance.ndjson';

export class ProvenanceChain {
  readonly time = new Date().toISOString();
  /** The last entry of each output, by path. */
  readonly #last = new Lines();
  readonly #added: string[] = [];
  #entries = 0;
  #head: string | undefined;
  /** Where the last whole line ends; behind it is what a killed run left of one. */
  #end = 0;
  /** The last line has no line feed. */
  #isOpen = false;
  /** It does not end as the manifest says: what comes is chained to what was there, so that the gap stays to be seen. */
  isTorn = false;

  private constructor(private readonly path: string) {}

  /** @throws TovmachError OUTPUT for what is no file of ours, or of a later version */
  static async open(books: OutputFolder, anchor: ManifestProvenance | undefined): Promise<ProvenanceChain> {
    books.refuseEscape(PROVENANCE_NAME);
    const chain = new ProvenanceChain(books.file(PROVENANCE_NAME));
    await chain.#read(anchor);
    return chain;
  }

  async #read(anchor: ManifestProvenance | undefined): Promise<void> {
    const { path } = this;
    let isAnchored = anchor === undefined;
    if (isRegularFile(path)) {
      const { size } = statSync(path);
      for await (const bytes of linesOf(path)) {
        const line = bytes.toString('utf8');
        const entry = parseEntry(line);
        if (this.#end === 0) refuseOtherVersion(line, path, PROVENANCE_SCHEMA);
        const isOpen = this.#end + bytes.length === size;
        // What a killed run left of a line.
        if (isOpen && entry === undefined) break;
        this.#isOpen = isOpen;
        this.#end += bytes.length + (this.#isOpen ? 0 : 1);
        this.#head = sha256(bytes);
        this.#entries = Math.max(this.#entries + 1, entry?.n ?? 0);
        isAnchored ||= this.#head === anchor?.head;
        if (entry === undefined) continue;
        if (entry.removed === true) this.#last.delete(entry.path);
        else this.#last.set(entry.path, line);
      }
    }
    if (isAnchored || anchor === undefined) return;
    this.isTorn = true;
    this.#entries = Math.max(this.#entries, anchor.entries);
    this.#head = anchor.head;
  }

  /** Outputs that are there as far as the chain knows. */
  paths(): string[] {
    return [...this.#last.keys()];
  }

  /** What it says of an output. */
  before(path: string): ProvenanceEntry | undefined {
    const line = this.#last.get(path);
    return line === undefined ? undefined : parseEntry(line);
  }

  add(statement: Statement): void {
    const line = JSON.stringify({
      schema: PROVENANCE_SCHEMA,
      n: ++this.#entries,
      ...onlyDefined({ previous: this.#head }),
      time: this.time,
      tool: `tovmach ${VERSION}`,
      ...statement,
    } satisfies ProvenanceEntry);
    this.#head = sha256(line);
    this.#added.push(line);
  }

  /** An output that is gone. */
  remove(path: string): void {
    const { article = '', target = '' } = this.before(path) ?? {};
    this.add({ article, target, path, removed: true });
  }

  /** Puts on disk what was added. @returns its end, for the manifest. @throws TovmachError OUTPUT */
  close(): ManifestProvenance | undefined {
    if (this.#added.length > 0)
      this.#append(`${this.#isOpen ? '\n' : ''}${this.#added.splice(0).join('\n')}\n`);
    return this.#head === undefined ? undefined : { entries: this.#entries, head: this.#head };
  }

  #append(text: string): void {
    let descriptor: number | undefined;
    try {
      // Not to its end: a killed run may have left a line without one.
      descriptor = openSync(this.path, isRegularFile(this.path) ? 'r+' : 'wx');
      const bytes = Buffer.from(text);
      for (let written = 0; written < bytes.length; )
        written += writeSync(descriptor, bytes, written, bytes.length - written, this.#end + written);
      ftruncateSync(descriptor, this.#end + bytes.length);
      fsyncSync(descriptor);
    } catch (cause) {
      throw outputError(this.path, cause);
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }
}

/** A line of the chain; `undefined` where it is none. */
export function parseEntry(line: string): ProvenanceEntry | undefined {
  try {
    return provenanceSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
