import { closeSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import type { Article } from '../model/article.js';
import { type LanguageTag, parseLanguageTag, sameLanguage } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { absolutePath, type FoundFile } from '../read/walk.js';
import type { Setup } from './setup.js';

/** Markdown whose name says its language, and versions of one article that lie side by side. */

const NAMED = /^(.+)\.([a-z]{2}(?:-[A-Za-z]{2,4})?)\.(?:md|mdx|markdown)$/;
/** Endings that are code before they are a language. */
const CODE: ReadonlySet<string> = new Set(['ts', 'cs', 'rs', 'sh', 'tf', 'ps']);

/** Name without language and ending, and the language, of `demos.uk.md`. */
export function languageInName(
  path: string,
): { readonly stem: string; readonly language: LanguageTag } | undefined {
  const [, stem, written] = NAMED.exec(path) ?? [];
  if (stem === undefined || written === undefined || CODE.has(written)) return undefined;
  const { tag } = parseLanguageTag(written);
  return tag === undefined ? undefined : { stem, language: tag };
}

/** Where a file is and what it is called but for the language its name says; `undefined` where it says none. */
export function nameWithoutLanguage({ root, path, versions }: FoundFile): string | undefined {
  const own = versions === undefined ? undefined : path.replace(/\.[^./]+$/, '');
  const stem = languageInName(path)?.stem ?? own;
  return stem === undefined ? undefined : `${basename(root)}/${stem}`;
}

/** The first characters of a file; empty where it cannot be read, which is said when it is its turn. */
function headOf(file: FoundFile): string {
  try {
    const handle = openSync(absolutePath(file), 'r');
    try {
      const head = Buffer.alloc(8192);
      return head.toString('utf8', 0, readSync(handle, head));
    } finally {
      closeSync(handle);
    }
  } catch {
    return '';
  }
}

/** Whether tovmach wrote a file: its front matter says from what, or it is one of its books. */
function isOutput(file: FoundFile): boolean {
  const name = file.path.split('/').at(-1) ?? '';
  if (name.endsWith('.segments.json')) return true;
  if (name === 'manifest.json') return headOf(file).includes('"tovmach/manifest@');
  if (name === 'report.md') return !file.path.includes('/');
  return /\.(?:md|mdx|markdown)$/.test(name) && /^\s*"?translation_status"?\s*[:=]/m.test(headOf(file));
}

/** Whether outputs can stand beside their sources: by their names they are told from them. */
export function translatesInPlace({ config }: Setup): boolean {
  const { layout, format, prefix } = config.output;
  return layout === 'hugo-file' && format === 'md' && prefix === '';
}

/**
 * The sources among some files. In a folder that is translated in place (`hugo-file`), what tovmach wrote is no source, and a
 * version by another hand is one article with its source. Elsewhere a language in a name is no part of it, and files that differ
 * in it alone are versions of each other.
 */
export function versionsTogether(files: readonly FoundFile[], setup: Setup): readonly FoundFile[] {
  const inPlace = (file: FoundFile): boolean => file.root === setup.out && translatesInPlace(setup);
  const sources = files.filter((file) => !(inPlace(file) && isOutput(file)));
  const groups = new Map<string, FoundFile[]>();
  for (const file of sources) {
    const stem = languageInName(file.path)?.stem ?? file.path.replace(/\.[^./]+$/, '');
    const key = `${file.root}\0${stem.toLowerCase()}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [file]);
    else group.push(file);
  }
  const first = new Map<FoundFile, readonly FoundFile[]>();
  const others = new Set<FoundFile>();
  for (const group of groups.values()) {
    const isVersion = (file: FoundFile): boolean => languageInName(file.path) !== undefined;
    const [source = group[0]] = [...group].sort((a, b) => Number(isVersion(a)) - Number(isVersion(b)));
    if (source === undefined || !inPlace(source)) continue;
    const versions = group.filter((file) => file !== source && isVersion(file));
    first.set(source, versions);
    for (const version of versions) others.add(version);
  }
  const beside = versionsBeside(
    [...groups.values()].filter((group) => !group.some(inPlace)),
    setup,
  );
  return sources
    .filter((file) => !others.has(file))
    .map((file): FoundFile => {
      const together = beside.get(file);
      if (together !== undefined) return together;
      const named = languageInName(file.path);
      const alone = groups.get(`${file.root}\0${(named?.stem ?? '').toLowerCase()}`)?.length === 1;
      const versions = (first.get(file) ?? []).flatMap(({ path }) => languageInName(path)?.language ?? []);
      return {
        ...file,
        ...(named !== undefined && (alone || inPlace(file)) ? named : {}),
        ...onlyDefined({
          inPlace: inPlace(file) ? true : undefined,
          versions: versions.length === 0 ? undefined : versions,
        }),
      };
    });
}

/**
 * `demo.uk.md` beside `demo.en.md`: each is the version in its language, and what is asked for beyond them is made of the
 * first, which is the one that names no language where there is one.
 */
function versionsBeside(
  groups: readonly (readonly FoundFile[])[],
  { config }: Setup,
): Map<FoundFile, FoundFile> {
  const found = new Map<FoundFile, FoundFile>();
  for (const group of groups) {
    const named = group.flatMap((file) => {
      const name = languageInName(file.path);
      return name === undefined ? [] : [{ file, ...name }];
    });
    const plain = group.filter((file) => languageInName(file.path) === undefined);
    const languages = new Set(named.map(({ language }) => language));
    const isTold = languages.size === named.length && plain.length <= 1 && plain.every(isMarkdownName);
    if (!isTold || group.length < 2 || named.length === 0) continue;
    const [source] = [...plain, ...named.map(({ file }) => file)];
    for (const { file, stem, language } of named) {
      const isSource = file === source;
      found.set(file, {
        ...file,
        stem,
        language,
        ledgerStem: file.path.replace(/\.[^./]+$/, ''),
        versions: isSource
          ? [...languages].filter((tag) => tag !== language)
          : config.targets.filter((tag) => !sameLanguage(tag, language)),
      });
    }
    for (const file of plain) found.set(file, { ...file, versions: [...languages] });
  }
  return found;
}

function isMarkdownName({ path }: FoundFile): boolean {
  return /\.(?:md|mdx|markdown)$/.test(path);
}

/** An article with what its file's name and place say of it. */
export function placed(
  article: Article,
  { stem, language, inPlace, versions, stories, ledgerStem }: FoundFile,
): Article {
  const story = stories?.[article.id];
  if (stem === undefined && inPlace === undefined && versions === undefined && story === undefined)
    return article;
  return {
    ...article,
    ...onlyDefined({
      story,
      ledgerStem,
      outputStem: stem,
      declaredLanguage:
        language === undefined || article.declaredLanguage !== undefined ? undefined : language,
      inPlace,
      versions,
    }),
  };
}
