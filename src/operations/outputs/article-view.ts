import { OutputFolder } from '../../disk/output-folder.js';
import type { Message } from '../../message.js';
import { NO_COUNTS } from '../../model/counts.js';
import type { Finding } from '../../model/finding.js';
import { type LanguageTag, sameLanguage } from '../../model/language.js';
import type { Counts, OutputStatus } from '../../model/manifest.js';
import { onlyDefined } from '../../model/only-defined.js';
import type { Role } from '../../model/segment.js';
import { sha256 } from '../../model/text.js';
import { isOfBatch } from '../../names/batch.js';
import { explainSegment } from '../../report/explain.js';
import type { Setup } from '../../setup/setup.js';
import type { Terms } from '../../terms/terms.js';
import type { ManifestRecord } from '../../write/manifest-read.js';
import type { ArticleState } from '../../write/state.js';
import { textIn } from '../../write/text-form.js';
import { handEdits } from './edits.js';
import type { ViewedLedger, ViewedSegment } from './ledger-view.js';
import { type Mark, marksOf, placesIn } from './marks.js';

/** An article beside its translation, segment by segment. */

/** A finding with the words it is about, in the source and in the translation. */
export interface ViewedFinding extends Finding {
  /** Its words in the source. */
  readonly sourceMarks: readonly Mark[];
  /** Its words in the translation; empty where there is none. */
  readonly targetMarks: readonly Mark[];
}

/** A term in the source, or a name that is decided. */
export interface ViewedTerm {
  /** Half-open UTF-16 range in the segment's text. */
  readonly start: number;
  /** UTF-16 offset behind its last character. */
  readonly end: number;
  /** What the translation should say. */
  readonly target: string;
  /** A word of `terms.yaml`, or a decided name. */
  readonly kind: 'term' | 'name';
  /** Where the translation says it, in one of its forms; empty where it does not. */
  readonly said: readonly Mark[];
}

/** A segment of the source with what stands for it in the target. */
export interface SegmentView {
  /** Id of the segment, as in the ledger. */
  readonly id: string;
  /** Segments of one block stand in one paragraph. */
  readonly blockId: string;
  /** Line in the source file, from 1. */
  readonly line: number;
  /** Column in that line, from 1. */
  readonly column: number;
  /** The words of the source. */
  readonly text: string;
  /** What it is in the article. */
  readonly role: Role;
  /** Its language, a BCP 47 tag; `und` where it cannot be told. */
  readonly lang: LanguageTag;
  /** 0 to 1. */
  readonly confidence: number;
  /** Why it is taken for this language, a sentence each. */
  readonly why: readonly Message[];
  /** In another language than its article. */
  readonly flagged: boolean;
  /** Where the text in the target comes from, as in the manifest: `native`, `dropped`, `memory:exact:100`, `failed:AUTH`. */
  readonly origin: string;
  /** What stands for it in the target; absent where nothing does, or the source itself. */
  readonly translation?: string;
  /** A person wrote or approved the translation. */
  readonly human: boolean;
  /** What stood there before somebody changed it, or the last run did where it keeps corrections; absent: nothing is known. */
  readonly before?: string;
  /** What must survive, in `text` and as far as it is found there in `translation`. */
  readonly placeholders: readonly Mark[];
  /** The same in `translation`; empty where there is none. */
  readonly chips: readonly Mark[];
  /** Terms in the source, with what they are called in the target; empty where nothing was translated. */
  readonly terms: readonly ViewedTerm[];
  /** What was found in the segment or in its translation. */
  readonly findings: readonly ViewedFinding[];
  /** ISO 8601, of a timestamp. */
  readonly time?: string;
  /** Target of the link, for a related headline that had one. */
  readonly url?: string;
}

/** An article beside its translation, as somebody who reviews it sees it. */
export interface ArticleView {
  /** Id of the article, as in the manifest. */
  readonly id: string;
  /** The source file relative to its root. */
  readonly path: string;
  /** The article's language, a BCP 47 tag, or `und`. */
  readonly lang: LanguageTag;
  /** Share of each language by characters, 0 to 1. */
  readonly langs: Readonly<Record<LanguageTag, number>>;
  /** Changes with everything below; what a decision was made upon. */
  readonly version: string;
  /** Languages it has outputs in. */
  readonly targets: readonly LanguageTag[];
  /** The language shown beside the source, one of `targets`. */
  readonly target: LanguageTag;
  /** The output file, relative to the output folder. */
  readonly output: string;
  /** Where the text of the output comes from. */
  readonly status: OutputStatus;
  /** Its segments by where they came from. */
  readonly counts: Counts;
  /** A person changed the file since tovmach wrote it. */
  readonly edited: boolean;
  /** All segments of the source, in its order. */
  readonly segments: readonly SegmentView[];
  /** Of the whole article, or of places that are no segment any more. */
  readonly findings: readonly Finding[];
  /** The output file as it is now. */
  readonly file: string;
}

interface Material {
  readonly article: ArticleState;
  readonly record: ManifestRecord;
  readonly ledger: ViewedLedger;
  readonly target: LanguageTag | undefined;
}

export async function viewArticle(setup: Setup, material: Material): Promise<ArticleView> {
  const { article, record, ledger } = material;
  const targets = Object.keys(article.outputs).sort();
  // The language most of it had to be translated into says more than the one it is in already.
  const chosen =
    material.target ?? targets.find((tag) => !sameLanguage(tag, record.entry.lang)) ?? targets[0];
  const target = chosen !== undefined && targets.includes(chosen) ? chosen : (targets[0] ?? '');
  const output = record.entry.outputs.find((each) => each.target === target);
  const written = ledger.outputs.find((each) => each.target === target);
  const file = article.outputs[target];
  const bytes = file === undefined ? undefined : await new OutputFolder(setup.out).readBytes(file.path);
  const known = new Set(ledger.articles[0].segments.map(({ id }) => id));
  const own = record.findings.filter((each) => each.target === undefined || each.target === target);
  const hands = handEdits(setup.out, article, ledger, target);
  const human = new Set([...(written?.human ?? []), ...hands.keys()]);
  const { lang, langs, segments } = ledger.articles[0];
  const decided = setup.decisions.textsBefore(article.id, target);
  const corrected = correctedTexts(ledger, target);
  return {
    id: article.id,
    path: article.path,
    lang,
    langs,
    version: sha256(
      JSON.stringify([
        article.ledgerHash,
        bytes === undefined ? '' : sha256(bytes),
        // What only other articles show of this one is nothing anybody decided upon.
        own
          .filter((each) => !isOfBatch(each))
          .map(({ check, severity, message, segmentId }) => [check, severity, message, segmentId]),
      ]),
    ).slice(0, 16),
    targets,
    target,
    output: file?.path ?? '',
    status: output?.status ?? 'original',
    counts: output?.counts ?? NO_COUNTS,
    edited: bytes !== undefined && file !== undefined && !sha256(bytes).startsWith(file.hash),
    segments: segments.map((segment) =>
      viewSegment(setup, segment, {
        target,
        origin: output?.origins[segment.id] ?? '',
        translation: hands.get(segment.id) ?? written?.translations[segment.id],
        human: human.has(segment.id),
        before: hands.has(segment.id)
          ? written?.translations[segment.id]
          : (decided.get(segment.id) ?? corrected.get(written?.translations[segment.id] ?? '')),
        findings: own.filter(({ segmentId }) => segmentId === segment.id),
      }),
    ),
    findings: own.filter(({ segmentId }) => segmentId === undefined || !known.has(segmentId)),
    file: bytes === undefined ? '' : (textIn(bytes)?.text ?? ''),
  };
}

function viewSegment(
  { terms, texts }: Setup,
  segment: ViewedSegment,
  {
    target,
    origin,
    translation,
    human,
    before,
    findings,
  }: Pick<SegmentView, 'origin' | 'human'> & {
    readonly target: LanguageTag;
    readonly translation: string | undefined;
    readonly before: string | undefined;
    readonly findings: readonly Finding[];
  },
): SegmentView {
  const { id, blockId, line, column, text, role, lang, confidence, flagged, placeholders, time, url } =
    segment;
  const label =
    origin === 'label' && segment.label !== undefined ? texts.label(segment.label, target) : undefined;
  const shown = translation ?? label;
  return {
    id,
    blockId,
    line,
    column,
    text,
    role,
    lang,
    confidence,
    why: explainSegment(segment),
    flagged,
    origin,
    ...onlyDefined({ translation: shown }),
    human,
    ...onlyDefined({ before: before === undefined || before === shown ? undefined : before }),
    placeholders: placeholders.map(({ start, end }) => ({ start, end })),
    chips: shown === undefined ? [] : placesIn(shown, segment),
    terms: translation === undefined ? [] : termsIn(terms, { text, lang, target, translation }),
    findings: findings.map((finding) => ({
      ...finding,
      sourceMarks: marksOf(finding, text),
      targetMarks: shown === undefined ? [] : marksOf(finding, shown),
    })),
    ...onlyDefined({ time: time?.iso, url }),
  };
}

function termsIn(
  terms: Terms,
  {
    text,
    lang,
    target,
    translation,
  }: Pick<SegmentView, 'text' | 'lang'> & {
    readonly target: LanguageTag;
    readonly translation: string;
  },
): ViewedTerm[] {
  if (terms.isEmpty) return [];
  const said = terms.find(translation, target);
  return terms.wanted(text, lang, target).map(({ start, end, target: word, concept }) => ({
    start,
    end,
    target: word,
    kind: concept.kind === undefined ? 'term' : 'name',
    said: said
      .filter((hit) => hit.concept.id === concept.id)
      .map((hit) => ({ start: hit.start, end: hit.end })),
  }));
}

/** What the last run that changed this output put another text in the place of, by the text that is there now. */
function correctedTexts({ changes }: ViewedLedger, target: LanguageTag): ReadonlyMap<string, string> {
  const last = changes.filter((each) => each.target === target).at(-1);
  return new Map(
    last?.segments.flatMap(({ before, after }) =>
      before === undefined || after === undefined ? [] : [[after, before] as const],
    ),
  );
}
