import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { Config } from '../../config/schema.js';
import type { OutputFolder } from '../../disk/output-folder.js';
import { slashed } from '../../disk/slashes.js';
import { hintOf, type TovmachError } from '../../errors.js';
import type { Say, Translate } from '../../i18n.js';
import { type Said, spoken, withPaths } from '../../message.js';
import type { OutputChanges } from '../../model/changes.js';
import type { Finding } from '../../model/finding.js';
import type { LanguageTag } from '../../model/language.js';
import type { ManifestBroken, ManifestPassedOver } from '../../model/manifest.js';
import { onlyDefined } from '../../model/only-defined.js';
import type { WrittenArticle } from '../../pipeline.js';
import type { Candidates } from '../../setup/candidates.js';
import { VERSION } from '../../version.js';
import type { PreviousOutput } from '../../write/article-paths.js';
import type { ManifestWriter } from '../../write/manifest.js';
import type { PreviousManifest } from '../../write/manifest-read.js';
import { abbreviated, type OutputState, type OutputsState } from '../../write/state.js';
import { enginesOf, writeBooks } from './books.js';
import { REPORT_NAME } from './place.js';
import { lookedFor } from './stories.js';
import type { Survey } from './survey.js';
import { Tally } from './tally.js';

/**
 * The books of one run: what was done goes into the state, the manifest and the tally; what earlier runs did stays in
 * the first two.
 */

/** What a file is, told before its articles. */
export interface SourceFacts {
  /** Abbreviated hash of the file's bytes. */
  readonly hash: string;
  /** As the state writes it. */
  readonly root: string;
}

/** What a file held, told after its articles. */
export interface SourceContents {
  readonly ids: ReadonlySet<string>;
  /** Records that could not be read. */
  readonly unread: number;
}

interface Source {
  readonly facts: SourceFacts;
  /** Articles and broken records; absent while the file is being read. */
  records?: number;
  /** Articles written while it is. */
  readonly written: string[];
}

/** Stands for the number of a file's records until it is known: no run takes such a file for done. */
const UNKNOWN = Number.MAX_SAFE_INTEGER;

/** What the books need to know of a survey. */
export type RegisterSurvey = Pick<
  Survey,
  'aside' | 'passedOver' | 'fingerprint' | 'alike' | 'engines' | 'versions' | 'basisOf'
> & {
  readonly freshness: Pick<Survey['freshness'], 'termChanges'>;
};

export interface RegisterParts {
  /** The output folder; absolute. */
  readonly out: string;
  /** The folder of the state. */
  readonly books: OutputFolder;
  readonly config: Config;
  /** What roots of the state are relative to. */
  readonly directory: string;
  readonly state: OutputsState;
  readonly survey: RegisterSurvey;
  readonly previous: PreviousManifest;
  readonly manifest: ManifestWriter;
}

export class Register {
  /** Of the articles this run was asked for, whether it had to do anything or not; complete after `close`. */
  readonly tally = new Tally();
  /** What changed sources change for readers, in the order of the articles. */
  readonly changes: (OutputChanges & { readonly path: string; readonly article: string })[] = [];
  readonly #broken: ManifestBroken[] = [];
  /** Files that were opened, by path. */
  readonly #sources = new Map<string, Source>();
  readonly #read = new Set<string>();

  constructor(private readonly parts: RegisterParts) {}

  /** A file that is opened. */
  source(path: string, facts: SourceFacts): void {
    this.#sources.set(path, { facts, written: [] });
    this.#read.add(path);
  }

  /** A file that was read. */
  sourceRead(path: string, { ids, unread }: SourceContents): void {
    const { state } = this.parts;
    const source = this.#sources.get(path);
    if (source === undefined) return;
    source.records = ids.size + unread;
    for (const id of source.written.splice(0)) {
      const article = state.get(id);
      if (article !== undefined) state.set({ ...article, records: source.records });
    }
    if (unread > 0) return;
    // Records that are no longer in the file; 0 says so.
    for (const article of state.ofFile(path)) if (!ids.has(article.id)) state.set({ ...article, records: 0 });
  }

  /** Whether an article's source is there as far as anybody knows. */
  isAlive(id: string): boolean {
    const { state, directory } = this.parts;
    const article = state.get(id);
    return (
      article !== undefined &&
      article.records > 0 &&
      existsSync(resolve(directory, article.root, article.path))
    );
  }

  /** An output as the last run left it. */
  before(id: string, target: LanguageTag): PreviousOutput | undefined {
    const { state, survey } = this.parts;
    const article = state.get(id);
    const output = article?.outputs[target];
    if (article === undefined || output === undefined) return undefined;
    const { source, config, failed, path, hash } = output;
    const stands =
      source === this.#sources.get(article.path)?.facts.hash &&
      (config === survey.fingerprint || survey.alike.has(config)) &&
      failed === undefined &&
      !survey.freshness.termChanges.some((change) => change.output === path);
    return { path, hash, stands };
  }

  /** An article that was written. */
  article(result: WrittenArticle): void {
    this.tally.article(result);
    for (const changes of result.changes ?? [])
      this.changes.push({ path: result.entry.path, article: result.entry.id, ...changes });
    const { state, previous, manifest } = this.parts;
    const { entry } = result;
    const before = state.get(entry.id)?.outputs ?? {};
    const reading = this.#sources.get(entry.path);
    const source = reading?.facts;
    if (reading?.records === undefined) reading?.written.push(entry.id);
    state.set({
      id: entry.id,
      path: entry.path,
      root: source?.root ?? '.',
      records: reading === undefined ? 1 : (reading.records ?? UNKNOWN),
      ledger: entry.ledger.path,
      ledgerHash: abbreviated(entry.ledger.hash),
      ...onlyDefined({ own: result.own, aside: result.aside, told: result.told }),
      outputs: { ...before, ...this.#outputStates(result, source?.hash, before) },
    });
    // Outputs in languages this run was not asked for stay on record.
    const targets = new Set([
      ...entry.outputs.map(({ target }) => target),
      ...Object.keys(result.aside ?? {}),
    ]);
    const others = Object.keys(before).some((target) => !targets.has(target))
      ? previous.article(entry.id)
      : undefined;
    const outputs = [
      ...entry.outputs,
      ...(others?.entry.outputs.filter(({ target }) => !targets.has(target)) ?? []),
    ];
    const findings =
      others?.findings.filter(({ target }) => target !== undefined && !targets.has(target)) ?? [];
    manifest.article({ ...entry, outputs: outputs.sort((a, b) => (a.target < b.target ? -1 : 1)) }, [
      ...result.findings,
      ...findings,
    ]);
  }

  #outputStates(
    {
      entry: {
        outputs,
        sourceHash,
        ledger: { path: ledger },
      },
      findings,
    }: WrittenArticle,
    hash: string | undefined,
    before: Readonly<Record<string, OutputState>>,
  ): Record<string, OutputState> {
    const rests = this.parts.survey.basisOf({ ledger, outputs: before });
    const { fingerprint: config, engines } = this.parts.survey;
    const grave = new Set(findings.filter(isOfAnAnswer).map(({ target }) => target));
    return Object.fromEntries(
      outputs.map(({ target, path, hash: left, counts: { failed } }) => [
        target,
        {
          path,
          source: hash ?? abbreviated(sourceHash),
          config,
          hash: abbreviated(left),
          ...onlyDefined({
            failed: failed === 0 ? undefined : failed,
            tried: grave.has(target) ? engines : undefined,
            terms: Object.keys(rests.get(target) ?? {}).length === 0 ? undefined : rests.get(target),
          }),
        },
      ]),
    );
  }

  /** Something that could not be done at all. */
  problem(error: TovmachError): void {
    this.tally.problems.push(error);
    this.#broken.push(brokenEntry(error, this.parts.out));
  }

  get #passedOver(): readonly ManifestPassedOver[] {
    return this.parts.survey.passedOver.map(({ path, kind }) => ({ path, kind }));
  }

  /** Nothing was done, and the books already say so. */
  #isSettled(unchanged: ReadonlySet<string>, orphans: readonly string[]): boolean {
    const { books, config, state, survey, previous } = this.parts;
    return (
      unchanged.size > 0 &&
      unchanged.size === state.size &&
      unchanged.size === previous.totals?.articles &&
      this.#broken.length === 0 &&
      previous.broken.length === 0 &&
      previous.journal.isEmpty &&
      JSON.stringify(previous.passedOver) === JSON.stringify(this.#passedOver) &&
      previous.run?.configDigest === survey.fingerprint &&
      previous.run.orphans.length === 0 &&
      (config.output.provenance === 'off' ||
        (previous.provenance !== undefined && previous.provenance.paused === undefined)) &&
      orphans.length === 0 &&
      existsSync(books.file(REPORT_NAME))
    );
  }

  /**
   * Writes state, manifest and report, over everything in the output folder.
   * @param unchanged articles this run was asked for and had nothing to do with
   * @returns engines whose translations are in the outputs this run was asked for, sorted
   */
  async close(options: {
    readonly unchanged: ReadonlySet<string>;
    readonly languages: Candidates;
    readonly orphans: readonly string[];
    readonly texts: Translate;
    readonly say: Say;
    readonly checks: readonly string[];
    readonly onNotice: (said: Said) => void;
  }): Promise<string[]> {
    const { books, config, state, survey, previous, manifest } = this.parts;
    const { languages, orphans, unchanged } = options;
    if (this.#isSettled(unchanged, orphans)) {
      const { totals } = previous;
      if (totals !== undefined) this.tally.restore(totals, previous.findings());
      return totals?.engines ?? [];
    }
    const asked = new Set<string>();
    const broken = [...previous.broken.filter(({ path }) => survey.aside.has(path)), ...this.#broken];
    await writeBooks(
      {
        books,
        out: this.parts.out,
        state,
        previous,
        manifest,
        config,
        run: {
          tool: `tovmach ${VERSION}`,
          configDigest: survey.fingerprint,
          targets: [...survey.versions],
          languages: { candidates: [...languages.candidates], inferred: languages.inferred },
          orphans: [...orphans],
          stories: lookedFor(config),
          ...onlyDefined({ finishedAt: config.output.timestamps ? new Date().toISOString() : undefined }),
        },
        broken,
        passedOver: survey.passedOver,
        texts: options.texts,
        say: options.say,
        checks: options.checks,
        onNotice: options.onNotice,
      },
      (seen, together) => {
        const { entry } = seen;
        if (unchanged.has(entry.id)) this.tally.article(seen);
        if (!unchanged.has(entry.id) && !this.#read.has(entry.path)) return;
        for (const finding of together) this.tally.finding(finding);
        for (const engine of enginesOf(entry)) asked.add(engine);
      },
    );
    return [...asked].sort();
  }
}

/** Findings that another engine may not have: of a text, and grave. */
function isOfAnAnswer({ segmentId, severity, target, check }: Finding): boolean {
  return target !== undefined && segmentId !== undefined && severity !== 'minor' && check !== 'residue';
}

/** No path of this machine is in a manifest. */
function brokenEntry(error: TovmachError, out: string): ManifestBroken {
  const inside = (path: string): string => (isAbsolute(path) ? slashed(out, path) : path);
  const said = hintOf(error);
  const hint = said === undefined ? undefined : spoken(withPaths(said, inside));
  return {
    path: error.file === undefined ? '' : inside(error.file),
    code: error.code,
    ...spoken(withPaths(error, inside)),
    ...onlyDefined({
      line: error.line,
      hint: hint?.message,
      hintId: hint?.messageId,
      hintValues: hint?.values,
    }),
  };
}
