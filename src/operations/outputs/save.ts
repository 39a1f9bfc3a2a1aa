import type { NewFile } from '../../disk/files.js';
import { OutputFolder, writeAcross } from '../../disk/output-folder.js';
import { TovmachError } from '../../errors.js';
import { messages } from '../../message.js';
import type { Finding } from '../../model/finding.js';
import type { LanguageTag } from '../../model/language.js';
import type { ManifestArticle, ManifestOutput } from '../../model/manifest.js';
import { onlyDefined } from '../../model/only-defined.js';
import { sha256 } from '../../model/text.js';
import { FALLBACK_LANGUAGES } from '../../setup/candidates.js';
import type { Setup } from '../../setup/setup.js';
import { translationsOf } from '../../write/credits.js';
import { conflictFindings, editFindings } from '../../write/edit-findings.js';
import { type LedgerOutput, ledgerFile, parseSidecar } from '../../write/ledger.js';
import type { ManifestRecord } from '../../write/manifest-read.js';
import { mergeEdits } from '../../write/merge.js';
import { reconcile } from '../../write/reconcile.js';
import { headlinesIn } from '../../write/related.js';
import { type ArticleState, abbreviated, type OutputsState } from '../../write/state.js';
import { type ArticleView, viewArticle } from './article-view.js';
import { enterDecision } from './entering.js';
import { viewLedger } from './ledger-view.js';
import { readBooks } from './reading.js';
import { identifiedFrom, type Material, type Remade } from './remake.js';
import { termsBasisOf } from './terms-basis.js';
import { withNames } from './writer.js';

/** One article of the output folder, opened to be changed; its folder is locked as long as it is. */

const say = messages('review', {
  notThere: 'the outputs hold no article "{{article}}"',
  loadAgain: 'It may have been renamed or removed by a run: load the list again.',
});

export interface Desk {
  readonly state: OutputsState;
  /** As it is in the manifest; another once it is saved. */
  record: ManifestRecord;
  readonly material: Material;
}

/** @throws TovmachError INPUT_NOT_FOUND, STALE, OUTPUT */
export async function openDesk(setup: Setup, { article: id }: { readonly article: string }): Promise<Desk> {
  const { state, manifest } = await readBooks(setup);
  const article = state.get(id);
  const record = manifest.article(id);
  const ledger = article === undefined ? undefined : await new OutputFolder(setup.state).read(article.ledger);
  const sidecar = ledger === undefined ? undefined : parseSidecar(ledger);
  if (article === undefined || record === undefined || ledger === undefined || sidecar === undefined)
    throw new TovmachError('INPUT_NOT_FOUND', say.notThere({ article: id }), { hint: say.loadAgain() });
  const { run } = manifest;
  return {
    state,
    record,
    material: {
      setup,
      state: article,
      entry: record.entry,
      sidecar,
      versions: run?.targets ?? Object.keys(article.outputs),
      candidates: run?.languages.candidates ?? FALLBACK_LANGUAGES,
      identified: await identifiedFrom(setup, article, ledger),
    },
  };
}

/** The article as the page shows it. */
export function viewOf(
  setup: Setup,
  { state, record, material }: Desk,
  target: LanguageTag,
): Promise<ArticleView> {
  const { id } = material.state;
  const article = state.get(id);
  const ledger = article === undefined ? undefined : viewLedger(setup.state, article.ledger);
  if (article === undefined || ledger === undefined)
    throw new TovmachError('INPUT_NOT_FOUND', say.notThere({ article: id }), { hint: say.loadAgain() });
  return viewArticle(setup, { article, record, ledger, target });
}

/**
 * Writes what changed between two makings of an article: into its files, merged with what people wrote there, its ledger
 * and the books.
 */
export async function saveArticle(
  setup: Setup,
  desk: Desk,
  {
    old,
    fresh,
    segment,
    reopened = [],
  }: {
    readonly old: Remade;
    readonly fresh: Remade;
    /** What was decided about, as it is called now. */
    readonly segment: string;
    /** Findings that nobody lets stand any more. */
    readonly reopened?: readonly Finding[];
  },
): Promise<void> {
  const { material, record } = desk;
  const { sidecar, entry } = material;
  const out = new OutputFolder(setup.out);
  const files: NewFile[] = [];
  const ledgerOutputs: LedgerOutput[] = [];
  const outputs: ManifestOutput[] = [];
  const found: Finding[] = [];
  for (const target of Object.keys(material.state.outputs)) {
    const saved = await savedOutput(out, desk, target, { old, fresh });
    if (saved === undefined) continue;
    files.push(...saved.files);
    found.push(...saved.findings);
    ledgerOutputs.push(saved.inLedger);
    outputs.push(saved.output);
  }
  // Outputs nothing is known of stay on record as they are.
  const targets = new Set(outputs.map(({ target }) => target));
  ledgerOutputs.push(...sidecar.outputs.filter(({ target }) => !targets.has(target)));
  outputs.push(...entry.outputs.filter(({ target }) => !targets.has(target)));
  const ledger = ledgerFile(fresh.checked, ledgerOutputs, sidecar.changes);
  // The ledger first: should this end between two names, it already knows the files that are coming.
  await writeAcross([
    [new OutputFolder(setup.state), [{ path: material.state.ledger, content: ledger }]],
    [out, files],
  ]);
  const changed = enteredAs(setup, fresh, {
    ...entry,
    ledger: { path: material.state.ledger, hash: sha256(ledger) },
    outputs: outputs.sort((a, b) => (a.target < b.target ? -1 : 1)),
  });
  const stateNow = stateAfter(setup, material.state, changed);
  const findings = openFindings(setup, fresh, [
    ...differences([...record.findings, ...reopened], old, fresh, segment),
    ...found,
  ]);
  const made = { entry: changed, findings };
  desk.record = await enterDecision(setup, { before: material.state, state: stateNow, made, known: record });
}

/** What saving one output comes to: files to write, and what the books say of it. */
interface SavedOutput {
  readonly files: readonly NewFile[];
  readonly findings: readonly Finding[];
  readonly inLedger: LedgerOutput;
  readonly output: ManifestOutput;
}

/** One output as it is saved: merged with what people wrote there; `undefined` where nothing is known of it. */
async function savedOutput(
  out: OutputFolder,
  { material }: Desk,
  target: LanguageTag,
  { old, fresh }: { readonly old: Remade; readonly fresh: Remade },
): Promise<SavedOutput | undefined> {
  const { sidecar, entry } = material;
  const stated = material.state.outputs[target];
  const [before, now] = [old.files.get(target), fresh.files.get(target)];
  const last = sidecar.outputs.find((each) => each.target === target);
  const known = entry.outputs.find((each) => each.target === target);
  if (stated === undefined || before === undefined || now === undefined) return undefined;
  if (last === undefined || known === undefined) return undefined;
  // Under other settings than those of the run an article is made otherwise: only what was decided goes into the file.
  const text =
    before.text === last.text || last.text === ''
      ? now.text
      : mergeEdits(last.text, before.text, now.text, 'fresh').text;
  const { path } = stated;
  const files: NewFile[] = [];
  const existing = await out.readBytes(path);
  const { content, lost, conflict, aside } = reconcile(path, existing, text, {
    hashes: [stated.hash, last.hash],
    base: last.text,
    stands: false,
  });
  if (existing === undefined || !Buffer.from(content).equals(existing)) files.push({ path, content });
  const kept = aside === undefined ? undefined : `${path}.kept-${sha256(aside).slice(0, 8)}`;
  if (kept !== undefined && aside !== undefined) files.push({ path: kept, content: aside });
  const { rendered } = now;
  const hash = sha256(content);
  const { texts, ...made } = translationsOf(
    fresh.checked,
    rendered,
    (name) => last.engines.find(({ origin }) => origin.provider === name)?.identity ?? name,
  );
  const { foreign, names: _, title: __, related: ___, ...rest } = known;
  return {
    files,
    findings: [
      ...editFindings(fresh.checked, target, path, lost),
      ...conflictFindings(fresh.checked, target, path, conflict, kept),
    ],
    inLedger: { target, path, hash, translations: texts, ...made, text },
    output: {
      ...rest,
      hash,
      status: rendered.status,
      ...onlyDefined({ foreign: foreignNow(foreign, target, { old, fresh }) }),
      counts: { ...rendered.counts },
      origins: { ...rendered.origins },
      ...headlinesIn(entry, rendered),
    },
  };
}

/** What of an output is in another language: as the run found it, unless the decision changed that. */
function foreignNow(
  before: ManifestOutput['foreign'],
  target: LanguageTag,
  { old, fresh }: { readonly old: Remade; readonly fresh: Remade },
): ManifestOutput['foreign'] {
  const residue = fresh.checked.residue?.[target];
  if (JSON.stringify(old.checked.residue?.[target]) === JSON.stringify(residue)) return before;
  return residue === undefined ? undefined : { share: residue.share, langs: { ...residue.langs } };
}

/** The article as the manifest has it once it is saved, with the names it says now. */
function enteredAs(setup: Setup, { checked }: Remade, entry: ManifestArticle): ManifestArticle {
  const entered: ManifestArticle = {
    ...entry,
    langs: { ...checked.langs },
    flagged: checked.segments.filter(({ flagged }) => flagged).length,
  };
  return withNames(
    checked,
    { entry: entered },
    { terms: setup.terms, identityOf: (name) => (name === 'pseudo' ? undefined : name) },
  ).entry;
}

/** What the lock file says of an article once it is saved. */
function stateAfter(setup: Setup, before: ArticleState, { ledger, outputs }: ManifestArticle): ArticleState {
  const rests = termsBasisOf(setup.terms, setup.state)(before);
  return {
    ...before,
    ledgerHash: abbreviated(ledger.hash),
    outputs: Object.fromEntries(
      Object.entries(before.outputs).map(([target, output]) => {
        const { failed: _, terms: __, ...rest } = output;
        const now = outputs.find((each) => each.target === target);
        const basis = rests.get(target) ?? {};
        return [
          target,
          {
            ...rest,
            hash: now === undefined ? output.hash : abbreviated(now.hash),
            ...onlyDefined({
              failed: now === undefined || now.counts.failed === 0 ? undefined : now.counts.failed,
              terms: Object.keys(basis).length === 0 ? undefined : basis,
            }),
          },
        ];
      }),
    ),
  };
}

const keyOf = ({ check, segmentId, target, message, line }: Finding): string =>
  JSON.stringify([check, segmentId, target, message, line]);

/** What was found before, without what the change mended, and with what it brought. */
function differences(before: readonly Finding[], old: Remade, fresh: Remade, segment: string): Finding[] {
  const [was, is] = [findingsOf(old), findingsOf(fresh)];
  const gone = new Set([...was.keys()].filter((key) => !is.has(key)));
  const known = new Set(before.map(keyOf));
  const came = [...is]
    .filter(([key, { segmentId }]) => !known.has(key) && (!was.has(key) || segmentId === segment))
    .map(([, finding]) => finding);
  const edited = new Set(['edited-output']);
  return [...before.filter((finding) => !gone.has(keyOf(finding)) && !edited.has(finding.check)), ...came];
}

function findingsOf({ checked, files }: Remade): Map<string, Finding> {
  const all = [...checked.findings, ...[...files.values()].flatMap(({ rendered }) => rendered.findings)];
  return new Map(all.map((finding) => [keyOf(finding), finding]));
}

/** Without those that a person let stand. */
function openFindings(setup: Setup, { files, checked }: Remade, findings: readonly Finding[]): Finding[] {
  const segments = new Map(checked.segments.map((segment) => [segment.id, segment]));
  return findings.filter((finding) => {
    const { segmentId = '', target = '' } = finding;
    const source = segments.get(segmentId)?.text ?? '';
    const translation = files.get(target)?.rendered.translations.get(segmentId) ?? '';
    return !setup.decisions.isClosed(finding, { target, source, translation });
  });
}
