import { relative } from 'node:path';
import type { ImportReport } from '../memory/import-report.js';
import type { CliContext } from './context.js';

/** What an import took on standard output, what it left out and why on standard error. */
export function printImportReport(report: ImportReport, { t, cwd, print, error }: CliContext): void {
  const file = relative(cwd, report.file) || report.file;
  print(t('memory.imported', { file, units: report.units, stored: report.stored }));
  for (const { reason, line, count } of report.skipped) {
    error(t('memory.skipped', { count, reason, place: `${file}:${line}` }));
  }
}
