import { z } from 'zod';
import { staysInside } from '../disk/names.js';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import { sha256 } from '../model/text.js';

/** What `tovmach.lock` says of one article. */

const say = messages('write', {
  stray: 'line {{line}} of {{file}} names {{stray}}, where no run of tovmach writes',
  removeLine: 'Remove the line if you do not know where it comes from; its article is done again.',
});

const outputSchema = z.object({
  path: z.string().describe('Relative to the output folder.'),
  source: z.string().describe('Hash of the source file the output was made from.'),
  config: z.string().describe('Hash of the configuration it was made with.'),
  hash: z.string().describe('Hash of the file as it was left.'),
  failed: z.number().int().optional().describe('Segments that failed; absent: none.'),
  tried: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('Engines that could be asked, where a text has a grave finding; absent: none has.'),
  terms: z
    .record(z.string(), z.string())
    .optional()
    .describe('What it rests on of the termbase: by concept, a hash of its words; absent: nothing.'),
});
export type OutputState = z.infer<typeof outputSchema>;

/** A line of the lock file. */
export const articleSchema = z.object({
  id: z.string().describe('Id of the article: `path`, or `path#record`.'),
  path: z.string().describe('The source file relative to its root.'),
  root: z.string().describe('The root relative to the folder of the configuration.'),
  records: z.number().int().describe('Articles in that file, broken ones counted too.'),
  ledger: z.string().describe('The ledger relative to the folder of the state.'),
  ledgerHash: z.string().optional().describe('Hash of the ledger as it was left; absent in files of 0.1.0.'),
  own: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('Targets that the source itself is the version in, where outputs stand beside their sources.'),
  aside: z
    .record(z.string(), z.string())
    .optional()
    .describe(
      'Targets that another article is the version in, or the copy of, with its id, empty for a file beside it; absent: none.',
    ),
  told: z
    .string()
    .optional()
    .describe('Hash of what the batch says of it: copies, the same story elsewhere; absent: nothing.'),
  outputs: z.record(z.string(), outputSchema).describe('By target, a BCP 47 tag.'),
});
export type ArticleState = z.infer<typeof articleSchema>;

/** Long enough never to meet another of its kind, short enough to be read in a diff. */
export function shortHash(data: string | Uint8Array): string {
  return abbreviated(sha256(data));
}

/** A full SHA-256 in the length of the lock file. */
export function abbreviated(hash: string): string {
  return hash.slice(0, 16);
}

/**
 * Refuses paths that no run wrote: the file may have come with a pull request, and what it names is read, compared and
 * with `--prune` removed. Every file of an article has its ledger's name.
 */
export function refuseStrayPaths({ path, ledger, outputs }: ArticleState, file: string, line = 1): void {
  const stem = /([^/]+)\.segments\.json$/.exec(ledger)?.[1];
  // The ledger of a version beside another article's says its language, the output need not.
  const plain = stem?.replace(/\.[a-z]{2}(?:-[A-Za-z]{2,4})?$/, '');
  const own = (name: string): boolean =>
    plain !== undefined && (name.split('/').at(-1)?.startsWith(`${plain}.`) ?? false);
  const stray = [path, ledger, ...Object.values(outputs).map((output) => output.path)].find(
    (name) => !staysInside(name) || (name !== path && !own(name)),
  );
  if (stray === undefined) return;
  throw new TovmachError('OUTPUT', say.stray({ file: asPath(file), line, stray }), {
    file,
    line,
    hint: say.removeLine(),
  });
}
