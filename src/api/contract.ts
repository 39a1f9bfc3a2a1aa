import { z } from 'zod';
import { NAME_KINDS } from '../index.js';
import { segment as ledgerSegment } from '../schemas/ledger.js';
import { concept, provider, storedEntry } from '../schemas/lists.js';
import {
  articleFacts,
  articleView,
  decided,
  decision,
  engineAnswer,
  overview,
  suggestions,
} from '../schemas/review.js';
import { finding, problem, tag, whole } from '../schemas/words.js';
import { check, plan, summary, told } from '../schemas/work.js';
import type { OperationId, ROUTES, StreamId } from './routes.js';

/** What every operation of the HTTP API takes and answers. The types, the checks and the OpenAPI file are made of this. */

/** What an operation needs beyond the outputs. */
type Needs = 'inputs' | 'writing';

export interface Operation {
  readonly summary: string;
  readonly group: 'articles' | 'house' | 'texts' | 'runs';
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  readonly answer: z.ZodType;
  /** Of the answer; absent: 200. */
  readonly status?: 202;
  /** `inputs`: the server was told what to read. `writing`: nobody told it to look only. */
  readonly needs?: readonly Needs[];
}

const text = z.string().max(100_000);
const tagOf = (what: string) => z.string().min(2).max(40).describe(`${what}, as a BCP 47 tag.`);
const words = z.record(tagOf('Language'), z.string().min(1).max(500));
const lists = z.record(tagOf('Language'), z.array(z.string().min(1).max(500)).max(50));
const wordDecision = {
  say: words.optional().describe('By language, the form to say.'),
  admit: lists.optional().describe('By language, forms that may be said.'),
  forbid: lists.optional().describe('By language, forms that must not be said.'),
  note: z.string().max(1000).optional().describe('For people.'),
  language: tagOf('Language it is written in itself').optional(),
};
const place = {
  target: tagOf('Language of the output'),
  segment: z.string().max(100).describe('Id of the segment, as in the ledger.'),
};
const only = z
  .array(z.string().max(1000))
  .max(1000)
  .optional()
  .describe('Globs: only files that match one; absent: all the server was told to read.');

export const session = z.object({
  name: z.literal('tovmach'),
  version: z.string().describe('Of tovmach.'),
  reviewer: z.string().optional().describe('Who decides, where a request names nobody.'),
  readOnly: z.boolean().describe('Nothing can be decided, asked or run.'),
  language: z.string().describe('Of messages, where a request asks for no other.'),
  languages: z.array(z.string()).describe('Languages there are messages in, as BCP 47 tags.'),
});

const set = { file: z.string().describe('Name of the file it was written into, without its folder.') };
const wasAdded = z.boolean().describe('It was not there before.');

const translation = z.object({
  text: z.string().describe('With the lines and white space of the source.'),
  source: tag('Language the text is in; `und` where it could not be told'),
  target: tag('The language it is in now'),
  status: z
    .enum(['original', 'machine', 'memory', 'mixed', 'incomplete'])
    .describe('`incomplete` where anything could not be translated.'),
  engines: z.array(z.string()).describe('Engines whose words are in it, sorted.'),
  findings: z.array(finding).describe('What the checks found.'),
  failures: z
    .array(problem.pick({ code: true, message: true, messageId: true, values: true }))
    .describe('Why sentences were not translated, each reason once.'),
});

export const run = z.object({
  id: z.string().describe('Of the run.'),
  state: z.enum(['running', 'finished', 'failed']).describe('`failed`: it came to nothing; see `problem`.'),
  startedAt: z.string().describe('ISO 8601, UTC.'),
  finishedAt: z.string().optional().describe('ISO 8601, UTC.'),
  summary: summary.optional().describe('What it did; absent until it is finished.'),
  problem: problem.optional().describe('Why it failed.'),
});

export const OPERATIONS = {
  getSession: { group: 'articles', summary: 'What this server is, and what it lets you do', answer: session },
  listArticles: {
    group: 'articles',
    summary: 'Every article of the output folder, or those that changed',
    query: z.strictObject({
      since: z
        .string()
        .max(200)
        .optional()
        .describe(
          '`version` of an answer before: only articles that changed since are listed, where that is known.',
        ),
    }),
    answer: z.object({
      ...overview.shape,
      since: z.string().optional().describe('As it was asked; absent: every article is listed.'),
    }),
  },
  listFacts: {
    group: 'articles',
    summary: 'What the files of the articles tell, as far as they are read by now',
    query: z.strictObject({
      after: z.coerce
        .number()
        .int()
        .min(0)
        .optional()
        .describe('`next` of an answer before: only what became known since.'),
    }),
    answer: z.object({
      facts: z.array(articleFacts),
      complete: z.boolean().describe('All are read. Else ask again: reading goes on.'),
      read: whole.describe('Articles whose files are read.'),
      next: whole.describe('What to ask with the next time.'),
    }),
  },
  getArticle: {
    group: 'articles',
    summary: 'One article beside its translation, segment by segment',
    query: z.strictObject({
      target: tagOf('Language of the output; absent: one it had to be translated into').optional(),
    }),
    answer: articleView,
  },
  decide: {
    group: 'articles',
    summary: "A person's word about one segment: on disk, in memory and outputs, when it is answered",
    needs: ['writing'],
    body: z.strictObject({
      ...place,
      version: z
        .string()
        .max(100)
        .optional()
        .describe('Of the article as it was seen; where it is another by now nothing is decided (409).'),
      by: z.string().max(200).optional().describe('Who decides; absent: the reviewer of the server.'),
      decision,
    }),
    answer: decided,
  },
  getSuggestions: {
    group: 'articles',
    summary: 'What else might stand for a segment: texts of memory, engines and their cost; sends nothing',
    query: z.strictObject(place),
    answer: suggestions,
  },
  askEngine: {
    group: 'articles',
    summary: 'Asks one engine for one segment, within the budget',
    needs: ['writing'],
    body: z.strictObject({
      ...place,
      engine: z.string().max(100).describe('By the name it is configured by.'),
    }),
    answer: engineAnswer,
  },
  listProviders: {
    group: 'texts',
    summary: 'Every provider that is known, and what it lacks',
    answer: z.object({ providers: z.array(provider).describe('In the order `auto` asks them.') }),
  },
  searchMemory: {
    group: 'texts',
    summary: 'Entries of the translation memory with a text in them, the newest first',
    query: z.strictObject({
      text: z.string().min(1).max(1000).describe('In their source or target, whatever the case.'),
      source: tagOf('Only entries from this language').optional(),
      target: tagOf('Only entries into this language').optional(),
      limit: z.coerce.number().int().min(1).max(1000).optional().describe('At most; default 20.'),
    }),
    answer: z.object({ entries: z.array(storedEntry) }),
  },
  listTerms: {
    group: 'house',
    summary: 'The words of the house',
    answer: z.object({ concepts: z.array(concept).describe('Sorted by id.') }),
  },
  setTerm: {
    group: 'house',
    summary: 'Writes a decision into terms.yaml, as `tovmach terms set` does',
    needs: ['writing'],
    body: z.strictObject({
      term: z.string().min(1).max(200).describe('Its id, or a word of it.'),
      ...wordDecision,
    }),
    answer: z.object({
      ...set,
      term: concept.describe('With everything that is decided of it.'),
      added: wasAdded,
    }),
  },
  listNames: {
    group: 'house',
    summary: 'The names that are decided',
    answer: z.object({ concepts: z.array(concept).describe('Sorted by id.') }),
  },
  setName: {
    group: 'house',
    summary: 'Writes a decision into names.yaml, as `tovmach names set` does',
    needs: ['writing'],
    body: z.strictObject({
      name: z.string().min(1).max(200).describe('As it is written in its language.'),
      kind: z.enum(NAME_KINDS).optional().describe('What it is the name of.'),
      ...wordDecision,
    }),
    answer: z.object({
      ...set,
      name: concept.describe('With everything that is decided of it.'),
      added: wasAdded,
    }),
  },
  detectText: {
    group: 'texts',
    summary: 'The languages of a text, sentence by sentence; nothing is sent',
    body: z.strictObject({
      text,
      languages: z.array(tagOf('A language')).max(50).optional().describe('It may be in; absent: any.'),
    }),
    answer: z.object({
      lang: tag('Language of the text, or `und`'),
      langs: z.record(z.string(), z.number()).describe('Share of each language by characters, 0 to 1.'),
      segments: z.array(ledgerSegment).describe('In the order of the text.'),
    }),
  },
  detectFiles: {
    group: 'runs',
    summary:
      'The languages of what runs read, article by article and sentence by sentence; nothing is written',
    needs: ['inputs'],
    body: z.strictObject({
      only,
      limit: z.number().int().min(1).max(1000).optional().describe('Articles at most; default 100.'),
    }),
    answer: z.object({
      languages: z.array(z.string()).describe('Languages they were told apart among, as BCP 47 tags.'),
      articles: z
        .array(
          z.object({
            id: z.string().describe('Of the article, as the manifest has it.'),
            path: z.string().describe('The source file relative to its root.'),
            lang: tag('Language of the article, or `und`'),
            langs: z.record(z.string(), z.number()).describe('Share of each language by characters, 0 to 1.'),
            segments: z.array(ledgerSegment).describe('In the order of the source.'),
          }),
        )
        .describe('In the order of the files.'),
      complete: z.boolean().describe('There are no others; else narrow it by `only`, or raise `limit`.'),
      problems: z.array(problem).describe('Files that could not be read.'),
    }),
  },
  translateTexts: {
    group: 'texts',
    summary: 'Texts in another language, by memory and providers as a run does it',
    needs: ['writing'],
    body: z.strictObject({
      texts: z.array(text).min(1).max(200),
      to: tagOf('Language to translate into'),
      from: tagOf('Language of the texts; absent: found sentence by sentence').optional(),
      before: text.optional().describe('What stands before each text.'),
      after: text.optional().describe('What stands after each text.'),
    }),
    answer: z.object({ translations: z.array(translation).describe('As many as texts, in their order.') }),
  },
  plan: {
    group: 'runs',
    summary: 'What a run would do, send and cost; sends nothing',
    needs: ['inputs'],
    body: z.strictObject({ only }),
    answer: plan,
  },
  check: {
    group: 'runs',
    summary: 'What a run would do again, without doing it',
    needs: ['inputs'],
    body: z.strictObject({ only }),
    answer: check,
  },
  startRun: {
    group: 'runs',
    summary: 'Begins a run; one at a time',
    needs: ['inputs', 'writing'],
    status: 202,
    body: z.strictObject({
      only,
      prune: z.boolean().optional().describe('Removes outputs whose source is gone.'),
    }),
    answer: run,
  },
  getRun: { group: 'runs', summary: 'How a run goes, or what it did', needs: ['inputs'], answer: run },
  stopRun: {
    group: 'runs',
    summary: 'Stops a run; what is written by then stays',
    needs: ['inputs', 'writing'],
    answer: run,
  },
} as const satisfies Readonly<Record<OperationId, Operation>>;

const state = z.object({
  version: z.string().describe('Of the list of articles; it changes with the outputs.'),
  read: whole.describe('Articles whose files are read.'),
  articles: whole.describe('All of them.'),
  busy: z.boolean().describe('A run writes into the folder: nothing can be decided now.'),
});

/** The data of the events, by the name of the event. */
export const STREAM_EVENTS = {
  watchOutputs: {
    group: 'articles',
    summary: 'Tells when the outputs change, or a run begins or ends',
    events: { state },
  },
  watchRun: {
    group: 'runs',
    summary:
      'What a run tells while it works, from its beginning or after `Last-Event-ID`; ends with the run',
    events: { event: told, run },
  },
} as const satisfies Readonly<
  Record<
    StreamId,
    Pick<Operation, 'group' | 'summary'> & { readonly events: Readonly<Record<string, z.ZodType>> }
  >
>;
export type DeskState = Readonly<z.output<typeof state>>;
export type Session = Frozen<z.output<typeof session>>;
export type RunState = Frozen<z.output<typeof run>>;

type Made<Id extends OperationId, Part extends 'query' | 'body'> =
  (typeof OPERATIONS)[Id] extends Readonly<Record<Part, infer Schema extends z.ZodType>>
    ? Readonly<Record<Part, z.output<Schema>>>
    : unknown;
type InPath<Id extends OperationId> = (typeof ROUTES)[Id][1] extends `${string}{${infer Name}}${string}`
  ? { readonly path: Readonly<Record<Name, string>> }
  : unknown;
/** What a request for an operation carries. */
export type Request<Id extends OperationId> = InPath<Id> & Made<Id, 'query'> & Made<Id, 'body'>;
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;
/** What an operation answers. */
export type Answer<Id extends OperationId> = Frozen<z.output<(typeof OPERATIONS)[Id]['answer']>>;
