import { join, relative } from 'node:path';
import { nameKey } from '../disk/names.js';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import type { ReadRecord } from '../model/contracts.js';
import { sameLanguage } from '../model/language.js';
import { stemOf } from '../read/article.js';
import { unpackedName } from '../read/packed.js';
import { absolutePath, type FoundFile } from '../read/walk.js';
import { ledgerPath, outputPath } from '../write/layout.js';
import type { Setup } from './setup.js';

/** Sources that would meet in one file: told by their names, before anything is read, let alone sent. */

const say = messages('setup', {
  meet: '{{file}} and {{other}} would both write {{path}}',
  renameOne: 'Rename one of them, or run them with different --out folders; neither was done.',
  composed:
    'Their names look alike: one has letters with separate accents (NFD), the other composed ones (NFC). Rename one; neither was done.',
});

/** Files that may hold several articles, each with a name of its own. */
const SEVERAL = /\.(?:json|ndjson|jsonl|jl|xml|rss|atom|csv|tsv|mbox|warc|wet|epub)(?:\.gz)?$/i;

export interface Separated {
  readonly files: readonly FoundFile[];
  /** One for every file that would meet another, naming both. */
  readonly problems: readonly TovmachError[];
}

/**
 * Leaves out the files whose outputs would meet, on this disk or on another: names are compared as `nameKey` has them.
 * @param recordsOf reads a file; asked only of those of several articles that may meet another file
 */
export async function separateCollisions(
  files: readonly FoundFile[],
  setup: Setup,
  recordsOf: (file: FoundFile) => AsyncIterable<ReadRecord>,
): Promise<Separated> {
  const stems = new Map(files.map((file) => [file, file.stem ?? stemOf(unpackedName(file.path))]));
  const owners = new Map<string, FoundFile>();
  const meeting = new Map<FoundFile, { readonly other: FoundFile; readonly path: string }>();
  const claim = (file: FoundFile, stem: string): void => {
    for (const path of pathsOf(stem, file, setup)) {
      const key = nameKey(path);
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, file);
      else if (owner !== file) {
        if (!meeting.has(owner)) meeting.set(owner, { other: file, path });
        if (!meeting.has(file)) meeting.set(file, { other: owner, path });
      }
    }
  };
  for (const [file, stem] of stems) claim(file, stem);
  for (const file of recordFilesAmong(stems)) {
    try {
      for await (const record of recordsOf(file))
        if ('article' in record) claim(file, record.article.outputStem);
    } catch {
      // What is wrong with it is said when it is its turn.
    }
  }
  if (meeting.size === 0) return { files, problems: [] };
  return {
    files: files.filter((file) => !meeting.has(file)),
    problems: [...meeting].map(([file, { other, path }]) => {
      const shown = (one: FoundFile) => asPath(relative(setup.cwd, join(one.root, one.path)));
      return new TovmachError(
        'INPUT_INVALID',
        say.meet({ file: shown(file), other: shown(other), path: asPath(path) }),
        { file: absolutePath(file), hint: lookAlike(file, other) ? say.composed() : say.renameOne() },
      );
    }),
  };
}

function lookAlike(file: FoundFile, other: FoundFile): boolean {
  return file.path !== other.path && file.path.normalize('NFC') === other.path.normalize('NFC');
}

/** Every file that may be written for an article: its ledger, and an output for every target. */
function pathsOf(stem: string, { path, ledgerStem, versions = [] }: FoundFile, { config }: Setup): string[] {
  const { layout, format: asked, prefix } = config.output;
  // Subtitles stay what they are; one whose name says nothing of it is noticed when it is written.
  const format = asked === 'md' ? (/\.(srt|vtt)$/i.exec(path)?.[1]?.toLowerCase() ?? asked) : asked;
  const { targets } = config;
  const made = targets.filter((target) => !versions.some((tag) => sameLanguage(tag, target)));
  return [
    ledgerPath(ledgerStem ?? stem, prefix),
    ...made.map((target) => outputPath(stem, target, { layout, format, prefix, main: targets[0] }, path)),
  ];
}

/** Files of several articles, where another file lies in a folder that is called like theirs. */
function recordFilesAmong(stems: ReadonlyMap<FoundFile, string>): FoundFile[] {
  const several = [...stems].filter(([{ path }]) => SEVERAL.test(path));
  if (several.length === 0) return [];
  const keys = [...stems.values()].map(nameKey).sort();
  return several
    .filter(([, stem]) => {
      const start = `${nameKey(stem)}/`;
      const at = lowerBound(keys, start);
      return keys[at]?.startsWith(start) === true;
    })
    .map(([file]) => file);
}

function lowerBound(sorted: readonly string[], wanted: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
