import type { OutputFolder } from '../../disk/output-folder.js';
import type { FailureCode } from '../../errors.js';
import { asValue, type Message } from '../../message.js';
import { isSpecialTag, primaryLanguage, sameLanguage } from '../../model/language.js';
import type { Checked, Planned } from '../../model/stages.js';
import type { WrittenArticle } from '../../pipeline.js';
import type { Setup } from '../../setup/setup.js';
import type { Sidecar } from '../../write/ledger.js';
import { createArticleWriter, type WriteOptions } from '../../write/write.js';

/** The writer of one run, and what it says of the units that failed. */

/** From this confidence on (0 to 1) a field of the front matter is said to be in a language. */
const SURE = 0.8;
/** Failures that setting up a provider would mend. */
const NOBODY: ReadonlySet<FailureCode> = new Set(['UNSUPPORTED_PAIR', 'MODEL']);

export interface RunWriter {
  /** @throws TovmachError OUTPUT before anything is paid for, when files would take the place of somebody else's */
  refuseForeign(article: Planned): Promise<Sidecar | undefined>;
  write(article: Checked): Promise<WrittenArticle>;
}

export function writerOf(
  { config, texts, detector, formats }: Setup,
  out: OutputFolder,
  earlier: Pick<WriteOptions, 'previous' | 'versions' | 'isTaken' | 'isOurs' | 'identityOf'>,
): RunWriter {
  const { output, detection, targets, frontMatter } = config;
  const { layout, format, prefix, baseUrl, timestamps, untranslated, minTranslated } = output;
  const writer = createArticleWriter({
    out,
    layout: { layout, format, prefix, main: targets[0] },
    rebuild: (name) => formats.find((each) => each.name === name)?.rebuild,
    label: (key, language) => texts.label(key, language),
    texts: (language) => texts.forLanguage(language, 'output'),
    speaks: (language) => texts.speaks(language),
    repair: detection.repair,
    dropUntranslated: untranslated === 'drop',
    holdIncomplete: untranslated === 'hold',
    minTranslated,
    addresses: frontMatter.addresses,
    languageOf: (text, among) => {
      const { lang, confidence } = detector.identify(text, among.map(primaryLanguage));
      return isSpecialTag(lang) || confidence < SURE ? undefined : lang;
    },
    ...earlier,
    ...(baseUrl === undefined ? {} : { baseUrl: baseUrl.replace(/\/$/, '') }),
    ...(timestamps ? { translatedAt: new Date().toISOString() } : {}),
  });
  return {
    refuseForeign: (article) => writer.refuseForeign(article),
    async write(article) {
      const own =
        article.inPlace === true ? targets.filter((target) => sameLanguage(target, article.lang)) : [];
      return {
        ...(await writer.write(article)),
        ...(own.length === 0 ? {} : { own }),
        ...failuresOf(article),
      };
    },
  };
}

function failuresOf({ units, translations }: Checked): Pick<WrittenArticle, 'failures' | 'unserved'> {
  const failures = new Set<FailureCode>();
  const unserved = new Map<string, string | Message | undefined>();
  for (const { key, source, target } of units) {
    const translation = translations.get(key);
    if (translation?.status !== 'failed') continue;
    const { code } = translation.failure;
    failures.add(code);
    if (NOBODY.has(code))
      unserved.set(`${source}-${target}`, code === 'MODEL' ? asValue(translation.failure) : undefined);
  }
  return { failures: [...failures], unserved };
}
