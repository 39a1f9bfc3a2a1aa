import type { FileStart, Format, ParsedFile, ParseInput, ReadRecord } from '../model/contracts.js';

/** A format of files that are text as a whole and fit into memory. */
export interface TextFormat extends Format {
  /** Articles in file order. @throws TovmachError INPUT_INVALID with file, line and remedy */
  parse(input: ParseInput): ParsedFile;
}

/** Makes a format from a parser of whole files. */
export function textFormat(parts: {
  readonly name: string;
  readonly extensions: readonly string[];
  readonly recognises?: (start: FileStart) => boolean;
  readonly parse: (input: ParseInput) => ParsedFile;
}): TextFormat {
  return {
    ...parts,
    async *read(source) {
      const { articles, broken } = parts.parse(await source.text());
      yield { records: articles.length + broken.length };
      for (const error of broken) yield { broken: error };
      for (const article of articles) yield { article };
    },
  };
}

/** Everything a format gives, at once. */
export async function collectRecords(records: AsyncIterable<ReadRecord>): Promise<ParsedFile> {
  const parsed: { articles: ParsedFile['articles'][number][]; broken: Error[] } = {
    articles: [],
    broken: [],
  };
  for await (const record of records) {
    if ('article' in record) parsed.articles.push(record.article);
    else if ('broken' in record) parsed.broken.push(record.broken);
  }
  return parsed;
}
