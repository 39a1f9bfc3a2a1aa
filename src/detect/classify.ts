import { readable } from '../language/readable.js';
import { LATIN, type Letters, lettersOf, tablesOf } from '../language/scripts.js';
import type { Block, Placeholder } from '../model/article.js';
import type { Detector, Identification } from '../model/contracts.js';
import { type LanguageTag, NO_LANGUAGE, UNDETERMINED } from '../model/language.js';
import type { Piece } from '../model/segment.js';
import { findChange } from './change.js';

/** Pieces -> parts: stretches of a sentence with what the detector says of them, before the context is asked. */

export interface Part {
  /** Half-open range in the block's text. */
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
  readonly kind: Piece['kind'];
  readonly quoted: boolean;
  readonly found: Identification;
  /** Number of the script, and letters in the part. */
  readonly letters: Letters;
  readonly time?: Piece['time'];
}

export interface ClassifyOptions {
  readonly detector: Detector;
  readonly candidates: readonly LanguageTag[];
}

/** Words from which a quotation is asked for a language of its own. */
const QUOTATION_WORDS = 3;
/** Words around a quotation that may say no more than who said it. */
const ATTRIBUTION_WORDS = 4;
/** From this confidence a quotation differs from the sentence around it. */
const SURE = 0.9;
const VERY_SURE = 0.95;

const NO_TEXT: Identification = { lang: NO_LANGUAGE, confidence: 1, evidence: ['no-letters'] };

/** Whether letters or script decided, rather than likelihood. */
export function isDecided({ evidence, confidence }: Identification): boolean {
  const [first = ''] = evidence;
  return first.startsWith('letters:') || (first.startsWith('script:') && confidence >= SURE);
}

const isSure = (found: Identification): boolean =>
  found.lang !== UNDETERMINED && (isDecided(found) || found.confidence >= SURE);

/** For two words: letters, or next to no doubt. */
const isVerySure = (found: Identification): boolean => isDecided(found) || found.confidence >= VERY_SURE;

export function wordsIn(text: string): number {
  let words = 0;
  let inside = false;
  for (let index = 0; index < text.length; index++) {
    const space = text.charCodeAt(index) <= 0x20 || text.charCodeAt(index) === 0xa0;
    if (!space && !inside) words += 1;
    inside = !space;
  }
  return words;
}

/** Classifies the pieces of one sentence of a block; those of one script are asked together first. */
export function classifySentence(
  pieces: readonly Piece[],
  block: Block,
  places: readonly Placeholder[],
  options: ClassifyOptions,
): Part[] {
  const parts: Part[] = [];
  let at = 0;
  while (at < pieces.length) {
    const piece = pieces[at];
    if (piece === undefined) break;
    if (piece.kind !== 'text') {
      // A counter has no language, but letters of another script in it are worth a finding all the same.
      const mixed = piece.kind === 'counter' && lettersOf(block.text, piece.start, piece.end).mixed;
      parts.push({
        ...base(piece),
        letters: { ...NO_LETTERS, mixed },
        found: { ...NO_TEXT, evidence: [piece.kind] },
      });
      at += 1;
      continue;
    }
    // Neighbours in one script, with what has no letters between them.
    const group = [{ piece, letters: lettersIn(block, piece) }];
    let script = group[0]?.letters.script ?? 0;
    for (at += 1; at < pieces.length; at++) {
      const next = pieces[at];
      if (next === undefined || next.kind !== 'text') break;
      const letters = lettersIn(block, next);
      if (letters.script !== 0 && script !== 0 && letters.script !== script) break;
      if (script === 0) script = letters.script;
      group.push({ piece: next, letters });
    }
    parts.push(...classifyGroup(group, block, places, options));
  }
  return parts;
}

const lettersIn = ({ text }: Block, { start, end, names }: Piece): Letters =>
  lettersOf(text, start, end, names);

const NO_LETTERS: Letters = { script: 0, letters: 0, mixed: false };

const base = ({ start, end, sentence, kind, quoted, time }: Piece): Omit<Part, 'found' | 'letters'> => ({
  start,
  end,
  sentence,
  kind,
  quoted,
  ...(time === undefined ? {} : { time }),
});

interface Member {
  readonly piece: Piece;
  readonly letters: Letters;
}

function classifyGroup(
  group: readonly Member[],
  block: Block,
  places: readonly Placeholder[],
  options: ClassifyOptions,
): Part[] {
  const first = group[0];
  const last = group.at(-1);
  if (first === undefined || last === undefined) return [];
  const { detector, candidates } = options;
  const letters =
    group.length === 1
      ? first.letters
      : lettersOf(
          block.text,
          first.piece.start,
          last.piece.end,
          group.some(({ piece }) => piece.names),
        );
  if (letters.script === 0) return [{ ...base(first.piece), end: last.piece.end, letters, found: NO_TEXT }];
  const whole = readable(block, first.piece.start, last.piece.end, places, letters, candidates);
  if (places.length > 0 && lettersOf(whole, 0, whole.length).letters === 0) {
    return [
      {
        ...base(first.piece),
        end: last.piece.end,
        letters: NO_LETTERS,
        found: { ...NO_TEXT, evidence: ['placeholder'] },
      },
    ];
  }
  const found = detector.identify(whole, candidates);
  // Where one candidate alone is written in the script, a quotation cannot be in another.
  const rivals = tablesOf(candidates).byScript[letters.script]?.length ?? 0;
  if (group.length > 1 && rivals > 1) {
    const apart = splitOff(group, block, places, options, found);
    if (apart !== undefined) return apart;
  }
  const joined = {
    ...base(first.piece),
    end: last.piece.end,
    quoted: group.every(({ piece, letters: own }) => piece.quoted || own.letters === 0),
  };
  if (isDecided(found) || found.like !== undefined) return [{ ...joined, letters, found }];
  return changedParts({ ...joined, letters, found }, block, places, options);
}

/** A quotation in another language than its sentence, where the detector is sure of that. */
function splitOff(
  group: readonly Member[],
  block: Block,
  places: readonly Placeholder[],
  { detector, candidates }: ClassifyOptions,
  whole: Identification,
): Part[] | undefined {
  const read = group.map(({ piece, letters }) => ({
    piece,
    letters,
    text: readable(block, piece.start, piece.end, places, letters, candidates),
  }));
  const quotations = read.map(({ piece, letters, text }) => {
    if (!piece.quoted || letters.letters === 0 || !isPhrase(text)) return undefined;
    const found = detector.identify(text, candidates);
    const enough = wordsIn(text) >= QUOTATION_WORDS ? isSure(found) : isVerySure(found);
    return enough ? found : undefined;
  });
  if (quotations.every((found) => found === undefined)) return undefined;
  // What stands around the quotations is one sentence; so is what is too short to tell.
  const around = read.filter(({ piece, letters }) => !piece.quoted && letters.letters > 0);
  const rest =
    around.length > 0 ? detector.identify(around.map(({ text }) => text).join(' '), candidates) : whole;
  // A few words nobody can tell are not what the quotation is: the article decides.
  const short = around.reduce((sum, { text }) => sum + wordsIn(text), 0) <= ATTRIBUTION_WORDS;
  const host = rest.lang === UNDETERMINED && !(short && around.length > 0) ? whole : rest;
  if (quotations.every((found) => found === undefined || found.lang === host.lang)) return undefined;
  const asked = read.map(({ piece, letters }, index) => ({ piece, letters, found: quotations[index] }));
  const parts: Part[] = [];
  for (const { piece, letters, found } of asked) {
    const own = found ?? host;
    const open = parts.at(-1);
    if (open !== undefined && (open.found.lang === own.lang || letters.letters === 0)) {
      parts[parts.length - 1] = {
        ...open,
        end: piece.end,
        quoted: open.quoted && (piece.quoted || letters.letters === 0),
      };
    } else parts.push({ ...base(piece), letters, found: own });
  }
  return parts;
}

/** More than a name: three words, or two that make a sentence or are not both capitalised. */
function isPhrase(text: string): boolean {
  const words = wordsIn(text);
  if (words >= QUOTATION_WORDS) return true;
  return words === 2 && /[.!?…]|\s[«„“"']?\p{Ll}/u.test(text.trim());
}

interface Cut {
  readonly border: number;
  readonly left: Identification;
  readonly right: Identification;
}

/** Most borders tried in one sentence. */
const MOST_BORDERS = 6;

/** Cuts where letters show that the language changes without a mark. */
function changedParts(
  part: Part,
  block: Block,
  places: readonly Placeholder[],
  { detector, candidates }: ClassifyOptions,
): Part[] {
  const text = block.text.slice(part.start, part.end);
  const change = findChange(text, part.letters.script, candidates, (word) =>
    detector.identify(word, candidates),
  );
  if (change === undefined) return [part];
  const partOf = (start: number, end: number, found: Identification): Part => {
    const from = part.start + start;
    const to = part.start + text.slice(0, end).trimEnd().length;
    return {
      ...part,
      start: from,
      end: to,
      letters: lettersOf(block.text, from, to, part.letters.script !== LATIN),
      found,
    };
  };
  const isWhole = (border: number): boolean =>
    !places.some((place) => place.start < part.start + border && part.start + border < place.end);
  if (change.stretches.length > 1 && change.stretches.every(({ start }) => isWhole(start))) {
    return change.stretches.map(({ start, end, lang }) =>
      partOf(start, end, { lang, confidence: 0.9, evidence: ['letters:change'] }),
    );
  }
  // Too few deciding words for letters alone: ask about both sides of each likely border.
  let best: Cut | undefined;
  // A cut must leave fewer words in the wrong language than no cut; of equals the surer one.
  let fewest = change.misfits(0, text.length, change.stretches[0]?.lang ?? part.found.lang);
  for (const border of change.borders.filter(isWhole).slice(0, MOST_BORDERS)) {
    const left = detector.identify(text.slice(0, border), candidates);
    const right = detector.identify(text.slice(border), candidates);
    if (left.lang === right.lang || !isSure(left) || !isSure(right)) continue;
    const misfits = change.misfits(0, border, left.lang) + change.misfits(border, text.length, right.lang);
    const surer =
      best !== undefined && left.confidence + right.confidence > best.left.confidence + best.right.confidence;
    if (misfits < fewest || (surer && misfits === fewest)) {
      best = { border, left, right };
      fewest = misfits;
    }
  }
  if (best !== undefined)
    return [partOf(0, best.border, best.left), partOf(best.border, text.length, best.right)];
  const lang = change.stretches.length > 1 ? part.found.lang : (change.stretches[0]?.lang ?? part.found.lang);
  const agrees = lang === part.found.lang;
  const reasons = agrees ? part.found.evidence : ['letters:most'];
  const evidence = [...reasons, ...change.mixedWith.map((tag) => `mixed:${tag}`)];
  return [{ ...part, found: { lang, confidence: agrees ? part.found.confidence : 0.6, evidence } }];
}
