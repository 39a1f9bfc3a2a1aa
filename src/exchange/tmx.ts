import { basename } from 'node:path';
import { messages } from '../message.js';
import { type LanguageTag, sameLanguage, serves } from '../model/language.js';
import type { EntrySink, NewEntry } from '../model/memory-entry.js';
import { onlyDefined } from '../model/only-defined.js';
import { ROLES, type Role } from '../model/segment.js';
import { normaliseText } from '../model/text.js';
import type { Origin } from '../model/translation.js';
import { type ImportReport, ReportBuilder } from './import-report.js';
import { readTmx, type TmxUnit, type TmxVariant } from './tmx-read.js';

const say = messages('exchange', {
  emptySegment: 'empty segment',
  unknownTmxLanguage: 'unknown language code "{{code}}"',
  oneLanguage: 'fewer than two usable languages',
  rejected: 'rejected by a reviewer',
  noSource: 'no segment in the source language {{source}}',
});

/** `creationtool` of our own exports: their properties tell where an entry really came from. */
export const TMX_TOOL = 'tovmach';

/** Where Trados says how far a translation is. */
const CONFIRMATION = 'x-confirmationlevel';

/** Entries put in one transaction. */
const BATCH = 2_000;

/** What of a file of translations goes into the memory. */
export interface ImportOptions {
  /** Ends the import; what was stored before stays. */
  readonly signal?: AbortSignal;
  /** Also the other way round where the file has a source language. */
  readonly reverse?: boolean;
  /** Only translations into these, whatever else the file holds. */
  readonly targets?: readonly LanguageTag[];
}

/**
 * Reads a TMX file into a memory. Entries become imported ones (`origin.kind` `memory`), except those of our
 * own exports, which keep their origin. Importing a file twice changes nothing.
 * @throws TovmachError INPUT_INVALID with file and line; entries before that line are in the memory by then
 */
export async function importTmx(
  memory: EntrySink,
  path: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const report = new ReportBuilder(path);
  let batch: NewEntry[] = [];
  const flush = async (): Promise<void> => {
    report.stored(await memory.add(batch));
    batch = [];
  };
  try {
    for await (const unit of readTmx(path)) {
      options.signal?.throwIfAborted();
      report.unit();
      const entries = entriesOfUnit(unit, basename(path), report, options);
      for (const entry of entries) {
        report.entry();
        batch.push(entry);
      }
      if (batch.length >= BATCH) await flush();
    }
  } finally {
    await flush();
  }
  return report.done();
}

function entriesOfUnit(
  unit: TmxUnit,
  file: string,
  report: ReportBuilder,
  { reverse = false, targets }: ImportOptions,
): NewEntry[] {
  const variants: (TmxVariant & { lang: LanguageTag })[] = [];
  for (const variant of unit.variants) {
    if (normaliseText(variant.text) === '') report.skip(say.emptySegment(), unit.line);
    else if (variant.lang === undefined)
      report.skip(say.unknownTmxLanguage({ code: variant.code }), unit.line);
    else variants.push({ ...variant, lang: variant.lang });
  }
  if (variants.length < 2) {
    report.skip(say.oneLanguage(), unit.line);
    return [];
  }
  const { source } = unit;
  if (/^rejected/i.test(unit.props[CONFIRMATION] ?? '')) {
    report.skip(say.rejected(), unit.line);
    return [];
  }
  const sources = source === undefined ? variants : variants.filter(({ lang }) => serves(lang, source));
  if (sources.length === 0) {
    report.skip(say.noSource({ source: source ?? '' }), unit.line);
    return [];
  }
  return sources.flatMap((from) =>
    variants
      .filter((to) => to !== from && !sameLanguage(from.lang, to.lang))
      .flatMap((to) =>
        reverse && source !== undefined
          ? [entryOfPair(unit, from, to, file), entryOfPair(unit, to, from, file)]
          : [entryOfPair(unit, from, to, file)],
      )
      .filter(({ target }) => targets?.some((wanted) => sameLanguage(wanted, target)) !== false),
  );
}

function entryOfPair(
  unit: TmxUnit,
  from: TmxVariant & { lang: LanguageTag },
  to: TmxVariant & { lang: LanguageTag },
  file: string,
): NewEntry {
  const props = { ...unit.props, ...from.props, ...to.props };
  const own = unit.creationTool === TMX_TOOL && props['x-origin'] !== undefined;
  const createdAt = to.creationDate ?? unit.creationDate;
  const updatedAt = to.changeDate ?? unit.changeDate ?? createdAt;
  const role = ROLES.find((known): known is Role => known === props['x-role']);
  const before = neighbour(props['x-context-pre'] ?? props.prev);
  const after = neighbour(props['x-context-post'] ?? props.next);
  return {
    source: from.lang,
    target: to.lang,
    sourceText: from.text,
    targetText: to.text,
    origin: own ? ownOrigin(props, file) : { kind: 'memory', match: 'exact', score: 100, file },
    ...onlyDefined({ identity: own ? props['x-engine'] : undefined }),
    state: isMachine(unit, to, props) ? 'machine' : 'reviewed',
    ...onlyDefined({
      role,
      before,
      after,
      beforeHash: props['x-before-hash'],
      afterHash: props['x-after-hash'],
      createdAt,
      updatedAt,
    }),
  };
}

/** memoQ writes the neighbour with its `<seg>` tags, OmegaT without. */
function neighbour(text: string | undefined): string | undefined {
  const plain = text?.replace(/<[^<>]*>/g, '').trim();
  return plain === '' ? undefined : plain;
}

/** Tools mark what a machine wrote, or nobody finished, by property or by the name of the author. */
function isMachine(unit: TmxUnit, to: TmxVariant, props: Readonly<Record<string, string>>): boolean {
  if (props['x-status'] !== undefined) return /^(machine|mt)\b/i.test(props['x-status']);
  if (/^(mt\b|machine)/i.test(props['x-origin'] ?? '')) return true;
  if (/^draft$/i.test(props[CONFIRMATION] ?? '')) return true;
  return /^(MT!?|machine translation)$/i.test(to.creationId ?? unit.creationId ?? '');
}

function ownOrigin(props: Readonly<Record<string, string>>, file: string): Origin {
  const approvedBy = props['x-approved-by'];
  switch (props['x-origin']) {
    case 'human':
      return {
        kind: 'human',
        ...onlyDefined({ by: props['x-by'], over: props['x-over'], approvedBy }),
      };
    case 'provider':
      return {
        kind: 'provider',
        provider: props['x-provider'] ?? '',
        ...onlyDefined({ model: props['x-model'], pivot: props['x-pivot'], approvedBy }),
      };
    default:
      return importedOrigin(props, file);
  }
}

function importedOrigin(props: Readonly<Record<string, string>>, file: string): Origin {
  const match =
    (['context', 'exact', 'fuzzy'] as const).find((known) => known === props['x-match']) ?? 'exact';
  return {
    kind: 'memory',
    match,
    score: Number(props['x-score'] ?? 100),
    file: props['x-file'] ?? file,
    ...onlyDefined({ approvedBy: props['x-approved-by'] }),
  };
}
