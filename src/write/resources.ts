import { z } from 'zod';

/** `tovmach.resources`: files that were copied beside versions, a line each, sorted, so that what changes at the source is known from what a person put there. Pure. */

export const RESOURCES_NAME = 'tovmach.resources';

const copySchema = z.object({
  /** Relative to the output folder. */
  path: z.string(),
  /** Of the bytes that were copied: abbreviated SHA-256. */
  hash: z.string(),
  /** The folder that was named, as the lock has it. */
  root: z.string(),
  /** The page it belongs to, and the file it is a copy of; relative to that folder. */
  page: z.string(),
  file: z.string(),
});
export type ResourceCopy = z.infer<typeof copySchema>;

/** Lines that cannot be read are left out: what they spoke of is a person's file from then on. */
export function readResources(text: string | undefined): Map<string, ResourceCopy> {
  const copies = new Map<string, ResourceCopy>();
  for (const line of (text ?? '').split('\n')) {
    try {
      const copy = copySchema.parse(JSON.parse(line));
      copies.set(copy.path, copy);
    } catch {
      // A line of a merge, or one that was torn off.
    }
  }
  return copies;
}

export function resourcesText(copies: ReadonlyMap<string, ResourceCopy>): string {
  return [...copies.values()]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, hash, root, page, file }) => `${JSON.stringify({ path, hash, root, page, file })}\n`)
    .join('');
}
