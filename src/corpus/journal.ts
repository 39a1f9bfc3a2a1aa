import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { staysInside } from '../disk/names.js';
import { writeWhole } from '../disk/whole-file.js';
import type { PlainError } from '../errors.js';
import { type Shard, shardName, UNFINISHED } from './shards.js';

/** What a corpus has come to, in its folder: while it is made, so that a run that was stopped goes on; and when it is done. */

const CLEAN_SCHEMA = 'tovmach/clean@1';
const STATE_SCHEMA = 'tovmach/clean-state@1';
const STATE = '.tovmach-clean.json';
const MANIFEST = 'clean.json';

const path = z.string().refine((name) => staysInside(name) && !name.includes('/'));
const count = z.number().int().nonnegative();
const shard = z.object({ path, records: count, bytes: count });
const language = z.object({ articles: count, segments: count, characters: count });
const problem = z.custom<PlainError>(
  (value) => z.looseObject({ code: z.string(), message: z.string() }).safeParse(value).success,
);

const stateSchema = z.object({
  schema: z.literal(STATE_SCHEMA),
  basis: z.string(),
  languages: z.array(z.string()),
  /** Files that are done, and records done of the next. */
  files: count,
  records: count,
  articles: count,
  left: count,
  more: count,
  problems: z.array(problem).readonly(),
  counts: z.record(z.string(), language),
  /** Of the files, with the dot. */
  extension: z.string(),
  shards: z.record(
    z.string(),
    z.object({ number: count, bytes: count, size: count, records: count, done: z.array(shard).readonly() }),
  ),
  /** Every file is complete; they are given their names. */
  finishing: z.record(z.string(), z.array(shard).readonly()).optional(),
});
/** Where a run may go on. */
export type CleanState = z.infer<typeof stateSchema>;

const manifestSchema = z.object({
  schema: z.literal(CLEAN_SCHEMA),
  /** Of what it was made. */
  basis: z.string(),
  format: z.string(),
  offsets: z.string(),
  candidates: z.array(z.string()),
  inferred: z.boolean(),
  articles: count,
  left: count,
  problems: z.array(problem).readonly(),
  languages: z.record(z.string(), language.extend({ files: z.array(shard).readonly() })),
});
export type CleanManifest = z.infer<typeof manifestSchema>;

function read<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

export interface Journal {
  /** Where an earlier run on the same was stopped; nothing where it was on something else. */
  readonly state: CleanState | undefined;
  readonly manifest: CleanManifest | undefined;
  /** The manifest is of the same, and its files are there. */
  readonly isDone: boolean;
  /** @throws TovmachError OUTPUT */
  save(state: Omit<CleanState, 'schema' | 'basis'>): void;
  /** @throws TovmachError OUTPUT */
  finish(manifest: Omit<CleanManifest, 'schema' | 'basis'>): void;
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? -1;

const hasBytes = (folder: string, { path, bytes }: Shard, ending = ''): boolean =>
  sizeOf(join(folder, `${path}${ending}`)) === bytes;

/** Whether all that was written then is there still. */
function mayGoOn(folder: string, { finishing, shards, extension }: CleanState): boolean {
  if (finishing !== undefined)
    return Object.values(finishing)
      .flat()
      .every((file) => hasBytes(folder, file) || hasBytes(folder, file, UNFINISHED));
  return Object.entries(shards).every(
    ([lang, { number, bytes, done }]) =>
      done.every((file) => hasBytes(folder, file, UNFINISHED)) &&
      sizeOf(join(folder, `${shardName(lang, number, extension)}${UNFINISHED}`)) >= bytes,
  );
}

/** The books of a folder that exists. @param basis what the corpus is made of; another one is another corpus */
export function openJournal(folder: string, basis: string): Journal {
  const stateFile = join(folder, STATE);
  const state = read(stateFile, stateSchema);
  const manifest = read(join(folder, MANIFEST), manifestSchema);
  const files = Object.values(manifest?.languages ?? {}).flatMap((each) => each.files);
  return {
    state: state?.basis === basis && mayGoOn(folder, state) ? state : undefined,
    manifest,
    isDone: manifest?.basis === basis && files.every((file) => hasBytes(folder, file)),
    save: (next) => writeWhole(stateFile, [JSON.stringify({ schema: STATE_SCHEMA, basis, ...next })]),
    finish(manifest) {
      writeWhole(join(folder, MANIFEST), [
        `${JSON.stringify({ schema: CLEAN_SCHEMA, basis, ...manifest }, null, 2)}\n`,
      ]);
      rmSync(stateFile, { force: true });
    },
  };
}
