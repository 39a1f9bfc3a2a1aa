import { join } from 'node:path';
import { TovmachError } from '../errors.js';
import type { Finding } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import type { ManifestArticle, ManifestOutput } from '../model/manifest.js';
import type { Checked } from '../model/stages.js';
import { sha256 } from '../model/text.js';
import { type NewFile, readExisting, refuseEscape, writeTogether } from './disk.js';
import { type Alternate, htmlOutput } from './html.js';
import { jsonOutput } from './json.js';
import { type LayoutOptions, ledgerPath, outputPath } from './layout.js';
import { type LedgerOutput, ledgerFile, ledgerHashes } from './ledger.js';
import { markdownOutput } from './markdown.js';
import { type Rendered, type RenderOptions, renderArticle } from './render.js';
import { textOutput } from './text.js';

/** An article's files: rendered, compared with what is there, written together. */

export interface WriteOptions extends RenderOptions {
  /** Absolute. */
  readonly out: string;
  readonly layout: LayoutOptions;
  /** Where the site is served, without a slash at its end. */
  readonly baseUrl?: string;
  /** ISO 8601; only when asked for. */
  readonly translatedAt?: string;
  /** Hash of a file as the last run left it, by path relative to the output folder. */
  readonly previous: (path: string) => string | undefined;
}

export interface ArticleWriter {
  write(article: Checked): Promise<{ entry: ManifestArticle; findings: readonly Finding[]; written: number }>;
}

function render(article: Checked, rendered: Rendered, options: WriteOptions): string {
  const { layout, baseUrl, translatedAt } = options;
  const stamp = translatedAt === undefined ? {} : { translatedAt };
  switch (layout.format) {
    case 'md':
      return markdownOutput(article, rendered, stamp);
    case 'txt':
      return textOutput(article, rendered);
    case 'json':
      return jsonOutput(article, rendered, stamp);
    case 'html': {
      const alternates = article.targets.map(({ target }): Alternate => {
        const path = outputPath(article.outputStem, target, layout);
        const own = outputPath(article.outputStem, rendered.target, layout);
        return {
          target,
          href: baseUrl === undefined ? relativeHref(own, path) : `${baseUrl}/${encodePath(path)}`,
        };
      });
      const original = alternates.find((alternate) => alternate.target === article.lang);
      return htmlOutput(article, rendered, { alternates, ...(original === undefined ? {} : { original }) });
    }
  }
}

const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

function relativeHref(from: string, to: string): string {
  const source = from.split('/').slice(0, -1);
  const target = to.split('/');
  let common = 0;
  while (common < source.length && source[common] === target[common]) common += 1;
  return encodePath([...source.slice(common).map(() => '..'), ...target.slice(common)].join('/'));
}

/** What tovmach writes bears one of these marks, for files of a run that ended before its manifest. */
const OWN_MARKS = [
  /^---\r?\n[\s\S]*?^source_hash:/m,
  /<meta name="translation-status"/,
  /"schema": "tovmach\//,
];

type Presence = 'absent' | 'same' | 'ours' | 'edited' | 'foreign';

/**
 * The manifest knows what the last finished run left, the ledger beside the file what an unfinished one left since.
 */
function judge(
  existing: string | undefined,
  content: string,
  known: readonly (string | undefined)[],
): Presence {
  if (existing === undefined) return 'absent';
  if (existing === content) return 'same';
  const hashes = known.filter((hash) => hash !== undefined);
  if (hashes.length > 0) return hashes.includes(sha256(existing)) ? 'ours' : 'edited';
  return OWN_MARKS.some((mark) => mark.test(existing)) ? 'ours' : 'foreign';
}

/** Two sources must not write one file, also where the file system does not tell cases apart. */
function createClaims(): (path: string, articleId: string) => void {
  const owners = new Map<string, string>();
  return (path, articleId) => {
    const key = path.toLowerCase();
    const owner = owners.get(key);
    if (owner !== undefined && owner !== articleId) {
      throw new TovmachError('OUTPUT', `${articleId} and ${owner} would both write ${path}.*`, {
        file: path,
        hint: 'Rename one of the sources, or give one another --out folder.',
      });
    }
    owners.set(key, articleId);
  };
}

function translationsOf(article: Checked, target: LanguageTag): Record<string, string> {
  const plan = article.targets.find((candidate) => candidate.target === target);
  const texts: Record<string, string> = {};
  for (const { segmentId, unitKey } of plan?.segments ?? []) {
    const translation = unitKey === undefined ? undefined : article.translations.get(unitKey);
    if (translation?.status === 'translated') texts[segmentId] = translation.text;
  }
  return texts;
}

/** Makes the writer of a run. */
export function createArticleWriter(options: WriteOptions): ArticleWriter {
  const claim = createClaims();
  return {
    async write(article) {
      // Every path follows from the stem, so one claim an article is enough.
      claim(article.outputStem, article.id);
      const files: NewFile[] = [];
      const outputs: ManifestOutput[] = [];
      const ledgerOutputs: LedgerOutput[] = [];
      const findings: Finding[] = [];
      const ledger = ledgerPath(article.outputStem, options.layout.prefix);
      const ledgerNow = await readExisting(join(options.out, ledger));
      const recorded = ledgerNow === undefined ? new Map<string, string>() : ledgerHashes(ledgerNow);
      const consider = async (path: string, content: string, target?: LanguageTag): Promise<string> => {
        const absolute = join(options.out, path);
        const existing = await readExisting(absolute);
        const presence = judge(existing, content, [options.previous(path), recorded.get(path)]);
        if (presence === 'foreign') {
          throw new TovmachError('OUTPUT', `${path} is there and tovmach did not write it`, {
            file: path,
            hint: 'Move it away, or name another folder with --out.',
          });
        }
        if (presence === 'edited' && target !== undefined) {
          findings.push({
            check: 'edited-output',
            severity: 'minor',
            message: `${path} was changed by hand since tovmach wrote it; it was left as it is`,
            articleId: article.id,
            path: article.path,
            target,
            suggestion: 'Remove the file to have it written anew.',
          });
          return options.previous(path) ?? recorded.get(path) ?? sha256(existing ?? '');
        }
        if (presence === 'absent') await refuseEscape(options.out, absolute);
        if (presence !== 'same') files.push({ path: absolute, content });
        return sha256(content);
      };
      for (const { target } of article.targets) {
        const rendered = renderArticle(article, target, options);
        const path = outputPath(article.outputStem, target, options.layout);
        const hash = await consider(path, render(article, rendered, options), target);
        outputs.push({
          target,
          path,
          hash,
          status: rendered.status,
          counts: { ...rendered.counts },
          origins: { ...rendered.origins },
        });
        ledgerOutputs.push({ target, path, hash, translations: translationsOf(article, target) });
      }
      const ledgerHash = await consider(ledger, ledgerFile(article, ledgerOutputs));
      // The ledger first: should the run end between two names, it already knows the files that are coming.
      await writeTogether([
        ...files.filter((file) => file.path.endsWith(ledger)),
        ...files.filter((file) => !file.path.endsWith(ledger)),
      ]);
      const { id, path, encoding, sourceHash, lang, langs } = article;
      const entry: ManifestArticle = {
        id,
        path,
        encoding: { ...encoding },
        sourceHash,
        lang,
        langs: { ...langs },
        ledger: { path: ledger, hash: ledgerHash },
        outputs,
      };
      return { entry, findings: [...article.findings, ...findings], written: files.length };
    },
  };
}
