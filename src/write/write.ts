import type { NewFile } from '../disk/files.js';
import { type OutputFolder, writeAcross } from '../disk/output-folder.js';
import { asPath, messages } from '../message.js';
import type { Article } from '../model/article.js';
import type { OutputChanges } from '../model/changes.js';
import type { Format } from '../model/contracts.js';
import { type Finding, suggest } from '../model/finding.js';
import { type LanguageTag, sameLanguage } from '../model/language.js';
import { LEDGER_SCHEMA, type ManifestArticle, type ManifestOutput } from '../model/manifest.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Checked, Planned } from '../model/stages.js';
import { sha256 } from '../model/text.js';
import { changesOf } from './changes.js';
import { collision, createClaims } from './collision.js';
import { withNotes } from './correction-note.js';
import { translationsOf } from './credits.js';
import { fingerprintOf } from './duplicates.js';
import { conflictFindings, editFindings, outdated } from './edit-findings.js';
import { encodePath, relativeHref } from './href.js';
import { htmlOutput } from './html.js';
import type { Alternate } from './html-page.js';
import { jsonOutput } from './json.js';
import { type LayoutOptions, ledgerPath, outputPath, stemOfOutput } from './layout.js';
import { type LedgerOutput, ledgerFile, parseSidecar, type Sidecar } from './ledger.js';
import { leftForeign } from './left-foreign.js';
import { markdownOutput } from './markdown.js';
import { movedFinding } from './moved.js';
import { reconcile } from './reconcile.js';
import { headlinesIn, headlinesOf, relatedLinks, relatedPaths } from './related.js';
import { type Rendered, type RenderOptions, renderArticle } from './render.js';
import { blockTexts, textOutput } from './text.js';
import { refuseOtherVersion } from './versions.js';

/** An article's files: rendered, compared with what is there, written together. */

const say = messages('write', {
  heldBack: '{{file}} is held back: {{done}} of {{wanted}} segments are translated ({{share}} %)',
  translateRest:
    'Run again when the rest can be translated, or lower --min-translated, or take --untranslated keep.',
});

export interface WriteOptions extends RenderOptions {
  readonly out: OutputFolder;
  /** The folder of the state. */
  readonly books: OutputFolder;
  readonly layout: LayoutOptions;
  /** How articles of a format are written in their own form, where Markdown is asked for otherwise. */
  readonly rebuild?: (format: string) => Format['rebuild'];
  /** What memory knows the translations of a provider by; `undefined` for those that are not kept. */
  readonly identityOf: (provider: string) => string | undefined;
  /** Whether the last run wrote the ledger of an article at this path, relative to the folder of the state. */
  readonly isOurs: (articleId: string, ledger: string) => boolean;
  /** Whether an article of an earlier run still has its source. */
  readonly isTaken: (articleId: string) => boolean;
  /** Every language there are versions in, those of earlier runs too. */
  readonly versions: readonly LanguageTag[];
  /** Holds back a file in which something could not be translated. */
  readonly holdIncomplete?: boolean;
  /** Holds back a file of which less was translated, in per cent of the segments that had to be. */
  readonly minTranslated?: number | undefined;
  /** What becomes of `url`, `slug`, `permalink` in a translation; default: they carry its language. */
  readonly addresses?: 'language' | 'drop' | 'keep';
  /** The language of a short text among some, where that is certain. */
  readonly languageOf?: (text: string, among: readonly LanguageTag[]) => LanguageTag | undefined;
  /** Where the site is served, without a slash at its end. */
  readonly baseUrl?: string;
  /** What becomes of corrections: they are kept in the ledger, and told to readers; default: neither. */
  readonly corrections?: 'off' | 'record' | 'note';
  /** Day of the run, ISO 8601. */
  readonly today: string;
  /** ISO 8601; only when asked for. */
  readonly translatedAt?: string;
  /** An output as the last run left it. */
  readonly previous: (articleId: string, target: LanguageTag) => PreviousOutput | undefined;
}

export interface PreviousOutput {
  /** Relative to the output folder. */
  readonly path: string;
  /** Abbreviated. */
  readonly hash: string;
  /** Its source and its configuration are still the same, and nothing was missing in it. */
  readonly stands: boolean;
}

export interface ArticleWriter {
  /** Files an article writes, relative to the output folder: its ledger, then its outputs. */
  paths(article: Planned): string[];
  /**
   * Before anything is paid for: refuses an article whose files would take the place of somebody else's.
   * @returns the ledger an earlier run left of it
   * @throws TovmachError OUTPUT
   */
  refuseForeign(article: Planned): Promise<Sidecar | undefined>;
  write(article: Checked): Promise<{
    entry: ManifestArticle;
    findings: readonly Finding[];
    written: number;
    /** What a changed source changes for readers, by output; empty for an article that is new. */
    changes: readonly OutputChanges[];
  }>;
}

function rebuildOf(
  { format }: Pick<Article, 'format'>,
  { layout, rebuild }: Pick<WriteOptions, 'layout' | 'rebuild'>,
): Format['rebuild'] {
  return layout.format === 'md' ? rebuild?.(format) : undefined;
}

/** Where the ledger of an article goes. */
function ledgerOf(
  { outputStem, ledgerStem }: Pick<Article, 'outputStem' | 'ledgerStem'>,
  { layout }: Pick<WriteOptions, 'layout'>,
): string {
  return ledgerPath(ledgerStem ?? outputStem, layout.prefix);
}

/** Where an article goes in one language. */
function pathOf(
  article: Pick<Article, 'format' | 'outputStem' | 'path' | 'text'>,
  target: LanguageTag,
  options: WriteOptions,
): string {
  const own = rebuildOf(article, options)?.extension(article);
  const layout = own === undefined ? options.layout : { ...options.layout, format: own };
  return outputPath(article.outputStem, target, layout, article.path);
}

/** The file of an article in one language. */
export function renderedFile(
  article: Checked,
  rendered: Rendered,
  options: Pick<WriteOptions, 'layout' | 'baseUrl' | 'translatedAt' | 'addresses' | 'versions' | 'rebuild'>,
): string {
  const rebuild = rebuildOf(article, options);
  if (rebuild !== undefined) return rebuild.text(article, blockTexts(rendered));
  const { layout, baseUrl, translatedAt } = options;
  const stamp = translatedAt === undefined ? {} : { translatedAt };
  switch (layout.format) {
    case 'md': {
      const isDocusaurus = layout.layout === 'docusaurus';
      const { addresses = 'language' } = options;
      return markdownOutput(article, rendered, {
        ...stamp,
        noMdx: isDocusaurus,
        onlyYaml: isDocusaurus,
        addresses,
      });
    }
    case 'json':
      return jsonOutput(article, rendered, stamp);
    case 'html': {
      const alternates = options.versions.map((target): Alternate => {
        const other = article.story?.told?.versions?.find(({ lang }) => sameLanguage(lang, target));
        const path = outputPath(other?.stem ?? article.outputStem, target, layout);
        const own = outputPath(article.outputStem, rendered.target, layout);
        return {
          target,
          href: baseUrl === undefined ? relativeHref(own, path) : `${baseUrl}/${encodePath(path)}`,
        };
      });
      const original = alternates.find((alternate) => alternate.target === article.lang);
      return htmlOutput(article, rendered, { alternates, ...onlyDefined({ original }) });
    }
    default:
      return textOutput(article, rendered);
  }
}

/** Makes the writer of a run. */
export function createArticleWriter(options: WriteOptions): ArticleWriter {
  const claim = createClaims();
  return {
    paths: (article) => [
      ledgerOf(article, options),
      ...article.targets.map(({ target }) => pathOf(article, target, options)),
    ],
    async refuseForeign(article) {
      const { id, targets } = article;
      const name = ledgerOf(article, options);
      claim(name, id);
      const ledger =
        (await options.books.read(name)) ??
        (await options.books.read(formerLedger(article, options) ?? name));
      if (ledger !== undefined) refuseOtherVersion(ledger, options.books.file(name), LEDGER_SCHEMA);
      const before = ledger === undefined ? undefined : parseSidecar(ledger);
      for (const { target } of targets) {
        const path = pathOf(article, target, options);
        claim(path, id);
        options.out.refuseEscape(path);
        const isKnown =
          options.previous(id, target)?.path === path ||
          before?.outputs.some((output) => output.path === path) === true;
        const existing = isKnown ? undefined : await options.out.readBytes(path);
        reconcile(path, existing, '', { hashes: [], stands: false });
      }
      return before;
    },
    async write(article) {
      const ledger = ledgerOf(article, options);
      claim(ledger, article.id);
      const ledgerBytes = await options.books.readBytes(ledger);
      const ledgerNow = ledgerBytes?.toString('utf8');
      const former = formerLedger(article, options);
      const known = ledgerNow ?? (former === undefined ? undefined : await options.books.read(former));
      const before = known === undefined ? undefined : parseSidecar(known);
      const left: string[] = [];
      const owner = before?.articles[0].id;
      if (owner !== undefined && owner !== article.id && options.isTaken(owner)) {
        throw collision(ledger, article.id, owner);
      }
      const files: NewFile[] = [];
      const headlines = headlinesOf(article);
      const outputs: ManifestOutput[] = [];
      const findings: Finding[] = [];
      const targets = new Set(article.targets.map(({ target }) => target));
      const { corrections = 'off', today } = options;
      const changes: OutputChanges[] = [];
      const recorded: OutputChanges[] = corrections === 'off' ? [] : [...(before?.changes ?? [])];
      // What a run for other languages left stays known.
      const ledgerOutputs: LedgerOutput[] =
        before?.outputs.filter(({ target }) => !targets.has(target)) ?? [];
      const put = (path: string, existing: Uint8Array | undefined, content: string | Uint8Array): void => {
        if (existing === undefined || !Buffer.from(content).equals(existing)) files.push({ path, content });
      };
      for (const { target } of article.targets) {
        const path = pathOf(article, target, options);
        const leads = relatedPaths(article, target);
        const rendered = renderArticle(article, target, { ...options, links: relatedLinks(path, leads) });
        const held = heldBack(article, rendered, path, options);
        if (held !== undefined) {
          findings.push(...rendered.findings, held);
          const kept = before?.outputs.find((output) => output.path === path);
          if (kept !== undefined) ledgerOutputs.push(kept);
          continue;
        }
        const { texts, ...made } = translationsOf(article, rendered, options.identityOf);
        const changed = before === undefined ? [] : changesOf(before, target, article.segments, texts);
        if (changed.length > 0) {
          const one = { target, date: today, segments: changed };
          changes.push(one);
          if (corrections !== 'off') recorded.push(one);
        }
        const notes = corrections === 'note' ? recorded.filter((one) => one.target === target) : [];
        const text = withNotes(renderedFile(article, rendered, options), notes, {
          format: options.layout.format,
          rendered,
          speaks: options.speaks(target),
        });
        const previous = options.previous(article.id, target);
        const place = movedFrom(article, target, path, options);
        const old = place === undefined ? undefined : await options.out.readBytes(place);
        const from = old === undefined ? undefined : place;
        if (from !== undefined) {
          left.push(from);
          findings.push(movedFinding(article, target, from, path));
        }
        const there = await options.out.readBytes(path);
        const existing = there ?? old;
        const last = before?.outputs.find((output) => output.path === (from ?? path));
        const { content, lost, conflict, aside } = reconcile(path, existing, text, {
          hashes: [previous?.path === (from ?? path) ? previous.hash : undefined, last?.hash].filter(
            (hash) => hash !== undefined,
          ),
          ...onlyDefined({ base: last?.text }),
          stands: previous?.stands === true,
        });
        put(path, there, content);
        const kept = aside === undefined ? undefined : `${path}.kept-${sha256(aside).slice(0, 8)}`;
        if (kept !== undefined && aside !== undefined) files.push({ path: kept, content: aside });
        findings.push(
          ...rendered.findings,
          ...leftForeign(article, rendered, options),
          ...editFindings(article, target, path, lost),
          ...conflictFindings(article, target, path, conflict, kept),
          ...outdated(article, target, before, last),
        );
        const hash = sha256(content);
        outputs.push({
          target,
          path,
          hash,
          status: rendered.status,
          ...foreignOf(article, target),
          counts: { ...rendered.counts },
          origins: { ...rendered.origins },
          ...headlinesIn(headlines, rendered, leads),
        });
        ledgerOutputs.push({ target, path, hash, translations: texts, ...made, text });
      }
      const sidecar = ledgerFile(article, ledgerOutputs, recorded);
      // A ledger is nothing anybody edits: one that is not ours is in the way, any other is written anew.
      if (ledgerNow?.trim() && before === undefined && !options.isOurs(article.id, ledger)) {
        reconcile(ledger, ledgerBytes, sidecar, { hashes: [], stands: false });
      }
      // The ledger first: should the run end between two names, it already knows the files that are coming.
      const isNew = ledgerBytes === undefined || !Buffer.from(sidecar).equals(ledgerBytes);
      const books = isNew ? [{ path: ledger, content: sidecar }] : [];
      await writeAcross([
        [options.books, books],
        [options.out, files],
      ]);
      // Last: should the run end before, the next one finds both, and takes the new one.
      for (const place of left) await options.out.remove(place);
      if (former !== undefined) await options.books.remove(former);
      const { id, path, encoding, sourceHash, lang, langs } = article;
      const fingerprint = article.story?.fingerprint ?? fingerprintOf(article);
      const entry: ManifestArticle = {
        id,
        path,
        encoding: { ...encoding },
        sourceHash,
        lang,
        langs: { ...langs },
        flagged: article.segments.filter((segment) => segment.flagged).length,
        ledger: { path: ledger, hash: sha256(sidecar) },
        ...onlyDefined({ fingerprint }),
        ...headlines,
        outputs: outputs.sort((a, b) => (a.target < b.target ? -1 : 1)),
      };
      const written = files.length + books.length;
      return { entry, findings: [...article.findings, ...findings], written, changes };
    },
  };
}

/** Where the last run put an output that has another name now, in the same layout; `undefined` where it has not. */
function movedFrom(
  article: Planned,
  target: LanguageTag,
  path: string,
  options: WriteOptions,
): string | undefined {
  const before = options.previous(article.id, target)?.path;
  if (before === undefined || before === path || article.inPlace === true) return undefined;
  const { layout } = options;
  const format = rebuildOf(article, options)?.extension(article) ?? layout.format;
  const stem = stemOfOutput(before, target, { ...layout, format }, article.path);
  return stem === undefined || !options.out.holds(before) ? undefined : before;
}

/** The ledger of an article whose outputs have another name now. */
function formerLedger(article: Planned, options: WriteOptions): string | undefined {
  const { layout, books } = options;
  const format = rebuildOf(article, options)?.extension(article) ?? layout.format;
  for (const { target } of article.targets) {
    const path = movedFrom(article, target, pathOf(article, target, options), options);
    const stem =
      path === undefined ? undefined : stemOfOutput(path, target, { ...layout, format }, article.path);
    const ledger = stem === undefined ? undefined : ledgerPath(stem, layout.prefix);
    if (ledger !== undefined && ledger !== ledgerOf(article, options) && books.holds(ledger)) return ledger;
  }
  return undefined;
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
