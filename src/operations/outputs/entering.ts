import { OutputFolder } from '../../disk/output-folder.js';
import type { Finding } from '../../model/finding.js';
import type { ManifestArticle, ManifestProvenance } from '../../model/manifest.js';
import { onlyDefined } from '../../model/only-defined.js';
import type { PassedOver } from '../../model/passed-over.js';
import { batchNames, isOfBatch } from '../../names/batch.js';
import { kindNamed } from '../../read/file-kinds.js';
import { checkNamesOf } from '../../setup/checks.js';
import type { Setup } from '../../setup/setup.js';
import type { JournalLine } from '../../write/journal.js';
import { createManifestWriter } from '../../write/manifest.js';
import type { ManifestRecord } from '../../write/manifest-read.js';
import { deadLinks, isOfRelated, RelatedStories } from '../../write/related.js';
import { type ArticleState, abbreviated } from '../../write/state.js';
import { graded, isThereIn, writeBooks } from './books.js';
import { provenanceWriter } from './provenance-writer.js';
import { type Reading, readBooks } from './reading.js';

/**
 * What a decision made of an article goes into the books: as a line of the journal, which takes no longer where there are
 * thousands of articles than where there is one; into lock, manifest and report at once where that is quick, else when the
 * one who decides is done, or by the next run.
 */

/** Articles up to which the books are written whole with every decision; it takes about half a millisecond each. */
const WHOLE_UP_TO = 250;

interface Decision {
  readonly before: ArticleState;
  readonly state: ArticleState;
  readonly made: ManifestRecord;
  /** The article as it was in the manifest. */
  readonly known: ManifestRecord;
}

/** The folder is locked. @returns the article as it is in the books now. @throws TovmachError OUTPUT */
export async function enterDecision(setup: Setup, decision: Decision): Promise<ManifestRecord> {
  const reading = await readBooks(setup);
  const { before, state, made, known } = decision;
  const { record, others } = together(setup, reading, made, known.entry);
  const provenance = await provenanceOf(setup, reading, { state, record });
  reading.manifest.journal.append({
    before: before.ledgerHash ?? '',
    state,
    entry: record.entry,
    findings: record.findings,
    others,
    ...onlyDefined({ provenance }),
  });
  const now = await readBooks(setup);
  if (now.state.size <= WHOLE_UP_TO) await writeWhole(setup, now);
  return record;
}

/** Puts what the journal holds into lock, manifest and report. The folder is locked. @throws TovmachError OUTPUT */
export async function foldJournal(setup: Setup): Promise<void> {
  const reading = await readBooks(setup);
  if (!reading.manifest.journal.isEmpty) await writeWhole(setup, reading);
}

const isTogether = (finding: Finding): boolean => isOfBatch(finding) || isOfRelated(finding);

/** What only all articles together show, where the decision changed a name or a headline: else it is what it was. */
function together(
  { config, out }: Setup,
  { manifest }: Reading,
  made: ManifestRecord,
  known: ManifestArticle,
): { readonly record: ManifestRecord; readonly others: JournalLine['others'] } {
  if (saidIn(made.entry) === saidIn(known)) return { record: made, others: [] };
  const [names, stories] = [batchNames(), new RelatedStories()];
  const others: JournalLine['others'][number][] = [];
  let record = made;
  for (const id of [...manifest.ids()].sort((a, b) => (a < b ? -1 : 1))) {
    const isThis = id === made.entry.id;
    const entry = isThis ? made.entry : manifest.plain(id);
    if (entry === undefined) continue;
    const found = [
      ...graded(names.add(entry), config, 'names'),
      ...graded([...stories.add(entry), ...deadLinks(entry, isThereIn(out))], config, 'related-headline'),
    ];
    const all = isThis ? made.findings : manifest.findingsOf(id);
    const was = all.filter(isTogether);
    if (was.length === 0 && found.length === 0) continue;
    const findings = [...all.filter((finding) => !isTogether(finding)), ...found];
    if (isThis) record = { entry: made.entry, findings };
    else if (was.map(keyOf).join() !== found.map(keyOf).join())
      others.push({ id, ledger: abbreviated(entry.ledger.hash), findings });
  }
  return { record, others };
}

const keyOf = ({ check, severity, message, line, target, segmentId }: Finding): string =>
  JSON.stringify([check, severity, message, line, target, segmentId]);

/** Its names and headlines, as the outputs have them. */
function saidIn({ outputs }: ManifestArticle): string {
  return JSON.stringify(outputs.map(({ target, names, title, related }) => [target, names, title, related]));
}

/** Where the chain of provenance ends with the decision in it. */
async function provenanceOf(
  setup: Setup,
  { state, manifest }: Reading,
  now: { readonly state: ArticleState; readonly record: ManifestRecord },
): Promise<ManifestProvenance | undefined> {
  const { config, state: place } = setup;
  const writer = await provenanceWriter({
    books: new OutputFolder(place),
    previous: manifest,
    config,
    state: { get: (id) => (id === now.state.id ? now.state : state.get(id)) },
    checks: checkNamesOf(setup),
  });
  writer?.article(now.record);
  return writer?.closeSome();
}

async function writeWhole(setup: Setup, { state, manifest: previous }: Reading): Promise<void> {
  const { config, texts, state: place } = setup;
  const manifest = createManifestWriter(place);
  const candidates = previous.run?.languages.candidates ?? [];
  try {
    await writeBooks(
      {
        books: new OutputFolder(place),
        out: setup.out,
        state,
        previous,
        manifest,
        config,
        run: previous.run ?? {
          tool: 'tovmach',
          configDigest: '',
          targets: [...config.targets],
          languages: { candidates, inferred: true },
          orphans: [],
        },
        broken: previous.broken,
        passedOver: previous.passedOver.map(passedOver),
        texts: texts.forLanguage(config.uiLanguage ?? 'en', 'output'),
        say: texts.messages(config.uiLanguage ?? 'en'),
        checks: checkNamesOf(setup),
      },
      () => {},
    );
  } catch (error) {
    await manifest.discard();
    throw error;
  }
}

function passedOver({ path, kind }: { readonly path: string; readonly kind: string }): PassedOver {
  const { name, remedy } = kindNamed(kind);
  return { path, kind, name, remedy };
}
