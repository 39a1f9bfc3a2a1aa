import type { OutputFolder } from '../../disk/output-folder.js';
import type { FailureCode } from '../../errors.js';
import { asValue, type Message } from '../../message.js';
import { isSpecialTag, primaryLanguage, sameLanguage } from '../../model/language.js';
import { onlyDefined } from '../../model/only-defined.js';
import type { Checked, Planned } from '../../model/stages.js';
import type { WrittenArticle } from '../../pipeline.js';
import type { Setup } from '../../setup/setup.js';
import type { WriteOptions } from '../../write/article-paths.js';
import { duplicateFinding } from '../../write/duplicates.js';
import type { Sidecar } from '../../write/ledger.js';
import { toldOf } from '../../write/related.js';
import { type ArticleWriter, createArticleWriter } from '../../write/write.js';
import { outputNames } from './names.js';
import { renderOptionsOf } from './render-options.js';
import { asideOf, toldMark } from './stories.js';
import { storyFindings } from './story-findings.js';

/** The writer of one run, and what it says of the units that failed. */

/** From this confidence on (0 to 1) a field of the front matter is said to be in a language. */
const SURE = 0.8;
/** Failures that setting up a provider would mend. */
const NOBODY: ReadonlySet<FailureCode> = new Set(['UNSUPPORTED_PAIR', 'MODEL']);

export interface RunWriter extends Pick<ArticleWriter, 'paths'> {
  /** @throws TovmachError OUTPUT before anything is paid for, when files would take the place of somebody else's */
  refuseForeign(article: Planned): Promise<Sidecar | undefined>;
  write(article: Checked): Promise<WrittenArticle>;
}

export function writerOf(
  setup: Setup,
  folders: { readonly out: OutputFolder; readonly books: OutputFolder },
  earlier: Pick<WriteOptions, 'previous' | 'versions' | 'isTaken' | 'isOurs' | 'identityOf'>,
): RunWriter {
  const { config, detector, formats, terms } = setup;
  const { output, targets, frontMatter } = config;
  const { layout, format, prefix, baseUrl, timestamps, untranslated, minTranslated } = output;
  const writer = createArticleWriter({
    ...folders,
    layout: { layout, format, prefix, main: targets[0] },
    rebuild: (name) => formats.find((each) => each.name === name)?.rebuild,
    ...renderOptionsOf(setup),
    holdIncomplete: untranslated === 'hold',
    minTranslated,
    corrections: output.corrections,
    today: new Date().toISOString().slice(0, 10),
    addresses: frontMatter.addresses,
    languageOf: (text, among) => {
      const { lang, confidence } = detector.identify(text, among.map(primaryLanguage));
      return isSpecialTag(lang) || confidence < SURE ? undefined : lang;
    },
    ...earlier,
    ...onlyDefined({
      baseUrl: baseUrl === undefined ? undefined : baseUrl.replace(/\/$/, ''),
      translatedAt: timestamps ? new Date().toISOString() : undefined,
    }),
  });
  return {
    paths: (article) => writer.paths(article),
    refuseForeign: (article) => writer.refuseForeign(article),
    async write(article) {
      const own =
        article.inPlace === true ? targets.filter((target) => sameLanguage(target, article.lang)) : [];
      const written = await writer.write(article);
      const aside = asideOf(article, targets);
      const told = toldMark(toldOf(article));
      return {
        ...withNames(article, withStory(article, written), { terms, identityOf: earlier.identityOf }),
        ...onlyDefined({
          own: own.length === 0 ? undefined : own,
          aside: Object.keys(aside).length === 0 ? undefined : aside,
          told,
        }),
        ...failuresOf(article),
      };
    },
  };
}

/** What the batch says of an article goes into the manifest, and is said. */
function withStory<Written extends Pick<WrittenArticle, 'entry' | 'findings'>>(
  article: Checked,
  written: Written,
): Written {
  const { sketch, told: { duplicateOf, sameStory } = {} } = article.story ?? {};
  const { title, url, related, outputs, ...head } = written.entry;
  // In the order of the schema: what a later run copies is the same bytes.
  const entry = {
    ...head,
    ...onlyDefined({
      duplicateOf,
      story: sketch,
      sameStory: sameStory === undefined ? undefined : [...sameStory],
      title,
      url,
      related,
    }),
    outputs,
  };
  const findings = [...written.findings, ...duplicateFinding(article), ...storyFindings(article)];
  return { ...written, entry, findings };
}

/** Names go into the manifest, so that the batch can be looked at without its articles. */
export function withNames<Written extends Pick<WrittenArticle, 'entry'>>(
  article: Checked,
  written: Written,
  { terms, identityOf }: Pick<Setup, 'terms'> & Pick<WriteOptions, 'identityOf'>,
): Written {
  const segments = new Map(article.segments.map((segment) => [segment.id, segment]));
  const outputs = written.entry.outputs.map((output) => {
    const planned = article.targets.find(({ target }) => target === output.target)?.segments ?? [];
    const texts = planned.flatMap(({ segmentId, unitKey }) => {
      const segment = segments.get(segmentId);
      const translation = unitKey === undefined ? undefined : article.translations.get(unitKey);
      if (segment === undefined || translation?.status !== 'translated') return [];
      const { origin } = translation;
      // A disguise is no translation.
      if (origin.kind === 'provider' && identityOf(origin.provider) === undefined) return [];
      return [{ ...segment, translation: translation.text }];
    });
    const names = outputNames(terms, texts, output.target);
    return names.length === 0 ? output : { ...output, names };
  });
  return { ...written, entry: { ...written.entry, outputs } };
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
