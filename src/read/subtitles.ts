import { messages } from '../message.js';
import type { Article, Block } from '../model/article.js';
import type { Format, ParsedFile, ParseInput } from '../model/contracts.js';
import { singleArticle } from './article.js';
import { type PlacedText, PlacedWriter, relocate } from './places.js';
import { RecordFile } from './record.js';
import { isSubtitleStart } from './signatures.js';
import { textFormat } from './text-format.js';

/**
 * Subtitles (SRT, WebVTT). A sentence that runs over several cues is one block; on the way out its translation is parted
 * again among them, and everything but their words stays as it is: times, numbers, settings, styles.
 */

const say = messages('read', {
  brokenTimes: 'the times of a cue cannot be read: "{{times}}"',
  mendTimes: 'Write them as 00:00:01,000 --> 00:00:04,000; the other cues were read.',
});

/** Words of a cue, or of one speaker in it. */
interface Part {
  /** Index of its cue. */
  readonly cue: number;
  readonly words: PlacedText;
  /** Markup around all of them, which stays: `<i>`, `{\an8}`, `- `. */
  readonly before: string;
  readonly after: string;
  /** As it stands in the file. */
  readonly raw: string;
}

interface Cue {
  /** Where it begins in the file, number and all, and where it ends, with the empty line behind it. */
  readonly start: number;
  readonly end: number;
  /** Where its last time stands. */
  readonly until: readonly [number, number];
  /** Where its words stand. */
  readonly text: readonly [number, number];
  /** Milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly parts: readonly Part[];
}

interface Track {
  readonly cues: readonly Cue[];
  /** Parts that are one block, in the order of the blocks. */
  readonly groups: readonly (readonly Part[])[];
  /** Offsets of lines of times that are none, with their words. */
  readonly broken: readonly { readonly offset: number; readonly times: string }[];
}

const TIME = String.raw`(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})`;
const TIMES = new RegExp(String.raw`^[ \t]*${TIME}[ \t]*-->[ \t]*(${TIME})(?=[ \t]|$)`);
const ARROW = /-->/;

function milliseconds([hours = '0', minutes = '0', seconds = '0', fraction = '0']: readonly (
  | string
  | undefined
)[]): number {
  return (
    ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'))
  );
}

const BEFORE = /^(?:\s|<[^<>]*>|\{\\[^{}]*\})+/;
const AFTER = /(?:\s|<\/[^<>]*>|\{\\[^{}]*\})+$/;
const INSIDE = /<\/?[a-z\d][^<>\n]*>|\{\\[^{}\n]*\}|&(?:amp|lt|gt|nbsp|lrm|rlm);|[ \t]*\r?\n[ \t]*/gi;
const SPOKEN: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': '\u00A0',
  '&lrm;': '',
  '&rlm;': '',
};

/** The words in a stretch of the file, without markup, on one line. */
function partOf(cue: number, source: string, from: number, to: number, isVtt: boolean): Part | undefined {
  const raw = source.slice(from, to);
  const before = BEFORE.exec(raw)?.[0] ?? '';
  const dash = /^[-–—‐]\s*(?=\S)/.exec(raw.slice(before.length))?.[0] ?? '';
  const start = before.length + dash.length;
  const after = AFTER.exec(raw.slice(start))?.[0] ?? '';
  const end = raw.length - after.length;
  const written = new PlacedWriter();
  let last = start;
  for (const match of raw.slice(start, end).matchAll(INSIDE)) {
    const at = start + match.index;
    const isEntity = match[0].startsWith('&');
    if (isEntity && !isVtt) continue;
    written.copy(raw.slice(last, at), from + last);
    const words = isEntity ? SPOKEN[match[0].toLowerCase()] : match[0].includes('\n') ? ' ' : '';
    written.put(words ?? '', from + at, from + at + match[0].length);
    last = at + match[0].length;
  }
  const words = written.copy(raw.slice(last, Math.max(last, end)), from + last).done();
  if (words.value.trim() === '') return undefined;
  return { cue, words, before: before + dash, after, raw };
}

/** One part, or one a line where each begins with a dash: two people speak. */
function partsOf(cue: number, source: string, from: number, to: number, isVtt: boolean): Part[] {
  const lines = [...source.slice(from, to).matchAll(/[^\r\n]+/g)];
  const speak = lines.length > 1 && lines.every(([line]) => /^(?:<[^>]*>|\s)*[-–—‐]\s*\S/.test(line));
  const ranges = speak
    ? lines.map(({ 0: line, index }) => [from + index, from + index + line.length] as const)
    : [[from, to] as const];
  return ranges.flatMap(([start, end]) => partOf(cue, source, start, end, isVtt) ?? []);
}

const ENDS = /[.!?…。！？:;][)\]»”"’'’]*$|[\])♪]$/;
const APART = /^[[(♪-]/;
/** Cues further apart are no sentence, in milliseconds; and a sentence runs over no more of them. */
const [GAP, MOST] = [3000, 8];

const voiceOf = (part: Part | undefined): string => /<v[ .][^<>]*>/.exec(part?.before ?? '')?.[0] ?? '';

function grouped(cues: readonly Cue[]): Part[][] {
  const groups: Part[][] = [];
  let open: Part[] | undefined;
  for (const [index, cue] of cues.entries()) {
    const before = cues[index - 1];
    const [only] = cue.parts;
    const goesOn =
      open !== undefined &&
      open.length < MOST &&
      cue.parts.length === 1 &&
      only !== undefined &&
      !APART.test(only.words.value) &&
      voiceOf(only) === voiceOf(open[0]) &&
      !/[-–—‐]\s*$/.test(only.before) &&
      cue.from - (before?.to ?? 0) < GAP;
    if (open !== undefined && goesOn && only !== undefined) open.push(only);
    else for (const part of cue.parts) groups.push([part]);
    const last = groups.at(-1);
    open =
      cue.parts.length === 1 && last !== undefined && !ENDS.test(last.at(-1)?.words.value ?? '')
        ? last
        : undefined;
  }
  return groups;
}

const isVttText = (text: string): boolean => /^\uFEFF?WEBVTT(?:[ \t\r\n]|$)/.test(text);

function trackOf(source: string): Track {
  const isVtt = isVttText(source);
  const cues: Cue[] = [];
  const broken: { offset: number; times: string }[] = [];
  // What stands between empty lines.
  for (const match of source.matchAll(/(?:[^\r\n]*\S[^\r\n]*(?:\r?\n|$))+/g)) {
    const lines = [...match[0].matchAll(/([^\r\n]*)(?:\r?\n|$)/g)].filter(({ 0: line }) => line !== '');
    const place = lines.findIndex(({ 1: line = '' }) => ARROW.test(line));
    const line = lines[place];
    if (line === undefined || place > 1 || (isVtt && /^(?:NOTE|STYLE|REGION)\b/.test(match[0]))) continue;
    const [whole, written = ''] = line;
    const offset = match.index + line.index;
    const times = TIMES.exec(written);
    if (times === null) {
      broken.push({ offset, times: written.trim() });
      continue;
    }
    const from = offset + whole.length;
    const to = match.index + match[0].trimEnd().length;
    const until = offset + written.lastIndexOf(times[5] ?? '', times[0].length);
    const end = match.index + match[0].length;
    cues.push({
      start: match.index,
      end: end + (/^(?:\r?\n)+/.exec(source.slice(end))?.[0].length ?? 0),
      until: [until, until + (times[5]?.length ?? 0)],
      text: [Math.min(from, to), to],
      from: milliseconds(times.slice(1, 5)),
      to: milliseconds(times.slice(6, 10)),
      parts: from < to ? partsOf(cues.length, source, from, to, isVtt) : [],
    });
  }
  return { cues, groups: grouped(cues), broken };
}

function blockOf(parts: readonly Part[], index: number): Block {
  const written = new PlacedWriter();
  for (const [place, { words }] of parts.entries()) {
    if (place > 0) written.put(' ', words.offsets[0] ?? 0);
    written.append(words);
  }
  const placed = written.done();
  const whole: Block = {
    id: `b${index + 1}`,
    kind: 'paragraph',
    text: placed.value,
    anchors: [[0, 0]],
    end: placed.value.length,
    placeholders: [],
  };
  return relocate([whole], placed)[0] ?? whole;
}

function readTrack(input: ParseInput): ParsedFile {
  const { groups, broken } = trackOf(input.text);
  const file = new RecordFile(input, 'subtitles');
  for (const { offset, times } of broken) file.fail(offset, say.brokenTimes({ times }), say.mendTimes());
  const blocks = groups.map(blockOf);
  if (blocks.length === 0 && broken.length > 0) return { articles: [], broken: file.broken };
  const article = singleArticle(input, { format: 'subtitles', blocks, metadata: {} });
  return { articles: [article], broken: file.broken };
}

// ---------------------------------------------------------------- on the way out

/** A cue may end earlier or later by so much of its share, where punctuation invites it. */
const LENIENT = 0.35;

/** Scripts that part no words. */
const UNPARTED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** A text in as many parts as there were, about as long in relation to each other; parts may be empty. */
function parted(text: string, lengths: readonly number[]): string[] {
  const total = lengths.reduce((sum, length) => sum + length, 0) || 1;
  const borders = [...text.matchAll(UNPARTED.test(text) ? /(?<=\S)\s*(?=\S)/gu : /\s+/g)].map(
    ({ 0: blank, index }) => ({
      at: index,
      behind: index + blank.length,
      invites: /[,;:.!?…–—][)\]»”"’]*$/.test(text.slice(0, index)),
    }),
  );
  const parts: string[] = [];
  let from = 0;
  let said = 0;
  for (const length of lengths.slice(0, -1)) {
    said += length;
    const ideal = (said / total) * text.length;
    const width = Math.max((length / total) * text.length, 1) * LENIENT;
    const cost = ({ at, invites }: { at: number; invites: boolean }): number =>
      Math.abs(at - ideal) - (invites && Math.abs(at - ideal) <= width ? width : 0);
    const best = borders
      .filter(({ at }) => at > from)
      .reduce<(typeof borders)[number] | undefined>(
        (a, b) => (a === undefined || cost(b) < cost(a) ? b : a),
        undefined,
      );
    parts.push(text.slice(from, best?.at ?? text.length).trim());
    from = best?.behind ?? text.length;
  }
  parts.push(text.slice(from).trim());
  return parts;
}

/** Longest line on a screen, in characters. */
const LINE = 42;

/** Words on one line, or on two about as long. */
function wrapped(words: string, eol: string): string {
  if (words.length <= LINE) return words;
  return parted(words, [1, 1])
    .filter((line) => line !== '')
    .join(eol);
}

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The file with other words in its cues. A cue without words goes, and the one before it stays on the screen for it. */
function rebuilt({ text: source }: Article, blocks: ReadonlyMap<string, string>): string {
  const { cues, groups } = trackOf(source);
  const isVtt = isVttText(source);
  const eol = source.includes('\r\n') ? '\r\n' : '\n';
  const words = new Map<Part, string | undefined>();
  for (const [index, parts] of groups.entries()) {
    const text = blocks
      .get(`b${index + 1}`)
      ?.replace(/\s+/g, ' ')
      .trim();
    const own = parts
      .map((part) => part.words.value)
      .join(' ')
      .replace(/\s+/g, ' ')
      .trim();
    if (text === own) continue;
    const shares =
      text === undefined
        ? []
        : parted(
            text,
            parts.map((part) => part.words.value.length),
          );
    for (const [place, part] of parts.entries()) words.set(part, shares[place] ?? '');
  }
  let written = '';
  let at = 0;
  let kept: { readonly group: number; readonly place: number; readonly length: number } | undefined;
  const groupOf = new Map(
    groups.flatMap((parts, index) => parts.map((part): [number, number] => [part.cue, index])),
  );
  for (const [index, cue] of cues.entries()) {
    const changed = cue.parts.filter((part) => words.has(part));
    const lines = cue.parts.flatMap((part) => {
      const said = words.get(part);
      if (said === undefined) return [part.raw];
      if (said === '') return [];
      return [`${part.before}${wrapped(isVtt ? escaped(said) : said, eol)}${part.after.trimEnd()}`];
    });
    const group = groupOf.get(index) ?? -1;
    if (changed.length === 0) {
      written += source.slice(at, cue.end);
    } else if (lines.length === 0) {
      written += source.slice(at, cue.start);
      if (kept !== undefined && kept.group === group) {
        const until = source.slice(...cue.until);
        written = written.slice(0, kept.place) + until + written.slice(kept.place + kept.length);
        kept = { ...kept, length: until.length };
      }
    } else {
      const before = source.slice(at, cue.text[0]);
      kept = { group, place: written.length + cue.until[0] - at, length: cue.until[1] - cue.until[0] };
      written += `${before}${lines.join(eol)}${source.slice(cue.text[1], cue.end)}`;
    }
    at = cue.end;
  }
  return written + source.slice(at);
}

/** The format of subtitles. */
export function createSubtitlesFormat(): Format {
  return {
    ...textFormat({
      name: 'subtitles',
      extensions: [],
      recognises: ({ text }) => isSubtitleStart(text),
      parse: readTrack,
    }),
    rebuild: {
      extension: ({ text }) => (isVttText(text) ? 'vtt' : 'srt'),
      text: rebuilt,
    },
  };
}
