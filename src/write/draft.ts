import type { NewFile } from '../disk/files.js';
import { writeAcross } from '../disk/output-folder.js';
import { asPath, messages } from '../message.js';
import type { OutputChanges } from '../model/changes.js';
import { type Finding, suggest } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import type { ManifestArticle, ManifestOutput } from '../model/manifest.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Checked } from '../model/stages.js';
import { sha256 } from '../model/text.js';
import { formerLedger, ledgerOf, movedFrom, pathOf, type WriteOptions } from './article-paths.js';
import { changesOf } from './changes.js';
import { collision } from './collision.js';
import { withNotes } from './correction-note.js';
import { translationsOf } from './credits.js';
import { fingerprintOf } from './duplicates.js';
import { conflictFindings, editFindings, outdated } from './edit-findings.js';
import { type LedgerOutput, ledgerFile, parseSidecar, type Sidecar } from './ledger.js';
import { leftForeign } from './left-foreign.js';
import { movedFinding } from './moved.js';
import { type Reconciled, reconcile } from './reconcile.js';
import { headlinesIn, headlinesOf, relatedLinks, relatedPaths } from './related.js';
import { type Rendered, renderArticle } from './render.js';
import { renderedFile } from './rendered-file.js';

/** The files of one article between being made and being on disk. */

const say = messages('write', {
  heldBack: '{{file}} is held back: {{done}} of {{wanted}} segments are translated ({{share}} %)',
  translateRest:
    'Run again when the rest can be translated, or lower --min-translated, or take --untranslated keep.',
});

/** The ledger of an article as it is on disk. */
interface KnownLedger {
  /** The bytes at the place it has now; `undefined` where there are none. */
  readonly bytes: Buffer | undefined;
  /** Where it was, where that is another place. */
  readonly former: string | undefined;
  /** What an earlier run wrote down, in one place or the other. */
  readonly before: Sidecar | undefined;
}

/** @throws TovmachError OUTPUT where it is that of another article, which still has its source */
export async function knownLedger(article: Checked, options: WriteOptions): Promise<KnownLedger> {
  const ledger = ledgerOf(article, options);
  const bytes = await options.books.readBytes(ledger);
  const former = formerLedger(article, options);
  const known =
    bytes?.toString('utf8') ?? (former === undefined ? undefined : await options.books.read(former));
  const before = known === undefined ? undefined : parseSidecar(known);
  const owner = before?.articles[0].id;
  if (owner !== undefined && owner !== article.id && options.isTaken(owner)) {
    throw collision(ledger, article.id, owner);
  }
  return { bytes, former, before };
}

/** What stands where an output goes. */
interface Standing {
  /** The bytes at the place it has now. */
  readonly there: Uint8Array | undefined;
  /** The same, or those at the place the last run put it. */
  readonly existing: Uint8Array | undefined;
  /** The place they are at. */
  readonly path: string;
}

/** Collects what one article comes to, output by output, and writes all of it at once. */
export class Draft {
  readonly #article: Checked;
  readonly #options: WriteOptions;
  readonly #ledger: KnownLedger;
  readonly #headlines: ReturnType<typeof headlinesOf>;
  readonly #files: NewFile[] = [];
  readonly #outputs: ManifestOutput[] = [];
  readonly #findings: Finding[] = [];
  readonly #changes: OutputChanges[] = [];
  /** Changes the ledger keeps. */
  readonly #recorded: OutputChanges[];
  readonly #ledgerOutputs: LedgerOutput[];
  /** Outputs that have another name now. */
  readonly #left: string[] = [];

  constructor(article: Checked, options: WriteOptions, ledger: KnownLedger) {
    const { corrections = 'off' } = options;
    const { before } = ledger;
    const targets = new Set(article.targets.map(({ target }) => target));
    this.#article = article;
    this.#options = options;
    this.#ledger = ledger;
    this.#headlines = headlinesOf(article);
    this.#recorded = corrections === 'off' ? [] : [...(before?.changes ?? [])];
    // What a run for other languages left stays known.
    this.#ledgerOutputs = before?.outputs.filter(({ target }) => !targets.has(target)) ?? [];
  }

  /** Makes the output of one language, merged with what people wrote there. @throws TovmachError OUTPUT */
  async add(target: LanguageTag): Promise<void> {
    const [article, options, { before }] = [this.#article, this.#options, this.#ledger];
    const path = pathOf(article, target, options);
    const leads = relatedPaths(article, target);
    const rendered = renderArticle(article, target, { ...options, links: relatedLinks(path, leads) });
    const held = heldBack(article, rendered, path, options);
    if (held !== undefined) {
      this.#findings.push(...rendered.findings, held);
      const kept = before?.outputs.find((output) => output.path === path);
      if (kept !== undefined) this.#ledgerOutputs.push(kept);
      return;
    }
    const { texts, ...made } = translationsOf(article, rendered, options.identityOf);
    const text = this.#noted(rendered, this.#changed(target, texts));
    const standing = await this.#standing(target, path);
    const last = before?.outputs.find((output) => output.path === standing.path);
    const previous = options.previous(article.id, target);
    const merged = reconcile(path, standing.existing, text, {
      hashes: [previous?.path === standing.path ? previous.hash : undefined, last?.hash].filter(
        (hash) => hash !== undefined,
      ),
      ...onlyDefined({ base: last?.text }),
      stands: previous?.stands === true,
    });
    const kept = this.#put(path, standing.there, merged);
    this.#findings.push(
      ...rendered.findings,
      ...leftForeign(article, rendered, options),
      ...editFindings(article, target, path, merged.lost),
      ...conflictFindings(article, target, path, merged.conflict, kept),
      ...outdated(article, target, before, last),
    );
    const hash = sha256(merged.content);
    this.#outputs.push({
      target,
      path,
      hash,
      status: rendered.status,
      ...foreignOf(article, target),
      counts: { ...rendered.counts },
      origins: { ...rendered.origins },
      ...headlinesIn(this.#headlines, rendered, leads),
    });
    this.#ledgerOutputs.push({ target, path, hash, translations: texts, ...made, text });
  }

  /** Puts everything on disk, the ledger first. */
  async write(): Promise<{
    entry: ManifestArticle;
    findings: readonly Finding[];
    written: number;
    changes: readonly OutputChanges[];
  }> {
    const [article, options, { bytes, former, before }] = [this.#article, this.#options, this.#ledger];
    const ledger = ledgerOf(article, options);
    const sidecar = ledgerFile(article, this.#ledgerOutputs, this.#recorded);
    // A ledger is nothing anybody edits: one that is not ours is in the way, any other is written anew.
    if (bytes?.toString('utf8').trim() && before === undefined && !options.isOurs(article.id, ledger)) {
      reconcile(ledger, bytes, sidecar, { hashes: [], stands: false });
    }
    // The ledger first: should the run end between two names, it already knows the files that are coming.
    const isNew = bytes === undefined || !Buffer.from(sidecar).equals(bytes);
    const books = isNew ? [{ path: ledger, content: sidecar }] : [];
    await writeAcross([
      [options.books, books],
      [options.out, this.#files],
    ]);
    // Last: should the run end before, the next one finds both, and takes the new one.
    for (const place of this.#left) await options.out.remove(place);
    if (former !== undefined) await options.books.remove(former);
    return {
      entry: this.#entry({ path: ledger, hash: sha256(sidecar) }),
      findings: [...article.findings, ...this.#findings],
      written: this.#files.length + books.length,
      changes: this.#changes,
    };
  }

  #entry(ledger: ManifestArticle['ledger']): ManifestArticle {
    const { id, path, encoding, sourceHash, lang, langs, segments, story } = this.#article;
    const fingerprint = story?.fingerprint ?? fingerprintOf(this.#article);
    return {
      id,
      path,
      encoding: { ...encoding },
      sourceHash,
      lang,
      langs: { ...langs },
      flagged: segments.filter((segment) => segment.flagged).length,
      ledger,
      ...onlyDefined({ fingerprint }),
      ...this.#headlines,
      outputs: this.#outputs.sort((a, b) => (a.target < b.target ? -1 : 1)),
    };
  }

  /** What a changed source changes in one language, written down where that is wanted. @returns what readers are told */
  #changed(target: LanguageTag, texts: LedgerOutput['translations']): readonly OutputChanges[] {
    const { before } = this.#ledger;
    const { corrections = 'off', today } = this.#options;
    const segments = before === undefined ? [] : changesOf(before, target, this.#article.segments, texts);
    if (segments.length > 0) {
      const one = { target, date: today, segments };
      this.#changes.push(one);
      if (corrections !== 'off') this.#recorded.push(one);
    }
    return corrections === 'note' ? this.#recorded.filter((one) => one.target === target) : [];
  }

  /** The text of an output, with what was corrected in it. */
  #noted(rendered: Rendered, notes: readonly OutputChanges[]): string {
    const { layout, speaks } = this.#options;
    return withNotes(renderedFile(this.#article, rendered, this.#options), notes, {
      format: layout.format,
      rendered,
      speaks: speaks(rendered.target),
    });
  }

  /** What stands at the place of an output, or stood where the last run put it. */
  async #standing(target: LanguageTag, path: string): Promise<Standing> {
    const { out } = this.#options;
    const place = movedFrom(this.#article, target, path, this.#options);
    const old = place === undefined ? undefined : await out.readBytes(place);
    const from = old === undefined ? undefined : place;
    if (from !== undefined) {
      this.#left.push(from);
      this.#findings.push(movedFinding(this.#article, target, from, path));
    }
    const there = await out.readBytes(path);
    return { there, existing: there ?? old, path: from ?? path };
  }

  /** @returns where what was in the way is kept beside it */
  #put(path: string, there: Uint8Array | undefined, { content, aside }: Reconciled): string | undefined {
    if (there === undefined || !Buffer.from(content).equals(there)) this.#files.push({ path, content });
    if (aside === undefined) return undefined;
    const kept = `${path}.kept-${sha256(aside).slice(0, 8)}`;
    this.#files.push({ path: kept, content: aside });
    return kept;
  }
}

/** What of an output is in other languages, for the manifest. */
function foreignOf({ residue }: Checked, target: LanguageTag): Pick<ManifestOutput, 'foreign'> {
  const left = residue?.[target];
  return left === undefined ? {} : { foreign: { share: left.share, langs: { ...left.langs } } };
}

/** Why a file is not written: too little of it could be translated. What stood there before stays. */
function heldBack(
  article: Checked,
  { target, counts }: Rendered,
  path: string,
  { holdIncomplete, minTranslated }: WriteOptions,
): Finding | undefined {
  const { failed, memory, human, provider } = counts;
  const wanted = failed + memory + human + provider;
  const share = wanted === 0 ? 100 : (100 * (wanted - failed)) / wanted;
  const isHeld = (holdIncomplete === true && failed > 0) || share < (minTranslated ?? 0);
  if (!isHeld) return undefined;
  return {
    check: 'held-back',
    severity: 'critical',
    ...say.heldBack({ file: asPath(path), share: Math.floor(share), done: wanted - failed, wanted }),
    articleId: article.id,
    path: article.path,
    target,
    ...suggest(say.translateRest()),
  };
}
