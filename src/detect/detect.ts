import type { Block, Placeholder } from '../model/article.js';
import type { Detector, Identification } from '../model/contracts.js';
import { type LanguageTag, primaryLanguage, sameLanguage, UNDETERMINED } from '../model/language.js';
import type { Piece } from '../model/segment.js';
import type { Identified, Segmented } from '../model/stages.js';
import { isStamped } from './headlines.js';
import { type LocatedBlock, writeLedger } from './ledger.js';
import { type BlockRole, isProse, type Policy, type RoleFinder, splitPrefix } from './roles.js';
import { heaviest, joinEqual, resolve, type Span, spansOf, weigh } from './spans.js';

/** Pieces -> the ledger: which language each segment is in and why, and what it is for. */

export interface DetectOptions {
  readonly detector: Detector;
  /** Languages the article may contain; primary tags, likelier first. Keep the array: tables are prepared once for it. */
  readonly candidates: readonly LanguageTag[];
  readonly roles: RoleFinder;
  readonly policy: Policy;
  /** Finds what must survive translation in a block's text. */
  readonly placeholders: (text: string, markup: readonly Placeholder[]) => readonly Placeholder[];
}

const NO_PIECES: readonly Piece[] = [];

function piecesByBlock(pieces: readonly Piece[]): Map<string, Piece[]> {
  const byBlock = new Map<string, Piece[]>();
  let open: Piece[] = [];
  let blockId = '';
  for (const piece of pieces) {
    if (piece.blockId !== blockId) {
      blockId = piece.blockId;
      open = byBlock.get(blockId) ?? [];
      byBlock.set(blockId, open);
    }
    open.push(piece);
  }
  return byBlock;
}

/** Body text counts towards the article's language; furniture and lines that lead elsewhere do not. */
function isBody({ block, blockRole, spans }: LocatedBlock): boolean {
  return isProse(blockRole.role) && !isStamped(block, spans);
}

function articleLanguage(
  declared: LanguageTag | undefined,
  weights: ReadonlyMap<LanguageTag, number>,
): LanguageTag {
  const languages = [...weights.keys()];
  const best = heaviest(weights, languages);
  if (best === undefined) return declared ?? UNDETERMINED;
  if (declared === undefined || primaryLanguage(best) === primaryLanguage(declared)) return best;
  // A declaration decides between languages that share the article; it does not overrule the text.
  const agreeing = languages.find((tag) => sameLanguage(tag, declared));
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return agreeing !== undefined && (weights.get(agreeing) ?? 0) > 0.4 * total ? agreeing : best;
}

function* spansIn(blocks: readonly LocatedBlock[]): Generator<Span> {
  for (const { spans } of blocks) yield* spans;
}

/** A line that is listed as a word of one candidate is in that language, whatever its letters allow. */
function asListed(
  spans: readonly Span[],
  { listed = [] }: BlockRole,
  candidates: readonly LanguageTag[],
): readonly Span[] {
  const tags = candidates.filter((tag) => listed.some((one) => sameLanguage(one, tag)));
  const [lang] = tags;
  if (lang === undefined || tags.length > 1) return spans;
  return spans.map((span) => {
    if (span.kind !== 'text') return span;
    const { open: _, voiced: __, namesOnly: ___, ...rest } = span;
    return { ...rest, lang, confidence: LISTED, evidence: [`listed:${lang}`, ...span.evidence] };
  });
}

/** How sure a list of spellings makes: another language may have the word too. */
const LISTED = 0.95;

/** Detects the language of every segment of an article. Pure. */
export function detect(article: Segmented, options: DetectOptions): Identified {
  const byBlock = piecesByBlock(article.pieces);
  const known = new Map<string, Identification>();
  const piecesOf = (block: Block, { prefix }: BlockRole): readonly Piece[] =>
    splitPrefix(byBlock.get(block.id) ?? NO_PIECES, prefix, block.text);
  const located: LocatedBlock[] = article.blocks.map((block) => {
    const blockRole = options.roles.roleOf(block);
    const places = options.placeholders(block.text, block.placeholders);
    const found = spansOf(piecesOf(block, blockRole), block, places, { ...options, known });
    return { block, blockRole, places, spans: asListed(found, blockRole, options.candidates) };
  });
  const body = weigh(spansIn(located.filter(isBody)));
  const certain = body.size > 0 ? body : weigh(spansIn(located));
  const main = heaviest(certain, [...certain.keys()]);
  const settled = located.map((one) => {
    const { block, blockRole, places } = one;
    if (one.spans.every((span) => span.open === undefined && span.voiced !== true)) return one;
    // Once the language around a sentence is known, its voices are weighed again.
    const host =
      heaviest(weigh(one.spans.filter((span) => !span.voiced)), [...certain.keys()]) ??
      block.language ??
      main;
    const again = one.spans.some((span) => span.voiced)
      ? spansOf(piecesOf(block, blockRole), block, places, { ...options, known, host })
      : one.spans;
    const spoken = weigh(again);
    const told = weigh(again.filter((span) => !span.quoted));
    const spans = again.map((span) =>
      resolve(span, {
        block: span.quoted ? spoken : told,
        article: certain,
        declared: block.language,
      }),
    );
    return { ...one, spans: joinEqual(spans) };
  });
  const decided =
    certain.size > 0 ? certain : weigh([...spansIn(settled)].map(({ open: _, ...span }) => span));
  const lang = articleLanguage(article.declaredLanguage, decided);
  return { ...article, ...writeLedger(article, settled, lang, options) };
}
