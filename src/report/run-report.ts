import { hintOf } from '../errors.js';
import type { Say } from '../i18n.js';
import type { Message } from '../message.js';
import { type Finding, SEVERITIES, type Severity } from '../model/finding.js';
import type { Counts, EngineQuality, ManifestArticle, ManifestBroken } from '../model/manifest.js';
import type { PassedOver } from '../model/passed-over.js';
import type { OutputTexts } from '../write/render.js';
import { markdownText } from './markdown-text.js';

/** The report for people, as Markdown. Pure. */

export interface ReportInput {
  /** The report is written in, a BCP 47 tag. */
  readonly language: string;
  readonly targets: readonly string[];
  readonly articles: number;
  readonly counts: Counts;
  readonly langs: Readonly<Record<string, number>>;
  readonly engines: readonly string[];
  readonly byEngine: Readonly<Record<string, EngineQuality>>;
  readonly findings: {
    readonly total: number;
    readonly bySeverity: Readonly<Record<Severity, number>>;
    readonly worst: readonly Finding[];
  };
  readonly broken: readonly ManifestBroken[];
  readonly passedOver: readonly PassedOver[];
  /** Outputs that are not complete. */
  readonly incomplete: readonly { readonly path: string; readonly failed: number }[];
  /** Outputs whose source is gone. */
  readonly orphans: readonly string[];
}

export function reportMarkdown(input: ReportInput, t: OutputTexts, say: Say): string {
  const { counts } = input;
  const number = new Intl.NumberFormat(input.language, { maximumFractionDigits: 1, useGrouping: false });
  const share = (value: number): string => `${number.format(Math.round(value * 1000) / 10)} %`;
  const lines = [
    `# ${t('report.title')}`,
    '',
    `- ${t('report.articles', { count: input.articles, targets: input.targets.join(', ') })}`,
    `- ${t('report.languages', {
      shares:
        Object.entries(input.langs)
          .map(([tag, value]) => `${tag} ${share(value)}`)
          .join(', ') || '–',
    })}`,
    `- ${input.engines.length === 0 ? t('report.noEngine') : t('report.engines', { engines: input.engines.join(', ') })}`,
    '',
    `| ${t('report.origin')} | ${t('report.segments')} |`,
    '|---|---:|',
    ...(['native', 'copied', 'labels', 'memory', 'human', 'provider', 'dropped', 'failed'] as const).map(
      (key) => `| ${t(`report.${key}`)} | ${counts[key]} |`,
    ),
  ];
  lines.push(...engineTable(input.byEngine, t));
  lines.push(...troubleLines(input, t, say), ...findingLines(input.findings, t, say));
  return `${lines.join('\n')}\n`;
}

/** Outputs that are not whole, without a source, or not there at all, and files nobody could read. */
function troubleLines(input: ReportInput, t: OutputTexts, say: Say): string[] {
  const lines: string[] = [];
  if (input.incomplete.length > 0) {
    lines.push('', `## ${t('report.incomplete')}`, '');
    for (const { path, failed } of input.incomplete)
      lines.push(`- ${markdownText(path)}: ${t('report.failedSegments', { count: failed })}`);
  }
  if (input.orphans.length > 0) {
    lines.push(
      '',
      `## ${t('report.orphans')}`,
      '',
      ...input.orphans.map((path) => `- ${markdownText(path)}`),
    );
  }
  if (input.broken.length > 0) {
    lines.push('', `## ${t('report.broken')}`, '');
    for (const entry of input.broken) {
      const { path, line } = entry;
      const hint = hintOf(entry);
      const said = hint === undefined ? say(entry) : `${say(entry)} → ${say(hint)}`;
      lines.push(`- ${markdownText(`${path}${line === undefined ? '' : `:${line}`}: ${said}`)}`);
    }
  }
  if (input.passedOver.length > 0) {
    lines.push('', `## ${t('report.passedOver', { count: input.passedOver.length })}`, '');
    for (const { name, remedy, paths } of passedOverByKind(input.passedOver))
      lines.push(`- ${markdownText(`${say(name)} (${paths.length}): ${paths.join(', ')} → ${say(remedy)}`)}`);
  }
  return lines;
}

/** The worst findings, as a table. */
function findingLines(findings: ReportInput['findings'], t: OutputTexts, say: Say): string[] {
  if (findings.total === 0) return [];
  const lines: string[] = [];
  lines.push('', `## ${t('report.findings', { count: findings.total })}`, '');
  lines.push(
    `| ${t('report.place')} | ${t('report.severity')} | ${t('report.check')} | ${t('report.what')} |`,
    '|---|---|---|---|',
  );
  for (const finding of findings.worst) {
    const place = `${finding.path ?? ''}${finding.line === undefined ? '' : `:${finding.line}`}${finding.target === undefined ? '' : ` (${finding.target})`}`;
    lines.push(
      `| ${markdownText(place)} | ${t(`severity.${finding.severity}`)} | ${finding.check} | ${markdownText(say(finding))} |`,
    );
  }
  if (findings.total > findings.worst.length) lines.push('', t('report.more'));
  return lines;
}

/** What came of the segments of each engine. */
function engineTable(engines: ReportInput['byEngine'], t: OutputTexts): string[] {
  const rows = Object.entries(engines);
  if (rows.length === 0) return [];
  const severities = [...SEVERITIES].reverse();
  return [
    '',
    `| ${[t('report.engine'), t('report.segments'), ...severities.map((severity) => t(`severity.${severity}`))].join(' | ')} |`,
    `|---|${'---:|'.repeat(severities.length + 1)}`,
    ...rows.map(
      ([engine, { segments, findings }]) =>
        `| ${[markdownText(engine), segments, ...severities.map((severity) => findings[severity])].join(' | ')} |`,
    ),
  ];
}

/** Files that were passed over, by what they are, in the order in which each kind is first met. */
export function passedOverByKind(files: readonly PassedOver[]): {
  readonly kind: string;
  readonly name: Message;
  readonly remedy: Message;
  readonly paths: readonly string[];
}[] {
  const kinds = new Map<string, { kind: string; name: Message; remedy: Message; paths: string[] }>();
  for (const { path, kind, name, remedy } of files) {
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, { kind, name, remedy, paths: [path] });
    else known.paths.push(path);
  }
  return [...kinds.values()];
}

/** Outputs of an article that are not complete. */
export function incompleteOutputs(entry: ManifestArticle): { path: string; failed: number }[] {
  return entry.outputs
    .filter((output) => output.counts.failed > 0)
    .map((output) => ({ path: output.path, failed: output.counts.failed }));
}
