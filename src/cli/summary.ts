import { relative } from 'node:path';
import { type PassedOver, passedOverByKind, type RunSummary } from '../index.js';
import type { CliContext } from './context.js';

const MOST_FINDINGS = 10;

function percent(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** Most names said of one kind. */
const MOST_NAMES = 3;

/** Files of the folders that no format reads, by kind, with what could. */
export function passedOverLines(files: readonly PassedOver[], { t, say }: CliContext): string[] {
  if (files.length === 0) return [];
  const lines = [t('summary.passedOver', { count: files.length })];
  for (const { name, remedy, paths } of passedOverByKind(files)) {
    const more = paths.length > MOST_NAMES ? ', …' : '';
    lines.push(
      `  ${paths.length} × ${say(name)}: ${paths.slice(0, MOST_NAMES).join(', ')}${more} → ${say(remedy)}`,
    );
  }
  return lines;
}

/** What came of the words of each provider, and what it cost in this run. */
function engineLines(
  { byEngine, statistics, currency }: RunSummary,
  { t, uiLanguage }: CliContext,
): string[] {
  const number = new Intl.NumberFormat(uiLanguage);
  const money = new Intl.NumberFormat(uiLanguage, { style: 'currency', currency });
  // An engine is its provider and the model: `bergamot/uk-en`.
  const engines = Object.entries(byEngine).map(([engine, work]) => ({
    provider: engine.split('/')[0],
    ...work,
  }));
  const names = new Set([
    ...engines.flatMap(({ provider }) => provider ?? []),
    ...Object.keys(statistics.providers),
  ]);
  return [...names].sort().map((name) => {
    const own = engines.filter(({ provider }) => provider === name);
    const sum = (numbers: readonly number[]): string => number.format(numbers.reduce((a, b) => a + b, 0));
    const grades = (['critical', 'major', 'minor'] as const).flatMap((severity) => {
      const count = own.reduce((all, { findings }) => all + findings[severity], 0);
      return count === 0 ? [] : [`${t(`severity.${severity}`)} ${number.format(count)}`];
    });
    const segments = sum(own.map((one) => one.segments));
    const found = grades.length === 0 ? '' : ` (${grades.join(', ')})`;
    const spent = statistics.providers[name];
    if (spent === undefined) return `  ${t('summary.engine', { name, segments, found })}`;
    return `  ${t('summary.engineAsked', {
      name,
      segments,
      found,
      requests: number.format(spent.requests),
      characters: number.format(spent.charactersBilled),
      cost: money.format(spent.cost),
    })}`;
  });
}

/** What a run did, for people. */
export function summaryLines(summary: RunSummary, context: CliContext): string[] {
  const { t, colors } = context;
  const lines = [
    ...readLines(summary, context),
    ...originLines(summary, context),
    ...engineLines(summary, context),
    ...sentLines(summary, context),
    ...fileLines(summary, context),
    ...findingLines(summary, context),
    ...passedOverLines(summary.passedOver, context),
  ];
  if (summary.problems.length > 0)
    lines.push(colors.red(t('summary.problems', { count: summary.problems.length })));
  if (summary.out !== undefined) {
    lines.push(
      t('summary.written', { count: summary.written, out: relative(context.cwd, summary.out) || '.' }),
    );
  }
  return lines;
}

/** What was read, and in which languages it is. */
function readLines(summary: RunSummary, { t, uiLanguage }: CliContext): string[] {
  return [
    t('summary.articles', { count: summary.articles, targets: summary.targets.join(', ') }),
    ...(summary.unchanged > 0 ? [t('summary.unchanged', { count: summary.unchanged })] : []),
    t('summary.languages', {
      languages: summary.languages.candidates.join(', '),
      how: t(summary.languages.inferred ? 'summary.inferred' : 'summary.configured'),
      shares: Object.entries(summary.langs)
        .slice(0, 5)
        .map(([tag, share]) => `${tag} ${percent(share, uiLanguage)}`)
        .join(', '),
    }),
    t('summary.flagged', { count: summary.flagged }),
  ];
}

/** Where the segments of the outputs come from, and which engines made them. */
function originLines({ counts, engines }: RunSummary, { t, colors }: CliContext): string[] {
  const origins: [string, number][] = [
    ['native', counts.native],
    ['copied', counts.copied],
    ['labels', counts.labels],
    ['memory', counts.memory],
    ['human', counts.human],
    ['provider', counts.provider],
    ['dropped', counts.dropped],
    ['failed', counts.failed],
  ];
  return [
    t('summary.segments', { count: counts.segments }),
    ...origins
      .filter(([origin, count]) => count > 0 || origin === 'memory')
      .map(([origin, count]) => {
        const line = `  ${t(`origin.${origin}`, { count })}`;
        return origin === 'failed' ? colors.red(line) : line;
      }),
    engines.length === 0 ? t('summary.noEngine') : t('summary.engines', { engines: engines.join(', ') }),
  ];
}

/** What went to services, what it cost, and what was kept from them. */
function sentLines({ statistics, currency }: RunSummary, { t, uiLanguage }: CliContext): string[] {
  const lines: string[] = [];
  const number = new Intl.NumberFormat(uiLanguage);
  if (statistics.requests > 0) {
    lines.push(
      t('summary.sent', {
        count: statistics.requests,
        characters: number.format(statistics.charactersSent),
        billed: number.format(statistics.charactersBilled),
      }),
    );
  }
  if (statistics.cost > 0 || statistics.costSaved > 0) {
    const money = new Intl.NumberFormat(uiLanguage, { style: 'currency', currency });
    lines.push(
      t('summary.cost', { cost: money.format(statistics.cost), saved: money.format(statistics.costSaved) }),
    );
  }
  const masked = Object.entries(statistics.masked);
  if (masked.length > 0)
    lines.push(t('summary.masked', { kinds: masked.map(([kind, count]) => `${kind} ${count}`).join(', ') }));
  if (statistics.deduplicated > 0) lines.push(t('summary.deduplicated', { count: statistics.deduplicated }));
  return lines;
}

/** What people wrote into the outputs, and outputs without a source. */
function fileLines({ edits, pruned, orphans }: RunSummary, { t }: CliContext): string[] {
  const lines: string[] = [];
  if (edits > 0) lines.push(t('summary.edits', { count: edits }));
  if (pruned.length > 0) lines.push(t('summary.pruned', { count: pruned.length }));
  if (orphans.length > 0) {
    lines.push(t('summary.orphans', { count: orphans.length }));
    for (const path of orphans.slice(0, MOST_FINDINGS)) lines.push(`  ${path}`);
  }
  return lines;
}

/** How many findings there are of each severity, and the worst. */
function findingLines({ findings }: RunSummary, context: CliContext): string[] {
  if (findings.total === 0) return [];
  const { t } = context;
  const grades = Object.entries(findings.bySeverity)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${t(`severity.${severity}`)} ${count}`)
    .join(', ');
  const lines = [t('summary.findings', { count: findings.total, grades })];
  for (const finding of findings.worst.slice(0, MOST_FINDINGS)) {
    const place = [finding.path, finding.line].filter((part) => part !== undefined).join(':');
    lines.push(`  ${place} [${finding.check}] ${context.say(finding)}`);
  }
  if (findings.total > MOST_FINDINGS) lines.push(`  ${t('summary.moreFindings')}`);
  return lines;
}
