import { resolve } from 'node:path';
import { check as collectFindings } from '../../check/check.js';
import { correct, type PersonsLabel } from '../../detect/correct.js';
import { type FailureCode, TovmachError } from '../../errors.js';
import { asPath, type Message, messages } from '../../message.js';
import type { Article } from '../../model/article.js';
import type { ArticleCheckInput, Check, CheckInput, CheckResult } from '../../model/contracts.js';
import type { LanguageTag } from '../../model/language.js';
import type { ManifestArticle } from '../../model/manifest.js';
import { onlyDefined } from '../../model/only-defined.js';
import type { Checked, Identified, Planned } from '../../model/stages.js';
import type { Origin, Translation } from '../../model/translation.js';
import { checkOptions, checksOf } from '../../setup/checks.js';
import { readRecords } from '../../setup/inputs.js';
import type { Setup } from '../../setup/setup.js';
import { plan } from '../../translate/plan.js';
import { personsOf, type Sidecar } from '../../write/ledger.js';
import { relatedLinks } from '../../write/related.js';
import { type Rendered, renderArticle } from '../../write/render.js';
import { renderedFile } from '../../write/rendered-file.js';
import type { ArticleState } from '../../write/state.js';
import { renderOptionsOf } from './render-options.js';

/**
 * An article made anew from its source and its ledger, with some of its translations changed: nothing is detected, looked
 * up or sent, so that nothing changes but what was decided.
 */

const say = messages('review', {
  sourceChanged: 'the source of this article changed since it was translated: {{file}}',
  runAgain: 'Run again; then decide upon what is there.',
  rejected: '{{by}} rejected the translation',
  newLanguage: 'its language was changed; the next run translates it',
});

/** What is to stand for a segment. */
export type NewText =
  | { readonly kind: 'text'; readonly text: string; readonly origin: Origin }
  | { readonly kind: 'none'; readonly why: Message };

/** By target and segment id, ids as they are after the labels are changed. */
export type NewTexts = ReadonlyMap<LanguageTag, ReadonlyMap<string, NewText>>;

export interface Remade {
  readonly checked: Checked;
  readonly files: ReadonlyMap<LanguageTag, { readonly rendered: Rendered; readonly text: string }>;
}

export interface Material {
  readonly setup: Setup;
  readonly state: ArticleState;
  readonly entry: ManifestArticle;
  readonly sidecar: Sidecar;
  /** Every language there are versions in. */
  readonly versions: readonly LanguageTag[];
  readonly candidates: readonly LanguageTag[];
  readonly identified: Identified;
}

export const rejectedBy = (by: string): Message => say.rejected({ by });

/** An article as its ledger has it. @throws TovmachError STALE when its source is no longer what it was */
export async function identifiedFrom(setup: Setup, state: ArticleState, ledger: string): Promise<Identified> {
  const root = resolve(setup.directory, state.root);
  const file = asPath(state.path);
  const [kept] = (
    JSON.parse(ledger) as { articles: [Pick<Identified, 'lang' | 'langs' | 'segments' | 'sourceHash'>] }
  ).articles;
  const found: Article[] = [];
  try {
    for await (const record of readRecords(setup, { root, path: state.path })) {
      if (!('article' in record)) continue;
      found.push(record.article);
      if (record.article.id === state.id) break;
    }
  } catch (cause) {
    throw new TovmachError('STALE', say.sourceChanged({ file }), { cause, hint: say.runAgain() });
  }
  const article = found.find(({ id }) => id === state.id) ?? (found.length === 1 ? found[0] : undefined);
  if (article === undefined || article.sourceHash !== kept.sourceHash)
    throw new TovmachError('STALE', say.sourceChanged({ file }), { hint: say.runAgain() });
  return { ...article, id: state.id, lang: kept.lang, langs: kept.langs, segments: kept.segments };
}

/** The same article with other labels, and what its segments were called before. */
export function relabelled(
  { setup, identified }: Pick<Material, 'setup' | 'identified'>,
  labels: ReadonlyMap<string, PersonsLabel>,
): { readonly identified: Identified; readonly formerId: ReadonlyMap<string, string> } {
  const after = correct(identified, labels, setup.config.policy);
  return {
    identified: after,
    formerId: new Map(after.segments.map(({ id }, index) => [id, identified.segments[index]?.id ?? id])),
  };
}

/** @param formerId what a segment is called in the ledger, where that is another name */
export function remake(
  material: Material,
  texts: NewTexts,
  formerId: ReadonlyMap<string, string> = new Map(),
): Remade {
  const { setup, state, entry, versions, identified } = material;
  const { config, texts: locale } = setup;
  const planned = plan(identified, {
    targets: Object.keys(state.outputs),
    versions,
    repair: config.detection.repair,
    hasLabel: (key, target) => locale.label(key, target) !== undefined,
  });
  const translations = translationsFrom(material, planned, texts, formerId);
  const checks = rememberedChecks(setup, material.candidates);
  const checked = collectFindings({ ...planned, translations }, checks, checkOptions(setup));
  const files = new Map(
    Object.entries(state.outputs).map(([target, { path }]) => {
      const { links = {} } = entry.outputs.find((output) => output.target === target) ?? {};
      const now = new Map([...formerId].map(([id, before]) => [before, id]));
      const leads = Object.entries(links).map(([id, to]): [string, string] => [now.get(id) ?? id, to]);
      const rendered = renderArticle(checked, target, {
        ...renderOptionsOf(setup),
        links: relatedLinks(path, Object.fromEntries(leads)),
      });
      return [target, { rendered, text: fileOf(setup, checked, rendered, path, versions) }];
    }),
  );
  return { checked, files };
}

/** Translations as they were written, and the new texts in their place. */
function translationsFrom(
  { entry, sidecar, identified }: Material,
  planned: Planned,
  texts: NewTexts,
  formerId: ReadonlyMap<string, string>,
): Map<string, Translation> {
  const translations = new Map<string, Translation>();
  const segments = new Map(identified.segments.map((segment) => [segment.id, segment]));
  const former = new Map(sidecar.articles[0].segments.map((segment) => [segment.id, segment]));
  for (const { target, segments: wanted } of planned.targets) {
    const written = sidecar.outputs.find((output) => output.target === target);
    const origins = entry.outputs.find((output) => output.target === target)?.origins ?? {};
    for (const { segmentId, unitKey } of wanted) {
      if (unitKey === undefined || translations.has(unitKey)) continue;
      const id = formerId.get(segmentId) ?? segmentId;
      // A translation of the same words from another language is none.
      const isSame = former.get(id)?.lang === segments.get(segmentId)?.lang;
      const text = isSame ? written?.translations[id] : undefined;
      const origin = originOf(origins[id] ?? '', id, written);
      translations.set(
        unitKey,
        text === undefined
          ? failed(unitKey, target, origins[id], say.newLanguage())
          : { status: 'translated', key: unitKey, target, text, origin },
      );
    }
    // Last, and for every place of the same words.
    for (const { segmentId, unitKey } of wanted) {
      const text = texts.get(target)?.get(segmentId);
      if (unitKey === undefined || text === undefined) continue;
      translations.set(
        unitKey,
        text.kind === 'none'
          ? failed(unitKey, target, 'failed:CHECK', text.why)
          : { status: 'translated', key: unitKey, target, text: text.text, origin: text.origin },
      );
    }
  }
  return translations;
}

type Said = readonly (CheckResult | undefined)[];
/** What each check said of a translation, as long as the process lives: of thousands a decision changes one. */
const EXAMINED = new WeakMap<Setup, Map<string, Said>>();
/** Translations that are remembered. */
const MOST_EXAMINED = 20_000;

/** The checks of a run, which look at no translation twice. */
function rememberedChecks(setup: Setup, candidates: readonly LanguageTag[]): Check[] {
  const checks = checksOf(setup, candidates, []);
  const known = EXAMINED.get(setup) ?? new Map<string, Said>();
  EXAMINED.set(setup, known);
  const among = candidates.join();
  let last: { readonly input: CheckInput; readonly said: Said } | undefined;
  const saidOf = (input: CheckInput): Said => {
    if (last?.input === input) return last.said;
    const key = `${among} ${JSON.stringify(input)}`;
    const said = known.get(key) ?? checks.map((check) => check.examine?.(input));
    if (known.size >= MOST_EXAMINED) known.clear();
    known.set(key, said);
    last = { input, said };
    return said;
  };
  return checks.map((check, at) => ({
    name: check.name,
    ...(check.examine === undefined ? {} : { examine: (input: CheckInput) => saidOf(input)[at] }),
    ...(check.examineArticle === undefined
      ? {}
      : { examineArticle: (input: ArticleCheckInput) => check.examineArticle?.(input) ?? [] }),
  }));
}

/** The kind of the file is told by its name: whoever looks need not say again how the run was asked. */
function fileOf(
  { config, formats }: Setup,
  checked: Checked,
  rendered: Rendered,
  path: string,
  versions: readonly LanguageTag[],
): string {
  const { layout, format, prefix, baseUrl } = config.output;
  const ending = /\.(md|txt|html|json)$/.exec(path)?.[1] as typeof format | undefined;
  return renderedFile(checked, rendered, {
    layout: { layout, format: ending ?? format, prefix, main: versions[0] },
    versions,
    rebuild: (name) => formats.find((each) => each.name === name)?.rebuild,
    addresses: config.frontMatter.addresses,
    ...(baseUrl === undefined ? {} : { baseUrl: baseUrl.replace(/\/$/, '') }),
  });
}

function failed(key: string, target: LanguageTag, origin: string | undefined, why: Message): Translation {
  const code = (/^failed:(\w+)/.exec(origin ?? '')?.[1] ?? 'CHECK') as FailureCode;
  return { status: 'failed', key, target, failure: { code, ...why } };
}

/** Where a text came from, as far as manifest and ledger tell. */
export function originOf(label: string, id: string, written: Sidecar['outputs'][number] | undefined): Origin {
  const engine = written?.engines.find(({ segments }) => segments.includes(id));
  if (engine !== undefined) {
    const isApproved = written?.reviewed.includes(id) === true;
    return { kind: 'provider', ...engine.origin, ...(isApproved ? { reviewed: true } : {}) };
  }
  const person = written === undefined ? undefined : personsOf(written).get(id);
  if (person !== undefined) return person;
  const [kind = '', first = '', score = ''] = label.split(':');
  if (kind === 'memory')
    return {
      kind,
      match: first === 'fuzzy' || first === 'context' ? first : 'exact',
      score: Number(score) || 100,
    };
  if (kind !== 'provider') return { kind: 'human' };
  const [, name = first, model, pivot] =
    /^([^/ ]+)(?:\/(.*?))?(?: via (.+))?$/.exec(label.slice('provider:'.length)) ?? [];
  return {
    kind,
    provider: name,
    ...onlyDefined({ model, pivot }),
  };
}
