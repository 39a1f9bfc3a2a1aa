import { relative } from 'node:path';
import type { ImportReport, StoreStats } from '../index.js';
import type { CliContext } from './context.js';

/** What an import took on standard output, what it left out and why on standard error. */
export function printImportReport(report: ImportReport, { t, say, cwd, print, error }: CliContext): void {
  const file = relative(cwd, report.file) || report.file;
  print(t('memory.imported', { file, count: report.units, stored: report.stored }));
  for (const { reason: message, reasonId, reasonValues, line, count } of report.skipped) {
    const reason = say({ message, messageId: reasonId, values: reasonValues });
    error(t('memory.skipped', { count, reason, place: `${file}:${line}` }));
  }
}

/** What is in a memory, and what was spent with whom. */
export function printStats(stats: StoreStats, file: string, { t, print, uiLanguage }: CliContext): void {
  const number = new Intl.NumberFormat(uiLanguage);
  print(
    t('memory.entries', { file, count: stats.entries, megabytes: number.format(round(stats.bytes / 1e6)) }),
  );
  for (const { source, target, entries } of stats.pairs) {
    print(`  ${source} → ${target}: ${number.format(entries)}`);
  }
  for (const { origin, name, state, entries } of stats.origins) {
    const from = [t(`memory.origins.${origin}`), name].filter(Boolean).join(' ');
    print(`  ${from} (${t(`memory.states.${state}`)}): ${number.format(entries)}`);
  }
  for (const { month, provider, characters, cost } of stats.spend) {
    const money = Object.entries(cost).map(([currency, amount]) =>
      new Intl.NumberFormat(uiLanguage, { style: 'currency', currency }).format(amount),
    );
    const sum = [t('memory.characters', { count: characters, number: number.format(characters) }), ...money];
    print(`  ${month} ${provider}: ${sum.join(', ')}`);
  }
}

const round = (value: number): number => Math.round(value * 10) / 10;
