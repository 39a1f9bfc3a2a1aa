import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { check as collectFindings } from '../check/check.js';
import { TovmachError } from '../errors.js';
import {
  bleu,
  chrf,
  compareSystems,
  type Interval,
  type SentenceCounts,
  type SystemEvaluation,
  sentenceCounts,
  type TranslationEvaluation,
} from '../evaluate/translation.js';
import { readTmx } from '../exchange/tmx-read.js';
import { asPath, type Message, messages, reasonOf, spoken } from '../message.js';
import type { RunEvent } from '../model/event.js';
import { type LanguageTag, sameLanguage } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { checksOf } from '../setup/checks.js';
import { withJob } from '../setup/job.js';
import type { Setup } from '../setup/setup.js';
import { textArticle } from '../setup/text.js';
import { planText, resultOf } from '../setup/text-work.js';
import { translatorOf } from '../setup/translator.js';
import { systemClock } from '../translate/clock.js';
import { translateArticle } from '../translate/translate.js';

const say = messages('evaluate', {
  noPairs: '{{file}}: no pair of texts from {{source}} to {{target}} in it',
  givePairs:
    'Give a .tmx file with both languages, or a .tsv file: a text and its translation by people on each line, parted by a tab; a first line may name the languages.',
  noLanguages: '{{file}}: its languages are not named',
  nameLanguages: 'Name them with --from and --to, or in the first line of the file.',
  unreadablePairs: 'cannot read {{file}} ({{reason}})',
  lineWithout: '{{file}}: line {{line}} has no translation',
});

/** A text and what people made of it. */
interface GoldPair {
  readonly text: string;
  readonly references: readonly string[];
}

/** What is compared. */
export interface EvaluateTranslationWork {
  /** File of pairs: TSV or TMX. */
  readonly gold: string;
  /** Language of the texts; absent: as the file says. */
  readonly from?: LanguageTag;
  /** Language of the translations; absent: as the file says. */
  readonly to?: LanguageTag;
  /** Providers that are compared, by name. */
  readonly providers: readonly string[];
  /** Ends the work. */
  readonly signal?: AbortSignal;
  /** Hears what happens meanwhile. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Asked before models are fetched; absent: nothing is. */
  readonly confirm?: (line: Message) => Promise<boolean>;
}

const WORST = 5;

/**
 * Lets providers translate texts that people have translated, one after the other, and compares.
 * @throws TovmachError INPUT_NOT_FOUND, INPUT_INVALID for the pairs; AUTH, CONFIG, MISSING_DEPENDENCY for the providers;
 * STORE, LOCKED; ABORTED
 */
export async function evaluateTranslation(
  setup: Setup,
  work: EvaluateTranslationWork,
): Promise<TranslationEvaluation> {
  const { from, to, pairs } = await readPairs(resolve(setup.cwd, work.gold), work);
  const answered: { provider: string; counts: SentenceCounts[]; rest: Omit<SystemEvaluation, Compared> }[] =
    [];
  for (const provider of work.providers) {
    const one: Setup = {
      ...setup,
      config: { ...setup.config, provider: [provider], routes: [], verify: undefined },
    };
    answered.push(await answersOf(one, provider, { ...work, from, to, pairs }));
  }
  const [byBleu, byChrf] = [bleu, chrf].map((score) =>
    compareSystems(
      answered.map(({ counts }) => counts),
      score,
    ),
  );
  const nothing: Interval = { score: 0, low: 0, high: 0 };
  return {
    from,
    to,
    pairs: pairs.length,
    currency: setup.config.budget.currency,
    systems: answered.map(({ rest }, index): SystemEvaluation => {
      const [bleuChance, chrfChance] = [byBleu?.chance[index], byChrf?.chance[index]];
      return {
        ...rest,
        bleu: byBleu?.intervals[index] ?? nothing,
        chrf: byChrf?.intervals[index] ?? nothing,
        ...onlyDefined({ bleuChance, chrfChance }),
      };
    }),
  };
}

type Compared = 'bleu' | 'chrf' | 'bleuChance' | 'chrfChance';

async function answersOf(
  setup: Setup,
  provider: string,
  {
    pairs,
    from,
    to,
    signal = new AbortController().signal,
    onEvent = () => {},
    confirm,
  }: EvaluateTranslationWork & {
    readonly pairs: readonly GoldPair[];
    readonly from: LanguageTag;
    readonly to: LanguageTag;
  },
) {
  return withJob(setup, { signal, onEvent, create: true }, async (job) => {
    const store = await job.openStore();
    const chain = await job.openProviders({
      confirm,
      onNotice: (said) => onEvent({ type: 'notice', ...spoken(said) }),
    });
    // Nothing is recalled and nothing is kept: what is measured is the service.
    const translator = await translatorOf(setup, { chain, store, onEvent, keeps: false });
    const began = systemClock.now();
    try {
      const results = await Promise.all(
        pairs.map(async ({ text }) => {
          const planned = planText(setup, textArticle(text), [from], { to });
          const translated = await translateArticle(planned, translator, { signal });
          return resultOf(setup, collectFindings(translated, checksOf(setup, [from, to], chain)), to);
        }),
      );
      const seconds = (systemClock.now() - began) / 1000;
      const { requests, charactersBilled, cost } = translator.statistics();
      const findings: Record<string, number> = {};
      for (const { check } of results.flatMap((each) => each.findings))
        findings[check] = (findings[check] ?? 0) + 1;
      // What was not translated is no translation, and counts as an empty one.
      const { counts, worst } = compared(
        pairs,
        results.map(({ text, failures }) => (failures.length > 0 ? '' : text)),
      );
      const failed = results.filter(({ failures }) => failures.length > 0).length;
      return {
        provider,
        counts,
        rest: { provider, findings, failed, requests, characters: charactersBilled, cost, seconds, worst },
      };
    } finally {
      await translator.settled();
    }
  });
}

/** Translations beside those of people: what they have in common, and the furthest from them. */
function compared(pairs: readonly GoldPair[], texts: readonly string[]) {
  const counts = pairs.map(({ references }, index) => sentenceCounts(texts[index] ?? '', references));
  const worst = pairs
    .map(({ text, references }, index) => ({
      text,
      reference: references[0] ?? '',
      translation: texts[index] ?? '',
      chrf: chrf(counts[index] ?? []),
    }))
    .sort((a, b) => a.chrf - b.chrf)
    .slice(0, WORST);
  return { counts, worst };
}

interface Pairs {
  readonly from: LanguageTag;
  readonly to: LanguageTag;
  readonly pairs: readonly GoldPair[];
}

/** @throws TovmachError INPUT_NOT_FOUND, INPUT_INVALID */
async function readPairs(path: string, work: EvaluateTranslationWork): Promise<Pairs> {
  const found = /\.tmx$/i.test(path) ? await pairsOfTmx(path, work) : pairsOfTsv(path, work);
  const { from, to, pairs } = found;
  if (from === undefined || to === undefined) {
    throw new TovmachError('INPUT_INVALID', say.noLanguages({ file: asPath(path) }), {
      file: path,
      hint: say.nameLanguages(),
    });
  }
  if (pairs.length > 0) return { from, to, pairs };
  throw new TovmachError('INPUT_INVALID', say.noPairs({ file: asPath(path), source: from, target: to }), {
    file: path,
    hint: say.givePairs(),
  });
}

interface Found extends Partial<Pick<Pairs, 'from' | 'to'>> {
  readonly pairs: readonly GoldPair[];
}

async function pairsOfTmx(path: string, work: EvaluateTranslationWork): Promise<Found> {
  let { from, to } = work;
  const pairs: GoldPair[] = [];
  for await (const unit of readTmx(path)) {
    from ??= unit.source;
    const text = unit.variants.find(
      ({ lang }) => lang !== undefined && from !== undefined && sameLanguage(lang, from),
    );
    to ??= unit.variants.find(({ lang }) => lang !== undefined && lang !== text?.lang)?.lang;
    const references = unit.variants.filter(
      ({ lang }) => lang !== undefined && to !== undefined && sameLanguage(lang, to),
    );
    if (text !== undefined && references.length > 0)
      pairs.push({ text: text.text, references: references.map((each) => each.text) });
  }
  return { pairs, ...onlyDefined({ from, to }) };
}

const TAG = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;

function pairsOfTsv(path: string, work: EvaluateTranslationWork): Found {
  let lines: string[];
  try {
    lines = readFileSync(path, 'utf8')
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/);
  } catch (cause) {
    throw new TovmachError(
      'INPUT_NOT_FOUND',
      say.unreadablePairs({ file: asPath(path), reason: reasonOf(cause) }),
      {
        file: path,
        hint: say.givePairs(),
        cause,
      },
    );
  }
  const [head = []] = lines.map((line) => line.split('\t').map((cell) => cell.trim()));
  const named = head.length > 1 && head.every((cell) => TAG.test(cell));
  const from = work.from ?? (named ? head[0] : undefined);
  const to = work.to ?? (named ? head[1] : undefined);
  const pairs = lines.flatMap((line, index): GoldPair[] => {
    if (line.trim() === '' || (named && index === 0)) return [];
    const [text = '', ...references] = line.split('\t').map((cell) => cell.trim());
    const said = references.filter((cell) => cell !== '');
    if (text !== '' && said.length > 0) return [{ text, references: said }];
    throw new TovmachError('INPUT_INVALID', say.lineWithout({ file: asPath(path), line: index + 1 }), {
      file: path,
      line: index + 1,
      hint: say.givePairs(),
    });
  });
  return { pairs, ...onlyDefined({ from, to }) };
}
