import type { Finding, Severity } from '../model/finding.js';
import { LEDGER_SCHEMA } from '../model/manifest.js';
import type { Segment } from '../model/segment.js';
import type { Identified } from '../model/stages.js';
import { ledgerArticle } from './ledger.js';

/** The ledger and findings in the formats other programs and people read. Pure. */

/** Colours a piece of text; injected, so that this file knows no terminal. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly foreign: (text: string) => string;
  readonly unsure: (text: string) => string;
}

function prettySegment(segment: Segment, paint: Paint): string {
  const place = `${segment.line}:${segment.column}`.padStart(8);
  const what = `${segment.lang.padEnd(4)} ${segment.role.padEnd(16)}`;
  const text = segment.flagged
    ? paint.foreign(segment.text)
    : segment.lang === 'und'
      ? paint.unsure(segment.text)
      : segment.text;
  const why = `${segment.confidence.toFixed(2)} ${segment.evidence.join(' ')}`;
  const moment = segment.time === undefined ? '' : ` → ${segment.time.iso}`;
  return `${paint.dim(place)} ${segment.flagged ? paint.bold(what) : what} ${text}${moment} ${paint.dim(why)}`;
}

/** An article's ledger for a terminal: every segment a line, what is flagged in colour. */
export function prettyLedger(article: Identified, paint: Paint): string {
  const shares = Object.entries(article.langs)
    .map(([tag, share]) => `${tag} ${(share * 100).toFixed(1)} %`)
    .join(', ');
  const { encoding } = article;
  const guessed = encoding.confidence < 1 ? ` ${encoding.confidence}` : '';
  const head = `${paint.bold(article.id)}  ${article.lang} (${shares})  ${paint.dim(`${encoding.name}${guessed}`)}`;
  const findings = article.findings.map(
    (finding) =>
      `${finding.line ?? ''}:${finding.column ?? ''}`.padStart(8) +
      ` ${finding.severity} ${finding.check}: ${finding.message}`,
  );
  return [head, ...article.segments.map((segment) => prettySegment(segment, paint)), ...findings].join('\n');
}

const SARIF_LEVELS: Readonly<Record<Severity, 'none' | 'note' | 'warning' | 'error'>> = {
  neutral: 'none',
  minor: 'note',
  major: 'warning',
  critical: 'error',
};

function location(
  path: string,
  line: number | undefined,
  column: number | undefined,
  end?: { line: number; column: number },
): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/') },
      ...(line === undefined
        ? {}
        : {
            region: {
              startLine: line,
              ...(column === undefined ? {} : { startColumn: column }),
              ...(end === undefined ? {} : { endLine: end.line, endColumn: end.column }),
            },
          }),
    },
  };
}

function segmentResult(article: Identified, segment: Segment): object {
  const breaks = segment.text.split('\n').length - 1;
  const end = {
    line: segment.line + breaks,
    column: breaks === 0 ? segment.column + (segment.end - segment.start) : 1,
  };
  return {
    ruleId: 'foreign-segment',
    level: 'note',
    message: {
      text: `${segment.lang} in a ${article.lang} article (${segment.role}, confidence ${segment.confidence.toFixed(2)}): ${segment.text}`,
    },
    locations: [location(article.path, segment.line, segment.column, breaks === 0 ? end : undefined)],
    partialFingerprints: { segment: segment.id },
  };
}

function findingResult(finding: Finding): object {
  return {
    ruleId: finding.check,
    level: SARIF_LEVELS[finding.severity],
    message: { text: finding.message },
    locations: finding.path === undefined ? [] : [location(finding.path, finding.line, finding.column)],
  };
}

/** SARIF 2.1.0: flagged segments as notes, findings at their severity. */
export function sarif(articles: readonly Identified[], version: string): string {
  const results = articles.flatMap((article) => [
    ...article.segments
      .filter((segment) => segment.flagged)
      .map((segment) => segmentResult(article, segment)),
    ...article.findings.map(findingResult),
  ]);
  const rules = [...new Set(results.map((result) => (result as { ruleId: string }).ruleId))].sort();
  return `${JSON.stringify(
    {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'tovmach', semanticVersion: version, rules: rules.map((id) => ({ id })) } },
          columnKind: 'utf16CodeUnits',
          results,
        },
      ],
    },
    null,
    2,
  )}\n`;
}

export const LEDGER_FORMATS = ['pretty', 'json', 'ndjson', 'sarif'] as const;
export type LedgerFormat = (typeof LEDGER_FORMATS)[number];

/** The ledger of many articles in one of the formats, as lines to print, article by article where the format allows. */
export async function* formatLedger(
  articles: AsyncIterable<Identified>,
  format: LedgerFormat,
  options: { readonly paint: Paint; readonly version: string },
): AsyncGenerator<string> {
  if (format === 'sarif') {
    const all: Identified[] = [];
    for await (const article of articles) all.push(article);
    yield sarif(all, options.version).trimEnd();
    return;
  }
  if (format === 'json') {
    yield `{ "schema": ${JSON.stringify(LEDGER_SCHEMA)}, "articles": [`;
    let previous: string | undefined;
    for await (const article of articles) {
      if (previous !== undefined) yield `${previous},`;
      previous = JSON.stringify(ledgerArticle(article), null, 1);
    }
    if (previous !== undefined) yield previous;
    yield '] }';
    return;
  }
  for await (const article of articles) {
    yield format === 'ndjson'
      ? JSON.stringify(ledgerArticle(article))
      : `${prettyLedger(article, options.paint)}\n`;
  }
}
