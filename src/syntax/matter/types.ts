/** Front matter as text that can be changed in places: what is not touched stays as it is written. */

export type MatterFormat = 'yaml' | 'toml' | 'json';

/** The way to a field: names of keys and numbers of list items. */
export type FieldPath = readonly (string | number)[];

/** A text among the fields. */
export interface Leaf {
  readonly path: FieldPath;
  readonly value: string;
  /** Where its literal stands, quotation marks included: UTF-16 offsets in the front matter. */
  readonly start: number;
  readonly end: number;
}

export interface MatterEdits {
  /** New texts of leaves that are there. */
  readonly set: readonly (readonly [FieldPath, string])[];
  /** Top-level fields that go. */
  readonly remove: readonly string[];
  /** Top-level fields that are set, where they stand or at the end. */
  readonly put: readonly (readonly [string, unknown])[];
}

/** A change of a text: `end` is exclusive. */
export interface Patch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function applyPatches(text: string, patches: readonly Patch[]): string {
  let result = text;
  for (const { start, end, text: words } of [...patches].sort((a, b) => b.start - a.start || b.end - a.end))
    result = result.slice(0, start) + words + result.slice(end);
  return result;
}

/** Fields with the edits made, to compare a patched text with. */
export function edited(
  fields: Readonly<Record<string, unknown>>,
  { set, remove, put }: MatterEdits,
): Record<string, unknown> {
  const copy = structuredClone(fields) as Record<string, unknown>;
  for (const [path, value] of set) {
    let parent: unknown = copy;
    for (const step of path.slice(0, -1))
      parent = (parent as Record<string | number, unknown> | undefined)?.[step];
    const last = path.at(-1);
    if (typeof parent === 'object' && parent !== null && last !== undefined)
      (parent as Record<string | number, unknown>)[last] = value;
  }
  for (const key of remove) delete copy[key];
  for (const [key, value] of put) copy[key] = value;
  return copy;
}
