import type { Range } from './sentences.js';

/** Script runs inside a sentence, and stretches between quotation marks. */

/** Coarse script of a code unit: 0 none, 1 Latin, 2 Cyrillic, 3 and up other scripts by block. */
export function scriptClass(code: number): number {
  if (code < 0x41) return 0;
  if (code <= 0x5a || (code >= 0x61 && code <= 0x7a)) return 1;
  if (code < 0xc0) return code === 0xaa || code === 0xba ? 1 : 0;
  if (code <= 0x24f) return code === 0xd7 || code === 0xf7 ? 0 : 1;
  if (code >= 0x1e00 && code <= 0x1eff) return 1;
  if (code >= 0x400 && code <= 0x52f) return 2;
  if (code >= 0x370 && code <= 0x3ff) return 3;
  if (code >= 0x530 && code <= 0x58f) return 4;
  if (code >= 0x590 && code <= 0x5ff) return 5;
  if ((code >= 0x600 && code <= 0x6ff) || (code >= 0x750 && code <= 0x77f)) return 6;
  if (code >= 0x900 && code <= 0xdff) return 7 + ((code - 0x900) >> 7);
  if (code >= 0xe00 && code <= 0xeff) return 20;
  if (code >= 0x10a0 && code <= 0x10ff) return 21;
  if ((code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff)) return 22;
  if (code >= 0xac00 && code <= 0xd7af) return 23;
  return 0;
}

/** Words that only running text has: a Latin run with one of them is prose, not a name. */
const FUNCTION_WORDS = new Set(
  (
    'the a an and or but of in on at to for with from by as is are was were be been it its this that these those he she they we you i his her their our my not no do does did has have had will would can could should what who how when where why which there than then so if up out about into over after ' +
    'der die das und ist nicht ein eine mit von zu auf für im den le la les et est une un dans pour que qui pas sur avec el los las y es una en por con del se no il lo gli che di per non sono della je na się nie jest do że w z i o oraz dla przez'
  ).split(' '),
);

const MAX_NAME_TOKENS = 4;

interface Run {
  start: number;
  end: number;
  script: number;
}

function rawRuns(text: string, from: number, to: number): Run[] {
  const runs: Run[] = [];
  let current: Run | undefined;
  for (let index = from; index < to; index++) {
    const script = scriptClass(text.charCodeAt(index));
    if (script === 0) continue;
    if (current !== undefined && current.script === script) current.end = index + 1;
    else {
      current = { start: index, end: index + 1, script };
      runs.push(current);
    }
  }
  return runs;
}

/** Name-like: few tokens, no function word, capitals or digits or a single word. */
function isNameLike(text: string): boolean {
  const tokens = text.split(/[^\p{L}\p{N}'’.&+-]+/u).filter((token) => /\p{L}/u.test(token));
  if (tokens.length > MAX_NAME_TOKENS || tokens.some((token) => FUNCTION_WORDS.has(token))) return false;
  return (
    tokens.length <= 1 || tokens.filter((token) => /[\p{Lu}\d]/u.test(token)).length * 2 >= tokens.length
  );
}

/** Cyrillic insertions in Latin text: a name or a word in brackets stays with its sentence. */
function isShortInsertion(text: string): boolean {
  return text.split(/[^\p{L}\p{N}'’-]+/u).filter(Boolean).length <= 1;
}

/**
 * Cuts a sentence where the script changes for good. Short name-like runs stay with the script around them.
 */
export function scriptRuns(text: string, { start, end }: Range): Range[] {
  const runs = rawRuns(text, start, end);
  if (runs.length <= 1 || runs.every((run) => run.script === runs[0]?.script)) return [{ start, end }];
  const weight = new Map<number, number>();
  for (const run of runs) weight.set(run.script, (weight.get(run.script) ?? 0) + run.end - run.start);
  const host = [...weight].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  const joined: Run[] = [];
  for (const run of runs) {
    const previous = joined.at(-1);
    if (previous !== undefined && sameWord(text, previous.end, run.start)) previous.end = run.end;
    else if (previous !== undefined && previous.script === run.script) previous.end = run.end;
    else joined.push({ ...run });
  }
  const settled: Run[] = [];
  for (const run of joined) {
    const content = text.slice(run.start, run.end);
    const absorbed =
      run.script !== host &&
      (run.script === 1 ? isNameLike(content) : run.script === 2 && isShortInsertion(content));
    const script = absorbed ? host : run.script;
    const previous = settled.at(-1);
    if (previous !== undefined && previous.script === script) previous.end = run.end;
    else settled.push({ start: run.start, end: run.end, script });
  }
  return widen(text, settled, start, end);
}

/** Two letters of different scripts with nothing or only a joiner between them are one word. */
function sameWord(text: string, end: number, start: number): boolean {
  return start - end <= 1 && /^['’-]?$/u.test(text.slice(end, start));
}

/** Gives digits and punctuation between runs to the run before, opening marks to the run after. */
function widen(text: string, runs: readonly Run[], start: number, end: number): Range[] {
  return runs.map((run, index) => {
    const next = runs[index + 1];
    const from = index === 0 ? start : splitPoint(text, runs[index - 1]?.end ?? start, run.start);
    const to = next === undefined ? end : splitPoint(text, run.end, next.start);
    return trim(text, from, to);
  });
}

function splitPoint(text: string, from: number, to: number): number {
  const gap = text.slice(from, to);
  const opening = /\s*[«„“"‘([{#@]*$/u.exec(gap);
  return from + (opening === null ? gap.length : opening.index);
}

function trim(text: string, start: number, end: number): Range {
  let from = start;
  let to = end;
  while (from < to && /\s/u.test(text[from] ?? '')) from += 1;
  while (to > from && /\s/u.test(text[to - 1] ?? '')) to -= 1;
  return { start: from, end: to };
}

const PAIRS: Readonly<Record<string, string>> = {
  '«': '»',
  '“': '”',
  '„': '“”',
  '"': '"',
  '‘': '’',
  '‹': '›',
};

/** Stretches between quotation marks, without the marks. An opening mark that is never closed quotes nothing. */
export function quotedRanges(text: string): Range[] {
  if (!/[«“„"‘‹]/u.test(text)) return [];
  const found: Range[] = [];
  for (let index = 0; index < text.length; index++) {
    const closing = PAIRS[text[index] ?? ''];
    if (closing === undefined) continue;
    let close = index + 1;
    while (close < text.length && !closing.includes(text[close] ?? '')) close += 1;
    if (close >= text.length) continue;
    found.push(trim(text, index + 1, close));
    index = close;
  }
  return found.filter((range) => range.end > range.start);
}
