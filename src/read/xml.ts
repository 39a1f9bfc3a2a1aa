import { SaxesParser } from 'saxes';
import { namedCharacter } from '../model/entities.js';
import { type PlacedText, PlacedWriter } from './places.js';

/** XML as a tree whose texts know their places in the file. What is not well-formed is noted, and the rest is read. */

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** Address of its name space; the prefix where none was declared for it; empty without one. */
  readonly space: string;
  /** By their names without prefix; `xml:lang` as it is. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | PlacedText)[];
  /** Offset of its opening tag in the file. */
  readonly start: number;
  /** Offset behind its closing tag; -1 while it is open: the file was cut off in it. */
  readonly end: number;
}

interface XmlFault {
  readonly offset: number;
  readonly reason: string;
}

export interface XmlDocument {
  readonly root: XmlElement | undefined;
  /** Where it is not well-formed, in the order of the file. */
  readonly faults: readonly XmlFault[];
}

const REFERENCE = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w{2,8}));|\r\n?/g;

function spoken(match: RegExpMatchArray): string {
  const [whole, decimal, hex, name] = match;
  if (name !== undefined) return namedCharacter(name) ?? whole;
  if (decimal === undefined && hex === undefined) return '\n';
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '' : String.fromCodePoint(code);
}

/** A stretch of the file with its entities spoken. */
export function spokenText(raw: string, from: number): PlacedText {
  const written = new PlacedWriter();
  let last = 0;
  for (const match of raw.matchAll(REFERENCE)) {
    written.copy(raw.slice(last, match.index), from + last);
    last = match.index + match[0].length;
    const words = spoken(match);
    if (words === match[0]) written.copy(words, from + match.index);
    else written.put(words, from + match.index, from + last);
  }
  return written.copy(raw.slice(last), from + last).done();
}

type Open = { -readonly [Key in keyof XmlElement]: XmlElement[Key] } & {
  readonly children: (XmlElement | PlacedText)[];
  readonly spaces: Readonly<Record<string, string>>;
};

const split = (name: string): [prefix: string, local: string] => {
  const colon = name.indexOf(':');
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
};

/** Noted, but no fault of a text: what other readers take as well. */
const HARMLESS = /disallowed character|undefined entity|xml declaration|doctype/i;

/** Reads a whole XML document. Never throws. */
export function parseXml(source: string): XmlDocument {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const faults: XmlFault[] = [];
  const top: Open = {
    name: '',
    space: '',
    attributes: {},
    children: [],
    start: 0,
    end: source.length,
    spaces: { xml: 'xml' },
  };
  const stack: Open[] = [top];
  // Behind the last tag, comment or section.
  let behind = 0;
  const moved = (): void => {
    behind = parser.position;
  };
  parser.on('error', (error) => {
    if (HARMLESS.test(error.message)) return;
    const reason = error.message.replace(/^[^:]*:?\d+:\d+:\s*/, '').replace(/\.$/, '');
    faults.push({ offset: Math.min(parser.position, source.length), reason });
  });
  parser.on('xmldecl', moved);
  parser.on('doctype', moved);
  parser.on('comment', moved);
  parser.on('processinginstruction', moved);
  parser.on('text', () => {
    const next = source.indexOf('<', behind);
    const to = next < 0 ? source.length : next;
    if (to > behind) stack.at(-1)?.children.push(spokenText(source.slice(behind, to), behind));
  });
  parser.on('cdata', () => {
    const from = source.indexOf('<![CDATA[', behind);
    moved();
    if (from < 0) return;
    const raw = source.slice(from + 9, behind - 3);
    stack.at(-1)?.children.push(cdata(raw, from + 9));
  });
  parser.on('opentag', ({ name, attributes }) => {
    const start = source.indexOf('<', behind);
    moved();
    const above = stack.at(-1) ?? top;
    let { spaces } = above;
    const own: Record<string, string> = {};
    for (const [key, value] of Object.entries(attributes as Readonly<Record<string, string>>)) {
      if (key === 'xmlns') spaces = { ...spaces, '': value };
      else if (key.startsWith('xmlns:')) spaces = { ...spaces, [key.slice(6)]: value };
      else own[key.startsWith('xml:') ? key : split(key)[1]] = value;
    }
    const [prefix, local] = split(name);
    const element: Open = {
      name: local,
      space: spaces[prefix] ?? prefix,
      attributes: own,
      children: [],
      start,
      end: -1,
      spaces,
    };
    above.children.push(element);
    stack.push(element);
  });
  parser.on('closetag', () => {
    moved();
    const closed = stack.length > 1 ? stack.pop() : undefined;
    if (closed !== undefined) closed.end = behind;
  });
  parser.write(source).close();
  return { root: top.children.find(isElement), faults };
}

function cdata(raw: string, offset: number): PlacedText {
  if (!raw.includes('\r')) return new PlacedWriter().copy(raw, offset).done();
  const written = new PlacedWriter();
  for (const part of raw.matchAll(/[^\r]+|\r\n?/g)) {
    if (part[0].startsWith('\r'))
      written.put('\n', offset + part.index, offset + part.index + part[0].length);
    else written.copy(part[0], offset + part.index);
  }
  return written.done();
}

function isElement(node: XmlElement | PlacedText): node is XmlElement {
  return 'children' in node;
}

/** Children that are elements, of some names where given. */
export function elements(of: XmlElement, ...names: readonly string[]): XmlElement[] {
  return of.children.filter(
    (child): child is XmlElement => isElement(child) && (names.length === 0 || names.includes(child.name)),
  );
}

/** The first element of a name below this one, at any depth. */
export function within(of: XmlElement, name: string): XmlElement | undefined {
  for (const child of elements(of)) {
    if (child.name === name) return child;
    const found = within(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All elements of some names below this one, in the order of the file; none inside another of them. */
export function* allWithin(of: XmlElement, ...names: readonly string[]): Generator<XmlElement> {
  for (const child of elements(of)) {
    if (names.includes(child.name)) yield child;
    else yield* allWithin(child, ...names);
  }
}

/** All the text inside, with its places. */
export function placedText(of: XmlElement): PlacedText {
  const written = new PlacedWriter();
  const visit = (node: XmlElement): void => {
    for (const child of node.children) {
      if (isElement(child)) visit(child);
      else written.append(child);
    }
  };
  visit(of);
  return written.done();
}

/** All the text inside, on one line. */
export function plainText(of: XmlElement | undefined): string | undefined {
  const text = of === undefined ? '' : placedText(of).value.replace(/\s+/g, ' ').trim();
  return text === '' ? undefined : text;
}

/** What an element becomes in HTML: a tag, nothing but its content (`''`), or nothing at all (`undefined`). */
export type HtmlTag = (element: XmlElement) => string | undefined;

const VOID = new Set(['br', 'hr', 'img']);

/** XML of any kind as HTML, texts at their places. */
export function asHtml(of: XmlElement, tagOf: HtmlTag): PlacedText {
  const written = new PlacedWriter();
  const visit = (node: XmlElement): void => {
    for (const child of node.children) {
      if (!isElement(child)) {
        written.append(escaped(child));
        continue;
      }
      const tag = tagOf(child);
      if (tag === undefined) continue;
      const name = /^[\w-]*/.exec(tag)?.[0] ?? '';
      if (tag !== '') written.put(`<${tag}>`, child.start);
      visit(child);
      if (tag !== '' && !VOID.has(name)) written.put(`</${name}>`, Math.max(child.end, child.start));
    }
  };
  visit(of);
  return written.done();
}

function escaped(text: PlacedText): PlacedText {
  if (!/[<&]/.test(text.value)) return text;
  const written = new PlacedWriter();
  let last = 0;
  // `&name;` was left where XML does not know it; HTML may.
  for (const match of text.value.matchAll(/<|&(?![a-zA-Z]\w{1,30};)/g)) {
    const at = text.offsets[match.index] ?? 0;
    written.append(text, last, match.index).put(match[0] === '<' ? '&lt;' : '&amp;', at);
    last = match.index + 1;
  }
  return written.append(text, last).done();
}

/** `&`, `<` and `"` in the value of an attribute. */
export function attributeValue(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
