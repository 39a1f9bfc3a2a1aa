import { resolve } from 'node:path';
import { TovmachError } from '../errors.js';
import type { SearchOptions } from '../memory/maintenance.js';
import { type Message, messages, reasonOf, spoken } from '../message.js';
import type { CheckResult, MemoryMatch } from '../model/contracts.js';
import { sameLanguage } from '../model/language.js';
import type { StoredEntry } from '../model/memory-entry.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Origin, TranslationFailure, TranslationUnit } from '../model/translation.js';
import { checksOf } from '../setup/checks.js';
import { type WorkOptions, withJob } from '../setup/job.js';
import { providerStatuses } from '../setup/providers.js';
import type { Setup } from '../setup/setup.js';
import { translatorOf } from '../setup/translator.js';
import { unitOf } from '../translate/plan.js';
import type { SegmentPlace } from './outputs/deciding.js';
import { viewLedger } from './outputs/ledger-view.js';
import { stateNow } from './outputs/place.js';
import { priceOf, withOnly } from './outputs/prices.js';
import { readBooks } from './outputs/reading.js';

/** What else might stand for a segment: what memory has like it, and what an engine says when it is asked. */

const say = messages('review', {
  noSuchSegment: 'the outputs hold no segment {{segment}} of "{{article}}" in {{target}}',
  loadAnew: 'Load the article again.',
  isInTarget: 'the segment is in {{target}} already',
  noSuchEngine: 'no engine "{{name}}" can be asked',
  oneOfThese: 'One of these can: {{names}}.',
  noAnswer: '{{name}} gave no answer',
  noneReady: 'None is set up; see: tovmach providers',
});

/** Below this a text of memory is another sentence, 0 to 100. */
const LEAST_SCORE = 50;
const MOST_MATCHES = 8;
/** Entries of memory that are given where nobody says how many. */
const FOUND_AT_ONCE = 20;

/** An engine that may be asked for a segment. */
export interface EngineOffer {
  /** The name it is configured by. */
  readonly name: string;
  /** What it is, in a few words. */
  readonly description: string | Message;
  /** Text leaves this machine. */
  readonly remote: boolean;
  /** About what one answer costs, in `currency` of the suggestions; absent: its price is not known. */
  readonly cost?: number;
  /** Why it cannot be asked now. */
  readonly problem?: string | Message;
}

/** What might stand for a segment, without anything being sent or paid. */
export interface Suggestions {
  /** UTF-16 units an engine would be sent. */
  readonly characters: number;
  /** Of all costs; ISO 4217. */
  readonly currency: string;
  /** Similar texts of memory with their translations, the best first. */
  readonly memory: readonly MemoryMatch[];
  /** Engines that are set up, in the order `auto` asks them. */
  readonly engines: readonly EngineOffer[];
}

/** What one engine says for a segment: in memory as its translation from then on, in outputs when somebody decides for it. */
export interface EngineAnswer {
  /** The translation, placeholders in it. */
  readonly text: string;
  /** What translated it. */
  readonly origin: Origin;
  /** UTF-16 units as they were billed; 0 where the answer had been paid for before. */
  readonly characters: number;
  /** In `currency`. */
  readonly cost: number;
  /** Of the cost; ISO 4217. */
  readonly currency: string;
  /** What the checks say of it. */
  readonly findings: readonly CheckResult[];
}

/** Which engine is asked. */
export interface AskWork extends Pick<WorkOptions, 'signal' | 'onEvent'> {
  /** By the name it is configured by. */
  readonly engine: string;
}

/** What a segment looks like to an engine. @throws TovmachError INPUT_NOT_FOUND, USAGE */
async function unitAt(setup: Setup, place: SegmentPlace): Promise<TranslationUnit> {
  const { article: id, target, segment } = place;
  const article = (await readBooks(setup)).state.get(id);
  const ledger = article === undefined ? undefined : viewLedger(stateNow(setup), article.ledger);
  const segments = ledger?.articles[0].segments ?? [];
  const index = segments.findIndex((each) => each.id === segment);
  if (index < 0 || article?.outputs[target] === undefined)
    throw new TovmachError(
      'INPUT_NOT_FOUND',
      say.noSuchSegment({ segment: place.segment, article: id, target }),
      { hint: say.loadAnew() },
    );
  const unit = unitOf(segments, index, target, setup.config.detection.repair);
  if (sameLanguage(unit.source, target)) throw new TovmachError('USAGE', say.isInTarget({ target }));
  return unit;
}

/** @throws TovmachError INPUT_NOT_FOUND, USAGE, STORE */
export async function suggestionsFor(setup: Setup, place: SegmentPlace): Promise<Suggestions> {
  const unit = await unitAt(setup, place);
  const ready = providerStatuses(setup.config, setup.providers).filter((each) => each.ready);
  const engines: EngineOffer[] = [];
  for (const { name, description, remote } of ready) {
    try {
      const price = await withJob(withOnly(setup, name), { create: false }, priceOf);
      const cost = price === undefined ? undefined : (price * unit.text.length) / 1_000_000;
      engines.push({ name, description, remote, ...onlyDefined({ cost }) });
    } catch (error) {
      engines.push({ name, description, remote, problem: reasonOf(error) });
    }
  }
  const memory = await withJob(setup, { create: false }, async (job) => {
    const all = setup.config.memory.files.map((file) => resolve(setup.directory, file));
    const { memory: layers } = await job.openMemory(await job.openStore(), {
      memories: { all, companions: [] },
    });
    const [exact] = await layers.findAll([unit]);
    const similar = await layers.fuzzy(unit, { threshold: LEAST_SCORE, limit: MOST_MATCHES });
    return [...(exact === undefined ? [] : [exact]), ...similar];
  });
  return { characters: unit.text.length, currency: setup.config.budget.currency, memory, engines };
}

function refusalOf(engine: string, failure?: TranslationFailure): TovmachError {
  if (failure === undefined) return new TovmachError('BAD_RESPONSE', say.noAnswer({ name: engine }));
  const { code, ...said } = failure;
  return new TovmachError(code === 'CHECK' ? 'BAD_RESPONSE' : code, said);
}

/**
 * Asks one engine for one segment, whatever others have made of it; within the budget, and what it costs is recorded. What it said of
 * the same sentence before is not paid for again.
 * @throws TovmachError USAGE, INPUT_NOT_FOUND; AUTH, BUDGET and all others of a service; ABORTED
 */
export async function askEngine(
  setup: Setup,
  place: SegmentPlace,
  { engine, signal = new AbortController().signal, onEvent = () => {} }: AskWork,
): Promise<EngineAnswer> {
  const unit = await unitAt(setup, place);
  const ready = providerStatuses(setup.config, setup.providers).filter((each) => each.ready);
  if (!ready.some(({ name }) => name === engine)) {
    const names = ready.map(({ name }) => name).join(', ');
    throw new TovmachError('USAGE', say.noSuchEngine({ name: engine }), {
      hint: names === '' ? say.noneReady() : say.oneOfThese({ names }),
    });
  }
  const one = withOnly(setup, engine);
  return withJob(one, { signal, onEvent, create: true }, async (job) => {
    const store = await job.openStore();
    const chain = await job.openProviders({
      onNotice: (said) => onEvent({ type: 'notice', ...spoken(said) }),
    });
    const { currency } = setup.config.budget;
    const checks = checksOf(setup, [unit.source], chain);
    const answerOf = (text: string, origin: Origin): Pick<EngineAnswer, 'text' | 'origin' | 'findings'> => ({
      text,
      origin,
      findings: checks.flatMap((check) => check.examine?.({ unit, translation: text }) ?? []),
    });
    const identity = chain[0]?.provider.identity;
    const known = identity === undefined ? undefined : await store.find(unit, [identity]);
    if (known?.identity === identity && (known?.match === 'exact' || known?.match === 'context'))
      return { ...answerOf(known.text, known.origin), characters: 0, cost: 0, currency };
    // What others translated before is no answer of this engine.
    const translator = await translatorOf(one, { chain, store, onEvent });
    try {
      const translation = (await translator.translate([unit], { signal })).get(unit.key);
      if (translation?.status !== 'translated') throw refusalOf(engine, translation?.failure);
      const { charactersBilled, cost } = translator.statistics();
      const { text, origin } = translation;
      return { ...answerOf(text, origin), characters: charactersBilled, cost, currency };
    } finally {
      await translator.settled();
    }
  });
}

/** Entries of memory with a text in their source or target. @throws TovmachError STORE */
export function searchMemory(
  setup: Setup,
  text: string,
  { limit = FOUND_AT_ONCE, ...filter }: Partial<SearchOptions>,
): Promise<readonly StoredEntry[]> {
  return withJob(setup, { create: false }, async (job) => {
    const store = await job.openStore();
    return store.search(text, { ...filter, limit });
  });
}
