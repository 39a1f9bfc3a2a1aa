import { normaliseText } from '../model/text.js';
import { type ImportReport, ReportBuilder } from './import-report.js';
import type { NewEntry } from './rows.js';
import type { MemoryStore } from './store.js';
import type { ReadXliffUnit } from './xliff.js';
import { readXliff } from './xliff-read.js';
import { targetHash } from './xliff-units.js';

export interface XliffImportOptions {
  /** Who translated; kept with the entries. */
  readonly by?: string;
}

/**
 * Takes what people did in an XLIFF file into a memory. A changed or new target becomes a human entry; one
 * that came back as it went out is no person's work and is left out, unless it was approved: then it keeps
 * its origin and counts as reviewed.
 * @throws TovmachError as `readXliff`
 */
export async function importXliff(
  memory: MemoryStore,
  path: string,
  options: XliffImportOptions = {},
): Promise<ImportReport> {
  const { units } = await readXliff(path);
  const report = new ReportBuilder(path);
  const entries = units.flatMap((unit) => {
    report.unit();
    const entry = entryOf(unit, options.by);
    if (typeof entry === 'string') {
      report.skip(entry, unit.line);
      return [];
    }
    report.entry();
    return [entry];
  });
  report.stored(memory.add(entries));
  return report.done();
}

/** The entry a unit makes, or why it makes none. */
function entryOf(unit: ReadXliffUnit, by: string | undefined): NewEntry | string {
  if (normaliseText(unit.sourceText) === '') return 'no source text';
  if (unit.targetText === undefined || normaliseText(unit.targetText) === '') return 'not translated';
  const approved = unit.state === 'reviewed' || unit.state === 'final';
  const untouched = unit.sent !== undefined && unit.sent.target === targetHash(unit.targetText);
  if (untouched && !(approved && unit.sent?.state !== unit.state)) return 'came back as it went out';
  // A text that was changed counts even where the tool left the state alone.
  if (unit.sent === undefined && unit.state === 'initial') return 'marked as not translated';
  const kept = untouched && unit.origin !== undefined;
  return {
    source: unit.source,
    target: unit.target,
    sourceText: unit.sourceText,
    targetText: unit.targetText,
    origin:
      kept && unit.origin !== undefined
        ? unit.origin
        : { kind: 'human', ...(by === undefined ? {} : { by }) },
    ...(kept && unit.identity !== undefined ? { identity: unit.identity } : {}),
    state: approved ? 'reviewed' : 'machine',
    ...(unit.role === undefined ? {} : { role: unit.role }),
    ...(unit.before === undefined ? {} : { before: unit.before }),
    ...(unit.after === undefined ? {} : { after: unit.after }),
  };
}
