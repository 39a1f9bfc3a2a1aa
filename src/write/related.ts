import { asPath, messages } from '../message.js';
import { isMarkdown } from '../model/article.js';
import type { Finding } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import type { ManifestArticle, ManifestOutput, ManifestRelation } from '../model/manifest.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Identified } from '../model/stages.js';
import type { RelatedArticle, Told } from '../model/story.js';
import { relativeHref } from './href.js';
import { plainOf, type Rendered } from './render.js';

/** Which headlines of other articles are headlines of articles of the same batch. Pure. */

const say = messages('write', {
  otherHeadline: '"{{here}}" here is "{{there}}" in {{place}}, of one headline',
  leadsNowhere: 'the related headline leads to {{file}}, which was not written',
});

const CHECK = 'related-headline';
/** Shorter ones say too little to be told by: «News», «Photo». */
const SHORTEST = 12;

export function isOfRelated({ check }: Pick<Finding, 'check'>): boolean {
  return check === CHECK;
}

type Teaser = NonNullable<ManifestArticle['related']>[number];

/** What the manifest keeps of an article's headline and of those it shows of others. */
export function headlinesOf(article: Identified): Pick<ManifestArticle, 'title' | 'url' | 'related'> {
  const titles = new Set(article.blocks.filter(({ kind }) => kind === 'title').map(({ id }) => id));
  const words = (isWanted: (segment: Identified['segments'][number]) => boolean): string =>
    article.segments
      .filter((segment) => isWanted(segment) && segment.role !== 'timestamp')
      .map(({ text }) => text)
      .join(' ');
  const title = words(({ blockId }) => titles.has(blockId)) || article.metadata.title;
  const { url } = article.metadata;
  const blocks = new Map(article.blocks.map((block) => [block.id, block]));
  const related = article.segments
    .filter(({ role }) => role === 'related-headline')
    .map(({ id, text, blockId, line, url: own }): Teaser => {
      const block = blocks.get(blockId);
      const { text: title, url: linked } = plainOf(text, block !== undefined && isMarkdown(article, block));
      return { segment: id, title, line, ...onlyDefined({ url: own ?? block?.url ?? linked }) };
    });
  return {
    ...onlyDefined({ title, url }),
    ...(related.length === 0 ? {} : { related }),
  };
}

/** The articles of the batch that its related headlines do belong to, by segment. */
function relatedOf(article: Identified): Map<string, RelatedArticle> {
  const { related = [] } = article.story?.told ?? {};
  const found = new Map<string, RelatedArticle>();
  if (related.length === 0) return found;
  for (const teaser of headlinesOf(article).related ?? [])
    for (const key of leadKeys(teaser, article.path)) {
      const other = related.find(({ id, keys }) => id !== article.id && keys.includes(key));
      if (other !== undefined && !found.has(teaser.segment)) found.set(teaser.segment, other);
    }
  return found;
}

/** What the batch says of an article, but for headlines that turned out not to be shown in it. */
export function toldOf(article: Identified): Told | undefined {
  const { told } = article.story ?? {};
  if (told?.related === undefined) return told;
  const { related: _, ...rest } = told;
  const related = [...new Set(relatedOf(article).values())];
  return related.length === 0 ? rest : { ...rest, related };
}

/** Where its related headlines lead in a language, by segment: the files of their articles, relative to the output folder. */
export function relatedPaths(article: Identified, target: LanguageTag): Record<string, string> {
  const found = [...relatedOf(article)].flatMap(([segment, { paths }]): [string, string][] =>
    paths[target] === undefined ? [] : [[segment, paths[target]]],
  );
  return Object.fromEntries(found);
}

/** The same as a file at `own` writes them. */
export function relatedLinks(own: string, paths: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(Object.entries(paths).map(([segment, path]) => [segment, relativeHref(own, path)]));
}

/** Related headlines of an article that lead to files that are not there: they were held back, or removed. */
export function deadLinks(
  { id: articleId, path, related = [], outputs }: ManifestArticle,
  isThere: (file: string) => boolean,
): Finding[] {
  return outputs.flatMap(({ target, links = {} }) =>
    Object.entries(links).flatMap(([segmentId, file]): Finding[] => {
      if (isThere(file)) return [];
      const line = related.find(({ segment }) => segment === segmentId)?.line;
      const place = { articleId, path, target, segmentId, ...onlyDefined({ line }) };
      return [{ check: CHECK, severity: 'minor', ...say.leadsNowhere({ file: asPath(file) }), ...place }];
    }),
  );
}

/** The same as an output has them. @param links where they lead, by segment */
export function headlinesIn(
  { related = [] }: Pick<ManifestArticle, 'related'>,
  { title, translations }: Rendered,
  links: Readonly<Record<string, string>> = {},
): Pick<ManifestOutput, 'title' | 'related' | 'links'> {
  const shown = related.flatMap(({ segment }) => {
    const text = translations.get(segment);
    return text === undefined ? [] : [[segment, text] as const];
  });
  return {
    ...onlyDefined({ title }),
    ...(shown.length === 0 ? {} : { related: Object.fromEntries(shown) }),
    ...(Object.keys(links).length === 0 ? {} : { links }),
  };
}

interface Waiting {
  readonly article: ManifestArticle;
  readonly teaser: Teaser;
}

/** Headlines of a batch, article by article in the order of the manifest. */
export class RelatedStories {
  readonly #byKey = new Map<string, ManifestArticle>();
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #relations = new Map<string, ManifestRelation>();

  /** One more article. @returns headlines that are called otherwise in the article they belong to */
  add(article: ManifestArticle): Finding[] {
    const findings: Finding[] = [];
    for (const key of articleKeys(article)) {
      if (!this.#byKey.has(key)) this.#byKey.set(key, slim(article));
      for (const waiting of this.#waiting.get(key) ?? [])
        findings.push(...this.#relate(waiting, article, byOf(key), article));
    }
    for (const teaser of article.related ?? []) {
      const waiting = { article: slim(article), teaser };
      for (const key of leadKeys(teaser, article.path)) {
        const found = this.#byKey.get(key);
        if (found !== undefined) findings.push(...this.#relate(waiting, found, byOf(key), article));
        const list = this.#waiting.get(key);
        if (list === undefined) this.#waiting.set(key, [waiting]);
        else list.push(waiting);
      }
    }
    return findings;
  }

  /** What leads where, sorted by article. */
  get relations(): ManifestRelation[] {
    return [...this.#relations].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, relation]) => relation);
  }

  #relate(
    { article, teaser }: Waiting,
    to: ManifestArticle,
    by: ManifestRelation['by'],
    now: ManifestArticle,
  ): Finding[] {
    if (article.id === to.id) return [];
    const key = JSON.stringify([article.id, teaser.segment]);
    const known = this.#relations.get(key);
    // An address says more than a title, whichever comes first.
    if (known !== undefined && !(known.by === 'title' && by === 'address')) return [];
    this.#relations.set(key, { article: article.id, segment: teaser.segment, relatedTo: to.id, by });
    // A headline of other words is another text, though it leads to the same article.
    if (titleKey(teaser.title) !== titleKey(to.title)) return [];
    return article.outputs.flatMap(({ target, related = {} }): Finding[] => {
      const here = related[teaser.segment];
      const there = to.outputs.find((output) => output.target === target)?.title;
      if (here === undefined || there === undefined || titleKey(here) === titleKey(there)) return [];
      const isHere = now.id === article.id;
      const values = isHere
        ? { here, there, place: to.path }
        : { here: there, there: here, place: `${article.path}:${teaser.line}` };
      return [
        {
          check: CHECK,
          severity: 'minor',
          ...say.otherHeadline(values),
          articleId: now.id,
          path: now.path,
          target,
          ...(isHere ? { segmentId: teaser.segment, line: teaser.line } : {}),
        },
      ];
    });
  }
}

/** What is kept of an article until its headlines are found elsewhere. */
function slim(article: ManifestArticle): ManifestArticle {
  const outputs = article.outputs.map((output) => ({ ...output, origins: {}, names: undefined }));
  return { ...article, outputs };
}

/** Words as titles are compared. */
export function titleWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const byOf = (key: string): ManifestRelation['by'] => (key.startsWith('title ') ? 'title' : 'address');

/** What an article is found by. */
export function articleKeys({
  id,
  path,
  url,
  title,
}: Pick<ManifestArticle, 'id' | 'path' | 'url' | 'title'>): string[] {
  return keysOf([addressKey(url), id === path ? fileKey(path, '') : undefined], title);
}

/** What a headline of another article is looked up by, best first. @param path of the file it stands in */
export function leadKeys(
  { title, url }: { readonly title?: string; readonly url?: string },
  path: string,
): string[] {
  return keysOf([addressKey(url) ?? fileKey(url, path)], title);
}

function keysOf(addresses: readonly (string | undefined)[], title: string | undefined): string[] {
  const words = titleKey(title);
  return [
    ...addresses.flatMap((key) => (key === undefined ? [] : [`address ${key}`])),
    ...(words === undefined ? [] : [`title ${words}`]),
  ];
}

/** A file of the batch by the address another has for it: `b.md`, `../b/`, `/news/b.html`. */
function fileKey(address: string | undefined, from: string): string | undefined {
  if (address === undefined || /^(?:[a-z][\w+.-]*:|\/\/|#|\?)|[{}<>]/i.test(address)) return undefined;
  const base = `file:///${from.split('/').map(encodeURIComponent).join('/')}`;
  if (!URL.canParse(address, base)) return undefined;
  try {
    const path = decodeURIComponent(new URL(address, base).pathname);
    const name = path
      .replace(/\/$/, '')
      .replace(/(?<=[^/])\.[a-z]{2,8}$/i, '')
      .replace(/\/_?index$/, '');
    return name === '' ? undefined : `file:${name}`;
  } catch {
    return undefined;
  }
}

function titleKey(title: string | undefined): string | undefined {
  const key = title === undefined ? undefined : titleWords(title);
  return key === undefined || key.length < SHORTEST ? undefined : key;
}

/** Parameters that say where a reader comes from. */
const TRACKING = /^(?:utm_|fbclid|gclid|ref$)/;

function addressKey(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol)) return undefined;
  const query = [...url.searchParams].filter(([name]) => !TRACKING.test(name)).sort();
  return JSON.stringify([url.host.replace(/^www\./, ''), url.pathname.replace(/\/$/, ''), query]);
}
