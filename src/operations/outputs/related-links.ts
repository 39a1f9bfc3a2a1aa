import { type Article, isMarkdown } from '../../model/article.js';
import { sameLanguage } from '../../model/language.js';
import type { ManifestArticle } from '../../model/manifest.js';
import { onlyDefined } from '../../model/only-defined.js';
import type { Lead, RelatedArticle, SeenArticle, Told } from '../../model/story.js';
import type { FoundFile } from '../../read/walk.js';
import type { Setup } from '../../setup/setup.js';
import { outputPath } from '../../write/layout.js';
import { articleKeys, leadKeys, titleWords } from '../../write/related.js';
import { plainOf } from '../../write/render.js';
import type { ArticleState, OutputsState } from '../../write/state.js';

/**
 * Which articles of a batch show headlines of others, so that these lead to their files. Told before anything is planned: of
 * files that are to be done by their blocks, which say more than is so, of the others by the manifest.
 */

/** Longest line, in characters, that a headline is looked for in. */
const LONGEST = 300;
/** Words before and behind a headline in its line: "Read also", a date and a time. */
const AROUND = 8;

type Heads = NonNullable<SeenArticle['heads']>;

/** Of an article that was just read. @param lang its language */
export function headsOf(setup: Setup, article: Article, lang: string): Heads {
  const { output } = setup.config;
  const { id, path, metadata, blocks, format } = article;
  const heading = blocks.find(({ kind }) => kind === 'title');
  const title =
    heading === undefined
      ? metadata.title
      : plainOf(heading.text, heading.field === undefined && isMarkdown(article, heading)).text;
  const rebuild = setup.formats.find(({ name }) => name === format)?.rebuild;
  return {
    keys: articleKeys({
      id,
      path,
      ...onlyDefined({ url: metadata.url, title }),
    }),
    leads: leadsOf(article),
    lang: article.declaredLanguage ?? lang,
    ending: (output.format === 'md' ? rebuild?.extension(article) : undefined) ?? output.format,
  };
}

function leadsOf(article: Article): Lead[] {
  return article.blocks.flatMap((block): Lead[] => {
    const { kind, text } = block;
    if (text.length > LONGEST || kind === 'title' || kind === 'code' || block.field !== undefined) return [];
    const { text: line, url: linked } = plainOf(text, isMarkdown(article, block) && text.includes(']('));
    const url = block.url ?? linked;
    const keys = url === undefined ? [] : leadKeys({ url }, article.path);
    // A sentence is no headline, unless it is a link.
    if (keys.length === 0 && kind !== 'related' && /[.!?…]["»”]?\s*$/u.test(text) && !/[:—–-]\s/u.test(text))
      return [];
    return [{ keys, line: titleWords(line) }];
  });
}

/** Of an article that the manifest knows. */
export function knownHeads(entry: ManifestArticle, { outputs }: ArticleState, { config }: Setup): Heads {
  const [first] = Object.values(outputs);
  const ending = first === undefined ? config.output.format : (first.path.split('.').at(-1) ?? 'md');
  return {
    keys: articleKeys(entry),
    leads: (entry.related ?? []).map((teaser) => ({ keys: leadKeys(teaser, entry.path) })),
    lang: entry.lang,
    ending: ending === 'mdx' ? 'md' : ending,
  };
}

/** Articles of which another run took care: what led to them goes on leading there. */
export function besideTheBatch(
  kept: readonly ManifestArticle[],
  state: OutputsState,
  isInBatch: (path: string) => boolean,
): Map<string, RelatedArticle[]> {
  const linked = new Map<string, RelatedArticle[]>();
  const wanted = kept.filter(({ outputs }) => outputs.some(({ links }) => links !== undefined));
  if (wanted.length === 0) return linked;
  const byFile = new Map<string, ArticleState>();
  for (const article of state.articles())
    if (!isInBatch(article.path))
      for (const { path } of Object.values(article.outputs)) byFile.set(path, article);
  for (const entry of wanted) {
    const found = (entry.related ?? []).flatMap((teaser): RelatedArticle[] => {
      const files = entry.outputs.flatMap(({ links }) => links?.[teaser.segment] ?? []);
      const other = files.map((file) => byFile.get(file)).find((article) => article !== undefined);
      if (other === undefined) return [];
      const paths = Object.entries(other.outputs).map(([target, { path }]) => [target, path] as const);
      return [{ id: other.id, keys: leadKeys(teaser, entry.path), paths: Object.fromEntries(paths) }];
    });
    if (found.length > 0) linked.set(entry.id, found);
  }
  return linked;
}

/** Finds the articles that headlines in others may belong to. */
export class RelatedFinder {
  readonly #byKey = new Map<string, SeenArticle>();
  /** With what titles begin: hardly a line holds one. */
  readonly #beginnings = new Set<string>();

  /** @param seen sorted by id: of several with one title the first is meant */
  constructor(
    seen: readonly SeenArticle[],
    private readonly setup: Setup,
    private readonly fileOf: (path: string) => FoundFile | undefined,
  ) {
    for (const article of seen)
      for (const key of article.heads?.keys ?? []) {
        if (!this.#byKey.has(key)) this.#byKey.set(key, article);
        const [kind, word] = key.split(' ', 2);
        if (kind === 'title' && word !== undefined) this.#beginnings.add(word);
      }
  }

  /** @param toldOf what else the batch says of an article: another may stand for it */
  relatedOf(
    { id, heads }: SeenArticle,
    toldOf: (id: string) => { readonly seen: SeenArticle; readonly told: Told | undefined } | undefined,
  ): RelatedArticle[] {
    const keysById = new Map<string, Set<string>>();
    for (const key of (heads?.leads ?? []).flatMap((lead) => this.#keysIn(lead))) {
      const other = this.#byKey.get(key);
      if (other === undefined || other.id === id) continue;
      const keys = keysById.get(other.id) ?? new Set();
      keysById.set(other.id, keys.add(key));
    }
    return [...keysById].flatMap(([other, keys]): RelatedArticle[] => {
      const { seen, told } = toldOf(other) ?? {};
      const shown = told?.skipped === true ? toldOf(told.duplicateOf?.id ?? other) : { seen, told };
      if (shown?.seen === undefined || shown.seen.id === id) return [];
      return [{ id: other, keys: [...keys].sort(), paths: this.#paths(shown.seen, shown.told) }];
    });
  }

  #keysIn({ keys, line }: Lead): string[] {
    if (line === undefined) return [...keys];
    const words = line.split(' ');
    const found = [...keys];
    for (let start = 0; start <= Math.min(AROUND, words.length); start++) {
      if (!this.#beginnings.has(words[start] ?? '')) continue;
      for (let end = words.length; end > Math.max(start, words.length - AROUND); end--) {
        const key = `title ${words.slice(start, end).join(' ')}`;
        if (this.#byKey.has(key)) found.push(key);
      }
    }
    return found;
  }

  #paths({ path, stem, heads }: SeenArticle, told: Told | undefined): Record<string, string> {
    const { config } = this.setup;
    const { layout, format, prefix } = config.output;
    const isInPlace = this.fileOf(path)?.inPlace === true;
    return Object.fromEntries(
      config.targets.map((target): [string, string] => {
        if (isInPlace && heads !== undefined && sameLanguage(heads.lang, target)) return [target, path];
        const version = told?.versions?.find(({ lang }) => sameLanguage(lang, target));
        const options = { layout, format: heads?.ending ?? format, prefix, main: config.targets[0] };
        return [target, outputPath(version?.stem ?? stem, target, options, path)];
      }),
    );
  }
}
