import { z } from 'zod';

/** Articles that say the same: copies in one language, and the same story in another. */

/** By what the same story in another language was known again. */
const STORY_EVIDENCE = ['link', 'address', 'file-name', 'names', 'numbers', 'words', 'date'] as const;
/** One of them. */
export type StoryEvidence = (typeof STORY_EVIDENCE)[number];

export const storySketchSchema = z.object({
  lang: z.string().describe('Language of the article, a primary tag.'),
  names: z.string().describe('Names by their consonants, parted by spaces.'),
  numbers: z.string().describe('Numbers, parted by spaces.'),
  words: z.string().optional().describe('Longer words by their sounds, parted by spaces.'),
  day: z.number().int().optional().describe('Day of publication, counted from 1970; absent: not known.'),
  address: z.string().optional().describe('Where it was published, without scheme.'),
  versions: z
    .array(z.tuple([z.string(), z.string()]))
    .optional()
    .describe('Languages and addresses of its versions, as the page names them.'),
  file: z.string().optional().describe('Name of its file without the language it says.'),
});
/** What an article is known again by in another language. */
export type StorySketch = z.infer<typeof storySketchSchema>;

export const sameStorySchema = z.object({
  id: z.string().describe('The other article.'),
  lang: z.string().describe('Its language, a primary tag.'),
  score: z.number().describe('How sure that is, 0 to 1.'),
  by: z.array(z.enum(STORY_EVIDENCE)).describe('What they have in common.'),
  names: z.tuple([z.number(), z.number()]).optional().describe('Names of the shorter one: in both, and all.'),
  numbers: z
    .tuple([z.number(), z.number()])
    .optional()
    .describe('Numbers of the shorter one: in both, and all.'),
  words: z
    .tuple([z.number(), z.number()])
    .optional()
    .describe('Longer words of the shorter one: in both, and all.'),
  doubtful: z
    .literal(true)
    .optional()
    .describe('Too little, or too much else, speaks for it: nothing was done about it.'),
});
/** The same story in another language. */
export type SameStory = z.infer<typeof sameStorySchema>;

/** What an article is compared by over a batch, before it is read for good. */
export interface StoryFacts {
  /** Of its words; see `write/duplicates.ts`. */
  readonly fingerprint?: string | undefined;
  /** For the same story in another language; absent: that is not looked for. */
  readonly sketch?: StorySketch | undefined;
  /** What comparing it said; absent: nothing. */
  readonly told?: Told | undefined;
}

/** What the batch says of an article. */
export interface Told {
  /** The article before it that says the same in the same language. */
  readonly duplicateOf?: { readonly id: string; readonly similarity: number };
  /** Nothing is made of it: the other is. */
  readonly skipped?: true;
  /** The articles that are the same story in another language. */
  readonly sameStory?: readonly SameStory[];
  /** Languages that another article is the version in; nothing is made in them. */
  readonly versions?: readonly { readonly lang: string; readonly id: string; readonly stem: string }[];
  /** Articles that its related headlines may belong to. */
  readonly related?: readonly RelatedArticle[];
}

/** An article of the batch that a related headline in another belongs to. */
export interface RelatedArticle {
  /** Of the article. */
  readonly id: string;
  /** What they have in common: addresses and titles, as `write/related.ts` compares them. */
  readonly keys: readonly string[];
  /** Its file by language, relative to the output folder. */
  readonly paths: Readonly<Record<string, string>>;
}

/** What an article shows of another: the keys of a headline, or of one that is somewhere in a line. */
export interface Lead {
  readonly keys: readonly string[];
  /** The line, as titles are compared; absent: the keys are all there is. */
  readonly line?: string;
}

/** An article as the batch compares it. */
export interface SeenArticle extends Pick<StoryFacts, 'fingerprint' | 'sketch'> {
  readonly id: string;
  /** The source file relative to its root. */
  readonly path: string;
  /** Where its outputs go, without language and ending. */
  readonly stem: string;
  /** For related headlines; absent: they lead where the source led. */
  readonly heads?: {
    /** What it is found by. */
    readonly keys: readonly string[];
    readonly leads: readonly Lead[];
    /** Its language. */
    readonly lang: string;
    /** Ending of its outputs. */
    readonly ending: string;
  };
}
