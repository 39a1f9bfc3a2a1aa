import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/schema.js';
import type { OutputFolder } from '../../disk/output-folder.js';
import type { Say, Translate } from '../../i18n.js';
import type { Said } from '../../message.js';
import type { Finding } from '../../model/finding.js';
import type {
  ManifestArticle,
  ManifestBroken,
  ManifestPassedOver,
  ManifestProvenance,
  ManifestRun,
} from '../../model/manifest.js';
import type { PassedOver } from '../../model/passed-over.js';
import { batchNames, isOfBatch } from '../../names/batch.js';
import type { WrittenArticle } from '../../pipeline.js';
import { incompleteOutputs, reportMarkdown } from '../../report/run-report.js';
import { JOURNAL_NAME } from '../../write/journal.js';
import type { ManifestWriter } from '../../write/manifest.js';
import type { PreviousManifest } from '../../write/manifest-read.js';
import { deadLinks, isOfRelated, RelatedStories } from '../../write/related.js';
import { type OutputsState, writeState } from '../../write/state.js';
import { REPORT_NAME } from './place.js';
import { provenanceWriter } from './provenance-writer.js';
import { engineOf, Tally } from './tally.js';

/** State, manifest and report: the three books of an output folder, written together. */

export interface Books {
  /** Where they are kept. */
  readonly books: OutputFolder;
  /** The output folder; absolute. */
  readonly out: string;
  readonly state: OutputsState;
  readonly previous: PreviousManifest;
  readonly manifest: ManifestWriter;
  readonly config: Config;
  readonly run: ManifestRun;
  readonly broken: readonly ManifestBroken[];
  readonly passedOver: readonly PassedOver[];
  readonly texts: Translate;
  readonly say: Say;
  /** Names of the checks that translations go through. */
  readonly checks: readonly string[];
  readonly onNotice?: ((said: Said) => void) | undefined;
}

/** The end of a chain that is not continued. */
function paused(end: ManifestProvenance | undefined): ManifestProvenance | undefined {
  return end && { ...end, paused: true };
}

/** @param onArticle told every article that is in the books afterwards, and what only all of them together show of it */
export async function writeBooks(
  parts: Books,
  onArticle: (article: WrittenArticle, together: readonly Finding[]) => void,
): Promise<void> {
  const { books, state, previous, manifest, run, broken, passedOver } = parts;
  const names = batchNames();
  const stories = new RelatedStories();
  const whole = new Tally();
  const incomplete: { path: string; failed: number }[] = [];
  const engines = new Set<string>();
  for (const entry of broken) manifest.broken(entry);
  const provenance = await provenanceWriter(parts);
  await writeState(books, state);
  await manifest.finish(run, {
    previous,
    passedOver: passedOver.map(({ path, kind }): ManifestPassedOver => ({ path, kind })),
    isKept: (id) => state.has(id),
    isOfBatch: (finding) => isOfBatch(finding) || isOfRelated(finding),
    onArticle: ({ entry, findings }) => {
      const seen: WrittenArticle = { entry, findings, written: 0, failures: [], unserved: new Map() };
      whole.article(seen);
      incomplete.push(...incompleteOutputs(entry));
      for (const engine of enginesOf(entry)) engines.add(engine);
      const together = [
        ...graded(names.add(entry), parts.config, 'names'),
        ...graded(
          [...stories.add(entry), ...deadLinks(entry, isThereIn(parts.out))],
          parts.config,
          'related-headline',
        ),
      ];
      for (const finding of together) whole.finding(finding);
      onArticle(seen, together);
      provenance?.article({ entry, findings: [...findings, ...together] });
      return together;
    },
    seal: () => ({
      provenance: provenance === undefined ? paused(previous.provenance) : provenance.close(),
      relations: stories.relations,
    }),
    totals: () => ({
      articles: whole.articles,
      findings: whole.findings.total,
      flagged: whole.flagged,
      counts: whole.counts,
      langs: whole.langs,
      engines: [...engines].sort(),
      byEngine: whole.byEngine,
    }),
  });
  await books.writeIfChanged(REPORT_NAME, reportOf(parts, { whole, engines, incomplete }));
  // Last: until the others are there, what was decided stands in it alone.
  await books.remove(JOURNAL_NAME);
}

/** `report.md`: what a run came to, for people. */
function reportOf(
  { run, broken, passedOver, texts, config, say: speak }: Books,
  {
    whole,
    engines,
    incomplete,
  }: {
    readonly whole: Tally;
    readonly engines: ReadonlySet<string>;
    readonly incomplete: readonly { readonly path: string; readonly failed: number }[];
  },
): string {
  const { articles, counts, langs, byEngine, findings } = whole;
  return reportMarkdown(
    {
      language: config.uiLanguage ?? 'en',
      targets: run.targets,
      articles,
      counts,
      langs,
      engines: [...engines].sort(),
      byEngine,
      findings,
      broken,
      passedOver,
      incomplete,
      orphans: run.orphans,
    },
    texts,
    speak,
  );
}

/** Whether a file is in a folder. */
export const isThereIn =
  (folder: string) =>
  (file: string): boolean =>
    existsSync(join(folder, file));

export function enginesOf({ outputs }: ManifestArticle): string[] {
  return outputs.flatMap(({ origins }) => Object.values(origins).flatMap((origin) => engineOf(origin) ?? []));
}

/** Findings of the batch as the user wants them. */
export function graded(findings: readonly Finding[], { checks }: Config, check: string): readonly Finding[] {
  const policy = checks[check];
  const severity = typeof policy === 'object' ? policy.severity : policy;
  if (severity === 'off') return [];
  return severity === undefined || severity === 'as-is'
    ? findings
    : findings.map((finding) => ({ ...finding, severity }));
}
