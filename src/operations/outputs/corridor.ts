import { check as collectFindings } from '../../check/check.js';
import type { Crew } from '../../crew/crew.js';
import { type CrewWork, walkWithCrew } from '../../crew/walk.js';
import type { OutputFolder } from '../../disk/output-folder.js';
import type { ReadRecord } from '../../model/contracts.js';
import { onlyDefined } from '../../model/only-defined.js';
import { type Sink, type WalkThroughOptions, walkThrough } from '../../pipeline.js';
import type { FoundFile } from '../../read/walk.js';
import type { Candidates } from '../../setup/candidates.js';
import { checkOptions, checksOf, isPretence } from '../../setup/checks.js';
import { readSource } from '../../setup/inputs.js';
import { identify, planUnits, type Setup } from '../../setup/setup.js';
import type { ProviderLink } from '../../translate/link.js';
import { type Translator, translateArticle } from '../../translate/translate.js';
import { createClaims } from '../../write/collision.js';
import { abbreviated, type OutputsState } from '../../write/state.js';
import { withoutClosed } from './closed.js';
import type { TakenEdits } from './edits.js';
import type { LedgerMemory } from './ledger-memory.js';
import type { Register } from './register.js';
import { rootOf, type Survey } from './survey.js';
import { writerOf } from './writer.js';

/** The articles of a run through all rooms: in place, or by workers. */

/** Where it is kept what comes of the articles: the books of a run, or notes of a worker for those. */
export type RunBook = Pick<Register, 'source' | 'sourceRead' | 'before' | 'isAlive' | 'article' | 'problem'>;

export interface CorridorParts {
  readonly setup: Setup;
  readonly folder: OutputFolder;
  /** The folder of the state. */
  readonly books: OutputFolder;
  readonly register: RunBook;
  readonly state: OutputsState;
  readonly survey: Pick<Survey, 'versions'>;
  readonly languages: Candidates;
  readonly translator: Translator;
  readonly chain: readonly ProviderLink[];
  readonly edits: TakenEdits;
  readonly ledgers: LedgerMemory;
}

export interface CorridorOptions extends WalkThroughOptions {
  /** Workers; absent: all is done in place. */
  readonly crew?: Crew;
  /** Files that workers are given at once. */
  readonly readers?: number;
}

/** Leads articles through all rooms, and what comes of them into the books. */
export function walkArticles(
  todo: readonly FoundFile[],
  parts: CorridorParts,
  options: CorridorOptions,
): Promise<void> {
  const { register, edits, chain, survey, languages } = parts;
  const sink: Sink = {
    article: (result) => {
      const findings = [...result.findings, ...(edits.findings.get(result.entry.id) ?? [])];
      register.article({ ...result, findings });
    },
    problem: (error) => register.problem(error),
  };
  const { crew, readers = 1 } = options;
  if (crew === undefined) return walkInPlace(todo, parts, sink, options);
  crew.brief({
    candidates: languages.candidates,
    versions: survey.versions,
    pretence: isPretence(chain),
    identities: Object.fromEntries(chain.map(({ provider }) => [provider.name, provider.identity])),
  });
  return walkWithCrew(crew, todo, crewWork(parts), sink, { ...options, readers });
}

function walkInPlace(
  todo: readonly FoundFile[],
  parts: CorridorParts,
  sink: Sink,
  options: WalkThroughOptions,
): Promise<void> {
  const { setup, folder, books, register, state, survey, languages, translator, chain, ledgers } = parts;
  const { candidates } = languages;
  const checks = checksOf(setup, candidates, chain);
  const writer = writerOf(
    setup,
    { out: folder, books },
    {
      versions: survey.versions,
      previous: (id, target) => register.before(id, target),
      isTaken: (id) => register.isAlive(id),
      identityOf: (name) =>
        isPretence(chain)
          ? undefined
          : (chain.find(({ provider }) => provider.name === name)?.provider.identity ?? name),
      isOurs: (id, ledger) => state.get(id)?.ledger === ledger,
    },
  );
  return walkThrough<FoundFile>(
    {
      read: (file) => readCounted(file, parts),
      identify: (article) => identify(setup, article, candidates),
      plan: (article) => planUnits(setup, article, survey.versions),
      translate: async (planned, signal) => {
        const ledger = await writer.refuseForeign(planned);
        const forget = ledger === undefined ? undefined : ledgers.learn(ledger);
        return translateArticle(planned, translator, { signal }).finally(forget);
      },
      check: (translated) =>
        withoutClosed(collectFindings(translated, checks, checkOptions(setup)), setup.decisions),
      write: (article) => writer.write(article),
    },
    todo,
    sink,
    options,
  );
}

/** The records of a file, counted for the books. */
async function* readCounted(file: FoundFile, { setup, register }: CorridorParts): AsyncGenerator<ReadRecord> {
  const { hash, records } = await readSource(setup, file);
  register.source(file.path, { hash: abbreviated(hash), root: rootOf(file, setup.directory) });
  const ids = new Set<string>();
  let broken = 0;
  let isWhole = false;
  try {
    for await (const record of records) {
      if ('article' in record) ids.add(record.article.id);
      else if ('broken' in record) broken += 1;
      yield record;
    }
    isWhole = true;
  } finally {
    // What could not be read to its end has one record more than anybody saw.
    register.sourceRead(file.path, { ids, unread: isWhole ? broken : broken + 1 });
  }
}

/** What workers are given of a run, and what is done here for them. */
function crewWork(parts: CorridorParts): CrewWork {
  const { setup, register, state, survey, translator, ledgers } = parts;
  const claim = createClaims();
  return {
    before: ({ path }) =>
      Object.fromEntries(
        state
          .ofFile(path)
          .map(({ id, outputs }) => [
            id,
            Object.fromEntries(Object.entries(outputs).map(([target, output]) => [target, output.path])),
          ]),
      ),
    opened: (file, hash) =>
      register.source(file.path, { hash: abbreviated(hash), root: rootOf(file, setup.directory) }),
    wasRead: (file, contents) => register.sourceRead(file.path, contents),
    claim({ id, paths }) {
      for (const path of paths) claim(path, id);
    },
    async translate({ units, sidecar }, signal) {
      const forget = sidecar === undefined ? undefined : ledgers.learn(sidecar);
      try {
        return [...(await translator.translate(units, { signal })).values()];
      } finally {
        forget?.();
      }
    },
    known({ id, sidecar }) {
      const owner = sidecar?.articles[0].id;
      const previous = survey.versions.flatMap((target) => {
        const output = register.before(id, target);
        return output === undefined ? [] : [[target, output] as const];
      });
      return {
        previous: Object.fromEntries(previous),
        ledger: state.get(id)?.ledger,
        ...onlyDefined({
          owner: owner !== undefined && owner !== id && register.isAlive(owner) ? owner : undefined,
        }),
      };
    },
  };
}
