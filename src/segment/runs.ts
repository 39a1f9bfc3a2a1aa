import {
  CYRILLIC,
  classesOf,
  classOf,
  LATIN,
  OTHER_SCRIPT,
  type Range,
  SPACE,
  scriptOf,
  trimRange,
} from './characters.js';

/** Script runs inside a sentence: where the script changes for good, and where it is only a name. */

export const LATIN_SCRIPT = 1;

/** Words that only running text has: a Latin run with one of them is prose, not a name. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  (
    'the a an and or but of in on at to for with from by as is are was were be been it its this that these those he she they we you i his her their our my not no do does did has have had will would can could should what who how when where why which there than then so if up out about into over after ' +
    'der die das und ist nicht ein eine mit von zu auf für im den le la les et est une un dans pour que qui pas sur avec el los las y es una en por con del se il lo gli che di per non sono della je na się nie jest do że w z o oraz dla przez'
  ).split(' '),
);

/** Small words inside titles and the names of people and bodies; any other small word makes it something said. */
const TITLE_JOINTS: ReadonlySet<string> = new Set(
  (
    'the a an and or but of in on at to for with from by as vs n ' +
    'und von vom zu zur zum de la le les et en du des d l el los las y del di da do dos das e della i w na z o oraz a van der'
  ).split(' '),
);

/** Words that hardly a title begins with, written as at the beginning of a sentence. */
const SPEECH_OPENERS: ReadonlySet<string> = new Set(
  (
    'of and but or nor if then than that these those as by with from is are was were be been has have had his her their our its my your ' +
    'whose which none while because since although when where after before earlier later yesterday today tomorrow according said many most ' +
    'und aber oder als mit bei auf aus nach um für dass wenn weil wie sie er es wir ich ihr seine seiner ihre ihrer dieser diese dieses ' +
    'sind ist war waren hat haben wird werden kann können soll muss am im vom zum zur beim'
  ).split(' '),
);

/** Bearers of an office: who speaks of them names nobody, and no title. */
const OFFICES =
  /(?:^|\s)(?:Prime|Deputy|Minister|Ministers|President|Presidents|Chancellor|Secretary|Officials|Police|Government|Präsident|Ministerpräsident|Kanzler|Kanzlerin|Bundeskanzler|Minister|Ministerin|Premier)(?=$|[\s,’'])/u;
const GERMAN_ARTICLE = /^(?:Der|Die|Das|Den|Dem|Des|Ein|Eine|Einen|Einem|Einer)$/u;
/** `on Sunday` at the end, a genitive without its noun: a sentence broken off, no title. */
const BROKEN_OFF = /\son\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\s\S+(?:['’]s|s['’])$/u;

/** Small words that no title has. */
const VERBS: ReadonlySet<string> = new Set(
  'is are was were not ist sind war nicht est sont pas es son fue no è sono non jest nie'.split(' '),
);

/** Longest name, in words; a title in quotation marks may be longer. */
const NAME_TOKENS = 4;
const TITLE_TOKENS = 6;
/** Longest original in brackets after the name of its language: «(англ. Hello)». */
const ORIGINAL_TOKENS = 8;
/** Most of a word that is looked at, in characters. */
const LONGEST_WORD = 64;
/** A run of fewer letters is a letter or a sign, not a language. */
const SHORTEST_RUN = 3;

export interface Run extends Range {
  readonly script: number;
}

interface OpenRun {
  start: number;
  end: number;
  script: number;
  letters: number;
  /** Another text begins here, or ended before it, without a space: it is judged for itself. */
  glued?: boolean;
}

/** Runs of letters of one script; guarded ranges (links, handles) are in none. */
function rawRuns(text: string, from: number, to: number, guarded: readonly Range[]): OpenRun[] {
  const runs: OpenRun[] = [];
  let current: OpenRun | undefined;
  let place = 0;
  for (let index = from; index < to; index++) {
    while ((guarded[place]?.end ?? to) <= index) place += 1;
    if ((guarded[place]?.start ?? to) <= index) continue;
    const script = scriptOf(text.charCodeAt(index));
    if (script === 0) continue;
    if (current !== undefined && current.script === script && !quotedBetween(text, current.end, index)) {
      current.end = index + 1;
      current.letters += 1;
    } else {
      current = { start: index, end: index + 1, script, letters: 1 };
      runs.push(current);
    }
  }
  return runs;
}

/** A quotation begins or ends: what stands on its two sides is judged apart. */
function quotedBetween(text: string, from: number, to: number): boolean {
  for (let index = from; index < to; index++) if ('«»“”„"'.includes(text.charAt(index))) return true;
  return false;
}

/** Runs of one word (`COVID-ом`, `Xерсон`) become one, of the script that word is really in. */
function joinWords(text: string, runs: readonly OpenRun[]): OpenRun[] {
  const joined: OpenRun[] = [];
  for (const run of runs) {
    const previous = joined.at(-1);
    if (previous === undefined) joined.push(run);
    else if (previous.script === run.script) {
      if (quotedBetween(text, previous.end, run.start)) joined.push(run);
      else extend(previous, run);
    } else if (run.start - previous.end > 1 || /[^'’-]/u.test(text.slice(previous.end, run.start)))
      joined.push(run);
    else if (isGlued(text, previous, run)) {
      previous.glued = true;
      joined.push({ ...run, glued: true });
    } else {
      // The script with more letters in the word itself; an ending after a hyphen says what the sentence is in.
      const hyphen = run.start > previous.end;
      const before = lettersOfWord(text, previous.end, -1, previous.start);
      const after = lettersOfWord(text, run.start, 1, run.end);
      const wins = hyphen ? run.script !== LATIN_SCRIPT : after >= before;
      const rest = previous.letters - before;
      if (wins && rest > 0) {
        const word = previous.end - wordLength(text, previous.end, -1, previous.start);
        previous.letters = rest;
        previous.end = trimRange(text, previous.start, word).end;
        joined.push({ ...run, start: word, letters: before + run.letters });
      } else if (wins)
        joined[joined.length - 1] = { ...run, start: previous.start, letters: before + run.letters };
      else extend(previous, run);
    }
  }
  return joined;
}

/** Longest native ending of a foreign word: `REUTERSом`. */
const ENDING = 3;
/** Fewest letters of a word that another is glued to. */
const GLUED_WORD = 3;

/**
 * Two texts that a page put side by side without a space: `ExampleЧитати`, `REUTERSстанція`. A word of one script
 * with an ending of the other is none of these, nor is one with look-alike letters.
 */
function isGlued(text: string, before: OpenRun, after: OpenRun): boolean {
  if (before.end !== after.start) return false;
  const left =
    /\p{L}+$/u.exec(text.slice(Math.max(before.start, before.end - LONGEST_WORD), before.end))?.[0] ?? '';
  const right =
    /^\p{L}+/u.exec(text.slice(after.start, Math.min(after.end, after.start + LONGEST_WORD)))?.[0] ?? '';
  if (left.length < GLUED_WORD || right.length < GLUED_WORD) return false;
  if (/\p{Ll}$/u.test(left) && /^\p{Lu}\p{Ll}/u.test(right)) return true;
  return /^\p{Lu}{3,}$/u.test(left) && /^\p{Ll}/u.test(right) && right.length > ENDING + 1;
}

function extend(run: OpenRun, by: OpenRun): void {
  run.end = by.end;
  run.letters += by.letters;
}

function wordLength(text: string, from: number, step: 1 | -1, limit: number): number {
  let length = 0;
  for (let at = step > 0 ? from : from - 1; step > 0 ? at < limit : at >= limit; at += step) {
    if (length === LONGEST_WORD || (classOf(text.charCodeAt(at)) & SPACE) !== 0) break;
    length += 1;
  }
  return length;
}

function lettersOfWord(text: string, from: number, step: 1 | -1, limit: number): number {
  const length = wordLength(text, from, step, limit);
  const start = step > 0 ? from : from - length;
  let letters = 0;
  for (let at = start; at < start + length; at++) if (scriptOf(text.charCodeAt(at)) !== 0) letters += 1;
  return letters;
}

const tokensOf = (text: string): string[] =>
  text.split(/[^\p{L}\p{N}'’.&+-]+/u).filter((token) => /\p{L}/u.test(token));

const isCapital = (token: string): boolean => /[\p{Lu}\d]/u.test(token);

/** Nothing but capitals: a sentence whose Latin is all of this kind is in its other script, however few words of that. */
function isTitle(text: string, run: OpenRun): boolean {
  if (run.end - run.start > 60) return false;
  const tokens = tokensOf(text.slice(run.start, run.end));
  return tokens.length <= NAME_TOKENS && tokens.every(isCapital);
}

/** «(англ. Council of Europe)»: the original of a name, in brackets after the abbreviation of its language. */
function isOriginal(text: string, run: OpenRun): boolean {
  const before = text.slice(Math.max(0, run.start - 12), run.start);
  return (
    /\(\p{L}{2,6}\.\s*[:—–-]?\s*[«"“„]?$/u.test(before) &&
    tokensOf(text.slice(run.start, run.end)).length <= ORIGINAL_TOKENS
  );
}

/**
 * Words in quotation marks or behind a colon of which half at least are small, beyond the first: what somebody said.
 * In a title only the words that hold it together are small.
 */
function isSpeech(text: string, run: OpenRun): boolean {
  if (!/[«"“„‘]$|:\s$/u.test(text.slice(Math.max(0, run.start - 2), run.start))) return false;
  const tokens = tokensOf(text.slice(run.start, run.end));
  if (tokens.length < 2) return false;
  const [first = ''] = tokens;
  const content = text.slice(run.start, run.end);
  if (SPEECH_OPENERS.has(first.toLowerCase()) && !/^\p{Lu}{2}/u.test(first)) return true;
  if (OFFICES.test(content) || BROKEN_OFF.test(content)) return true;
  if (GERMAN_ARTICLE.test(first) && tokens.length > 2) return true;
  const title =
    isCapital(first) &&
    isCapital(tokens.at(-1) ?? '') &&
    tokens.every((token) => isCapital(token) || (TITLE_JOINTS.has(token) && !VERBS.has(token)));
  if (title) return false;
  const small = tokens.slice(1).filter((token) => !isCapital(token));
  if (small.some((token) => !TITLE_JOINTS.has(token) && token.length > 2)) return true;
  const joined = tokens.some((token) => FUNCTION_WORDS.has(token));
  return joined || small.length * 2 >= tokens.length - 1;
}

/** Whether a Latin run in a text of another script is a name, a brand or a model, not prose. */
function isName(text: string, run: OpenRun, enclosed: boolean): boolean {
  const content = text.slice(run.start, run.end);
  if (content.length > 120 || isSpeech(text, run)) return false;
  const tokens = tokensOf(content);
  const before = text.slice(Math.max(0, run.start - 12), run.start);
  const isPlain = (token: string): boolean => !FUNCTION_WORDS.has(token);
  const capitals = tokens.filter(isCapital).length;
  const quoted = /[«"“„]$/u.test(before);
  // A title: The Last of Us, «Game of Thrones».
  if ((quoted || enclosed) && tokens.length <= TITLE_TOKENS && !/[.!?…]\s*$/u.test(content)) {
    if (isCapital(tokens[0] ?? '') && tokens.filter(isPlain).every(isCapital)) return true;
  }
  if (tokens.length > NAME_TOKENS || !tokens.every(isPlain)) return false;
  // Words in quotation marks that are mostly small are what somebody said.
  if (quoted && tokens.length > 2 && capitals * 2 < tokens.length) return false;
  return tokens.length <= 1 || enclosed || capitals * 2 >= tokens.length;
}

/** The nearest run of another script on one side, with those of its script beyond it. */
function neighbour(runs: readonly OpenRun[], index: number, step: 1 | -1): OpenRun | undefined {
  const own = runs[index]?.script;
  let found: OpenRun | undefined;
  for (let at = index + step; at >= 0 && at < runs.length; at += step) {
    const run = runs[at];
    if (run === undefined || (found !== undefined && run.script !== found.script)) break;
    if (found === undefined && run.script === own) return undefined;
    found = {
      script: run.script,
      start: Math.min(run.start, found?.start ?? run.start),
      end: Math.max(run.end, found?.end ?? 0),
      letters: run.letters + (found?.letters ?? 0),
    };
  }
  return found;
}

/**
 * A name at the end of a clause in another script, where the only Latin before that clause is a quotation:
 * «We are proud», — сказав архітектор John Smith.
 */
function closesClause(
  text: string,
  runs: readonly OpenRun[],
  run: OpenRun,
  clause: OpenRun | undefined,
): boolean {
  if (clause === undefined || !hasSpace(text, clause) || !isTitle(text, run)) return false;
  if (quotedBetween(text, clause.end, run.start)) return false;
  const earlier = runs.findLast((other) => other.script === LATIN_SCRIPT && other.end <= clause.start);
  return earlier !== undefined && quotedBetween(text, earlier.end, clause.start);
}

/** Gives short runs the script they stand in. */
function absorb(text: string, runs: readonly OpenRun[]): OpenRun[] {
  let latin = 0;
  let other = 0;
  for (const run of runs) {
    if (run.script === LATIN_SCRIPT) latin += run.letters;
    else other += run.letters;
  }
  const names =
    other >= SHORTEST_RUN &&
    runs.every((run) => run.script !== LATIN_SCRIPT || (isTitle(text, run) && !isSpeech(text, run)));
  const latinProse = runs.some(
    (run, index) =>
      index > 0 &&
      run.script === LATIN_SCRIPT &&
      hasSmall(text, run) &&
      !isName(text, run, false) &&
      !isSpeech(text, run),
  );
  const settled: OpenRun[] = [];
  runs.forEach((run, index) => {
    const previous = neighbour(runs, index, -1);
    const next = neighbour(runs, index, 1);
    const script =
      run.script === LATIN_SCRIPT ? hostOfLatin(previous, run, next) : hostOfOther(previous, run, next);
    const last = settled.at(-1);
    if (last !== undefined && last.script === script) extend(last, run);
    else settled.push({ ...run, script });
  });
  return settled;

  function hostOfLatin(previous: OpenRun | undefined, run: OpenRun, next: OpenRun | undefined): number {
    const host = [previous, next].find(
      (neighbour) => neighbour !== undefined && neighbour.script !== run.script,
    );
    if (host === undefined || run.glued === true) return run.script;
    if (run.letters === 1 || names || isOriginal(text, run)) return host.script;
    const enclosed = previous !== undefined && next !== undefined && previous.script === next.script;
    // In a Latin text a name is its own; only between, or right beside, running text of another script is it not.
    const prose = enclosed
      ? hasSpace(text, previous) && hasSpace(text, next)
      : !hasSpace(text, run) && hasSpace(text, host) && host.letters > run.letters;
    if (other <= latin && !prose && !closesClause(text, runs, run, previous)) return run.script;
    // Small words before a quotation in another script, after which the sentence goes on in Latin: it is a Latin one.
    if (run === runs[0] && latinProse && hasSmall(text, run)) return run.script;
    return isName(text, run, enclosed) ? host.script : run.script;
  }

  function hostOfOther(previous: OpenRun | undefined, run: OpenRun, next: OpenRun | undefined): number {
    const host = previous ?? next;
    return !names &&
      run.glued !== true &&
      host !== undefined &&
      run.letters < SHORTEST_RUN &&
      host.letters > run.letters &&
      latin > other
      ? host.script
      : run.script;
  }
}

const hasSmall = (text: string, run: OpenRun): boolean =>
  tokensOf(text.slice(run.start, run.end)).some((token) => !isCapital(token));

function hasSpace(text: string, { start, end }: Range): boolean {
  return (classesOf(text, start, end) & SPACE) !== 0;
}

const OPENING = '«„“"‘([{#@';

/** Digits and punctuation between two runs go to the run before; from an opening mark on, to the run after. */
function splitPoint(text: string, from: number, to: number): number {
  for (let at = from + 1; at < to; at++) {
    if (OPENING.includes(text.charAt(at)) && (classOf(text.charCodeAt(at - 1)) & SPACE) !== 0) return at;
  }
  let at = to;
  while (at > from && OPENING.includes(text.charAt(at - 1))) at -= 1;
  return at;
}

/**
 * Cuts a sentence where the script changes for good. Names, brands and models in Latin letters stay with the
 * text of another script around them; words of another script in a Latin text stand for themselves.
 */
export function scriptRuns(
  text: string,
  start: number,
  end: number,
  guarded: readonly Range[],
): readonly Run[] {
  const bits = classesOf(text, start, end) & (LATIN | CYRILLIC | OTHER_SCRIPT);
  if (bits === LATIN) return [{ start, end, script: LATIN_SCRIPT }];
  if (bits === CYRILLIC) return [{ start, end, script: 2 }];
  const raw = rawRuns(text, start, end, guarded);
  const [first] = raw;
  if (first === undefined || raw.length === 1) return [{ start, end, script: first?.script ?? 0 }];
  const runs = absorb(text, joinWords(text, raw));
  let from = start;
  return runs.map((run, index) => {
    const next = runs[index + 1];
    const to = next === undefined ? end : splitPoint(text, run.end, next.start);
    const range = trimRange(text, from, to);
    from = to;
    return { ...range, script: run.script };
  });
}
