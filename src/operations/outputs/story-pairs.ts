import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AlignedPair } from '../../corpus/pairs.js';
import { primaryLanguage } from '../../model/language.js';
import type { Role } from '../../model/segment.js';
import { alignSentences } from '../../stories/align.js';
import { parseSidecar, type Sidecar } from '../../write/ledger.js';
import type { PreviousManifest } from '../../write/manifest-read.js';
import type { OutputsState } from '../../write/state.js';

/** Sentences of articles that are the same story in two languages, side by side: what people wrote in both. */

/** What has a counterpart in another version. */
const TEXT: ReadonlySet<Role> = new Set<Role>([
  'title',
  'lead',
  'paragraph',
  'heading',
  'quote',
  'caption',
  'list-item',
]);

interface StoryBooks {
  /** The folder of the state; absolute. */
  readonly books: string;
  readonly state: OutputsState;
  readonly manifest: PreviousManifest;
  /** `uk-en`: the direction that is wanted; empty: from the version that came first. */
  readonly languages: readonly string[];
  /** Told ledgers that cannot be read. */
  readonly unreadable: string[];
}

interface Version {
  readonly id: string;
  readonly path: string;
  readonly lang: string;
  readonly day: number;
  readonly segments: Sidecar['articles'][0]['segments'];
}

/** Pairs of every two articles that were found to be one story, but for doubtful ones; each sentence once. */
export function* storyPairs(parts: StoryBooks): Generator<AlignedPair> {
  const { manifest, languages } = parts;
  for (const id of manifest.ids()) {
    const entry = manifest.article(id)?.entry;
    if (entry?.duplicateOf !== undefined) continue;
    for (const { id: other, doubtful } of entry?.sameStory ?? []) {
      if (doubtful === true || other < id) continue;
      const [a, b] = [versionOf(id, parts), versionOf(other, parts)];
      if (a === undefined || b === undefined || a.lang === b.lang) continue;
      const isTurned = languages.length > 0 ? languages.includes(`${b.lang}-${a.lang}`) : b.day < a.day;
      yield* aligned(isTurned ? b : a, isTurned ? a : b);
    }
  }
}

function versionOf(id: string, { books, state, manifest, unreadable }: StoryBooks): Version | undefined {
  const article = state.get(id);
  if (article === undefined) return undefined;
  const path = join(books, article.ledger);
  const sidecar = existsSync(path) ? parseSidecar(readFileSync(path, 'utf8')) : undefined;
  if (sidecar === undefined) {
    if (!unreadable.includes(article.ledger)) unreadable.push(article.ledger);
    return undefined;
  }
  const entry = manifest.article(id)?.entry;
  const lang = primaryLanguage(entry?.lang ?? '');
  const segments = sidecar.articles[0].segments.filter(
    (segment) => TEXT.has(segment.role) && primaryLanguage(segment.lang) === lang,
  );
  return { id, path: article.path, lang, day: entry?.story?.day ?? Number.POSITIVE_INFINITY, segments };
}

function* aligned(source: Version, target: Version): Generator<AlignedPair> {
  const texts = ({ segments }: Version): string[] => segments.map(({ text }) => text);
  for (const { source: from, target: to, score } of alignSentences(texts(source), texts(target))) {
    const [one, other] = [source.segments[from], target.segments[to]];
    if (one === undefined || other === undefined) continue;
    yield {
      id: source.id,
      segment: one.id,
      path: source.path,
      line: one.line,
      source: source.lang,
      target: target.lang,
      sourceText: one.text,
      targetText: other.text,
      role: one.role,
      origin: 'human',
      score: Math.round(100 * score),
      // People wrote both; that they belong together a machine said.
      findings: ['aligned:neutral'],
    };
  }
}
