import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { asPath, type Message, messages, reasonOf } from '../message.js';

/** What the store knows of one installed model: a file beside the model's own. */

const say = messages('models', {
  recordUnreadable: '{{file}} cannot be read, so nothing uses this folder',
  changed: '{{file}} has changed since it was installed',
  fileUnreadable: '{{file}} cannot be read ({{reason}})',
});

export const RECORD = 'model.json';

const fileShape = z.object({
  name: z
    .string()
    .regex(/^(?!\.{1,2}$)[^/\\]+$/)
    .describe('Name in the folder of the model.'),
  sha256: z
    .string()
    .regex(/^[\da-f]{64}$/)
    .describe('In hex, lower case.'),
  size: z.number().int().nonnegative().describe('In bytes.'),
});
export const recordShape = z.object({
  schema: z.literal('tovmach/model@1').describe('Kind and version of this document.'),
  source: z.string().describe('Language it translates from, as a BCP 47 tag.'),
  target: z.string().describe('Language it translates into, as a BCP 47 tag.'),
  architecture: z.string().describe('`base`, `base-memory` or `tiny`, from large to small.'),
  version: z.string().optional().describe('As the registry has it.'),
  status: z.string().optional().describe('`Release`, `Nightly`, …; absent: not released.'),
  from: z.string().describe('Address of the registry, or folder or archive it was imported from.'),
  licence: z.string().describe('Of the model.'),
  build: z.string().describe("The registry's own path of the model file."),
  files: z
    .object({
      model: fileShape.describe('The weights.'),
      shortlist: fileShape.optional().describe('The lexical shortlist.'),
      sourceVocabulary: fileShape.describe('Vocabulary of the source language.'),
      targetVocabulary: fileShape
        .optional()
        .describe('Vocabulary of the target language; absent: shared with the source.'),
    })
    .describe('What it is made of.'),
  quality: z
    .object({
      bleu: z.number().optional().describe('BLEU, 0 to 100.'),
      chrf: z.number().optional().describe('chrF, 0 to 100.'),
      comet: z.number().optional().describe('COMET, 0 to 1.'),
    })
    .optional()
    .describe('Published quality on flores200-plus.'),
});
/** `model.json` beside the files of an installed model: what it is, where it is from, what its files were. */
export type ModelRecord = z.infer<typeof recordShape>;
export type FileRole = keyof ModelRecord['files'];

/** A model in the store. */
export interface InstalledModel extends ModelRecord {
  /** Its folder; absolute. */
  readonly folder: string;
  /** Of all its files, in bytes. */
  readonly size: number;
}

/** A folder of the store. */
export interface StoredFolder {
  /** The folder; absolute. */
  readonly folder: string;
  /** Absent: its record cannot be read, so nothing uses it. */
  readonly model?: InstalledModel;
}

/** What is wrong with one folder of the store. */
export interface ModelCheck extends StoredFolder {
  /** Empty when every file is as it was installed. */
  readonly problems: readonly Message[];
}

/** Reads the record of a folder. */
export async function readRecord(folder: string): Promise<StoredFolder> {
  const content = await readFile(join(folder, RECORD), 'utf8').catch(() => '');
  const result = recordShape.safeParse(parseJson(content));
  if (!result.success) return { folder };
  const size = Object.values(result.data.files).reduce((sum, file) => sum + (file?.size ?? 0), 0);
  return { folder, model: { ...result.data, folder, size } };
}

/** Compares every file with the record. */
export async function problemsOf({ folder, model }: StoredFolder): Promise<Message[]> {
  if (model === undefined) return [say.recordUnreadable({ file: asPath(join(folder, RECORD)) })];
  const problems: Message[] = [];
  for (const file of Object.values(model.files)) {
    if (file === undefined) continue;
    const path = join(model.folder, file.name);
    try {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
      if (hash.digest('hex') !== file.sha256) problems.push(say.changed({ file: asPath(path) }));
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? reasonOf(error);
      problems.push(say.fileUnreadable({ file: asPath(path), reason }));
    }
  }
  return problems;
}

/** @returns `undefined` for what is no JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
