import { readable } from '../language/readable.js';
import { LATIN, type Letters, lettersOf, tablesOf } from '../language/scripts.js';
import type { Block, Placeholder } from '../model/article.js';
import type { Detector, Identification } from '../model/contracts.js';
import { type LanguageTag, NO_LANGUAGE, UNDETERMINED } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Piece } from '../model/segment.js';
import { type Atom, atomsOf, type Member, NO_LETTERS } from './atoms.js';
import { findChange, mixedSpeech } from './change.js';
import { isDecided } from './evidence.js';
import { cutsInto } from './places.js';
import { type Choice, chooseVoices, type Voice } from './voices.js';
import { wordsIn } from './words.js';

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
  /** Several voices of which the context may decide. */
  readonly voiced?: boolean;
}

export interface ClassifyOptions {
  readonly detector: Detector;
  readonly candidates: readonly LanguageTag[];
  /** The language around the sentence, once it is known. */
  readonly host?: LanguageTag | undefined;
  /** What was asked before; the caller's, for one article. */
  readonly known?: Map<string, Identification>;
}

/** From this confidence both sides of a border are told for themselves. */
const SURE = 0.9;

const NO_TEXT: Identification = { lang: NO_LANGUAGE, confidence: 1, evidence: ['no-letters'] };

const isSure = (found: Identification): boolean =>
  found.lang !== UNDETERMINED && (isDecided(found) || found.confidence >= SURE);

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

const base = ({ start, end, sentence, kind, quoted, time }: Piece): Omit<Part, 'found' | 'letters'> => ({
  start,
  end,
  sentence,
  kind,
  quoted,
  ...onlyDefined({ time }),
});

function classifyGroup(
  group: readonly Member[],
  block: Block,
  places: readonly Placeholder[],
  options: ClassifyOptions,
): Part[] {
  const first = group[0];
  const last = group.at(-1);
  if (first === undefined || last === undefined) return [];
  const { candidates } = options;
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
  // Where one candidate alone is written in the script, somebody may still speak a language that is none of them.
  const rivals = (tablesOf(candidates).byScript[letters.script] ?? []).map(({ tag }) => tag);
  const quotedAll = group.every(({ piece, letters: own }) => piece.quoted || own.letters === 0);
  const joined = { ...base(first.piece), end: last.piece.end, quoted: quotedAll, letters };
  if (rivals.length > 0) {
    const atoms = atomsOf(group, block, places, candidates);
    if (atoms.some(({ voice }) => voice > 0)) {
      const parts = spokenParts(atoms, joined, whole, rivals, options);
      return parts.flatMap((part) => changed(part, block, places, options));
    }
  }
  const found = identifyIn(whole, options);
  const stretch = block.text.slice(joined.start, joined.end);
  // What stands in quotation marks or behind a colon may be a title, or words that were said.
  const doubtful = group.some(({ piece }) => piece.names) && QUOTED_LATIN.test(stretch);
  const least = Math.min(found.confidence, doubtful ? MOST_BY_PLACE : 1);
  return changed({ ...joined, found: { ...found, confidence: least } }, block, places, options);
}

/** Two words in Latin letters that are set off, in a sentence of another script. */
const QUOTED_LATIN = /(?:[«"“„]|:\s)[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}'’.-]*,?\s\p{Script=Latin}/u;
const MOST_BY_PLACE = 0.9;

const changed = (
  part: Part,
  block: Block,
  places: readonly Placeholder[],
  options: ClassifyOptions,
): Part[] =>
  isDecided(part.found) || part.found.like !== undefined
    ? [part]
    : changedParts(part, block, places, options);

/** Asks the detector, once for the same words. */
function identifyIn(text: string, { detector, candidates, known }: ClassifyOptions): Identification {
  if (known === undefined) return detector.identify(text, candidates);
  let found = known.get(text);
  if (found === undefined) {
    found = detector.identify(text, candidates);
    known.set(text, found);
  }
  return found;
}

/** From the marks of a sentence to the languages of its voices. */
function spokenParts(
  atoms: readonly Atom[],
  joined: Omit<Part, 'found'>,
  whole: string,
  languages: readonly LanguageTag[],
  options: ClassifyOptions,
): Part[] {
  const voices: Voice[] = [];
  for (const { voice, mark, parent, text, letters } of atoms) {
    const before = voices[voice];
    voices[voice] = {
      mark,
      parent,
      text: before === undefined ? text : `${before.text} ${text}`.trim(),
      letters: before !== undefined && before.letters.letters > letters.letters ? before.letters : letters,
      words: 0,
      found: NO_TEXT,
    };
  }
  voices[0] ??= { mark: 'frame', parent: -1, text: '', letters: NO_LETTERS, words: 0, found: NO_TEXT };
  const asked = voices.map((voice) => ({
    ...voice,
    words: wordsIn(voice.text),
    found: voice.text === '' ? UNKNOWN : identifyIn(voice.text, options),
  }));
  const choices = chooseVoices(asked, { languages, host: options.host });
  const voiced = choices.some(({ confidence }) => confidence < CLEAR_CHOICE);
  const [first] = choices;
  if (first !== undefined && choices.every(({ lang }) => lang === first.lang)) {
    const found = identifyIn(whole, options);
    const agrees = found.lang === first.lang || first.lang === UNDETERMINED;
    const said = agrees ? found : saidBy(asked[0] as Voice, first);
    // The whole is no surer than the voice in it that may be in another language.
    const sureOf = ({ lang, confidence }: Choice, at: number): number => {
      const own = asked[at]?.found;
      // A voice alone is surer than its place in the sentence makes it.
      return Math.min(confidence, Math.max(MOST_BY_PLACE, own?.lang === lang ? own.confidence : 0));
    };
    const least = Math.min(said.confidence, ...choices.slice(1).map((choice, at) => sureOf(choice, at + 1)));
    return [{ ...joined, found: { ...said, confidence: least }, voiced }];
  }
  const parts: (Part & { voice: number })[] = [];
  for (const { start, end, voice, quoted, letters } of atoms) {
    const choice = choices[voice] as Choice;
    const open = parts.at(-1);
    if (open !== undefined && (open.found.lang === choice.lang || letters.letters === 0)) {
      const larger = letters.letters > open.letters.letters && voice !== open.voice;
      parts[parts.length - 1] = {
        ...open,
        end,
        quoted: open.quoted && (quoted || letters.letters === 0),
        ...(larger ? { letters, voice, found: saidBy(asked[voice] as Voice, choice) } : {}),
      };
    } else {
      const found = saidBy(asked[voice] as Voice, choice);
      parts.push({ ...joined, start, end, quoted, letters, found, voice, voiced });
    }
  }
  return parts.map(({ voice: _, ...part }) => part);
}

/** Nothing speaks for any language. */
const UNKNOWN: Identification = { lang: UNDETERMINED, confidence: 0, evidence: [] };
/** From this share the context cannot turn a choice. */
const CLEAR_CHOICE = 0.995;

function saidBy({ mark, found }: Voice, { lang, confidence, against }: Choice): Identification {
  const reasons = [...found.evidence];
  if (mark !== 'frame') reasons.push(`set-off:${mark}`);
  if (lang !== found.lang) reasons.push(`leans:${lang}`);
  if (against !== undefined) reasons.push(`against:${against.lang}=${against.share.toFixed(2)}`);
  return {
    lang,
    confidence: isDecided(found) && lang === found.lang ? found.confidence : confidence,
    evidence: reasons,
    ...(lang === UNDETERMINED && found.like !== undefined ? { like: found.like } : {}),
  };
}

interface Cut {
  readonly border: number;
  readonly left: Identification;
  readonly right: Identification;
}

/** Most borders tried in one sentence. */
const MOST_BORDERS = 6;

/** Mixed speech is one part: of the language around it, else of the one most of its words are in. */
function asMixed(
  part: Part,
  speech: Readonly<Record<LanguageTag, number>>,
  host: LanguageTag | undefined,
): Part {
  const [most = part.found.lang] = Object.entries(speech).sort((a, b) => b[1] - a[1])[0] ?? [];
  const lang = host !== undefined && host in speech ? host : most;
  const shares = Object.entries(speech).map(([tag, share]) => `mixed:${tag}=${share.toFixed(2)}`);
  // Until the language around it is known, it waits for it.
  const voiced = host === undefined;
  return { ...part, voiced, found: { lang, confidence: speech[lang] ?? 0, evidence: shares } };
}

/** Cuts where letters show that the language changes without a mark. */
function changedParts(
  part: Part,
  block: Block,
  places: readonly Placeholder[],
  { detector, candidates, host }: ClassifyOptions,
): Part[] {
  const text = block.text.slice(part.start, part.end);
  const change = findChange(text, part.letters.script, candidates, part.found.lang, (word) =>
    detector.identify(word, candidates),
  );
  if (change === undefined) return [part];
  const speech = mixedSpeech(text, candidates);
  if (speech !== undefined) return [asMixed(part, speech, host)];
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
  const isWhole = (border: number): boolean => !cutsInto(places, part.start + border);
  const byLetters = part.letters.script !== LATIN && change.stretches.length > 1;
  if (byLetters && change.stretches.every(({ start }) => isWhole(start))) {
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
  // Accents come into every language with its names: in Latin letters they are no vote.
  if (part.letters.script === LATIN) return [part];
  const lang = change.stretches.length > 1 ? part.found.lang : (change.stretches[0]?.lang ?? part.found.lang);
  const agrees = lang === part.found.lang;
  const reasons = agrees ? part.found.evidence : ['letters:most'];
  const evidence = [...reasons, ...change.mixedWith.map((tag) => `mixed:${tag}`)];
  return [{ ...part, found: { lang, confidence: agrees ? part.found.confidence : 0.6, evidence } }];
}
