import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import { OFFSET_UNITS, type OffsetUnit } from '../model/offsets.js';
import { ROLES, type Role } from '../model/segment.js';
import { CORPUS_FORMATS, type CorpusFormat } from './formats.js';
import { PACKINGS, type Packing } from './packing.js';

/** What a corpus is to be like. */

const say = messages('corpus', {
  unfit: '{{option}}: "{{value}}" is none of {{choices}}',
  noOut: 'no folder to write to was named',
  nameOut: 'Name one with --out; the library takes it as "out".',
  noRole: 'there is no role "{{role}}"',
  rolesAre: 'Roles: {{roles}}.',
  packsItself: 'Parquet packs its files itself; leave out --pack',
  tooSmall: 'a file of a corpus holds at least {{bytes}} bytes',
});

const SHARD_BYTES = 256_000_000;
const LEAST_SHARD = 1000;

/** What a corpus is to be like. */
export interface CleanOptions {
  /** The folder of the corpus, relative to `cwd`. */
  readonly out: string;
  /** Default `ndjson`. */
  readonly format?: CorpusFormat;
  /** Most bytes of text in one file, before it is packed; default 256 MB. A record is never cut. */
  readonly shardBytes?: number;
  /** Default `none`. */
  readonly packing?: Packing;
  /** What places are counted in; default `utf16`. */
  readonly offsets?: OffsetUnit;
  /** Roles that are taken; default all but `boilerplate`. */
  readonly roles?: readonly Role[];
  /** CSV: leave cells as they are that a spreadsheet would run as formulas. */
  readonly formulas?: boolean;
}

/** The same, decided. */
export type CleanPlan = Required<CleanOptions>;

function choice<T extends string>(option: string, value: T, choices: readonly T[]): T {
  if (choices.includes(value)) return value;
  throw new TovmachError('USAGE', say.unfit({ option, value: String(value), choices: choices.join(', ') }));
}

/** @throws TovmachError USAGE */
export function cleanPlan(work: CleanOptions): CleanPlan {
  if (typeof work.out !== 'string' || work.out === '')
    throw new TovmachError('USAGE', say.noOut(), { hint: say.nameOut() });
  const roles = work.roles ?? ROLES.filter((role) => role !== 'boilerplate');
  const unknown = roles.find((role) => !ROLES.includes(role));
  if (unknown !== undefined)
    throw new TovmachError('USAGE', say.noRole({ role: String(unknown) }), {
      hint: say.rolesAre({ roles: ROLES.join(', ') }),
    });
  if (work.format === 'parquet' && (work.packing ?? 'none') !== 'none')
    throw new TovmachError('USAGE', say.packsItself());
  const { shardBytes = SHARD_BYTES } = work;
  if (!(shardBytes >= LEAST_SHARD)) throw new TovmachError('USAGE', say.tooSmall({ bytes: LEAST_SHARD }));
  return {
    out: work.out,
    format: choice('format', work.format ?? 'ndjson', CORPUS_FORMATS),
    shardBytes,
    packing: choice('packing', work.packing ?? 'none', PACKINGS),
    offsets: choice('offsets', work.offsets ?? 'utf16', OFFSET_UNITS),
    roles,
    formulas: work.formulas === true,
  };
}
