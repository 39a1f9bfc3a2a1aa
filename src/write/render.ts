import { messages } from '../message.js';
import { type Block, isMarkdown } from '../model/article.js';
import type { Finding } from '../model/finding.js';
import { type LanguageTag, NO_LANGUAGE, sameLanguage } from '../model/language.js';
import type { Counts, OutputStatus } from '../model/manifest.js';
import { onlyDefined } from '../model/only-defined.js';
import { mendedText, type Repair, type Segment } from '../model/segment.js';
import type { Checked, PlannedSegment } from '../model/stages.js';
import type { Translation } from '../model/translation.js';
import { safeAddress } from '../syntax/address.js';
import { isolated } from './direction.js';
import type { Disclosure } from './disclosure.js';
import { gate, gateFinding, isCode } from './gate.js';
import { type PlainInline, plainInline } from './markdown-inline.js';
import { type NoticeTemplates, noticeOf } from './notice.js';
import { localDate, localStamp } from './stamps.js';
import { Sums } from './sums.js';

/** An article in one language, as inline runs in blocks: what every output format is made from. Pure. */

const say = messages('write', {
  noTranslation: 'no translation was made',
});

/** Texts of the written files, by key, in one language. */
export type OutputTexts = (key: string, variables?: Readonly<Record<string, string | number>>) => string;

export interface RenderOptions {
  /** A section label in a language, if that language has it. */
  readonly label: (key: string, language: LanguageTag) => string | undefined;
  readonly texts: (language: LanguageTag) => OutputTexts;
  /** Whether a language has texts of its own; else they are English. */
  readonly speaks: (language: LanguageTag) => boolean;
  /** Say whether a machine's words are in an output. */
  readonly disclosure?: boolean;
  /** What readers of a language are told of machine translation. */
  readonly notice?: NoticeTemplates | undefined;
  /** What to mend in text that is carried over. */
  readonly repair: readonly Repair[];
  /** Where related headlines lead whose article is in the batch, by segment. */
  readonly links?: ReadonlyMap<string, string>;
  /** Leaves out what could not be translated; default: it stays, marked. */
  readonly dropUntranslated?: boolean;
}

/** A run of text: native or translated, or kept in another language. */
export interface Inline {
  readonly text: string;
  /** Its language where it differs from the target; `failed` when it should have been translated. */
  readonly lang?: LanguageTag;
  readonly failed?: boolean;
}

export interface RelatedLine {
  readonly title: string;
  readonly url?: string;
  /** ISO 8601. */
  readonly date?: string;
  /** The date as readers of the target write it. */
  readonly localDate?: string;
  readonly lang?: LanguageTag;
  readonly failed?: boolean;
}

export interface RenderedBlock {
  readonly block: Block;
  readonly kind: Block['kind'] | 'section-label';
  readonly inlines: readonly Inline[];
  readonly related?: RelatedLine;
}

export interface Rendered {
  readonly target: LanguageTag;
  readonly title?: string;
  /** In document order; dropped blocks are absent. */
  readonly blocks: readonly RenderedBlock[];
  /** Words inside of markup, and of the front matter. */
  readonly attributes: readonly RenderedBlock[];
  readonly related: readonly RelatedLine[];
  readonly status: OutputStatus;
  /** Whether a machine's words are in it, and whether people looked at all of them; only when asked for. */
  readonly disclosure?: Disclosure | undefined;
  /** What its readers are told of machine translation, as inline Markdown; where there is some, and it is asked for. */
  readonly notice?: string | undefined;
  /** `provider`, `provider/model` of every engine used, sorted. */
  readonly engines: readonly string[];
  readonly counts: Counts;
  /** Text of each translated segment as it is written, by segment id. */
  readonly translations: ReadonlyMap<string, string>;
  /** What answers brought along that they should not. */
  readonly findings: readonly Finding[];
  /** Origin by segment id, as in the manifest. */
  readonly origins: Readonly<Record<string, string>>;
  readonly texts: OutputTexts;
  /** What stands before a related headline: `Read also:`, an arrow where the language has no such words here. */
  readonly relatedLabel: string;
}

interface Work {
  readonly article: Checked;
  readonly target: LanguageTag;
  readonly options: RenderOptions;
  readonly planned: ReadonlyMap<string, PlannedSegment>;
  readonly sums: Sums;
  /** Text of each translated segment as it is written. */
  readonly translations: Map<string, string>;
  readonly findings: Finding[];
  readonly mdx: boolean;
}

function ownText(segment: Segment, { options }: Work): string {
  return mendedText(segment, options.repair);
}

function foreignInline(segment: Segment, work: Work, failed: boolean): Inline {
  const text = ownText(segment, work);
  const foreign =
    segment.lang !== NO_LANGUAGE && segment.lang !== 'und' && !sameLanguage(segment.lang, work.target);
  return { text, ...(foreign ? { lang: segment.lang } : {}), ...(failed ? { failed: true } : {}) };
}

/** Signs a person wrote are meant; what a machine answers is words. The disguise is no answer. */
function isTrusted({ origin }: Extract<Translation, { status: 'translated' }>): boolean {
  return origin.kind === 'human' || (origin.kind === 'provider' && origin.provider === 'pseudo');
}

/** A translation as it may be written where its segment stands. */
function admitted(
  translation: Extract<Translation, { status: 'translated' }>,
  segment: Segment,
  block: Block,
  work: Work,
): string {
  if (isTrusted(translation)) return translation.text;
  const { article, target } = work;
  const isValue = block.field !== undefined || /["'`]/.test(block.attribute?.close ?? '');
  const { text, baggage } = gate(translation.text, {
    source: segment.text,
    placeholders: segment.placeholders,
    kind: isValue ? 'value' : isMarkdown(article, block) ? 'markdown' : 'plain',
    atLineStart:
      block.attribute === undefined && /(?:^|\n)[ \t>]*$/.test(block.text.slice(0, segment.blockStart)),
    mdx: work.mdx,
  });
  const finding = gateFinding(baggage);
  if (finding !== undefined) {
    const { id: segmentId, line, column } = segment;
    work.findings.push({
      ...finding,
      articleId: article.id,
      path: article.path,
      line,
      column,
      segmentId,
      target,
    });
  }
  return text;
}

/** What stands for a segment in the target; `undefined` when it is left out. */
function inlineOf(segment: Segment, block: Block, work: Work): Inline | undefined {
  const planned = work.planned.get(segment.id);
  const treatment = planned?.treatment ?? 'copy';
  const { sums } = work;
  if (treatment === 'drop') {
    sums.add(segment, 'dropped', 'dropped');
    return undefined;
  }
  if (treatment === 'label') {
    const label = segment.label === undefined ? undefined : work.options.label(segment.label, work.target);
    sums.add(segment, 'labels', 'label');
    return { text: label ?? segment.text };
  }
  if (planned?.unitKey !== undefined) {
    const translation = work.article.translations.get(planned.unitKey);
    if (translation?.status === 'translated') {
      sums.translation(segment, translation);
      const text = admitted(translation, segment, block, work);
      work.translations.set(segment.id, text);
      return { text: isolated(text, work.target, segment.text, segment.placeholders) };
    }
    sums.translation(segment, translation ?? missing(planned.unitKey, work.target));
    if (work.options.dropUntranslated === true) return undefined;
    return foreignInline(segment, work, true);
  }
  if (treatment === 'native' || treatment === 'related') sums.add(segment, 'native', 'native');
  else sums.add(segment, 'copied', treatment === 'keep' ? 'kept' : 'copied');
  return foreignInline(segment, work, false);
}

function missing(key: string, target: LanguageTag): Translation {
  return { status: 'failed', key, target, failure: { code: 'INTERNAL', ...say.noTranslation() } };
}

/** A date that stands for itself, as readers of the target write it; nothing where it stays as it is. */
function stampOf(segment: Segment, { article, target, planned, sums, findings }: Work): Inline | undefined {
  if (planned.get(segment.id)?.treatment === 'drop') return undefined;
  const { text, finding } = localStamp(segment, article, target);
  if (finding !== undefined) findings.push(finding);
  if (text === undefined) return undefined;
  sums.add(segment, 'copied', 'copied');
  return { text };
}

/** Gaps that only set off something left out. */
const SEPARATORS = /^[\s•·|:–—-]*$/u;

function renderBlock(block: Block, segments: readonly Segment[], work: Work): RenderedBlock | undefined {
  const related = segments.find((segment) => segment.role === 'related-headline');
  const isRelated =
    related !== undefined &&
    block.attribute === undefined &&
    block.field === undefined &&
    segments.some((segment) => work.planned.get(segment.id)?.treatment === 'related');
  const inlines: Inline[] = [];
  let at = 0;
  let dropped = false;
  let kept = 0;
  for (const segment of segments) {
    const inline = (isRelated ? undefined : stampOf(segment, work)) ?? inlineOf(segment, block, work);
    const gap = block.text.slice(at, segment.blockStart);
    if (gap !== '' && !(dropped && SEPARATORS.test(gap)) && !(inline === undefined && SEPARATORS.test(gap))) {
      inlines.push({ text: gap });
    }
    dropped = inline === undefined;
    if (inline !== undefined) {
      inlines.push(inline);
      kept += 1;
    }
    at = segment.blockEnd;
  }
  const rest = block.text.slice(at);
  if (rest !== '' && !(dropped && SEPARATORS.test(rest))) inlines.push({ text: rest });
  if (segments.length > 0 && kept === 0) return undefined;
  if (isRelated) return relatedBlock(block, segments, inlines, work);
  const isLabel = segments.length > 0 && segments.every((segment) => segment.role === 'section-label');
  return { block, kind: isLabel ? 'section-label' : block.kind, inlines };
}

/** A related headline: its words, and its stamp as a date for readers of the target. */
function relatedBlock(
  block: Block,
  segments: readonly Segment[],
  inlines: readonly Inline[],
  work: Work,
): RenderedBlock {
  const stamps = new Set(
    segments.filter((segment) => segment.role === 'timestamp').map((segment) => segment.text),
  );
  const words = inlines.filter((inline) => !stamps.has(inline.text));
  const { text: title, url: linked } = plainOf(
    words
      .map((inline) => inline.text)
      .join('')
      .replace(/[\s•·|–—-]+$/u, '')
      .trim(),
    isMarkdown(work.article, block),
  );
  const time = segments.find((segment) => segment.time !== undefined)?.time;
  const date = time?.iso.startsWith('T') === true ? undefined : (time?.iso ?? block.time);
  const local = time === undefined ? undefined : localDate(time, work.target);
  const foreign = words.find((inline) => inline.lang !== undefined);
  const { links } = work.options;
  const there = segments.find(({ id }) => links?.has(id) === true)?.id;
  const written = block.url ?? segments.find((segment) => segment.url !== undefined)?.url ?? linked;
  const url = (there === undefined ? undefined : links?.get(there)) ?? safeAddress(written);
  const related: RelatedLine = {
    title,
    ...onlyDefined({ url, date, localDate: local, lang: foreign?.lang }),
    ...(foreign?.failed === true ? { failed: true } : {}),
  };
  return { block, kind: 'related', inlines: words, related };
}

/** Text without markup. */
export function plainOf(text: string, hasMarkup: boolean): PlainInline {
  return hasMarkup ? plainInline(text) : { text };
}

/** Renders an article for one of its planned targets. */
export function renderArticle(article: Checked, target: LanguageTag, options: RenderOptions): Rendered {
  const plan = article.targets.find((candidate) => candidate.target === target);
  const planned = new Map((plan?.segments ?? []).map((segment) => [segment.segmentId, segment]));
  const sums = new Sums();
  const work: Work = {
    article,
    target,
    options,
    planned,
    sums,
    translations: new Map(),
    findings: [],
    mdx: isCode(article),
  };
  const byBlock = new Map<string, Segment[]>();
  for (const segment of article.segments) {
    const list = byBlock.get(segment.blockId);
    if (list === undefined) byBlock.set(segment.blockId, [segment]);
    else list.push(segment);
  }
  const blocks: RenderedBlock[] = [];
  const attributes: RenderedBlock[] = [];
  for (const block of article.blocks) {
    const rendered = renderBlock(block, byBlock.get(block.id) ?? [], work);
    if (rendered === undefined) continue;
    if (block.attribute === undefined && block.field === undefined) blocks.push(rendered);
    else attributes.push(rendered);
  }
  const heading = [...attributes, ...blocks].find((rendered) => rendered.block.kind === 'title');
  const title =
    heading === undefined
      ? article.metadata.title
      : plainOf(
          plainText(heading.inlines),
          heading.block.field === undefined && isMarkdown(article, heading.block),
        ).text;
  const texts = options.texts(target);
  const { disclosure } = sums.machines;
  const engines = [...sums.engines].sort();
  return {
    target,
    ...onlyDefined({ title }),
    blocks,
    attributes,
    related: blocks.flatMap((rendered) => (rendered.related === undefined ? [] : [rendered.related])),
    status: article.residue?.[target]?.incomplete === true ? 'incomplete' : sums.status,
    engines,
    disclosure: options.disclosure === true ? disclosure : undefined,
    notice:
      disclosure === 'ai-autonomous'
        ? noticeOf(options.notice, { article, target, engines, words: texts('machineTranslated') })
        : undefined,
    counts: sums.counts,
    translations: work.translations,
    findings: work.findings,
    origins: sums.origins,
    texts,
    relatedLabel: options.speaks(target) ? `${texts('readAlso')}:` : '→',
  };
}

export function plainText(inlines: readonly Inline[]): string {
  return inlines.map((inline) => inline.text).join('');
}

/** Text of a block for formats that take no markup; that of a Markdown source stays as it is written. */
export function proseOf({ block, inlines }: RenderedBlock): string {
  return plainOf(plainText(inlines), block.linked === true).text;
}

/** The line that stands for a related headline, in words. */
export function relatedText(line: RelatedLine, { relatedLabel }: Rendered): string {
  const when = line.localDate === undefined ? '' : ` (${line.localDate})`;
  return `${relatedLabel} ${line.title}${when}`;
}
