import type { check as collectFindings } from '../check/check.js';
import { DEFAULT_POLICY } from '../detect/roles.js';
import type { FailureCode } from '../errors.js';
import { spoken, type Values } from '../message.js';
import type { Article } from '../model/article.js';
import type { Finding } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import type { OutputStatus } from '../model/manifest.js';
import type { Planned } from '../model/stages.js';
import { plan } from '../translate/plan.js';
import { renderArticle } from '../write/render.js';
import { textOutput } from '../write/text.js';
import { identify, type Setup } from './setup.js';

/** How texts that are in no file are planned, and what comes of them. */

/** A text in another language, and how far it can be relied on. */
export interface TextTranslation {
  /** With the lines and white space of the source; what could not be translated stays as it was. */
  readonly text: string;
  /** Language the text is in; `und` where it could not be told. */
  readonly source: LanguageTag;
  /** The language it is in now, a BCP 47 tag. */
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

/** What stands around a text. */
export interface Around {
  readonly before?: string;
  readonly after?: string;
}

/** Nothing is furniture in a text somebody wants translated, unless the configuration says so. */
const EVERYTHING = Object.fromEntries(
  Object.keys(DEFAULT_POLICY).map((role) => [role, 'translate' as const]),
);

/** What of a text is to be translated. */
export function planText(
  setup: Setup,
  article: Article,
  candidates: readonly LanguageTag[],
  { to, context = {} }: { readonly to: LanguageTag; readonly context?: Around },
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

/** A translated text with all that is to be said of it. */
export function resultOf(
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
