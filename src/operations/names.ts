import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { articlesOf } from '../crew/articles.js';
import { writeWhole } from '../disk/whole-file.js';
import { EXIT, type ExitCode, exitCodeOf, TovmachError } from '../errors.js';
import { type TermFormat, termsAs } from '../exchange/terms/write.js';
import { messages } from '../message.js';
import type { Finding } from '../model/finding.js';
import { type LanguageTag, primaryLanguage } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { batchNames } from '../names/batch.js';
import type { NameKind } from '../names/kind.js';
import { otherSpellingOf } from '../names/mend.js';
import { type NameEntry, nameRegister, otherSpellings } from '../names/register.js';
import { type Standard, standardsOf, transliterations } from '../names/standards.js';
import { candidatesOf } from '../setup/candidates.js';
import { findInputs, readRecords } from '../setup/inputs.js';
import type { WorkOptions } from '../setup/job.js';
import type { Setup } from '../setup/setup.js';
import { namesPath } from '../setup/terms.js';
import { termsCheck } from '../terms/check.js';
import { decideWords, namesForms, type WordDecision } from '../terms/decide.js';
import { type Concept, idFrom, type Termbase, type TermWord } from '../terms/termbase.js';
import { writeTermsYaml } from '../terms/yaml.js';
import { parseSidecar, type Sidecar } from '../write/ledger.js';
import { type ArticleState, readState } from '../write/state.js';
import { outputNames } from './outputs/names.js';
import { stateNow } from './outputs/place.js';

/** The register of names: what a corpus calls people, places and organisations, and what the house has decided. */

const say = messages('names', {
  noForms: 'nothing was said of "{{name}}"',
  sayForms:
    'Give a form for a language, for example en=Kyiv, or one that must not be said: --forbid en=Kiev.',
});

/** A name of a corpus, with what is known and decided of it. */
export interface RegisteredName extends NameEntry {
  /** What the house has decided, by language; absent: nothing. */
  readonly decided?: Readonly<Record<LanguageTag, readonly TermWord[]>>;
  /** Languages in which it is spelt in several ways. */
  readonly unsettled: readonly LanguageTag[];
  /** In Latin letters by each standard of its language. */
  readonly transliterations: Readonly<Partial<Record<Standard, string>>>;
}

/** How often the outputs in a language keep to a standard of transliteration. */
export interface StandardUse {
  /** Of the names. */
  readonly source: LanguageTag;
  /** Of the outputs. */
  readonly target: LanguageTag;
  /** Names by which standards can be told from each other. */
  readonly names: number;
  /** Of these, by standard; a spelling may be of several. */
  readonly standards: Readonly<Partial<Record<Standard, number>>>;
}

/** Names of a corpus. */
export interface NamesList {
  /** The most frequent first. */
  readonly names: readonly RegisteredName[];
  /** Which standards of transliteration the renderings keep to, one for each pair of languages. */
  readonly standards: readonly StandardUse[];
  /** Articles that were looked at. */
  readonly articles: number;
  /** Files that could not be read. */
  readonly problems: readonly TovmachError[];
  /** Of what was read. */
  readonly exitCode: ExitCode;
}

/** What is listed. */
export interface NamesWork extends WorkOptions {
  /** Times a name stands in the texts at least; default 2. */
  readonly min?: number;
}

/**
 * Names of some articles; without paths those of the last run, with what they are called in its outputs.
 * @param paths files and folders
 */
export async function listNames(
  setup: Setup,
  paths: readonly string[] = [],
  { only, stdin, signal, min = 2 }: NamesWork = {},
): Promise<NamesList> {
  const register = nameRegister();
  const problems: TovmachError[] = [];
  let articles = 0;
  if (paths.length === 0)
    for (const { article, sidecar } of await ledgersOf(setup)) {
      if (only !== undefined && !only.includes(article.path)) continue;
      articles += 1;
      const { segments } = sidecar.articles[0];
      for (const { id, lang, text, line } of segments)
        register.add(
          {
            language: lang,
            text,
            translations: sidecar.outputs.flatMap(({ target, translations }) => {
              const said = translations[id];
              return said === undefined ? [] : [{ target, text: said }];
            }),
          },
          { path: article.path, line },
        );
    }
  else {
    const inputs = await findInputs(setup, paths, { only, stdin, skip: [setup.out] });
    const read = (file: (typeof inputs.files)[number]) => readRecords(setup, file);
    const { candidates } = await candidatesOf(setup, inputs.files, read);
    problems.push(...inputs.problems);
    for await (const step of articlesOf(setup, inputs.wanted, { candidates, signal })) {
      if (step.type === 'problem') problems.push(step.problem);
      if (step.type !== 'article') continue;
      articles += 1;
      const { path, segments } = step.article;
      for (const { lang, text, line, placeholders } of segments)
        register.add({ language: lang, text, placeholders }, { path, line });
    }
  }
  const entries = register.entries(setup.config.targets);
  return {
    names: entries.filter(({ count }) => count >= min).map((entry) => registered(setup, entry)),
    standards: usesOf(entries),
    articles,
    problems,
    exitCode: exitCodeOf({ problems, interrupted: signal?.aborted === true, written: articles > 0 }),
  };
}

function registered({ terms, house }: Setup, entry: NameEntry): RegisteredName {
  const { name, language, renderings } = entry;
  const hit = house.names.concepts.length === 0 ? undefined : wholeHit(terms.find(name, language), name);
  const unsettled = Object.entries(renderings)
    .filter(([target, forms]) => otherSpellings(forms, target).length > 0)
    .map(([target]) => target);
  return {
    ...entry,
    ...onlyDefined({ decided: hit?.words }),
    unsettled,
    transliterations: transliterations(name, language),
  };
}

const wholeHit = (
  hits: readonly { readonly concept: Concept; readonly start: number; readonly end: number }[],
  name: string,
): Concept | undefined =>
  hits.find(({ concept, start, end }) => concept.kind !== undefined && start === 0 && end === name.length)
    ?.concept;

/** Which standards the renderings keep to; names that all standards spell alike say nothing. */
function usesOf(entries: readonly NameEntry[]): StandardUse[] {
  const uses = new Map<
    string,
    { source: string; target: string; names: number; standards: Map<Standard, number> }
  >();
  for (const { name, language, renderings } of entries) {
    const spelt = new Set(Object.values(transliterations(name, language)));
    if (spelt.size < 2) continue;
    for (const [target, [first]] of Object.entries(renderings)) {
      if (first === undefined) continue;
      const kept = standardsOf(name, language, first.text);
      const key = `${language}\n${target}`;
      const use = uses.get(key) ?? { source: language, target, names: 0, standards: new Map() };
      uses.set(key, use);
      use.names += 1;
      for (const standard of kept) use.standards.set(standard, (use.standards.get(standard) ?? 0) + 1);
    }
  }
  return [...uses.values()]
    .sort((a, b) => b.names - a.names)
    .map(({ standards, ...use }) => ({
      ...use,
      standards: Object.fromEntries([...standards].sort((a, b) => b[1] - a[1])),
    }));
}

async function ledgersOf(setup: Setup): Promise<{ article: ArticleState; sidecar: Sidecar }[]> {
  const books = stateNow(setup);
  const state = await readState(books);
  const found = [];
  for (const article of state.articles()) {
    const path = join(books, article.ledger);
    const sidecar = existsSync(path) ? parseSidecar(readFileSync(path, 'utf8')) : undefined;
    if (sidecar !== undefined) found.push({ article, sidecar });
  }
  return found.sort((a, b) => (a.article.id < b.article.id ? -1 : 1));
}

/** How the outputs of the last run name things. */
export interface NamesCheck {
  /** Names that are decided. */
  readonly decided: number;
  /** Outputs that were looked at. */
  readonly outputs: number;
  /** One name in two spellings, with both places; decided names that are called otherwise. */
  readonly findings: readonly Finding[];
  /** 1 where there is any finding. */
  readonly exitCode: ExitCode;
}

/** Looks at what the last run wrote; nothing is read beyond ledgers, sent or written. */
export async function checkNames(setup: Setup): Promise<NamesCheck> {
  const { terms, house } = setup;
  const check = termsCheck(terms, (input, name) => otherSpellingOf(terms, input, name));
  const batch = batchNames();
  const findings: Finding[] = [];
  let outputs = 0;
  for (const { article, sidecar } of await ledgersOf(setup)) {
    const { id, path } = article;
    const { segments } = sidecar.articles[0];
    const named = sidecar.outputs.map(({ target, translations }) => {
      outputs += 1;
      const texts = segments.flatMap((segment) => {
        const translation = translations[segment.id];
        return translation === undefined ? [] : [{ ...segment, translation }];
      });
      for (const { id: segmentId, lang, text, role, line, translation } of texts) {
        const unit = { key: segmentId, source: lang, target, text, placeholders: [], role };
        const found = check.examine?.({ unit, translation });
        if (found !== undefined && isOfName(found))
          findings.push({ ...found, articleId: id, path, line, segmentId, target });
      }
      return { target, names: outputNames(terms, texts, target) };
    });
    findings.push(...batch.add({ id, path, outputs: named }));
  }
  return {
    decided: house.names.concepts.length,
    outputs,
    findings,
    exitCode: findings.length > 0 ? EXIT.findings : EXIT.ok,
  };
}

/** Whether a finding of the check of terms is about a name. */
const isOfName = ({ values }: Pick<Finding, 'values'>): boolean =>
  String(values?.concept ?? '').startsWith('names/');

/** What a name is to be called. */
export interface NameDecision extends WordDecision {
  /** What it is the name of. */
  readonly kind?: NameKind;
}

/** A decision that was written. */
export interface NameSet {
  /** Where decided names are kept; absolute. */
  readonly file: string;
  /** With everything that is decided of it. */
  readonly name: Concept;
  /** It was not there before. */
  readonly added: boolean;
}

/**
 * Writes a decision into `names.yaml`. A name that is there, by its id or by any of its words,
 * is changed; what was to be said before must not be said from now on, unless it is admitted.
 * @param name as it is written in `language`
 * @throws TovmachError USAGE for a decision that says nothing
 */
export function setName(
  setup: Setup,
  name: string,
  { language, ...decision }: NameDecision & { readonly language?: LanguageTag },
): NameSet {
  if (!namesForms(decision) && decision.kind === undefined)
    throw new TovmachError('USAGE', say.noForms({ name }), { hint: say.sayForms() });
  const own = language ?? scriptLanguage(name, setup.config.languages ?? [], Object.keys(decision.say ?? {}));
  const { termbase, concept, added } = decideWords(setup.house.names, name, {
    ...decision,
    own,
    newId: name.trim() === '' ? idFrom(name) : name,
  });
  const file = namesPath(setup.config, setup.directory);
  writeWhole(file, writeTermsYaml(termbase, 'names'));
  return { file, name: concept, added };
}

/** The language a name is written in, by its letters: the first candidate of its script that nothing was said for. */
function scriptLanguage(
  name: string,
  candidates: readonly LanguageTag[],
  spoken: readonly LanguageTag[],
): LanguageTag | undefined {
  const isCyrillic = /\p{Script=Cyrillic}/u.test(name);
  const inScript = (tag: LanguageTag): boolean =>
    (new Intl.Locale(tag).maximize().script === 'Cyrl') === isCyrillic;
  return (
    candidates.find((tag) => inScript(tag) && !spoken.includes(tag)) ??
    (isCyrillic && /[іїєґ]/iu.test(name) ? 'uk' : undefined) ??
    (isCyrillic ? (/[ыэъё]/iu.test(name) ? 'ru' : 'uk') : primaryLanguage('en'))
  );
}

/** Decided names in a format; the same names give the same bytes. */
export function namesAs(names: Termbase, format: TermFormat): string {
  return format === 'yaml' ? writeTermsYaml(names, 'names') : termsAs(names, format);
}
