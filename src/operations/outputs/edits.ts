import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRegularFile } from '../../disk/regular.js';
import type { TranslationStore } from '../../memory/translation-store.js';
import { asPath, type Message, messages } from '../../message.js';
import { type Finding, suggest } from '../../model/finding.js';
import { type LanguageTag, sameLanguage } from '../../model/language.js';
import type { NewEntry } from '../../model/memory-entry.js';
import { onlyDefined } from '../../model/only-defined.js';
import { mendedText, type Repair } from '../../model/segment.js';
import { type Edits, findEdits } from '../../write/edits.js';
import { parseSidecar, personsOf, type Sidecar } from '../../write/ledger.js';
import type { ArticleState } from '../../write/state.js';
import { textIn } from '../../write/text-form.js';
import type { EditedOutput } from './freshness.js';

/** Outputs changed by hand: what a person translated goes into memory before anything else is done. */

const say = messages('run', {
  leftAsItIs: '{{file}} was changed by hand since tovmach wrote it; it was left as it is',
  editedElsewhere: '{{file}} was changed by hand, not in the words of its translations',
  edited: '{{file}} was changed by hand: {{what}}',
  tookIn: {
    one: '{{count}} sentence went into memory as a human translation',
    other: '{{count}} sentences went into memory as human translations',
  },
  tookOut: { one: '{{count}} was taken out', other: '{{count}} were taken out' },
  unclear: {
    one: 'of {{count}} it cannot be told which words are its own',
    other: 'of {{count}} it cannot be told which words are theirs',
  },
  andAlso: '{{first}}; {{second}}',
  editBySentence: 'To have every sentence in memory, edit sentence by sentence or by XLIFF.',
});

export interface TakenEdits {
  /** Sentences that went into memory as human translations. */
  readonly taken: number;
  /** One for each edited output, by article id. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
}

export interface EditOptions {
  /** Absolute. */
  readonly out: string;
  /** The folder of the state; absolute. */
  readonly books: string;
  readonly repair: readonly Repair[];
  readonly store: TranslationStore;
}

/** Formats in which words can be told from markup. */
const READABLE = /\.(?:md|txt)$/;

/** Puts the edits of some outputs into memory. @throws TovmachError STORE */
export async function takeInEdits(
  edited: readonly EditedOutput[],
  options: EditOptions,
): Promise<TakenEdits> {
  const findings = new Map<string, Finding[]>();
  let taken = 0;
  for (const output of edited) {
    const { articleId, path, target } = output;
    const edits = await editsOf(output, options);
    taken += edits?.changed.size ?? 0;
    const finding: Finding = {
      check: 'edited-output',
      severity: edits === undefined || edits.unclear.length > 0 ? 'minor' : 'neutral',
      ...messageOf(output.output, edits),
      articleId,
      path,
      target,
      ...(edits === undefined || edits.unclear.length > 0 ? suggest(say.editBySentence()) : {}),
    };
    findings.set(articleId, [...(findings.get(articleId) ?? []), finding]);
  }
  return { taken, findings };
}

async function editsOf(
  { ledger, output, target }: EditedOutput,
  { out, books, repair, store }: EditOptions,
): Promise<Edits | undefined> {
  const sidecar = sidecarAt(join(books, ledger));
  const last = sidecar?.outputs.find(({ path }) => path === output);
  if (sidecar === undefined || last === undefined || last.text === '' || !READABLE.test(output))
    return undefined;
  const { segments } = sidecar.articles[0];
  const translations = segments.flatMap(({ id }): [string, string][] => {
    const text = last.translations[id];
    return text === undefined ? [] : [[id, text]];
  });
  const now = textIn(readFileSync(join(out, output)));
  if (now === undefined) return undefined;
  const edits = findEdits(last.text, now.text, translations);
  const entries = segments.flatMap((segment) => {
    const text = edits.changed.get(segment.id);
    const engine = last.engines.find((one) => one.segments.includes(segment.id))?.origin;
    const over =
      engine === undefined || last.human.includes(segment.id)
        ? undefined
        : [engine.provider, engine.model].filter((part) => part !== undefined).join('/');
    return text === undefined ? [] : [humanEntry(segment, target, text, repair, { over })];
  });
  await store.put(entries);
  return edits;
}

/** A ledger as far as edits are told by it. */
interface Words {
  readonly articles: readonly [{ readonly segments: readonly { readonly id: string }[] }];
  readonly outputs: readonly {
    readonly target: LanguageTag;
    readonly translations: Readonly<Record<string, string>>;
    readonly text: string;
  }[];
}

/** What people wrote into one file of an article since it was written, by segment id. */
export function handEdits(
  out: string,
  { outputs }: Pick<ArticleState, 'outputs'>,
  sidecar: Words,
  target: LanguageTag,
): ReadonlyMap<string, string> {
  const output = outputs[target];
  const last = sidecar.outputs.find((each) => each.target === target);
  if (output === undefined || last === undefined || last.text === '' || !READABLE.test(output.path))
    return new Map();
  const now = textIn(readExistingFile(join(out, output.path)));
  if (now === undefined || now.text === last.text) return new Map();
  const translations = sidecar.articles[0].segments.flatMap(({ id }): [string, string][] => {
    const text = last.translations[id];
    return text === undefined ? [] : [[id, text]];
  });
  return findEdits(last.text, now.text, translations).changed;
}

function readExistingFile(path: string): Buffer {
  try {
    return isRegularFile(path) ? readFileSync(path) : Buffer.alloc(0);
  } catch {
    return Buffer.alloc(0);
  }
}

/**
 * Makes sure memory knows what people translated in an article: in a fresh clone only the ledger beside the outputs
 * does. What memory has from a person stays as it is.
 */
export async function recallHumans(
  ledger: string,
  { books, repair, store }: Omit<EditOptions, 'out'>,
): Promise<void> {
  const sidecar = sidecarAt(join(books, ledger));
  for (const output of sidecar?.outputs ?? []) {
    const { target, translations } = output;
    for (const [id, { by, over }] of personsOf(output)) {
      const segment = sidecar?.articles[0].segments.find((candidate) => candidate.id === id);
      const text = translations[id];
      if (segment === undefined || text === undefined || sameLanguage(segment.lang, target)) continue;
      const entry = humanEntry(segment, target, text, repair, { by, over });
      const known = await store.find({ source: segment.lang, target, text: entry.sourceText });
      if (known?.origin.kind !== 'human') await store.put([entry]);
    }
  }
}

function humanEntry(
  segment: Sidecar['articles'][0]['segments'][number],
  target: string,
  targetText: string,
  repair: readonly Repair[],
  { by, over }: { readonly by?: string | undefined; readonly over?: string | undefined },
): NewEntry {
  const { text, repaired, repair: how } = segment;
  const mended = mendedText({ text, ...onlyDefined({ repaired, repair: how }) }, repair);
  return {
    source: segment.lang,
    target,
    sourceText: mended,
    targetText,
    origin: {
      kind: 'human',
      ...onlyDefined({ by, over }),
    },
    state: 'reviewed',
    role: segment.role,
  };
}

/** A ledger beside the outputs; `undefined` where it is gone or damaged. */
export function sidecarAt(path: string): Sidecar | undefined {
  try {
    return parseSidecar(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function messageOf(output: string, edits: Edits | undefined): Message {
  const file = asPath(output);
  if (edits === undefined) return say.leftAsItIs({ file });
  const parts = [
    edits.changed.size > 0 ? say.tookIn({ count: edits.changed.size }) : undefined,
    edits.deleted.length > 0 ? say.tookOut({ count: edits.deleted.length }) : undefined,
    edits.unclear.length > 0 ? say.unclear({ count: edits.unclear.length }) : undefined,
  ].filter((part) => part !== undefined);
  const [first, ...more] = parts;
  if (first === undefined) return say.editedElsewhere({ file });
  return say.edited({
    file,
    what: more.reduce((sum, part) => say.andAlso({ first: sum, second: part }), first),
  });
}
