import { existsSync, readFileSync, rmSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { writePairs } from '../corpus/pair-files.js';
import { type AlignedPair, PairPicker, type PairsLeft } from '../corpus/pairs.js';
import { type Parquet, parquetLibrary } from '../corpus/peers.js';
import { EXIT, type ExitCode, TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import { SEVERITIES, type Severity } from '../model/finding.js';
import { ROLES, type Role } from '../model/segment.js';
import type { Setup } from '../setup/setup.js';
import { parseSidecar } from '../write/ledger.js';
import { openPreviousManifest } from '../write/manifest-read.js';
import { readState } from '../write/state.js';
import { stateNow } from './outputs/place.js';
import { storyPairs } from './outputs/story-pairs.js';

/** A parallel corpus of what a run translated. */

const say = messages('corpus', {
  nothingThere: 'there is no finished run in {{folder}}',
  runFirst: 'Run tovmach run first, or name its folder with --out.',
  whichForm: 'the form of {{file}} cannot be told from its name',
  nameForm: 'Name it .tmx, .tsv, .ndjson or .parquet.',
  noRoleHere: 'there is no role "{{role}}"',
  theRoles: 'Roles: {{roles}}.',
  noSeverity: 'there is no severity "{{severity}}"',
  theSeverities: 'Severities: {{severities}}.',
});

/** Forms of files of pairs, by the ending of their name. */
export const PAIR_FORMS = ['tmx', 'tsv', 'ndjson', 'parquet'] as const;
/** A form of files of pairs. */
export type PairForm = (typeof PAIR_FORMS)[number];

/** Which pairs are taken. */
export interface PairsWork {
  /** The file, relative to `cwd`; its ending tells the form. */
  readonly file: string;
  /** Roles that are taken; default all. */
  readonly roles?: readonly Role[];
  /** Pairs with a graver finding are left out; default `minor`. */
  readonly worst?: Severity;
  /** Checks whose findings leave a pair out, whatever their severity. */
  readonly without?: readonly string[];
  /** Least score, 0 to 100; default 0. */
  readonly leastScore?: number;
  /** `uk-en`; default all. */
  readonly languages?: readonly string[];
  /** Sentences of articles that are the same story in two languages, instead of translations. */
  readonly sameStory?: boolean;
  /** TSV: leave cells as they are that a spreadsheet would run as formulas. */
  readonly formulas?: boolean;
}

/** What was written. */
export interface PairsExport {
  /** Absolute. */
  readonly file: string;
  /** In the file. */
  readonly pairs: number;
  /** Left out, by why. */
  readonly left: Readonly<PairsLeft>;
  /** Ledgers that are gone or cannot be read; what they hold is not in the file. */
  readonly unreadable: readonly string[];
  /** 6 where a ledger could not be read. */
  readonly exitCode: ExitCode;
}

/** @throws TovmachError USAGE, OUTPUT, INPUT_NOT_FOUND where there is no run, MISSING_DEPENDENCY */
export async function exportPairs(setup: Setup, work: PairsWork): Promise<PairsExport> {
  const out = stateNow(setup);
  const file = resolve(setup.cwd, work.file);
  const form = PAIR_FORMS.find((each) => `.${each}` === extname(file).toLowerCase());
  if (form === undefined)
    throw new TovmachError('USAGE', say.whichForm({ file: asPath(file) }), { hint: say.nameForm() });
  const picker = pickerOf(work);
  const parquet: Parquet | undefined = form === 'parquet' ? await parquetLibrary() : undefined;
  const state = await readState(out);
  if (state.size === 0)
    throw new TovmachError('INPUT_NOT_FOUND', say.nothingThere({ folder: asPath(out) }), {
      hint: say.runFirst(),
    });
  const manifest = await openPreviousManifest(out);
  const unreadable: string[] = [];
  let pairs = 0;
  const counted = function* (): Generator<AlignedPair> {
    for (const pair of pairsOf({ out, state, manifest, picker, unreadable }, work)) {
      pairs += 1;
      yield pair;
    }
  };
  try {
    await writePairs(file, form, counted(), { parquet, formulas: work.formulas === true });
  } catch (error) {
    rmSync(`${file}.part`, { force: true });
    throw error;
  } finally {
    manifest.close();
  }
  const exitCode = unreadable.length > 0 ? EXIT.partial : EXIT.ok;
  return { file, pairs, left: picker.left, unreadable, exitCode };
}

/** Which pairs are wanted. @throws TovmachError USAGE for roles and severities there are not */
function pickerOf({
  roles,
  worst = 'minor',
  without = [],
  leastScore = 0,
  languages = [],
}: PairsWork): PairPicker {
  const unknown = roles?.find((role) => !ROLES.includes(role));
  if (unknown !== undefined)
    throw new TovmachError('USAGE', say.noRoleHere({ role: String(unknown) }), {
      hint: say.theRoles({ roles: ROLES.join(', ') }),
    });
  if (!SEVERITIES.includes(worst))
    throw new TovmachError('USAGE', say.noSeverity({ severity: String(worst) }), {
      hint: say.theSeverities({ severities: SEVERITIES.join(', ') }),
    });
  return new PairPicker({
    roles: roles === undefined ? undefined : new Set(roles),
    worst,
    without: new Set(without),
    leastScore,
    languages: new Set(languages),
  });
}

/** Sentences of the ledgers, or of articles that tell the same story; ledgers that cannot be read are named. */
function* pairsOf(
  {
    out,
    state,
    manifest,
    picker,
    unreadable,
  }: {
    /** The folder of ledgers; absolute. */
    readonly out: string;
    readonly state: Awaited<ReturnType<typeof readState>>;
    readonly manifest: Awaited<ReturnType<typeof openPreviousManifest>>;
    readonly picker: PairPicker;
    readonly unreadable: string[];
  },
  { sameStory, languages = [] }: PairsWork,
): Generator<AlignedPair> {
  if (sameStory === true) {
    for (const pair of storyPairs({ books: out, state, manifest, languages, unreadable })) {
      if (picker.accepts(pair)) yield pair;
    }
    return;
  }
  for (const { id, ledger } of state.articles()) {
    const path = join(out, ledger);
    const sidecar = existsSync(path) ? parseSidecar(readFileSync(path, 'utf8')) : undefined;
    if (sidecar === undefined) {
      unreadable.push(ledger);
      continue;
    }
    const [article] = sidecar.articles;
    const { path: source = id.replace(/#.*$/, '') } = state.get(id) ?? {};
    const known = { ...article, path: source, outputs: sidecar.outputs };
    yield* picker.pick(known, manifest.findingsOf(id));
  }
}
