import { basename } from 'node:path';
import { type Message, messages } from '../../message.js';
import type { Memory, MemoryQuery } from '../../model/contracts.js';
import type { EntrySink, NewEntry } from '../../model/memory-entry.js';
import { onlyDefined } from '../../model/only-defined.js';
import { normaliseText } from '../../model/text.js';
import { type ImportReport, ReportBuilder } from '../import-report.js';
import { targetHash } from './raw-units.js';
import { readXliff } from './read.js';
import type { ReadXliffUnit } from './units.js';

const say = messages('exchange', {
  noSourceText: 'no source text',
  notTranslated: 'not translated',
  unchanged: 'came back as it went out',
  markedUntranslated: 'marked as not translated',
  sourceChanged: 'the source text was changed in the tool: its translation is of another text',
  codeMissing: 'the inline code {{code}} is missing in the target',
  codeRepeated: 'the inline code {{code}} is more often in the target than in the source',
});

/** How translations of XLIFF files go into the memory. */
export interface XliffImportOptions {
  /** Who translated; kept with the entries. */
  readonly by?: string;
  /** Who approved what came back as it went out, where the file does not say; default: `by`. */
  readonly reviewer?: string;
}

/**
 * Takes what people did in an XLIFF file into a memory. A changed or new target becomes a human entry and
 * counts as reviewed; one that came back as it went out is no person's work and is left out, unless it was
 * approved: then it keeps its origin and counts as reviewed.
 * @throws TovmachError as `readXliff`
 */
export async function importXliff(
  memory: EntrySink,
  path: string,
  options: XliffImportOptions = {},
): Promise<ImportReport> {
  const { units } = await readXliff(path);
  const report = new ReportBuilder(path);
  const entries = units.flatMap((unit) => {
    report.unit();
    const entry = entryOf(unit, options, basename(path));
    if ('messageId' in entry) {
      report.skip(entry, unit.line);
      return [];
    }
    report.entry();
    return [entry];
  });
  report.stored(await memory.add(entries));
  return report.done();
}

/**
 * How many units of a file hold work that a memory does not have: what would be lost with the file.
 * @throws TovmachError as `readXliff`
 */
export async function pendingWork(memory: Memory, path: string): Promise<number> {
  const { units } = await readXliff(path);
  const entries = units.flatMap((unit) => {
    const entry = entryOf(unit, {}, basename(path));
    return 'messageId' in entry ? [] : [entry];
  });
  const refused = units.filter((unit) => work(unit) && whyRefused(unit) !== undefined).length;
  const matches = await memory.findAll(entries.map(queryOf));
  const pending = entries.filter((entry, index) => {
    const known = matches[index];
    const same = known !== undefined && normaliseText(known.text) === normaliseText(entry.targetText);
    return !same || (entry.state === 'reviewed' && known.state !== 'reviewed');
  });
  // What cannot be imported as it is would be lost with the file as well.
  return pending.length + refused;
}

function queryOf({ source, target, sourceText: text, role, before, after }: NewEntry): MemoryQuery {
  return {
    source,
    target,
    text,
    ...onlyDefined({ role, before, after }),
  };
}

/** The entry a unit makes, or why it makes none. */
function entryOf(unit: ReadXliffUnit, people: XliffImportOptions, file: string): NewEntry | Message {
  const { sent, state, targetText } = unit;
  if (normaliseText(unit.sourceText) === '') return say.noSourceText();
  if (targetText === undefined || normaliseText(targetText) === '') return say.notTranslated();
  const approved = state === 'reviewed' || state === 'final';
  const untouched = sent !== undefined && sent.target === targetHash(targetText);
  if (untouched && !(approved && sent.state !== state)) return say.unchanged();
  // A text that was changed counts even where the tool left the state alone.
  if (sent === undefined && state === 'initial') return say.markedUntranslated();
  const refusal = whyRefused(unit);
  if (refusal !== undefined) return refusal;
  const author = authorOf(unit, { untouched, approved, file }, people);
  // Who put it in doubt by hand has not approved it.
  const doubted = state === 'needs-review' && sent?.state !== state;
  return {
    source: unit.source,
    target: unit.target,
    sourceText: unit.sourceText,
    targetText,
    ...author,
    state: doubted || (unit.byMachine && !approved) ? 'machine' : 'reviewed',
    ...onlyDefined({ role: unit.role, before: unit.before, after: unit.after }),
  };
}

/** Somebody wrote a target that was not sent out. */
function work({ sent, targetText }: ReadXliffUnit): boolean {
  if (targetText === undefined || normaliseText(targetText) === '') return false;
  return sent === undefined || sent.target !== targetHash(targetText);
}

/** Why a target would do harm in the memory: it is of another source text, or has lost or doubled what must stay. */
function whyRefused({ sent, sourceText, targetText = '', codes = [] }: ReadXliffUnit): Message | undefined {
  if (sent?.source !== undefined && sent.source !== targetHash(sourceText)) return say.sourceChanged();
  for (const code of new Set(codes)) {
    const [wanted, there] = [occurrences(sourceText, code), occurrences(targetText, code)];
    if (there < wanted) return say.codeMissing({ code });
    if (there > wanted) return say.codeRepeated({ code });
  }
  return undefined;
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** Whose words they are: those of who wrote what came back untouched, of a tool's machine, or of a person. */
function authorOf(
  { origin, identity, byMachine, person }: ReadXliffUnit,
  {
    untouched,
    approved,
    file,
  }: { readonly untouched: boolean; readonly approved: boolean; readonly file: string },
  { by, reviewer }: XliffImportOptions,
): Pick<NewEntry, 'origin' | 'identity'> {
  const approver = approved ? (person ?? reviewer ?? by) : undefined;
  if (untouched && origin !== undefined) {
    const isOwn = origin.kind === 'human' && origin.by === approver;
    const { approvedBy: _, ...rest } = origin;
    return {
      origin: { ...rest, ...onlyDefined({ approvedBy: isOwn ? undefined : approver }) },
      ...onlyDefined({ identity }),
    };
  }
  if (byMachine)
    return {
      origin: { kind: 'memory', match: 'exact', score: 100, file, ...onlyDefined({ approvedBy: approver }) },
    };
  const writer = by ?? person;
  const over =
    origin?.kind === 'provider'
      ? [origin.provider, origin.model].filter((part) => part !== undefined).join('/')
      : undefined;
  return {
    origin: {
      kind: 'human',
      ...onlyDefined({ by: writer, over, approvedBy: approver === writer ? undefined : approver }),
    },
  };
}
