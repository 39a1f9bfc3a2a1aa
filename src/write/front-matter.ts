import { parse as parseToml } from 'smol-toml';
import { parse, parseDocument, stringify } from 'yaml';
import { type LanguageTag, sameLanguage } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Checked } from '../model/stages.js';
import { jsonLeaves, patchJson } from '../syntax/matter/json.js';
import { patchToml, plainToml, tomlLeaves } from '../syntax/matter/toml.js';
import { edited, type FieldPath, type MatterEdits, type MatterFormat } from '../syntax/matter/types.js';
import { patchYaml, yamlLeaves } from '../syntax/matter/yaml.js';
import { directionOf } from './direction.js';
import { plainText, type Rendered } from './render.js';

/** Front matter of a Markdown output: what the source had, as it was written, and what tovmach knows. */

export interface FrontMatterOptions {
  /** ISO 8601; only when asked for. */
  readonly translatedAt?: string;
  /** Says to Docusaurus that the file is Markdown, where it would read MDX: braces would be code. */
  readonly noMdx?: boolean;
  /** The site reads no TOML and no JSON. */
  readonly onlyYaml?: boolean;
  /** What becomes of the place of a page in a translation; default `language`: it carries it. */
  readonly addresses?: 'language' | 'drop' | 'keep';
}

/** Languages text was translated from for this output, sorted. */
function translatedFrom(article: Checked, rendered: Rendered): string[] {
  const languages = new Set<string>();
  for (const segment of article.segments) {
    const origin = rendered.origins[segment.id] ?? '';
    if (/^(?:memory|human|provider|label)/.test(origin) && !sameLanguage(segment.lang, rendered.target)) {
      languages.add(segment.lang);
    }
  }
  return [...languages].sort();
}

/** What generators know the versions of an article by: of two articles that are versions of each other, one key. */
function translationKey({ outputStem, story }: Pick<Checked, 'outputStem' | 'story'>): string {
  const stems = (story?.told?.versions ?? []).map(({ stem }) => stem);
  return [outputStem, ...stems].sort()[0] ?? outputStem;
}

/** `undefined` for a field that is not known. */
export function outputFields(
  article: Checked,
  rendered: Rendered,
  options: FrontMatterOptions,
): [string, unknown][] {
  const from = translatedFrom(article, rendered);
  const related = rendered.related.map(({ title, url, date, lang }) => ({
    title,
    ...onlyDefined({ url, date, lang }),
  }));
  return [
    ['title', rendered.title],
    ['lang', rendered.target],
    ['dir', directionOf(rendered.target) === 'rtl' ? 'rtl' : undefined],
    ['translationKey', translationKey(article)],
    ['date', article.metadata.date],
    ['date_original', article.metadata.dateOriginal],
    ['source_url', article.metadata.url],
    ['source_extent', article.metadata.extent],
    ['source_file', article.path],
    ['source_langs', Object.keys(article.langs)],
    ['translated_from', from.length === 0 ? undefined : from.length === 1 ? from[0] : from],
    ['translated_at', from.length === 0 ? undefined : options.translatedAt],
    ['translation_status', rendered.status],
    ['translation_engine', rendered.engines.length === 0 ? undefined : rendered.engines.join(', ')],
    ['ai_disclosure', rendered.disclosure],
    ['related', related.length === 0 ? undefined : related],
    ['source_hash', article.sourceHash],
  ];
}

/** Fields with the place of a page on its site: two versions with one of them would be one page. */
const PLACES: ReadonlySet<string> = new Set(['url', 'permalink', 'slug']);
/** Other places that lead to a page; they go on leading to the original. */
const OTHER_PLACES = [
  'aliases',
  'redirect_from',
  'redirect_to',
  'canonical',
  'canonical_url',
  'canonicalURL',
  'canonicalUrl',
];

/** The place of a translation. */
function placeIn(key: string, value: string, own: LanguageTag, target: LanguageTag): string {
  if (key === 'slug' && !value.includes('/')) return `${value}-${target.toLowerCase()}`;
  const steps = value.split('/');
  const at = steps.findIndex((step) => step.toLowerCase() === own.toLowerCase());
  if (at >= 0) return steps.map((step, index) => (index === at ? target : step)).join('/');
  return value.startsWith('/') ? `/${target}${value}` : `${target}/${value}`;
}

/** A date of YAML or TOML, or a text that begins as ISO 8601. */
const isReadable = (date: unknown): boolean =>
  date !== undefined && (typeof date !== 'string' || /^\d{4}-\d\d-\d\d(?:[T ]|$)/.test(date));

/** What has to change in the front matter of a source for one of its versions. */
function editsOf(
  article: Checked,
  rendered: Rendered,
  options: FrontMatterOptions,
  known: Readonly<Record<string, unknown>>,
): MatterEdits {
  const { target } = rendered;
  const set: [FieldPath, string][] = [];
  const put: [string, unknown][] = [];
  const remove: string[] = [];
  let hasTitle = false;
  for (const { block, inlines } of rendered.attributes) {
    if (block.field === undefined) continue;
    if (block.field.length === 1 && block.field[0] === 'title') hasTitle = true;
    const text = plainText(inlines).replace(/\s+/g, ' ').trim();
    if (text !== block.text) set.push([block.field, text]);
  }
  const isOriginal = sameLanguage(article.lang, target);
  for (const [key, value] of outputFields(article, rendered, options)) {
    if (value === undefined || (key === 'title' && hasTitle)) continue;
    // What the source says itself stays as it is written there, where sites can read it.
    if (key === 'date' && known.date !== undefined && isReadable(known.date)) continue;
    if (key === 'date_original' && isReadable(known.date)) continue;
    if (key === 'translationKey' && known[key] !== undefined) continue;
    put.push([key, value]);
  }
  for (const key of ['language', 'locale']) {
    if (typeof known[key] === 'string' && !isOriginal) put.push([key, target]);
  }
  if (options.noMdx === true && known.mdx === undefined) put.push(['mdx', { format: 'md' }]);
  if (
    article.metadata.date === undefined &&
    article.metadata.dateOriginal !== undefined &&
    !isReadable(known.date)
  )
    remove.push('date');
  const { addresses = 'language' } = options;
  if (isOriginal || addresses === 'keep') return { set, put, remove };
  for (const key of PLACES) {
    const value = known[key];
    if (typeof value !== 'string' || /^[a-z]+:/i.test(value) || value.trim() === '') continue;
    if (addresses === 'drop') remove.push(key);
    else put.push([key, placeIn(key, value, article.lang, target)]);
  }
  return { set, put, remove: [...remove, ...OTHER_PLACES.filter((key) => known[key] !== undefined)] };
}

/** Fields of a source as they are read. */
function known(text: string, format: MatterFormat): Record<string, unknown> {
  if (text === '') return {};
  const fields: unknown = format === 'toml' ? plainToml(parseToml(text)) : parse(text);
  return typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>) : {};
}

/** The front matter with its fences and a final line break: in the notation of the source, where the site reads it. */
export function frontMatter(article: Checked, rendered: Rendered, options: FrontMatterOptions): string {
  const { frontMatter: existing, frontMatterFormat: format = 'yaml' } = article.metadata;
  const text = (existing ?? '').replace(/\r\n/g, '\n');
  const fields = known(text, format);
  const edits = editsOf(article, rendered, options, fields);
  const fenced = (fence: string, body: string): string =>
    `${fence}\n${body === '' || body.endsWith('\n') ? body : `${body}\n`}${fence}\n`;
  if (format !== 'yaml' && options.onlyYaml === true) {
    return fenced('---', stringify(edited(fields, edits), { lineWidth: 0, flowCollectionPadding: false }));
  }
  if (format === 'toml') return fenced('+++', patchToml(text, edits));
  if (format === 'json') return `${patchJson(text, edits)}\n`;
  return fenced('---', patchYaml(text, edits));
}

/** Texts of the front matter of a source that stay in another language than the file's: what nobody asked to translate. */
export function foreignFields(
  article: Checked,
  { target, attributes }: Rendered,
  languageOf: (text: string, among: readonly LanguageTag[]) => LanguageTag | undefined,
): { readonly key: string; readonly lang: LanguageTag }[] {
  const { frontMatter: existing, frontMatterFormat: format = 'yaml' } = article.metadata;
  if (existing === undefined) return [];
  const translated = new Set(
    attributes.flatMap(({ block: { field } }) => (field === undefined ? [] : [field.join('.')])),
  );
  const among = [...new Set([...Object.keys(article.langs), target])];
  const leaves =
    format === 'toml'
      ? tomlLeaves(existing)
      : format === 'json'
        ? jsonLeaves(existing)
        : yamlLeaves(parseDocument(existing));
  const found = new Map<string, LanguageTag>();
  for (const { path, value } of leaves) {
    const key = path.filter((step) => typeof step === 'string').join('.');
    // The title may be the one of the text.
    if (translated.has(path.join('.')) || key === 'title' || PLACES.has(key) || NO_WORDS.test(value))
      continue;
    const lang = languageOf(value, among);
    if (lang !== undefined && !sameLanguage(lang, target) && !found.has(key)) found.set(key, lang);
  }
  return [...found].map(([key, lang]) => ({ key, lang }));
}

/** Dates, addresses, names of files and other values nobody reads as words. */
const NO_WORDS = /^[^\p{L}]*$|^[a-z]+:\/\/|^[./]|^\S*[/_.]\S*$/u;
