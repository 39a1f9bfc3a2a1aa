import { diffIndices } from 'node-diff3';
import type { SegmentChange } from '../model/changes.js';
import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Role, Segment } from '../model/segment.js';
import { normaliseText } from '../model/text.js';
import type { Sidecar } from './ledger.js';

/** What a changed source changes for the readers of an output, segment by segment, in their language. Pure. */

interface Entry {
  readonly role: Role;
  readonly line: number;
  readonly source: string;
  readonly said: string;
}

/**
 * @param before the ledger of the last run
 * @param segments of the source as it is now
 * @param said text of each translated segment in the output as it is now, by id
 */
export function changesOf(
  before: Sidecar,
  target: LanguageTag,
  segments: readonly Pick<Segment, 'id' | 'text' | 'role' | 'line'>[],
  said: Readonly<Record<string, string>>,
): readonly SegmentChange[] {
  const last = before.outputs.find((output) => output.target === target);
  if (last === undefined) return [];
  const old = entries(before.articles[0].segments, last.translations);
  const now = entries(segments, said);
  return diffIndices(
    old.map(({ source }) => source),
    now.map(({ source }) => source),
  ).flatMap(({ buffer1: [oldStart, oldCount], buffer2: [start, count] }) => {
    const gone = old.slice(oldStart, oldStart + oldCount);
    const come = now.slice(start, start + count);
    return Array.from({ length: Math.max(gone.length, come.length) }, (_, index): SegmentChange[] => {
      const [one, other] = [gone[index], come[index]];
      const place = other ?? one;
      // Readers see no difference.
      if (place === undefined || one?.said === other?.said) return [];
      return [
        {
          role: place.role,
          line: place.line,
          ...onlyDefined({ before: one?.said, after: other?.said }),
        },
      ];
    }).flat();
  });
}

function entries(
  segments: readonly Pick<Segment, 'id' | 'text' | 'role' | 'line'>[],
  said: Readonly<Record<string, string>>,
): Entry[] {
  return segments.map(({ id, text, role, line }) => ({
    role,
    line,
    source: normaliseText(text),
    said: said[id] ?? text,
  }));
}
