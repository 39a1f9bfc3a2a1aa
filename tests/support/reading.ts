import { TovmachError } from '../../src/errors.js';
import type { Article, Format } from '../../src/index.js';
import { type FormatContext, formatDefinitions } from '../../src/read/formats.js';
import { openBytes } from '../../src/read/read.js';

const host = { directory: '.', notice: () => undefined };

/** The formats that come with tovmach, made. */
function builtInFormats(context: FormatContext = {}): Promise<Format[]> {
  return Promise.all(
    formatDefinitions(context).map(async (each) => each.create(each.settings.parse({}), host)),
  );
}

export async function formatNamed(name: string, context?: FormatContext): Promise<Format> {
  const found = (await builtInFormats(context)).find((format) => format.name === name);
  if (found === undefined) throw new Error(`no format ${name}`);
  return found;
}

export interface Read {
  readonly articles: Article[];
  readonly broken: TovmachError[];
}

/** What all formats together make of a file. */
export async function readBytes(
  bytes: Uint8Array | string,
  path: string,
  context?: FormatContext,
  maxBytes = 20_000_000,
): Promise<Read> {
  const given: Read = { articles: [], broken: [] };
  const options = { formats: await builtInFormats(context), maxBytes };
  const source = openBytes(path, typeof bytes === 'string' ? Buffer.from(bytes) : bytes, options);
  for await (const record of source.records) {
    if ('article' in record) given.articles.push(record.article);
    else if ('broken' in record && TovmachError.isInstance(record.broken)) given.broken.push(record.broken);
  }
  return given;
}

/** `kind: text` of every block. */
export const linesOf = ({ blocks }: Article): string[] => blocks.map(({ kind, text }) => `${kind}: ${text}`);

export const findingsOf = ({ findings }: Article): string[] => findings.map(({ check }) => check);
