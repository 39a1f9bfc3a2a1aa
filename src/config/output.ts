import { z } from 'zod';

/** The part of the configuration that says what is written, and where. */

/** Formats articles are written in, as `output.format` takes them. */
export const OUTPUT_FORMATS = ['md', 'txt', 'html', 'json'] as const;
/** Arrangements of outputs by language, as site generators look for them; `output.layout` also takes a pattern of one's own. */
export const LAYOUTS = ['hugo-file', 'hugo-folder', 'docusaurus', 'astro'] as const;
/** What becomes of an article with segments that nobody could translate. */
export const UNTRANSLATED = ['keep', 'drop', 'hold'] as const;

export const outputSchema = z
  .strictObject({
    format: z.enum(OUTPUT_FORMATS).default('md').describe('Format of the outputs.'),
    layout: z
      .enum(LAYOUTS)
      .default('hugo-file')
      .describe('How outputs are named and put into folders, after the site generator that reads them.'),
    prefix: z.string().default('').describe('Folder put before every path of the layout, e.g. `content`.'),
    timestamps: z
      .boolean()
      .default(false)
      .describe("Writes `translated_at` and the manifest's `finishedAt`; two runs then differ."),
    disclosure: z
      .boolean()
      .default(false)
      .describe(
        'Says in every output whether the words of a machine are in it (`ai_disclosure`), and whether people looked at all of them.',
      ),
    notice: z
      .union([z.literal(true), z.record(z.string(), z.string().min(1))])
      .optional()
      .describe(
        'What readers are told where the words of a machine are in an output: a line by language, `*` for all others, with `{{language}}`, `{{engine}}` and `{{source}}`; `true` for the words of the locale. Absent: nothing.',
      ),
    relatedLinks: z
      .enum(['file', 'source'])
      .default('file')
      .describe(
        'Where related headlines lead whose articles are in the batch: to their file in the language of the output (`file`), or where the source led (`source`).',
      ),
    corrections: z
      .enum(['off', 'record', 'note'])
      .default('off')
      .describe(
        'What becomes of what a changed source changes for readers: it is kept in the ledger with its day (`record`), and told to them at the end of the output (`note`). Outputs then depend on what was there before.',
      ),
    provenance: z
      .enum(['off', 'chain'])
      .default('off')
      .describe(
        'Keeps over all runs where every translated segment comes from, each line with the hash of the one before (`chain`), for `tovmach manifest verify`.',
      ),
    untranslated: z
      .enum(UNTRANSLATED)
      .optional()
      .describe(
        'What becomes of text that could not be translated: it stays and is marked (`keep`), is left out, or holds its file back. Absent: as `keep`, but nothing is begun where nobody translates anything.',
      ),
    minTranslated: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .describe(
        'Files of which less was translated, in per cent of the segments that had to be, are held back.',
      ),
    baseUrl: z.url().optional().describe('Where the site is served, for `hreflang` and JSON-LD.'),
  })
  .prefault({})
  .describe('What is written, and where.');
