import { addressParser } from 'postal-mime';
import { messages } from '../message.js';
import type { Block } from '../model/article.js';
import type { FileStart, Format, FormatSource, ParseInput, ReadRecord } from '../model/contracts.js';
import { type Finding, suggest } from '../model/finding.js';
import { onlyDefined } from '../model/only-defined.js';
import { singleArticle } from './article.js';
import { htmlBlocks } from './html.js';
import { type MimePart, parseMime } from './mime.js';
import { type PlacedText, PlacedWriter, replaced } from './places.js';
import { RecordFile, type RecordText } from './record.js';
import { isMailStart, isPageStart } from './signatures.js';

/** Letters (EML, mbox) and pages that a browser saved with all they need (MHTML). */

const say = messages('read', {
  noPageInside: 'no page is in it',
  saveThePageAgain: 'Save the page again, as HTML alone.',
  noMessageText: 'message {{number}} holds no text',
  onlyAttachments: 'What is attached is not read; save it, and give tovmach that file.',
  attachmentsLeft: {
    one: '{{count}} attached file was not read ({{names}})',
    other: '{{count}} attached files were not read ({{names}})',
  },
  cutMessage: 'message {{number}} is cut off: what follows is lost',
  fetchItAgain: 'Fetch the file again.',
});

/** Where a signature begins (RFC 3676); some programs lose the blank. */
const SIGNATURE = /(?:^|\n)-- ?\n[\s\S]*$/g;
/** Lines of so many characters were broken for the width of a window. */
const [NARROW, WIDE] = [50, 100];

/** Plain text as it was written before it was broken into lines. */
function unwrapped(text: PlacedText, { format = '', delsp = '' }: MimePart['parameters']): PlacedText {
  const { value } = text;
  if (format.toLowerCase() === 'flowed') {
    const joint = delsp.toLowerCase() === 'yes' ? '' : ' ';
    return replaced(text, /(?<!\n--) \n(?=[^\n>])/g, () => joint);
  }
  const lines = value.split('\n');
  const isBroken = lines.every((line) => line.length <= WIDE) && /\n[ \t]*\n/.test(value);
  return isBroken ? joined(text, lines) : text;
}

/** Lines that were broken, joined: neither behind a short one nor before a list, a quotation, a table. */
function joined(text: PlacedText, lines: readonly string[]): PlacedText {
  const written = new PlacedWriter();
  let at = 0;
  for (const [index, line] of lines.entries()) {
    written.append(text, at, at + line.length);
    at += line.length;
    if (index === lines.length - 1) break;
    const next = lines[index + 1] ?? '';
    const isJoined =
      line.trim().length >= NARROW &&
      /^[^\s>|*•–—-]/.test(next) &&
      !/^\d+[.)]\s/.test(next) &&
      !/^[>|]/.test(line);
    written.put(isJoined ? ' ' : '\n', text.offsets[at] ?? 0);
    at += 1;
  }
  return written.done();
}

const isText = ({ type }: MimePart): boolean => type === 'text/plain' || type === 'text/html';

/** The parts that are read, in their order; of several ways to say one thing the richest. */
function* readable(part: MimePart): Generator<MimePart> {
  if (part.isAttached) return;
  if (part.type === 'multipart/alternative') {
    const ways = part.parts.filter((way) => [...readable(way)].some(({ body }) => body.length > 0));
    const best =
      ways.findLast((way) => [...readable(way)].some(({ type }) => type === 'text/html')) ?? ways.at(-1);
    if (best !== undefined) yield* readable(best);
  } else if (part.type === 'multipart/related') {
    const root = rootOf(part);
    if (root !== undefined) yield* readable(root);
  } else if (part.type.startsWith('multipart/')) for (const inner of part.parts) yield* readable(inner);
  else if (isText(part)) yield part;
}

/** The page among what belongs to it. */
function rootOf({ parts, parameters }: MimePart): MimePart | undefined {
  const named = parts.find(
    ({ headers }) => parameters.start !== undefined && headers.get('content-id') === parameters.start,
  );
  return named ?? parts.find(({ type }) => type === 'text/html' || type.startsWith('multipart/')) ?? parts[0];
}

/** Messages that are handed on inside of another. */
function* handedOn(part: MimePart): Generator<MimePart> {
  for (const inner of part.parts) {
    if (part.type === 'message/rfc822') yield inner;
    yield* handedOn(inner);
  }
}

/** Names of what is attached, but for messages. */
function* attached(part: MimePart): Generator<string> {
  const disposition = part.headers.get('content-disposition') ?? '';
  const name =
    /filename\*?=(?:"([^"]*)"|([^;\s]*))/i.exec(disposition)?.slice(1).find(Boolean) ?? part.parameters.name;
  if (
    part.type !== 'message/rfc822' &&
    part.parts.length === 0 &&
    (part.isAttached || (!isText(part) && name !== undefined))
  )
    yield name ?? part.type;
  if (part.type !== 'message/rfc822') for (const inner of part.parts) yield* attached(inner);
}

/** Text and encoding of a part, line ends as one character. */
function decodedPart(source: FormatSource, part: MimePart): Pick<ParseInput, 'text' | 'encoding'> {
  const { text, encoding } = source.decode(part.body, part.parameters.charset);
  return { text: text.replace(/\r\n?/g, '\n'), encoding };
}

const fromWhom = (written: string | undefined): string | undefined => {
  const [first] = written === undefined ? [] : addressParser(written);
  return first?.name || first?.address || undefined;
};

/** ISO 8601 of a date as letters have it; as written where it is none. */
function sent(written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  const time = Date.parse(written.replace(/\([^)]*\)/g, '').trim());
  return Number.isNaN(time) ? written : new Date(time).toISOString().replace('.000Z', 'Z');
}

/** Quoted lines are quotations; the mark before them goes. */
function quotedApart(file: RecordFile): void {
  const last = file.articles.at(-1);
  if (last === undefined) return;
  const blocks = last.blocks.map((block): Block => {
    const mark = /^(?:>\s?)+/.exec(block.text)?.[0].length ?? 0;
    if (mark === 0 || mark === block.text.length) return block;
    const [[, start] = [0, 0]] = block.anchors;
    const anchors = block.anchors
      .filter(([at]) => at > mark)
      .map(([at, place]): [number, number] => [at - mark, place]);
    return {
      ...block,
      kind: 'quote',
      text: block.text.slice(mark),
      anchors: [[0, start + mark], ...anchors],
    };
  });
  file.articles[file.articles.length - 1] = { ...last, blocks };
}

/** Adds a message and those inside of it. */
function addMessage(
  source: FormatSource,
  message: MimePart,
  place: { number: number; isOnly: boolean },
  gather: (file: RecordFile) => void,
  names: Set<string>,
): void {
  const { headers } = message;
  const subject = headers.get('subject')?.replace(/\s+/g, ' ').trim();
  const parts = [...readable(message.type === 'message/rfc822' ? (message.parts[0] ?? message) : message)];
  const decodedParts = parts.map((part) => ({ part, ...decodedPart(source, part) }));
  const encoding = decodedParts.find(({ text }) => text.trim() !== '')?.encoding ?? {
    name: 'utf-8',
    confidence: 1,
    bom: false,
  };
  let text = subject === undefined ? '' : `${subject}\n`;
  const texts: RecordText[] = [];
  for (const { part, text: written } of decodedParts) {
    const placed = new PlacedWriter().copy(written, text.length).done();
    text += `${written}\n`;
    if (part.type === 'text/html') texts.push({ text: placed, html: true });
    else {
      const own = replaced(placed, SIGNATURE, () => '\n');
      texts.push({ text: unwrapped(own, part.parameters), html: false });
    }
  }
  const file = new RecordFile(
    { path: source.path, hash: source.hash, text: text || '\n', encoding },
    'mail',
    names,
  );
  const { number, isOnly } = place;
  const files = [...attached(message)];
  if (texts.every(({ text: { value } }) => value.trim() === '')) {
    file.fail(0, say.noMessageText({ number }), say.onlyAttachments());
  } else {
    const findings: Omit<Finding, 'path' | 'articleId'>[] = [];
    if (files.length > 0)
      findings.push({
        check: 'records',
        severity: 'neutral',
        ...say.attachmentsLeft({ count: files.length, names: files.join(', ') }),
        ...suggest(say.onlyAttachments()),
      });
    file.add({
      number,
      start: 0,
      end: text.length,
      whole: isOnly,
      names: [headers.get('message-id')?.replace(/^<|@.*$|>$/g, '')],
      title: subject === undefined || subject === '' ? undefined : new PlacedWriter().copy(subject, 0).done(),
      texts,
      date: sent(headers.get('date')),
      author: fromWhom(headers.get('from')),
      language: headers.get('content-language')?.split(',')[0],
      findings,
    });
    quotedApart(file);
  }
  if (message.isCut) file.fail(text.length, say.cutMessage({ number }), say.fetchItAgain());
  gather(file);
}

/** Where a message of an mbox begins. */
const POST_MARK = /(?:^|\r?\n\r?\n)(?=From \S+[^\n]*\d{4}\s*\r?\n)/g;

function* messagesOf(bytes: Uint8Array): Generator<Uint8Array> {
  const text = Buffer.from(bytes).toString('latin1');
  if (!/^From \S+[^\n]*\d{4}\s*\r?\n/.test(text)) {
    yield bytes;
    return;
  }
  const starts = [...text.matchAll(POST_MARK)].map((match) => match.index + match[0].length);
  for (const [index, start] of starts.entries())
    yield Buffer.from(text.slice(start, starts[index + 1]).replace(/^>(>*From )/gm, '$1'), 'latin1');
}

async function* readMail(source: FormatSource): AsyncGenerator<ReadRecord> {
  const names = new Set<string>();
  const all = [...messagesOf(await source.whole())];
  let number = 0;
  let done: RecordFile | undefined;
  for (const bytes of all) {
    const message = parseMime(bytes);
    const inside = [...handedOn(message)];
    for (const each of [message, ...inside]) {
      number += 1;
      done = undefined;
      const isOnly = all.length === 1 && number === 1;
      // A letter that only hands others on has no text of its own, and need not have.
      if (each === message && inside.length > 0 && [...readable(each)].every(({ body }) => body.length < 3))
        continue;
      addMessage(source, each, { number, isOnly }, (file) => (done = file), names);
      if (done === undefined) continue;
      const { articles, broken }: RecordFile = done;
      for (const error of broken) yield { broken: error };
      for (const article of articles) yield { article };
    }
  }
}

/** The format of letters. */
export function createMailFormat(): Format {
  return {
    name: 'mail',
    extensions: ['.eml', '.mbox'],
    recognises: (start: FileStart) => isMailStart(start.text) && !isPageStart(start),
    read: readMail,
  };
}

async function* readSavedPage(source: FormatSource): AsyncGenerator<ReadRecord> {
  const message = parseMime(await source.whole());
  const page = message.type === 'multipart/related' ? rootOf(message) : message;
  const { path, hash } = source;
  if (page === undefined || page.body.length === 0) {
    const file = new RecordFile(
      { path, hash, text: '\n', encoding: { name: 'utf-8', confidence: 1, bom: false } },
      'mhtml',
    );
    file.fail(0, say.noPageInside(), say.saveThePageAgain());
    for (const error of file.broken) yield { broken: error };
    return;
  }
  const input = { path, hash, ...decodedPart(source, page) };
  const address =
    message.headers.get('snapshot-content-location') ??
    page.headers.get('content-location') ??
    message.headers.get('content-location');
  const { blocks, metadata, language, findings } = htmlBlocks(input.text, address);
  yield {
    article: singleArticle(input, {
      format: 'mhtml',
      blocks,
      metadata: {
        ...onlyDefined({ url: address }),
        ...metadata,
      },
      findings,
      ...onlyDefined({ declaredLanguage: language }),
    }),
  };
  if (message.isCut) {
    const file = new RecordFile(input, 'mhtml');
    file.fail(input.text.length, say.cutMessage({ number: 1 }), say.fetchItAgain());
    for (const error of file.broken) yield { broken: error };
  }
}

/** The format of saved pages. */
export function createMhtmlFormat(): Format {
  return { name: 'mhtml', extensions: ['.mht', '.mhtml'], recognises: isPageStart, read: readSavedPage };
}
