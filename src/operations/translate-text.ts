import { resolve } from 'node:path';
import { check as collectFindings } from '../check/check.js';
import { type Message, spoken } from '../message.js';
import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { checksOf } from '../setup/checks.js';
import { type Job, type WorkOptions, withJob } from '../setup/job.js';
import type { Setup } from '../setup/setup.js';

import { textArticle, textCandidates } from '../setup/text.js';
import { planText, resultOf, type TextTranslation } from '../setup/text-work.js';
import { translatorOf } from '../setup/translator.js';
import { translateArticle } from '../translate/translate.js';

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
    const store = await job.openStore();
    const chain = await job.openProviders({
      confirm,
      onNotice: (said) => onEvent({ type: 'notice', ...spoken(said) }),
    });
    const { memory, problems } = await job.openMemory(store, configuredFiles(job));
    if (problems[0] !== undefined) throw problems[0];
    const translator = await translatorOf(setup, { chain, memory, store, onEvent });
    try {
      return await Promise.all(
        texts.map(async (text) => {
          const article = textArticle(text);
          const given = options.from === undefined ? undefined : [options.from];
          const candidates = textCandidates(setup, article, given);
          const planned = planText(setup, article, candidates, options);
          const translated = await translateArticle(planned, translator, { signal });
          const checked = collectFindings(
            translated,
            checksOf(setup, [...candidates, options.to], chain),
            onlyDefined({ personal: setup.personal }),
          );
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

export type { TextTranslation } from '../setup/text-work.js';
