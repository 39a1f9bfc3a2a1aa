import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../disk/files.js';
import { isRegularFile } from '../disk/regular.js';
import type { Finding } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import { findingSchema } from '../model/manifest.js';
import { ROLES, type Role } from '../model/segment.js';
import { sha256 } from '../model/text.js';

/**
 * What people decided, one decision a line, beside the memory: `decisions.ndjson`. Lines are only ever added, so it may be
 * kept with the articles and merges line by line.
 */

const textSchema = z.object({
  /** Absent: there was none. */
  text: z.string().optional(),
  /** As in the manifest. */
  origin: z.string(),
  human: z.boolean(),
  /** What a person had in memory for the source before. */
  memory: z.object({ text: z.string(), by: z.string().optional() }).optional(),
});
export type TextBefore = z.infer<typeof textSchema>;

const labelSchema = z.object({ lang: z.string(), role: z.enum(ROLES) });

const shared = {
  id: z.string(),
  /** ISO 8601. */
  at: z.string(),
  /** Who decided; never empty. */
  by: z.string().min(1),
  article: z.string(),
  target: z.string(),
  segment: z.string(),
};
const lineSchema = z.discriminatedUnion('kind', [
  z.object({
    ...shared,
    kind: z.enum(['edit', 'approve', 'reject']),
    source: z.string(),
    lang: z.string(),
    before: textSchema,
    after: z.string().optional(),
    /** Findings that a person has seen and let stand, by `closingOf`. */
    closed: z.array(z.string()).default([]),
  }),
  z.object({
    ...shared,
    kind: z.literal('no-fault'),
    check: z.string(),
    closed: z.array(z.string()),
    /** What was closed, to be opened again by an undo. */
    findings: z.array(findingSchema),
  }),
  z.object({
    ...shared,
    kind: z.literal('label'),
    /** SHA-256 of the segment's normalised text. */
    hash: z.string(),
    before: labelSchema,
    after: labelSchema,
  }),
  z.object({ ...shared, kind: z.literal('undo'), of: z.string() }),
]);
export type DecisionLine = z.infer<typeof lineSchema>;

/** What a segment is said to be by a person. */
export interface Correction {
  readonly hash: string;
  readonly lang: LanguageTag;
  readonly role: Role;
  readonly by: string;
}

/** A finding as people remember it: the check, the two texts, and what it said. */
export function closingOf(
  { check, messageId, message }: Pick<Finding, 'check' | 'message' | 'messageId'>,
  texts: { readonly target: LanguageTag; readonly source: string; readonly translation: string },
): string {
  const { target, source, translation } = texts;
  return sha256(JSON.stringify([check, messageId ?? message, target, source, translation])).slice(0, 24);
}

export class Decisions {
  #read: { readonly version: string; readonly lines: readonly DecisionLine[] } | undefined;
  #closed: { readonly lines: readonly DecisionLine[]; readonly keys: ReadonlySet<string> } | undefined;

  /** @param path absolute; need not be there */
  constructor(readonly path: string) {}

  static beside(desk: string): Decisions {
    return new Decisions(join(desk, 'decisions.ndjson'));
  }

  /** Those that stand, oldest first. A line that is none is passed over: it may be half of a merge. */
  standing(): readonly DecisionLine[] {
    const found = statSync(this.path, { throwIfNoEntry: false });
    const version = found === undefined ? '' : `${found.mtimeMs} ${found.size}`;
    if (this.#read?.version !== version) {
      const all =
        found === undefined || !isRegularFile(this.path) ? [] : linesOf(readFileSync(this.path, 'utf8'));
      const undone = new Set(all.flatMap((line) => (line.kind === 'undo' ? [line.of] : [])));
      this.#read = { version, lines: all.filter(({ id, kind }) => kind !== 'undo' && !undone.has(id)) };
    }
    return this.#read.lines;
  }

  /** On disk when it returns. */
  async add(line: DecisionLine): Promise<void> {
    await makeFolder(dirname(this.path));

    const file = openSync(this.path, 'a');
    try {
      writeSync(file, `${JSON.stringify(line)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  /** Whether a person has seen a finding and let it stand. */
  isClosed(
    finding: Pick<Finding, 'check' | 'message' | 'messageId'>,
    texts: { readonly target: LanguageTag; readonly source: string; readonly translation: string },
  ): boolean {
    const lines = this.standing();
    if (this.#closed?.lines !== lines) {
      const keys = lines.flatMap((line) => ('closed' in line ? line.closed : []));
      this.#closed = { lines, keys: new Set(keys) };
    }
    return this.#closed.keys.size > 0 && this.#closed.keys.has(closingOf(finding, texts));
  }

  /** What stood in an output before people decided, by segment; of several decisions the last that changed words. */
  textsBefore(article: string, target: LanguageTag): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const line of this.standing()) {
      if (!('before' in line) || line.kind === 'label') continue;
      if (line.article !== article || line.target !== target) continue;
      const { text } = line.before;
      if (text !== undefined && text !== line.after) found.set(line.segment, text);
    }
    return found;
  }

  /** What people said of the segments of an article; the last word on each. */
  corrections(article: string): ReadonlyMap<string, Correction> {
    const found = new Map<string, Correction>();
    for (const line of this.standing())
      if (line.kind === 'label' && line.article === article)
        found.set(line.hash, { hash: line.hash, by: line.by, ...line.after });
    return found;
  }
}

function linesOf(text: string): DecisionLine[] {
  return text.split('\n').flatMap((line) => {
    if (line.trim() === '') return [];
    try {
      return lineSchema.safeParse(JSON.parse(line)).data ?? [];
    } catch {
      return [];
    }
  });
}
