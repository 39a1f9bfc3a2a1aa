import type { Placeholder } from '../model/article.js';
import type { ProviderCapabilities } from '../model/contracts.js';

/** What must stay, or what comes in the place of a stretch. */
export interface Protected extends Placeholder {
  /** What stands there in the translation; absent: the same. */
  readonly becomes?: string;
}

export type PlaceholderStyle = ProviderCapabilities['placeholders'];

/** A stretch that stays here (`literal`), or one that goes to the provider (`prose`). */
export type Part = { readonly literal: string } | { readonly prose: string };

/** Stands in the text for a placeholder. */
interface Slot {
  readonly id: number;
  readonly original: string;
  readonly pair?: string;
  /** White space that a service puts on this side is taken out: inside of a tag that hugs its words. */
  readonly hugs?: 'before' | 'after';
}

/** A text made ready to travel. Its parts, put together and restored, are the text. */
export interface ProtectedText {
  readonly style: PlaceholderStyle;
  readonly parts: readonly Part[];
  /** Empty for `split`, whose placeholders never travel. */
  readonly slots: readonly Slot[];
  /** Of `split`: the prose travels escaped all the same, to a service that reads XML. */
  readonly escaped?: boolean;
}

export type Restored =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      /** Originals that did not come back, came back more than once, or closed before they opened. */
      readonly lost: readonly string[];
      readonly duplicated: readonly string[];
      readonly crossed: readonly string[];
    };

/** What services make of `<x id="1"/>`: spaces, case, other quotes and brackets, a Cyrillic х, an end tag. */
const XML_TOKEN =
  /(?:[<＜]|&lt;)\s*[xх]\s*id\s*=\s*["'“”„«»]*\s*(\p{Nd}+)\s*["'“”„«»]*\s*\/?\s*(?:[>＞]|&gt;)(?:\s*[<＜]\s*\/\s*[xх]\s*[>＞])?/giu;
/** What services make of `[1]`. */
const BRACKET_TOKEN = /[[［【〔]\s*(\p{Nd}+)\s*[\]］】〕]/gu;
const ENTITY = /&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-f]{1,6});/giu;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const WORDS = /[\p{L}\p{N}]/u;

/** Whether anything besides placeholders is there to be translated. */
export function hasProse(text: string, placeholders: readonly Placeholder[]): boolean {
  return cut(text, placeholders).some(
    (piece) => piece.placeholder === undefined && /\p{L}/u.test(piece.text),
  );
}

/**
 * Makes a text ready for a provider: placeholders are replaced (`xml`, `token`) or cut out (`split`), white
 * space at the ends stays here. In `xml` style the text itself travels escaped (`&amp;`, `&lt;`, `&gt;`).
 */
export function protect(
  text: string,
  placeholders: readonly Protected[],
  style: PlaceholderStyle,
): ProtectedText {
  const pieces = cut(text, placeholders);
  if (style === 'split') {
    const parts = pieces.flatMap((piece) =>
      piece.placeholder === undefined
        ? edged(piece.text)
        : [{ literal: piece.placeholder.becomes ?? piece.text }],
    );
    return { style, parts, slots: [] };
  }
  const slots = slotsOf(pieces, style, text);
  let slot = 0;
  let travelling = '';
  for (const piece of pieces) {
    if (piece.placeholder === undefined) travelling += style === 'xml' ? escapeXml(piece.text) : piece.text;
    else travelling += tokenOf(slots[slot++]?.id ?? 0, style);
  }
  return { style, parts: edged(travelling), slots };
}

/** A text cut around what must stay, for a service that has just lost some of it: only the prose between travels. */
export function cutAround(
  text: string,
  placeholders: readonly Placeholder[],
  style: PlaceholderStyle,
): ProtectedText {
  const split = protect(text, placeholders, 'split');
  if (style !== 'xml') return split;
  const parts = split.parts.map((part): Part => ('prose' in part ? { prose: escapeXml(part.prose) } : part));
  return { ...split, parts, escaped: true };
}

/**
 * Letters nobody sees, which nobody wrote for a reader: tags that are no part of a flag, and spaces without width inside
 * a word. A model reads them all the same.
 */
const HIDDEN = /(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]*)[\u{e0000}-\u{e007f}]|[\u200b\u2060\ufeff]/gu;

/** A text without letters that only a model would read. */
export function withoutHidden(text: string): string {
  return text.replace(HIDDEN, '');
}

/** Puts the answers (one for each prose part, in order) back together, with what was protected. */
export function restore(protectedText: ProtectedText, answers: readonly string[]): Restored {
  const { parts, slots, style } = protectedText;
  let answer = 0;
  const joined = parts
    .map((part) => {
      if ('literal' in part) return part.literal;
      const said = (answers[answer++] ?? '').trim();
      return protectedText.escaped === true ? unescapeXml(said) : said;
    })
    .join('');
  if (style === 'split') return { ok: true, text: joined };
  const decode = (text: string): string => (style === 'xml' ? unescapeXml(text) : text);
  const byId = new Map(slots.map((slot) => [slot.id, slot]));
  const seen = new Map<Slot, number>();
  const order: Slot[] = [];
  let text = '';
  let last = 0;
  let hugging = false;
  for (const match of joined.matchAll(tokenPattern(style))) {
    const slot = byId.get(Number((match[1] ?? '').normalize('NFKC')));
    if (slot === undefined) continue;
    let between = decode(joined.slice(last, match.index));
    if (hugging) between = between.trimStart();
    if (slot.hugs === 'before') between = between.trimEnd();
    text += between + slot.original;
    hugging = slot.hugs === 'after';
    last = match.index + match[0].length;
    seen.set(slot, (seen.get(slot) ?? 0) + 1);
    order.push(slot);
  }
  const rest = decode(joined.slice(last));
  text += hugging ? rest.trimStart() : rest;
  const lost = slots.filter((slot) => !seen.has(slot)).map((slot) => slot.original);
  const duplicated = [...seen].filter(([, times]) => times > 1).map(([slot]) => slot.original);
  const crossed = slots
    .filter((slot) => slot.pair !== undefined)
    .filter((slot, _, paired) => {
      const opening = paired.find((other) => other.pair === slot.pair);
      return opening !== undefined && opening !== slot && order.indexOf(opening) > order.indexOf(slot);
    })
    .map((slot) => slot.original);
  if (lost.length + duplicated.length + crossed.length > 0) return { ok: false, lost, duplicated, crossed };
  return { ok: true, text };
}

/** Ranges of a travelling text that must not be cut: tokens and entities. */
export function unbreakable(text: string, style: PlaceholderStyle): readonly (readonly [number, number])[] {
  if (style === 'split') return [];
  const patterns = style === 'xml' ? [XML_TOKEN, ENTITY] : [BRACKET_TOKEN];
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match): [number, number] => [
      match.index,
      match.index + match[0].length,
    ]),
  );
}

/** White space at the ends of a stretch as literals of their own; all of it when it says nothing. */
export function edged(text: string): Part[] {
  const core = text.trim();
  if (!WORDS.test(core)) return text === '' ? [] : [{ literal: text }];
  const start = text.length - text.trimStart().length;
  const parts: Part[] = [
    { literal: text.slice(0, start) },
    { prose: core },
    { literal: text.slice(start + core.length) },
  ];
  return parts.filter((part) => !('literal' in part) || part.literal !== '');
}

interface Cut {
  readonly text: string;
  readonly placeholder?: Protected;
  readonly start: number;
  readonly end: number;
}

/** The text in stretches with and without placeholder; ranges that overlap or lie outside are ignored. */
function cut(text: string, placeholders: readonly Protected[]): Cut[] {
  const cuts: Cut[] = [];
  let last = 0;
  const add = (start: number, end: number, placeholder?: Protected): void => {
    if (end <= start) return;
    const stretch = { text: text.slice(start, end), start, end };
    cuts.push(placeholder === undefined ? stretch : { ...stretch, placeholder });
  };
  for (const placeholder of [...placeholders].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const { start, end } = placeholder;
    if (start < last || end <= start || end > text.length) continue;
    add(last, start);
    add(start, end, placeholder);
    last = end;
  }
  add(last, text.length);
  return cuts;
}

function slotsOf(pieces: readonly Cut[], style: 'xml' | 'token', text: string): Slot[] {
  const taken = new Set(
    [...text.matchAll(tokenPattern(style))].map((match) => Number((match[1] ?? '').normalize('NFKC'))),
  );
  const opened = new Set<string>();
  let id = 0;
  return pieces.flatMap((piece): Slot[] => {
    const { placeholder } = piece;
    if (placeholder === undefined) return [];
    do id += 1;
    while (taken.has(id));
    const slot = { id, original: placeholder.becomes ?? piece.text };
    if (placeholder.pair === undefined) return [slot];
    const closing = opened.has(placeholder.pair);
    opened.add(placeholder.pair);
    const neighbour = closing ? text.charAt(piece.start - 1) : text.charAt(piece.end);
    const hugs = closing ? ('before' as const) : ('after' as const);
    return [{ ...slot, pair: placeholder.pair, ...(/\S/u.test(neighbour) ? { hugs } : {}) }];
  });
}

function tokenPattern(style: 'xml' | 'token'): RegExp {
  return style === 'xml' ? XML_TOKEN : BRACKET_TOKEN;
}

function tokenOf(id: number, style: 'xml' | 'token'): string {
  return style === 'xml' ? `<x id="${id}"/>` : `[${id}]`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescapeXml(text: string): string {
  return text.replace(ENTITY, (entity) => {
    const name = entity.slice(1, -1).toLowerCase();
    if (!name.startsWith('#')) return ENTITIES[name] ?? entity;
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
      ? String.fromCodePoint(code)
      : entity;
  });
}
