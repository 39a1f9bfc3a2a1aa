import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { articlesOf } from '../crew/articles.js';
import { writeWhole } from '../disk/whole-file.js';
import { EXIT, type ExitCode, exitCodeOf, TovmachError } from '../errors.js';
import { readTermsFile } from '../exchange/terms/read.js';
import { type Message, messages } from '../message.js';
import type { Finding } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import { candidatesOf } from '../setup/candidates.js';
import { findInputs, readRecords } from '../setup/inputs.js';
import type { WorkOptions } from '../setup/job.js';
import type { Setup } from '../setup/setup.js';
import { termsPath } from '../setup/terms.js';
import { termsCheck } from '../terms/check.js';
import { decideWords, namesForms, type WordDecision } from '../terms/decide.js';
import { type TermCandidate, termExtractor } from '../terms/extract.js';
import { conflictsOf } from '../terms/sound.js';
import { type Concept, termbaseOf } from '../terms/termbase.js';
import { writeTermsYaml } from '../terms/yaml.js';
import { parseSidecar } from '../write/ledger.js';
import { readState } from '../write/state.js';
import { stateNow } from './outputs/place.js';

/** Everything about the termbase: what is in it, what outputs make of it, in and out, and what might be in it. */

const say = messages('terms', {
  notYamlHere: 'terms are kept in {{file}}, which is no YAML: nothing can be written into it',
  yamlOnly: 'Export them to terms.yaml, and leave terms.file out of the configuration.',
  noForms: 'nothing was said of "{{term}}"',
  sayForms: 'Give its word in a language, for example uk=центральний банк.',
});

/** What an import did. */
export interface TermsImport {
  /** Where the terms are kept now; absolute. */
  readonly file: string;
  /** Concepts that were not there. */
  readonly added: number;
  /** Concepts that were there and are others now. */
  readonly changed: number;
  /** Concepts that were there as they are. */
  readonly unchanged: number;
  /** What was left out of which file, and why. */
  readonly skipped: readonly { readonly file: string; readonly line: number; readonly reason: Message }[];
}

/**
 * Terms of files into `terms.yaml`; what a file says later wins.
 * @param files absolute
 * @throws TovmachError INPUT_INVALID, INPUT_NOT_FOUND, INPUT_UNREADABLE, CONFIG, OUTPUT; nothing is written then
 */
export async function importTerms(setup: Setup, files: readonly string[]): Promise<TermsImport> {
  const file = yamlPath(setup);
  const read = [];
  for (const one of files) read.push({ file: one, ...(await readTermsFile(one)) });
  const before = new Map(setup.house.terms.concepts.map((concept) => [concept.id, inText(concept)]));
  const after = termbaseOf([...setup.house.terms.concepts, ...read.flatMap(({ concepts }) => concepts)]);
  const named = new Set(read.flatMap(({ concepts }) => concepts.map(({ id }) => id)));
  const count = { added: 0, changed: 0, unchanged: 0 };
  for (const concept of after.concepts) {
    if (!named.has(concept.id)) continue;
    const old = before.get(concept.id);
    count[old === undefined ? 'added' : old === inText(concept) ? 'unchanged' : 'changed'] += 1;
  }
  if (count.added + count.changed > 0 || !existsSync(file)) writeWhole(file, writeTermsYaml(after));
  return {
    file,
    ...count,
    skipped: read.flatMap(({ file: from, skipped }) => skipped.map((one) => ({ file: from, ...one }))),
  };
}

/** @throws TovmachError CONFIG where terms are kept in a file of another kind */
function yamlPath({ config, directory }: Setup): string {
  const file = termsPath(config, directory);
  if (/\.ya?ml$/i.test(file)) return file;
  throw new TovmachError('CONFIG', say.notYamlHere({ file: { path: file } }), { hint: say.yamlOnly() });
}

/** What a term is to be called. */
export interface TermDecision extends WordDecision {
  /** The language the term itself is written in; absent: it is only the id of what `say` names. */
  readonly language?: LanguageTag;
}

/** A term that was written. */
export interface TermSet {
  /** Where the terms are kept; absolute. */
  readonly file: string;
  /** With everything that is decided of it. */
  readonly term: Concept;
  /** It was not there before. */
  readonly added: boolean;
}

/**
 * Writes a decision into `terms.yaml`. A term that is there, by its id or by any of its words, is changed.
 * @param term as it is written in `language`
 * @throws TovmachError USAGE for a decision that says nothing, CONFIG, OUTPUT
 */
export function setTerm(setup: Setup, term: string, { language, ...decision }: TermDecision): TermSet {
  if (!namesForms(decision)) throw new TovmachError('USAGE', say.noForms({ term }), { hint: say.sayForms() });
  const file = yamlPath(setup);
  const { termbase, concept, added } = decideWords(setup.house.terms, term, { ...decision, own: language });
  writeWhole(file, writeTermsYaml(termbase));
  return { file, term: concept, added };
}

const inText = (concept: Concept): string => writeTermsYaml({ concepts: [concept] });

/** How the outputs keep to the terms. */
export interface TermsCheck {
  /** Concepts of the termbase. */
  readonly concepts: number;
  /** What contradicts itself in the termbase. */
  readonly conflicts: readonly Message[];
  /** Outputs that were looked at. */
  readonly outputs: number;
  /** Where they do not keep to the terms. */
  readonly findings: readonly Finding[];
  /** 1 where there is any finding or conflict. */
  readonly exitCode: ExitCode;
}

/** Looks at the termbase and at what the last run wrote; nothing is read beyond ledgers, sent or written. */
export async function checkTerms(
  setup: Setup,
  { only = [] }: { readonly only?: readonly string[] } = {},
): Promise<TermsCheck> {
  const { terms } = setup;
  const books = stateNow(setup);
  const check = termsCheck(terms);
  const findings: Finding[] = [];
  let outputs = 0;
  const state = await readState(books);
  for (const article of state.articles()) {
    if (only.length > 0 && !only.includes(article.path)) continue;
    const path = join(books, article.ledger);
    const sidecar = existsSync(path) ? parseSidecar(readFileSync(path, 'utf8')) : undefined;
    if (sidecar === undefined) continue;
    for (const { target, translations } of sidecar.outputs) {
      outputs += 1;
      for (const { id, lang, text, role, line } of sidecar.articles[0].segments) {
        const translation = translations[id];
        if (translation === undefined) continue;
        const unit = { key: id, source: lang, target, text, placeholders: [], role };
        const found = check.examine?.({ unit, translation });
        if (found !== undefined)
          findings.push({ ...found, articleId: article.id, path: article.path, line, segmentId: id, target });
      }
    }
  }
  const conflicts = conflictsOf(setup.house.terms);
  const exitCode = findings.length + conflicts.length > 0 ? EXIT.findings : EXIT.ok;
  return { concepts: setup.house.terms.concepts.length, conflicts, outputs, findings, exitCode };
}

/** What might be terms in some articles. */
export interface TermsExtract {
  /** The likeliest first. */
  readonly candidates: readonly TermCandidate[];
  /** Articles that were read. */
  readonly articles: number;
  /** Files that could not be read. */
  readonly problems: readonly TovmachError[];
  /** Of what was read. */
  readonly exitCode: ExitCode;
}

/** How candidates are chosen. */
export interface TermsExtractWork extends WorkOptions {
  /** Times a word stands in the articles at least; default 3. */
  readonly min?: number;
  /** Candidates of one language at most; default 50. */
  readonly limit?: number;
}

/** Words that come again and again, with a place each; what is a term already is left out. */
export async function extractTerms(
  setup: Setup,
  paths: readonly string[],
  { only, stdin, signal, min = 3, limit = 50 }: TermsExtractWork = {},
): Promise<TermsExtract> {
  const inputs = await findInputs(setup, paths, { only, stdin, skip: [setup.out] });
  const read = (file: (typeof inputs.files)[number]) => readRecords(setup, file);
  const { candidates } = await candidatesOf(setup, inputs.files, read);
  const extractor = termExtractor(setup.terms);
  const problems = [...inputs.problems];
  let articles = 0;
  for await (const step of articlesOf(setup, inputs.wanted, { candidates, signal })) {
    if (step.type === 'problem') problems.push(step.problem);
    if (step.type !== 'article') continue;
    articles += 1;
    const { path, segments } = step.article;
    for (const { lang, text, line } of segments) extractor.add(text, lang, { path, line });
  }
  return {
    candidates: extractor.candidates({ min, limit }),
    articles,
    problems,
    exitCode: exitCodeOf({ problems, interrupted: signal?.aborted === true, written: articles > 0 }),
  };
}
