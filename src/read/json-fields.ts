import type { Node as JsonNode } from 'jsonc-parser';

/** Where JSON keeps articles, and what of them in which field. */

/** Names tried in order for each field of an article; `article.body` is the field `body` of the object `article`. */
export interface JsonFields {
  readonly id: readonly string[];
  readonly title: readonly string[];
  readonly body: readonly string[];
  readonly url: readonly string[];
  readonly date: readonly string[];
  readonly language: readonly string[];
  readonly author: readonly string[];
}

/** The shapes of news APIs, feeds, crawls and content management systems; docs/ingest.md lists them. */
export const DEFAULT_FIELDS: JsonFields = {
  id: ['id', 'slug', '_id', 'guid'],
  title: ['title', 'headline', 'headline.main', 'webTitle', 'name'],
  body: [
    'body',
    'text',
    'content',
    'articleBody',
    'article',
    'maintext',
    'html',
    'paragraphs',
    'content_html',
    'content_text',
    'full_text',
    'fulltext',
    'article_text',
    'article_body',
    'body_text',
    'bodyText',
    'raw_text',
    'plain_text',
    'plaintext',
    'cooked',
    'fields.body',
    'fields.bodyText',
  ],
  url: [
    'url',
    'link',
    'source_url',
    'canonical',
    'canonical_url',
    'web_url',
    'webUrl',
    'permalink',
    'mainEntityOfPage',
    'mainEntityOfPage.@id',
    'source',
  ],
  date: [
    'date',
    'published',
    'datePublished',
    'published_at',
    'date_publish',
    'pubDate',
    'publishedAt',
    'date_published',
    'published_date',
    'publish_date',
    'publication_date',
    'pub_date',
    'webPublicationDate',
    'created_at',
    'createdAt',
    'timestamp',
  ],
  language: ['lang', 'language', 'locale', 'inLanguage', 'lang_code', 'language_code'],
  author: ['author', 'byline', 'authors', 'byline.original', 'fields.byline', 'creator', 'author_name'],
};

/** Fields that stand for the text of a record that has none. */
export const SUMMARIES = ['lead_paragraph', 'description', 'summary', 'excerpt', 'abstract'];

/** Fields that wrap a list of articles, and objects in which such a field is looked for. */
const LISTS = [
  'articles',
  'items',
  'entries',
  'records',
  'results',
  'posts',
  'documents',
  'docs',
  'news',
  'stories',
  'messages',
  'list',
  'data',
  '@graph',
];
const WRAPPERS = ['post_stream', 'chats', 'response', 'result', 'data', 'feed', 'payload', 'channel', 'rss'];

/** A field of an object, in whatever letter case; `a.b` looks into `a` where no field bears the whole name. */
function child(node: JsonNode, name: string): JsonNode | undefined {
  const named = (wanted: string, fold: boolean): JsonNode | undefined =>
    node.children?.find(({ children }) => {
      const key = String(children?.[0]?.value);
      return (fold ? key.toLowerCase() : key) === wanted;
    });
  const found = named(name, false) ?? named(name.toLowerCase(), true);
  if (found !== undefined) return found.children?.[1];
  const dot = name.indexOf('.');
  const inner = dot < 0 ? undefined : child(node, name.slice(0, dot));
  return inner?.type === 'object' ? child(inner, name.slice(dot + 1)) : undefined;
}

const holdsText = (node: JsonNode): boolean => node.type === 'string' && String(node.value).trim() !== '';

/** The text in an object: WordPress has `{ "rendered": "<p>…" }`, editors `{ "type": "paragraph", "text": … }`. */
function textIn(node: JsonNode): JsonNode | undefined {
  if (node.type !== 'object') return node;
  return ['rendered', 'html', 'text'].map((name) => child(node, name)).find((found) => found !== undefined);
}

/** Strings of the first named field that has any: one, or a list of paragraphs. */
export function strings(node: JsonNode, names: readonly string[]): readonly JsonNode[] {
  for (const name of names) {
    const value = child(node, name);
    const found = value === undefined ? undefined : textIn(value);
    const list = found?.type === 'array' ? (found.children ?? []) : found === undefined ? [] : [found];
    const texts = list.flatMap((item) => textIn(item) ?? []).filter(holdsText);
    if (texts.length > 0) return texts;
  }
  return [];
}

/** Whether schema.org calls it something else and it has no text: the site, its owner, a list of links. */
function isOtherThing(node: JsonNode, body: readonly string[]): boolean {
  const type = node.type === 'object' ? child(node, '@type') : undefined;
  const names = type?.type === 'array' ? (type.children ?? []) : type === undefined ? [] : [type];
  return (
    names.length > 0 &&
    !names.some(({ value }) => /Article|Posting/.test(String(value))) &&
    strings(node, body).length === 0
  );
}

/** The list of records a document is or wraps; nothing where it has a text of its own. */
export function listOf(root: JsonNode, body: readonly string[]): readonly JsonNode[] | undefined {
  if (root.type === 'array') return root.children?.filter((item) => !isOtherThing(item, body)) ?? [];
  if (root.type !== 'object' || strings(root, body).length > 0) return undefined;
  // A Ghost export is a list of one database.
  const database = child(root, 'db')?.children?.[0];
  if (database?.type === 'object') return listOf(database, body);
  for (const name of LISTS) {
    const list = child(root, name);
    if (list?.type !== 'array' || list.children?.some((item) => item.type === 'object') !== true) continue;
    // An export of all chats is a list of lists.
    const chats = list.children.map((chat) => (chat.type === 'object' ? child(chat, 'messages') : undefined));
    if (chats.every((messages) => messages?.type === 'array'))
      return chats.flatMap((messages) => messages?.children ?? []);
    return listOf(list, body);
  }
  for (const name of WRAPPERS) {
    const inner = child(root, name);
    const list = inner?.type === 'object' ? listOf(inner, body) : undefined;
    if (list !== undefined) return list;
  }
  return undefined;
}
