import { messages } from '../message.js';
import type { Finding } from '../model/finding.js';
import type { ManifestArticle, ManifestOutput, ManifestRelation } from '../model/manifest.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Identified } from '../model/stages.js';
import type { Rendered } from './render.js';

/** Which headlines of other articles are headlines of articles of the same batch. Pure. */

const say = messages('write', {
  otherHeadline: '"{{here}}" here is "{{there}}" in {{place}}, of one headline',
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
      const address = own ?? blocks.get(blockId)?.url;
      return { segment: id, title: text, line, ...onlyDefined({ url: address }) };
    });
  return {
    ...onlyDefined({ title, url }),
    ...(related.length === 0 ? {} : { related }),
  };
}

/** The same as an output has them. */
export function headlinesIn(
  { related = [] }: Pick<ManifestArticle, 'related'>,
  { title, translations }: Rendered,
): Pick<ManifestOutput, 'title' | 'related'> {
  const shown = related.flatMap(({ segment }) => {
    const text = translations.get(segment);
    return text === undefined ? [] : [[segment, text] as const];
  });
  return {
    ...onlyDefined({ title }),
    ...(shown.length === 0 ? {} : { related: Object.fromEntries(shown) }),
  };
}

interface Waiting {
  readonly article: ManifestArticle;
  readonly teaser: Teaser;
}

/** Headlines of a batch, article by article in the order of the manifest. */
export class RelatedStories {
  readonly #byTitle = new Map<string, ManifestArticle>();
  readonly #byAddress = new Map<string, ManifestArticle>();
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #relations = new Map<string, ManifestRelation>();

  /** One more article. @returns headlines that are called otherwise in the article they belong to */
  add(article: ManifestArticle): Finding[] {
    const [title, address] = [titleKey(article.title), addressKey(article.url)];
    const findings: Finding[] = [];
    if (title !== undefined && !this.#byTitle.has(title)) this.#byTitle.set(title, slim(article));
    if (address !== undefined && !this.#byAddress.has(address)) this.#byAddress.set(address, slim(article));
    for (const [key, by] of [[address, 'address'] as const, [title, 'title'] as const])
      for (const waiting of (key !== undefined && this.#waiting.get(`${by} ${key}`)) || [])
        findings.push(...this.#relate(waiting, article, by, article));
    for (const teaser of article.related ?? []) {
      const waiting = { article: slim(article), teaser };
      const keys = [
        ['address', addressKey(teaser.url), this.#byAddress],
        ['title', titleKey(teaser.title), this.#byTitle],
      ] as const;
      for (const [by, key, known] of keys) {
        if (key === undefined) continue;
        const found = known.get(key);
        if (found !== undefined) findings.push(...this.#relate(waiting, found, by, article));
        const name = `${by} ${key}`;
        const list = this.#waiting.get(name);
        if (list === undefined) this.#waiting.set(name, [waiting]);
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
    if (this.#relations.has(key)) return [];
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

function titleKey(title: string | undefined): string | undefined {
  const key = title
    ?.normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
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
