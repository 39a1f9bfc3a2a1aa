import { resolve } from 'node:path';
import { check as collectFindings } from '../check/check.js';
import { DEFAULT_POLICY } from '../detect/roles.js';
import type { FailureCode } from '../errors.js';
import { type Message, spoken, type Values } from '../message.js';
import type { Article } from '../model/article.js';
import type { Finding } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import type { OutputStatus } from '../model/manifest.js';
import type { Planned } from '../model/stages.js';
import { type Job, type WorkOptions, withJob } from '../setup/job.js';
import { checksOf, identify, type Setup } from '../setup/setup.js';
import { textArticle, textCandidates } from '../setup/text.js';
import { translatorOf } from '../setup/translator.js';
import { plan } from '../translate/plan.js';
import { translateArticle } from '../translate/translate.js';
import { renderArticle } from '../write/render.js';
import { textOutput } from '../write/text.js';

/** Texts that are in no file, by the rooms an article of a run goes through. */

export interface TranslateTextWork extends Omit<WorkOptions, 'only' | 'stdin'> {
  /** Language to translate into; BCP 47. */
  readonly to: LanguageTag;
  /** Language the texts are in; absent: found for each sentence, as in a run. */
  readonly from?: LanguageTag;
  /** What stands around each text: memory prefers translations made between the same neighbours, providers may read it. */
  readonly context?: { readonly before?: string; readonly after?: string };
  /** Asks whether a model may be downloaded; absent: nobody can be asked. */
  readonly confirm?: (line: Message) => Promise<boolean>;
}

export interface TextTranslation {
  /** With the lines and white space of the source; what could not be translated stays as it was. */
  readonly text: string;
  /** Language the text is in; `und` where it could not be told. */
  readonly source: LanguageTag;
  readonly target: LanguageTag;
  /** `incomplete` where anything could not be translated. */
  readonly status: OutputStatus;
  /** `provider` or `provider/model` of every engine whose words are in it, sorted. */
  readonly engines: readonly string[];
  /** What the checks found, gravest where it is written. */
  readonly findings: readonly Finding[];
  /** Why sentences were not translated, each reason once. */
  readonly failures: readonly {
    readonly code: FailureCode;
    /** In English; its key and values beside it where it has them. */
    readonly message: string;
    readonly messageId?: string;
    readonly values?: Values;
  }[];
}

/**
 * Translates texts by memory and providers, as a run does: mixed languages are told apart, what is in the target
 * language stays, what was translated before is not sent again, and every answer is checked.
 * @returns as many translations as texts, in their order
 * @throws TovmachError AUTH, CONFIG, MISSING_DEPENDENCY for the providers; STORE, LOCKED for the memory; ABORTED
 */
export function translateTexts(
  setup: Setup,
  texts: readonly string[],
  options: TranslateTextWork,
): Promise<TextTranslation[]> {
  const { signal = new AbortController().signal, onEvent = () => {}, confirm } = options;
  return withJob(setup, { signal, onEvent, create: true }, async (job) => {
    const store = job.openStore();
    const chain = await job.openProviders({
      confirm,
      onNotice: (said) => onEvent({ type: 'notice', ...spoken(said) }),
    });
    const { memory, problems } = await job.openMemory(store, configuredFiles(job));
    if (problems[0] !== undefined) throw problems[0];
    const translator = translatorOf(setup, { chain, memory, store, onEvent });
    try {
      return await Promise.all(
        texts.map(async (text) => {
          const article = textArticle(text);
          const given = options.from === undefined ? undefined : [options.from];
          const candidates = textCandidates(setup, article, given);
          const planned = planText(setup, article, candidates, options);
          const translated = await translateArticle(planned, translator, { signal });
          const checked = collectFindings(translated, checksOf(setup, [...candidates, options.to], chain));
          return resultOf(setup, checked, options.to);
        }),
      );
    } finally {
      await translator.settled();
    }
  });
}

/** TMX files of the configuration; none lies beside a text. */
function configuredFiles({ setup }: Job): Parameters<Job['openMemory']>[1] {
  const all = setup.config.memory.files.map((file) => resolve(setup.directory, file));
  return { memories: { all, companions: [] } };
}

/** Nothing is furniture in a text somebody wants translated, unless the configuration says so. */
const EVERYTHING = Object.fromEntries(
  Object.keys(DEFAULT_POLICY).map((role) => [role, 'translate' as const]),
);

function planText(
  setup: Setup,
  article: Article,
  candidates: readonly LanguageTag[],
  { to, context = {} }: TranslateTextWork,
): Planned {
  const { config, texts } = setup;
  const policy = { ...EVERYTHING, ...config.policy };
  const planned = plan(identify(setup, article, candidates, policy), {
    targets: [to],
    versions: [to],
    repair: config.detection.repair,
    hasLabel: (key, target) => texts.label(key, target) !== undefined,
  });
  const { before, after } = context;
  const last = planned.units.length - 1;
  const units = planned.units.map((unit, index) => ({
    ...unit,
    before: index === 0 ? (unit.before ?? before) : unit.before,
    after: index === last ? (unit.after ?? after) : unit.after,
  }));
  return { ...planned, units };
}

function resultOf(
  { texts, config }: Setup,
  checked: ReturnType<typeof collectFindings>,
  target: LanguageTag,
): TextTranslation {
  const rendered = renderArticle(checked, target, {
    label: (key, language) => texts.label(key, language),
    texts: (language) => texts.forLanguage(language, 'output'),
    speaks: (language) => texts.speaks(language),
    repair: config.detection.repair,
  });
  // In a file an untranslated passage is marked; here `status` and `failures` say it.
  const blocks = rendered.blocks.map((block) => ({
    ...block,
    inlines: block.inlines.map((inline) => ({ ...inline, failed: false })),
  }));
  const failures = new Map<string, TextTranslation['failures'][number]>();
  for (const translation of checked.translations.values()) {
    if (translation.status !== 'failed') continue;
    const { code, message } = translation.failure;
    failures.set(`${code} ${message}`, { code, ...spoken(translation.failure) });
  }
  return {
    text: checked.blocks.length === 0 ? checked.text : textOutput(checked, { ...rendered, blocks }),
    source: checked.lang,
    target,
    status: rendered.status,
    engines: rendered.engines,
    findings: [...checked.findings, ...rendered.findings].map(withoutFile),
    failures: [...failures.values()],
  };
}

/** A text is in no file: places that only name it say nothing. */
function withoutFile({ articleId: _, path: __, ...finding }: Finding): Finding {
  return finding;
}
