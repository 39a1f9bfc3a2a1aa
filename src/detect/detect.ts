import { type Block, fileOffset, type Placeholder } from '../model/article.js';
import type { Detector, Identification } from '../model/contracts.js';
import type { Finding } from '../model/finding.js';
import {
  isSpecialTag,
  type LanguageTag,
  NO_LANGUAGE,
  primaryLanguage,
  sameLanguage,
  UNDETERMINED,
} from '../model/language.js';
import type { Piece, Role, Segment } from '../model/segment.js';
import type { Identified, Segmented } from '../model/stages.js';
import { lineStartsOf, normaliseText, positionAt, sha256 } from '../model/text.js';
import { repairSegment } from './repair.js';
import { actionFor, type BlockRole, type Policy, type RoleFinder } from './roles.js';
import { joinPieces, type Span } from './spans.js';

/** Pieces -> the ledger: which language each segment is in and why, and what it is for. */

export interface DetectOptions {
  readonly detector: Detector;
  /** Languages the article may contain; primary tags. */
  readonly candidates: readonly LanguageTag[];
  readonly roles: RoleFinder;
  readonly policy: Policy;
  /** Finds what must survive translation in a block's text. */
  readonly placeholders: (text: string, markup: readonly Placeholder[]) => readonly Placeholder[];
}

interface Settled {
  readonly block: Block;
  readonly blockRole: BlockRole;
  readonly spans: readonly Span[];
}

/** A blank stretch of any script would be `zxx`; so is text without a letter. */
const HAS_LETTER = /\p{L}/u;

function withoutPlaceholders(text: string, start: number, places: readonly Placeholder[]): string {
  if (places.length === 0) return text;
  let clean = '';
  let at = 0;
  for (const place of places) {
    const from = Math.max(place.start - start, 0);
    const to = Math.min(place.end - start, text.length);
    if (to <= 0 || from >= text.length || to <= at) continue;
    clean += `${text.slice(at, Math.max(from, at))} `;
    at = to;
  }
  return clean + text.slice(at);
}

function identifyPiece(
  piece: Piece,
  block: Block,
  places: readonly Placeholder[],
  { detector, candidates }: DetectOptions,
): Identification {
  if (piece.kind !== 'text') return { lang: NO_LANGUAGE, confidence: 1, evidence: [piece.kind] };
  const text = withoutPlaceholders(block.text.slice(piece.start, piece.end), piece.start, places);
  if (!HAS_LETTER.test(text)) return { lang: NO_LANGUAGE, confidence: 1, evidence: ['no-letters'] };
  const repaired = repairSegment(text)?.text ?? text;
  const found = detector.identify(repaired, candidates);
  if (found.lang !== UNDETERMINED || block.language === undefined) return found;
  return { lang: block.language, confidence: 0.6, evidence: [...found.evidence, 'declared:block'] };
}

/** Splits a related-line prefix off the first piece that holds it. */
function splitPrefix(pieces: readonly Piece[], prefix: number | undefined, text: string): readonly Piece[] {
  if (prefix === undefined) return pieces;
  return pieces.flatMap((piece) => {
    if (piece.start >= prefix || piece.end <= prefix) return [piece];
    const end = text.slice(0, prefix).trimEnd().length;
    return [
      { ...piece, end },
      { ...piece, start: prefix, sentence: piece.sentence + 0.5 },
    ];
  });
}

const RELATED_MAX = 200;

/** A line that ends or begins with a glued stamp leads to another article. */
function isStampedHeadline(block: Block, spans: readonly Span[]): boolean {
  if (block.kind !== 'paragraph' && block.kind !== 'lead' && block.kind !== 'list-item') return false;
  if (block.text.length > RELATED_MAX) return false;
  const words = spans.filter((span) => span.kind === 'text');
  const stamps = spans.filter((span) => span.kind === 'timestamp');
  const first = spans[0];
  const last = spans.at(-1);
  if (stamps.length !== 1 || words.length === 0 || new Set(words.map((span) => span.sentence)).size > 1)
    return false;
  return first?.kind === 'timestamp' ? !/[.]$/.test(block.text) : last?.kind === 'timestamp';
}

function bestOf(weights: ReadonlyMap<LanguageTag, number>): LanguageTag | undefined {
  let best: LanguageTag | undefined;
  let most = 0;
  for (const [tag, weight] of weights) {
    if (weight > most) {
      best = tag;
      most = weight;
    }
  }
  return best;
}

const BODY: ReadonlySet<Role> = new Set([
  'title',
  'lead',
  'paragraph',
  'heading',
  'quote',
  'list-item',
  'caption',
]);

/** Characters by language over the spans of some blocks; what lies in furniture does not count towards the article. */
function weigh(settled: readonly Settled[], bodyOnly: boolean): Map<LanguageTag, number> {
  const weights = new Map<LanguageTag, number>();
  for (const { block, blockRole, spans } of settled) {
    if (bodyOnly && (!BODY.has(blockRole.role) || isStampedHeadline(block, spans))) continue;
    for (const span of spans) {
      if (isSpecialTag(span.lang)) continue;
      weights.set(span.lang, (weights.get(span.lang) ?? 0) + span.end - span.start);
    }
  }
  return weights;
}

function articleLanguage(article: Segmented, settled: readonly Settled[]): LanguageTag {
  const body = weigh(settled, true);
  const weights = body.size > 0 ? body : weigh(settled, false);
  const best = bestOf(weights);
  const declared = article.declaredLanguage;
  if (best === undefined) return declared ?? UNDETERMINED;
  if (declared === undefined) return best;
  // A declaration breaks a tie, and adds region or script; it does not overrule the text.
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const agreeing = [...weights].find(([tag]) => sameLanguage(tag, declared))?.[1] ?? 0;
  if (primaryLanguage(best) === primaryLanguage(declared)) return best;
  return agreeing > 0.4 * total
    ? ([...weights].find(([tag]) => sameLanguage(tag, declared)) ?? [best])[0]
    : best;
}

function roleOfSpan(span: Span, block: Block, blockRole: BlockRole, stamped: boolean): Role {
  if (span.kind === 'timestamp') return 'timestamp';
  if (span.kind === 'counter') return 'boilerplate';
  if (blockRole.prefix !== undefined && span.end <= blockRole.prefix) return 'boilerplate';
  if (blockRole.role === 'boilerplate' || blockRole.role === 'section-label') return blockRole.role;
  if (stamped || blockRole.role === 'related-headline') return 'related-headline';
  if (block.quoted === true || span.quoted) return 'quote';
  return blockRole.role;
}

/** A short line in another language, alone between paragraphs and without a full stop, is a headline from elsewhere. */
function isForeignHeadline(block: Block, spans: readonly Span[], article: LanguageTag): boolean {
  const words = spans.filter((span) => span.kind === 'text');
  const [only] = words;
  if (words.length !== 1 || only === undefined || isSpecialTag(only.lang) || block.kind !== 'paragraph')
    return false;
  return (
    block.text.length <= RELATED_MAX &&
    !sameLanguage(only.lang, article) &&
    /[\p{L}\p{N}]$/u.test(block.text) &&
    /\s/.test(block.text)
  );
}

/** A span no letter of which decides takes the language around it. */
function inherit(span: Span, spans: readonly Span[], article: LanguageTag): Span {
  if (span.lang !== UNDETERMINED) return span;
  const around = new Map<LanguageTag, number>();
  for (const other of spans) {
    if (other === span || isSpecialTag(other.lang) || other.script !== span.script) continue;
    around.set(other.lang, (around.get(other.lang) ?? 0) + other.end - other.start);
  }
  const best = bestOf(around);
  if (best !== undefined)
    return { ...span, lang: best, confidence: 0.6, evidence: [...span.evidence, 'inherited:block'] };
  return span.fits(article)
    ? { ...span, lang: article, confidence: 0.5, evidence: [...span.evidence, 'inherited:article'] }
    : span;
}

/** Detects the language of every segment of an article. Pure. */
export function detect(article: Segmented, options: DetectOptions): Identified {
  const byBlock = new Map<string, Piece[]>();
  for (const piece of article.pieces) {
    const list = byBlock.get(piece.blockId);
    if (list === undefined) byBlock.set(piece.blockId, [piece]);
    else list.push(piece);
  }
  const settled: Settled[] = article.blocks.map((block) => {
    const blockRole = options.roles.roleOf(block);
    const places = options.placeholders(block.text, block.placeholders);
    const pieces = splitPrefix(byBlock.get(block.id) ?? [], blockRole.prefix, block.text);
    const labelled = pieces.map((piece) => ({ piece, found: identifyPiece(piece, block, places, options) }));
    return { block, blockRole, spans: joinPieces(labelled, block.text) };
  });
  const lang = articleLanguage(article, settled);
  const lines = lineStartsOf(article.text);
  const occurrences = new Map<string, number>();
  const findings: Finding[] = [...article.findings];
  const segments: Segment[] = [];
  const characters = new Map<LanguageTag, number>();
  for (const { block, blockRole, spans } of settled) {
    const stamped = isStampedHeadline(block, spans);
    const foreign = isForeignHeadline(block, spans, lang);
    const places = options.placeholders(block.text, block.placeholders);
    for (const open of spans) {
      const span = inherit(open, spans, lang);
      const text = block.text.slice(span.start, span.end);
      const role = roleOfSpan(span, block, blockRole, stamped || foreign);
      const normal = normaliseText(text);
      const key = sha256(`${span.lang}\n${role}\n${normal}`).slice(0, 12);
      const occurrence = (occurrences.get(key) ?? 0) + 1;
      occurrences.set(key, occurrence);
      const start = fileOffset(block, span.start);
      const special = isSpecialTag(span.lang);
      const flagged = !special && lang !== UNDETERMINED && !sameLanguage(span.lang, lang);
      const repair = span.kind === 'text' ? repairSegment(text) : undefined;
      const { line, column } = positionAt(lines, start);
      const id = `${key}-${occurrence}`;
      if (repair !== undefined) {
        findings.push({
          ...repair.finding,
          articleId: article.id,
          path: article.path,
          line,
          column,
          segmentId: id,
        });
      }
      if (!special) characters.set(span.lang, (characters.get(span.lang) ?? 0) + text.length);
      segments.push({
        id,
        blockId: block.id,
        start,
        end: fileOffset(block, span.end),
        line,
        column,
        blockStart: span.start,
        blockEnd: span.end,
        text,
        role,
        lang: span.lang,
        script: span.script,
        confidence: Math.round(span.confidence * 1000) / 1000,
        evidence: span.evidence,
        flagged,
        action: actionFor(options.policy, role, span.lang),
        hash: sha256(normal),
        placeholders: places
          .filter((place) => place.start >= span.start && place.end <= span.end)
          .map((place) => ({ ...place, start: place.start - span.start, end: place.end - span.start })),
        ...(span.time === undefined ? {} : { time: span.time }),
        ...(block.url === undefined || role !== 'related-headline' ? {} : { url: block.url }),
        ...(role === 'section-label' && blockRole.label !== undefined ? { label: blockRole.label } : {}),
        ...(repair === undefined ? {} : { repaired: repair.text }),
      });
    }
  }
  const total = [...characters.values()].reduce((sum, count) => sum + count, 0);
  const shares = [...characters].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const langs = Object.fromEntries(
    shares.map(([tag, count]) => [tag, Math.round((count / total) * 10_000) / 10_000]),
  );
  return { ...article, findings, lang, langs, segments };
}
