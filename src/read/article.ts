import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import type { Article, ArticleMetadata, Block, SourceFormat } from '../model/article.js';
import type { ParseInput } from '../model/contracts.js';
import { type Finding, suggest } from '../model/finding.js';
import { findMojibake } from '../model/mojibake.js';
import { onlyDefined } from '../model/only-defined.js';
import { lineStartsOf, positionAt } from '../model/text.js';
import { safeAddress } from '../syntax/address.js';

const say = messages('read', {
  guessedEncoding: 'encoding guessed as {{name}} (confidence {{confidence}})',
  nameTheEncoding: 'Name it with --encoding if letters look wrong.',
  mojibake: 'text decoded wrongly somewhere upstream ({{right}} read as {{wrong}}): "{{sample}}"',
  repairMojibake: 'Mend it in the outputs with --repair mojibake.',
  byteErrors: {
    one: '{{count}} character is lost: its bytes are no {{name}}',
    other: '{{count}} characters are lost: their bytes are no {{name}}',
  },
  mendTheSource: 'Fetch the file again, or mend it; in the outputs each of them is U+FFFD.',
  noText: '{{file}} holds no text',
  removeTheFile: 'Remove the file, or leave it out with --exclude.',
});

/** `sub/name.txt` -> `sub/name`; a final language such as `.uk` stays: it is part of the name. */
export function stemOf(path: string): string {
  const slash = path.lastIndexOf('/');
  const dot = path.lastIndexOf('.');
  return dot > slash + 1 ? path.slice(0, dot) : path;
}

export interface ArticleParts {
  readonly format: SourceFormat;
  readonly blocks: readonly Block[];
  readonly metadata: ArticleMetadata;
  readonly declaredLanguage?: string;
  /** What its format found; the file and the article are added. */
  readonly findings?: readonly Omit<Finding, 'articleId' | 'path'>[];
}

/** Below this the name of a guessed encoding is worth a word in the report. */
const SURE_ENCODING = 0.8;

/** The facts of an article, its address only if it leads somewhere. */
export function withSafeAddress({ url: written, ...facts }: ArticleMetadata): ArticleMetadata {
  const url = safeAddress(written);
  return url === undefined ? facts : { ...facts, url };
}

/** What reading noticed about the bytes. */
export function readingFindings(input: ParseInput): Finding[] {
  const findings: Finding[] = [];
  const { path, encoding } = input;
  if (encoding.confidence < SURE_ENCODING) {
    findings.push({
      check: 'encoding',
      severity: 'minor',
      path,
      ...say.guessedEncoding({ name: encoding.name, confidence: encoding.confidence }),
      ...suggest(say.nameTheEncoding()),
    });
  }
  const lost = input.text.indexOf('\uFFFD');
  if (lost >= 0) {
    const { line, column } = positionAt(lineStartsOf(input.text), lost);
    findings.push({
      check: 'byte-errors',
      severity: 'major',
      path,
      line,
      column,
      ...say.byteErrors({ count: input.text.split('\uFFFD').length - 1, name: encoding.name }),
      ...suggest(say.mendTheSource()),
    });
  }
  const mojibake = findMojibake(input.text);
  if (mojibake !== undefined) {
    const { line, column } = positionAt(lineStartsOf(input.text), mojibake.start);
    findings.push({
      check: 'mojibake',
      severity: 'major',
      path,
      line,
      column,
      ...say.mojibake({ right: mojibake.right, wrong: mojibake.wrong, sample: mojibake.sample }),
      ...suggest(say.repairMojibake()),
    });
  }
  return findings;
}

/**
 * The article of a file that holds one.
 * @throws TovmachError INPUT_INVALID when there is no text in it.
 */
export function singleArticle(input: ParseInput, parts: ArticleParts): Article {
  if (parts.blocks.length === 0) {
    throw new TovmachError('INPUT_INVALID', say.noText({ file: asPath(input.path) }), {
      file: input.path,
      line: 1,
      hint: say.removeTheFile(),
    });
  }
  const { declaredLanguage, findings = [], ...rest } = parts;
  return {
    ...rest,
    metadata: withSafeAddress(parts.metadata),
    ...onlyDefined({ declaredLanguage }),
    id: input.path,
    path: input.path,
    outputStem: stemOf(input.path),
    encoding: input.encoding,
    sourceHash: input.hash,
    text: input.text,
    findings: [...readingFindings(input), ...findings].map((finding) => ({
      ...finding,
      path: input.path,
      articleId: input.path,
    })),
  };
}
