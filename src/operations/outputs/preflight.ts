import type { OutputFolder } from '../../disk/output-folder.js';
import { TovmachError } from '../../errors.js';
import type { TranslationStore } from '../../memory/translation-store.js';
import { inEnglish, type Message, messages, type Value } from '../../message.js';
import type { Article } from '../../model/article.js';
import type { Memory } from '../../model/contracts.js';
import type { LanguageTag } from '../../model/language.js';
import type { Planned } from '../../model/stages.js';
import { eachArticle } from '../../pipeline.js';
import type { FoundFile } from '../../read/walk.js';
import type { Candidates } from '../../setup/candidates.js';
import { prospectOf } from '../../setup/courses.js';
import { type Inputs, readRecords } from '../../setup/inputs.js';
import { openStore, withFiles } from '../../setup/memory.js';
import { supports } from '../../setup/providers.js';
import { identify, planUnits, recallOptions, type Setup } from '../../setup/setup.js';
import type { ProviderLink } from '../../translate/link.js';
import { recallEach } from '../../translate/recall.js';
import { ledgerPath } from '../../write/layout.js';
import { parseSidecar } from '../../write/ledger.js';
import { LedgerMemory } from './ledger-memory.js';
import type { Survey } from './survey.js';

/** Whether anybody translates anything here: asked before a run begins, and said when it has ended. */

const say = messages('run', {
  nobodyAtAll:
    'nobody translates {{pairs}} here, nothing was written: get the local engine\'s models with "tovmach models pull {{pairs}}", set up a provider (tovmach providers), or take --untranslated keep',
  nobody:
    'nobody translates {{pairs}} here; get the local engine\'s models with "tovmach models pull {{pairs}}", or set up a provider (tovmach providers)',
  nobodyMayAsk:
    'nobody translates {{pairs}} here; get the local engine\'s models with "tovmach models pull {{pairs}}", let this run get them with --yes, or set up a provider (tovmach providers)',
  nobodyBecause:
    'nobody translates {{pairs}} here ({{reason}}); get the local engine\'s models with "tovmach models pull {{pairs}}", or set up a provider (tovmach providers)',
  nobodyMayAskBecause:
    'nobody translates {{pairs}} here ({{reason}}); get the local engine\'s models with "tovmach models pull {{pairs}}", let this run get them with --yes, or set up a provider (tovmach providers)',
  both: '{{first}}; {{second}}',
});

export interface PreflightParts {
  readonly setup: Setup;
  readonly chain: readonly ProviderLink[];
  readonly languages: Candidates;
  readonly todo: readonly FoundFile[];
  readonly inputs: Inputs;
  readonly survey: Survey;
  /** Of the state. */
  readonly books: OutputFolder;
  /** Memories of the user's own. */
  readonly memories: readonly Memory[];
  readonly signal: AbortSignal;
}

/**
 * Refuses a run in which something has to be translated, of which memory has nothing and nobody translates anything.
 * A service that is reached over the network counts as somebody: what is wrong with it is found out when it is asked.
 * Where a model for one of the likely pairs is there, nothing is read for it.
 * @throws TovmachError MISSING_DEPENDENCY, naming the pairs and the command that gets their models
 */
export async function refuseUntranslatable(parts: PreflightParts): Promise<void> {
  const { setup, chain, languages, signal } = parts;
  const { targets, output } = setup.config;
  if (output.untranslated === 'keep') return;
  if (chain.some(({ provider }) => provider.capabilities.remote)) return;
  const known = new Map<string, Promise<boolean>>();
  const isServed = (source: LanguageTag, target: LanguageTag): Promise<boolean> => {
    const pair = `${source}-${target}`;
    const asked = known.get(pair) ?? someoneTranslates(chain, source, target, signal);
    known.set(pair, asked);
    return asked;
  };
  for (const target of targets) {
    for (const source of languages.candidates)
      if (source !== target && (await isServed(source, target))) return;
  }
  const pairs = await lacking(parts, isServed);
  if (pairs.length === 0 || signal.aborted) return;
  throw new TovmachError('MISSING_DEPENDENCY', say.nobodyAtAll({ pairs: pairs.join(' ') }));
}

/** The pairs that are wanted, where nothing of what is to be done can be; else none. */
async function lacking(
  parts: PreflightParts,
  isServed: (source: LanguageTag, target: LanguageTag) => Promise<boolean>,
): Promise<string[]> {
  const { setup, chain, signal } = parts;
  const store = await openStore(setup, { create: false });
  try {
    const { memory, each } = await plannedArticles(parts, store);
    const { identitiesOf } = prospectOf(setup, chain, signal);
    const pairs = new Set<string>();
    for await (const { units } of each()) {
      const recalled = await recallEach(memory, units, identitiesOf, recallOptions(setup));
      for (const [index, { source, target }] of units.entries()) {
        if (recalled[index] !== undefined || (await isServed(source, target))) return [];
        pairs.add(`${source}-${target}`);
      }
    }
    return [...pairs].sort();
  } finally {
    await store.close();
  }
}

/** What is to be done, planned, and the memory it will find, with what ledgers hold. */
export async function plannedArticles(
  { setup, languages, todo, inputs, survey, books, memories: own, signal }: PreflightParts,
  store: TranslationStore,
): Promise<{ readonly memory: Memory; readonly each: () => AsyncIterable<Planned> }> {
  const { detection, output } = setup.config;
  const ledgers = new LedgerMemory({ put: () => {} }, detection.repair);
  const memory = ledgers.over((await withFiles(store, setup, inputs, { signal, own })).memory);
  const rooms = {
    read: (file: FoundFile) => readRecords(setup, file),
    identify: (article: Article) => identify(setup, article, languages.candidates),
  };
  async function* each(): AsyncIterable<Planned> {
    for await (const step of eachArticle(rooms, todo, signal)) {
      // What is wrong with an article is said when it is its turn.
      if (step.type !== 'article') continue;
      const before = await books.read(ledgerPath(step.article.outputStem, output.prefix));
      const ledger = before === undefined ? undefined : parseSidecar(before);
      if (ledger !== undefined) ledgers.learn(ledger);
      yield planUnits(setup, step.article, survey.versions);
    }
  }
  return { memory, each };
}

async function someoneTranslates(
  chain: readonly ProviderLink[],
  source: LanguageTag,
  target: LanguageTag,
  signal: AbortSignal,
): Promise<boolean> {
  for (const link of chain) {
    try {
      if (await supports(link, source, target, signal)) return true;
    } catch {
      // Whatever is wrong with it is said when it is asked to translate.
      return true;
    }
  }
  return false;
}

/**
 * One sentence for the pairs nobody translated.
 * @param unserved pairs, with the reason where there is a particular one
 * @param mayAsk whether models would be downloaded with consent
 */
export function nobodyTranslates(
  unserved: ReadonlyMap<string, string | Message | undefined>,
  mayAsk: boolean,
): Message | undefined {
  if (unserved.size === 0) return undefined;
  const pairs = [...unserved.keys()].sort().join(' ');
  const reasons = new Map(
    [...unserved.values()].flatMap((reason) => (reason === undefined ? [] : [[inEnglish(reason), reason]])),
  );
  const reason = [...reasons.values()].reduce<Value | undefined>(
    (first, second) => (first === undefined ? second : say.both({ first, second })),
    undefined,
  );
  if (reason === undefined) return mayAsk ? say.nobodyMayAsk({ pairs }) : say.nobody({ pairs });
  return mayAsk ? say.nobodyMayAskBecause({ pairs, reason }) : say.nobodyBecause({ pairs, reason });
}
