import { closest } from 'fastest-levenshtein';
import { z } from 'zod';
import { messages } from '../message.js';
import { refused } from './refused.js';

/** The section `input` of the configuration. */

const say = messages('config', {
  zoneMeant: '"{{value}}" is not a time zone: did you mean "{{meant}}"?',
  noSuchStore: 'a memory is in a file or at postgres://…, not at {{scheme}}://',
  storeForm:
    'Write the path of a file, for example .tovmach/memory.db, or an address such as postgres://desk@host/database.',
  zoneForm: 'Write an IANA time zone, for example Europe/Kyiv or UTC.',
});

const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** An IANA zone; a misspelled one answers with the nearest. */
const timeZone = z.string().superRefine((value, context) => {
  if (isTimeZone(value)) return;
  // Runtimes list the zone of Kyiv by its former spelling only.
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) =>
    zone === 'Europe/Kiev' ? 'Europe/Kyiv' : zone,
  );
  const said = say.zoneMeant({ value, meant: closest(value, zones) });
  context.addIssue(refused({ said, hint: say.zoneForm() }));
});

/** Where translations are kept when nobody said; relative to the folder of the configuration. */
export const DEFAULT_STORE = '.tovmach/memory.db';

/** Where translations are kept. An address of another kind is no file in a folder `mysql:`. */
export const storeAddress = z.string().superRefine((value, context) => {
  const [, scheme] = /^([a-z][a-z0-9+.-]+):\/\//i.exec(value) ?? [];
  if (scheme === undefined || /^postgres(?:ql)?$/i.test(scheme)) return;
  context.addIssue(refused({ said: say.noSuchStore({ scheme }), hint: say.storeForm() }));
});

/** A list; of one item, the item alone will do. */
export function list<Item extends z.ZodType>(item: Item) {
  return z.union([z.array(item), item.transform((one) => [one])]);
}

const columnNames = list(z.union([z.string().min(1), z.number().int().positive()]));

const fieldNames = z.union([z.array(z.string()).min(1), z.string().transform((one) => [one])]);

/** What becomes of copies of an article. */
export const DUPLICATES = ['keep', 'skip', 'off'] as const;
/** What becomes of the same story in two languages. */
export const SAME_STORIES = ['report', 'pair', 'off'] as const;
/** Whether the first line of a text is its title: decided by its looks, always, never. */
export const FIRST_LINES = ['guess', 'first-line', 'none'] as const;

/** Which files are read, and how. */
export const inputSchema = z
  .strictObject({
    include: list(z.string())
      .default([])
      .describe('Patterns of the files that are read; absent: every file a format reads.'),
    exclude: list(z.string()).default([]).describe('Patterns of files that are not read.'),
    encoding: z
      .string()
      .optional()
      .describe('WHATWG name of the encoding of every source; absent: found out for each file.'),
    maxFileMegabytes: z.number().positive().default(20).describe('Largest file that is read, in megabytes.'),
    strict: z.boolean().default(false).describe('A file of a folder that no format reads is an error.'),
    timeZone: timeZone.default('Europe/Kyiv').describe('IANA zone of wall-clock times in the articles.'),
    fields: z
      .strictObject({
        id: fieldNames.optional().describe('Of what tells an article from the others of its file.'),
        title: fieldNames.optional().describe('Of its title.'),
        body: fieldNames.optional().describe('Of its text.'),
        url: fieldNames.optional().describe('Of its address.'),
        date: fieldNames.optional().describe('Of its date.'),
        language: fieldNames.optional().describe('Of the language it says it is in.'),
        author: fieldNames.optional().describe('Of its author.'),
      })
      .prefault({})
      .describe('Names tried in order for each field of a JSON article.'),
    title: z
      .enum(FIRST_LINES)
      .default('guess')
      .describe(
        'What the first line of a plain text is: its title where it reads like one (`guess`), always (`first-line`), or never (`none`).',
      ),
    duplicates: z
      .enum(DUPLICATES)
      .default('keep')
      .describe(
        'Articles that say the same as another of the batch: named and kept (`keep`), named and not translated or written again (`skip`), or not looked for (`off`).',
      ),
    sameStory: z
      .enum(SAME_STORIES)
      .default('report')
      .describe(
        'Articles that are the same story in two languages: named (`report`), taken for versions of each other, so that no machine translates beside them (`pair`), or not looked for (`off`).',
      ),
    columns: z
      .strictObject({
        id: columnNames.optional().describe('Of what tells an article from the others of its table.'),
        title: columnNames.optional().describe('Of its title.'),
        body: columnNames.optional().describe('Of its text.'),
        url: columnNames.optional().describe('Of its address.'),
        date: columnNames.optional().describe('Of its date.'),
        language: columnNames.optional().describe('Of the language it says it is in.'),
        author: columnNames.optional().describe('Of its author.'),
      })
      .prefault({})
      .describe('Columns of a table (CSV, TSV) for each field of an article, by name or by number from 1.'),
  })
  .prefault({})
  .describe('Which files are read, and how.');
