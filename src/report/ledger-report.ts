import type { Say } from '../i18n.js';
import { messages } from '../message.js';
import type { Finding, Severity } from '../model/finding.js';
import { ledgerArticle } from '../model/ledger.js';
import { LEDGER_SCHEMA } from '../model/manifest.js';
import { type OffsetUnit, recounted, recounter } from '../model/offsets.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Segment } from '../model/segment.js';
import type { Identified } from '../model/stages.js';
import { visible } from '../model/visible.js';
import { type Painted, wrapped } from '../model/wrapped.js';
import { type SarifLevel, type SarifResult, sarifLocation, sarifLog } from './sarif.js';

/** The ledger and findings in the formats other programs and people read. Pure. */

const say = messages('report', {
  foreignSegment: '{{lang}} in an article in {{own}} ({{role}}, confidence {{confidence}}): {{text}}',
  foreignRule: "a segment that is not in its article's language",
  checkRule: 'a finding of the check {{check}}',
});

/** Colours a piece of text; injected, so that this file knows no terminal. */
export interface Paint {
  /** What is to be seen first: names of articles, segments in a foreign language. */
  readonly bold: (text: string) => string;
  /** What is there to look up: places and evidence. */
  readonly dim: (text: string) => string;
  /** Words in another language than their article. */
  readonly foreign: (text: string) => string;
  /** Words whose language cannot be told. */
  readonly unsure: (text: string) => string;
}

const plain = (text: string): string => text;

/** Before the confidence: told from the words of the article without colours as well. */
const BEFORE_WHY = '·';
/** Columns before the text, and before one that begins below its place because little room is beside it. */
const INDENT = 31;
const NARROW_INDENT = 9;
const LEAST_BESIDE = 24;

function prettySegment(segment: Segment, paint: Paint, width: number | undefined): string {
  const place = `${segment.line}:${segment.column}`.padStart(8);
  const what = `${segment.lang.padEnd(4)} ${segment.role.padEnd(16)}`;
  const parts: readonly Painted[] = [
    {
      text: visible(segment.text),
      paint: segment.flagged ? paint.foreign : segment.lang === 'und' ? paint.unsure : plain,
    },
    ...(segment.time === undefined ? [] : [{ text: `→ ${segment.time.iso}`, paint: plain }]),
    {
      text: `${BEFORE_WHY} ${segment.confidence.toFixed(2)} ${visible(segment.evidence.join(' '))}`,
      paint: paint.dim,
    },
  ];
  const head = `${paint.dim(place)} ${segment.flagged ? paint.bold(what) : what}`;
  if (width === undefined) return `${head} ${parts.map((part) => part.paint(part.text)).join(' ')}`;
  const beside = width - INDENT >= LEAST_BESIDE;
  const indent = beside ? INDENT : Math.min(NARROW_INDENT, Math.floor(width / 4));
  const lines = wrapped(parts, Math.max(width - indent, 1));
  const [first = '', ...rest] = lines;
  const under = ' '.repeat(indent);
  return beside
    ? [`${head} ${first}`, ...rest.map((line) => under + line)].join('\n')
    : [head.trimEnd(), ...lines.map((line) => under + line)].join('\n');
}

/** An article's ledger for a terminal: every segment a line, what is flagged in colour. */
function prettyLedger(article: Identified, paint: Paint, width: number | undefined): string {
  const shares = Object.entries(article.langs)
    .map(([tag, share]) => `${tag} ${(share * 100).toFixed(1)} %`)
    .join(', ');
  const { encoding } = article;
  const guessed = encoding.confidence < 1 ? ` ${encoding.confidence}` : '';
  const head = `${paint.bold(visible(article.id))}  ${article.lang} (${shares})  ${paint.dim(`${encoding.name}${guessed}`)}`;
  const findings = article.findings.map(
    (finding) =>
      `${finding.line ?? ''}:${finding.column ?? ''}`.padStart(8) +
      ` ${finding.severity} ${finding.check}: ${visible(finding.message)}`,
  );
  return [head, ...article.segments.map((segment) => prettySegment(segment, paint, width)), ...findings].join(
    '\n',
  );
}

const SARIF_LEVELS: Readonly<Record<Severity, SarifLevel>> = {
  neutral: 'note',
  minor: 'note',
  major: 'warning',
  critical: 'error',
};

function segmentResult(article: Identified, segment: Segment, file: string, speak: Say): SarifResult {
  const { line, column, text, start, end } = segment;
  const region = text.includes('\n')
    ? { startLine: line, startColumn: column }
    : { startLine: line, startColumn: column, endLine: line, endColumn: column + (end - start) };
  return {
    ruleId: 'foreign-segment',
    level: 'note',
    message: {
      text: speak(
        say.foreignSegment({
          lang: segment.lang,
          own: article.lang,
          role: segment.role,
          confidence: Number(segment.confidence.toFixed(2)),
          text,
        }),
      ),
    },
    locations: [sarifLocation(file, region)],
    partialFingerprints: { segment: segment.id },
  };
}

function findingResult(finding: Finding, file: string, speak: Say): SarifResult {
  const { check, severity, line, column } = finding;
  const region =
    line === undefined ? undefined : { startLine: line, ...onlyDefined({ startColumn: column }) };
  return {
    ruleId: check,
    level: SARIF_LEVELS[severity],
    message: { text: speak(finding) },
    locations: [sarifLocation(file, region)],
  };
}

/** SARIF 2.1.0: flagged segments as notes, findings at their severity. */
function ledgerSarif(articles: readonly Identified[], options: LedgerOptions): string {
  const results = articles.flatMap((article) => {
    const file = options.source(article.path);
    return [
      ...article.segments
        .filter((segment) => segment.flagged)
        .map((segment) => segmentResult(article, segment, file, options.say)),
      ...article.findings.map((finding) => findingResult(finding, file, options.say)),
    ];
  });
  const describe = (rule: string): string =>
    options.say(rule === 'foreign-segment' ? say.foreignRule() : say.checkRule({ check: rule }));
  return sarifLog(results, { version: options.version, language: options.language, describe });
}

/** Formats of the report of `detect`. */
export const LEDGER_FORMATS = ['pretty', 'json', 'ndjson', 'sarif'] as const;
/** A format of the report of `detect`; one of `LEDGER_FORMATS`. */
export type LedgerFormat = (typeof LEDGER_FORMATS)[number];

export interface LedgerOptions {
  readonly paint: Paint;
  readonly version: string;
  /** Says findings in the language of the report. */
  readonly say: Say;
  readonly language: string;
  /** What places are counted in, in JSON; default `utf16`. */
  readonly offsets?: OffsetUnit | undefined;
  /** Columns of the terminal it is for, in `pretty`; absent: lines as long as they are. */
  readonly width?: number | undefined;
  /** A source file as the reader finds it, e.g. relative to the repository. */
  readonly source: (path: string) => string;
}

/** Ledgers with their places counted in a unit; which it is, is said where it is not that of ledgers. */
function counted(unit: OffsetUnit): (article: Identified) => object {
  if (unit === 'utf16') return ledgerArticle;
  const places = recounter(unit);
  return (article) => {
    const inFile = places(article.text);
    const blocks = new Map(article.blocks.map(({ id, text }) => [id, recounted(text, unit)]));
    const { segments, ...rest } = ledgerArticle(article);
    return {
      ...rest,
      offsets: unit,
      segments: segments.map((segment) => {
        const inBlock = blocks.get(segment.blockId) ?? ((offset: number): number => offset);
        const inText = recounted(segment.text, unit);
        return {
          ...segment,
          start: inFile(segment.start),
          end: inFile(segment.end),
          blockStart: inBlock(segment.blockStart),
          blockEnd: inBlock(segment.blockEnd),
          placeholders: segment.placeholders.map((place) => ({
            ...place,
            start: inText(place.start),
            end: inText(place.end),
          })),
        };
      }),
    };
  };
}

/** The ledger of many articles in one of the formats, as lines to print, article by article where the format allows. */
export async function* formatLedger(
  articles: AsyncIterable<Identified>,
  format: LedgerFormat,
  options: LedgerOptions,
): AsyncGenerator<string> {
  const inUnit = counted(options.offsets ?? 'utf16');
  if (format === 'sarif') {
    const all: Identified[] = [];
    for await (const article of articles) all.push(article);
    yield ledgerSarif(all, options).trimEnd();
    return;
  }
  if (format === 'json') {
    yield `{ "schema": ${JSON.stringify(LEDGER_SCHEMA)}, "articles": [`;
    let previous: string | undefined;
    for await (const article of articles) {
      if (previous !== undefined) yield `${previous},`;
      previous = JSON.stringify(inUnit(article), null, 1);
    }
    if (previous !== undefined) yield previous;
    yield '] }';
    return;
  }
  for await (const article of articles) {
    yield format === 'ndjson'
      ? JSON.stringify({ schema: 'tovmach/ledger-article@1', ...inUnit(article) })
      : `${prettyLedger(article, options.paint, options.width)}\n`;
  }
}
