import { z } from 'zod';
import type { OutputChanges } from '../model/changes.js';
import { ledgerArticle } from '../model/ledger.js';
import { LEDGER_SCHEMA } from '../model/manifest.js';
import { onlyDefined } from '../model/only-defined.js';
import { ROLES } from '../model/segment.js';
import type { Identified } from '../model/stages.js';
import type { Origin } from '../model/translation.js';

/** The ledger as JSON, beside the outputs. Pure. */

/** A machine, and what it translated in one output. */
export interface LedgerEngine {
  readonly origin: {
    readonly provider: string;
    readonly model?: string;
    readonly pivot?: string;
    /** Who approved its words, where that is known. */
    readonly approvedBy?: string;
  };
  /** `Provider.identity`: what memory knows it by. */
  readonly identity: string;
  /** Ids of segments. */
  readonly segments: readonly string[];
}

/** A person, and what they wrote in one output. */
export interface LedgerPerson {
  /** Who, where that is known. */
  readonly by?: string;
  /** The machine whose words they changed. */
  readonly over?: string;
  /** Who approved them, where that is somebody else. */
  readonly approvedBy?: string;
  /** Ids of segments. */
  readonly segments: readonly string[];
}

export interface LedgerOutput {
  readonly target: string;
  readonly path: string;
  /** SHA-256 of the file as it was left. */
  readonly hash: string;
  /** Text of each translated segment, by segment id. */
  readonly translations: Readonly<Record<string, string>>;
  /** Ids of those a person translated. */
  readonly human: readonly string[];
  /** Who they were, where anything is known of them. */
  readonly people?: readonly LedgerPerson[];
  /** Which machine translated the others. */
  readonly engines: readonly LedgerEngine[];
  /** Ids of those that a person approved as the machine wrote them; absent: none. */
  readonly reviewed?: readonly string[];
  /** Who approved what an imported memory had; absent: nobody is known. */
  readonly approvals?: readonly { readonly by: string; readonly segments: readonly string[] }[];
  /** The file as tovmach rendered it: what an edited file is compared with. */
  readonly text: string;
}

/** The sidecar: the ledger of one article, the translations made from it, and the files they went into. */
export function ledgerFile(
  article: Identified,
  outputs: readonly LedgerOutput[],
  changes: readonly OutputChanges[] = [],
): string {
  const sorted = [...outputs].sort((a, b) => (a.target < b.target ? -1 : 1));
  return `${JSON.stringify({ schema: LEDGER_SCHEMA, articles: [ledgerArticle(article)], outputs: sorted, ...(changes.length === 0 ? {} : { changes }) }, null, 1)}\n`;
}

const sidecarSchema = z.object({
  articles: z.tuple([
    z.object({
      id: z.string(),
      segments: z.array(
        z.object({
          id: z.string(),
          text: z.string(),
          lang: z.string(),
          role: z.enum(ROLES),
          line: z.number(),
          repaired: z.string().optional(),
          repair: z.enum(['homoglyphs', 'mojibake']).optional(),
        }),
      ),
    }),
  ]),
  /** What runs changed for readers since corrections are kept, in their order. */
  changes: z
    .array(
      z.object({
        target: z.string(),
        date: z.string(),
        segments: z.array(
          z.object({
            role: z.enum(ROLES),
            line: z.number(),
            before: z.string().optional(),
            after: z.string().optional(),
          }),
        ),
      }),
    )
    .default([]),
  outputs: z.array(
    z.object({
      target: z.string(),
      path: z.string(),
      hash: z.string(),
      translations: z.record(z.string(), z.string()),
      human: z.array(z.string()).default([]),
      people: z
        .array(
          z.object({
            by: z.string().optional(),
            over: z.string().optional(),
            approvedBy: z.string().optional(),
            segments: z.array(z.string()),
          }),
        )
        .default([]),
      reviewed: z.array(z.string()).default([]),
      approvals: z.array(z.object({ by: z.string(), segments: z.array(z.string()) })).default([]),
      engines: z
        .array(
          z.object({
            origin: z.object({
              provider: z.string(),
              model: z.string().optional(),
              pivot: z.string().optional(),
              approvedBy: z.string().optional(),
            }),
            identity: z.string(),
            segments: z.array(z.string()),
          }),
        )
        .default([]),
      text: z.string().default(''),
    }),
  ),
});
export type Sidecar = z.infer<typeof sidecarSchema>;

type HumanOrigin = Extract<Origin, { kind: 'human' }>;

/** By id of the segment, what is known of the people who wrote into an output. */
export function personsOf({
  human,
  people,
}: Pick<Sidecar['outputs'][number], 'human' | 'people'>): ReadonlyMap<string, HumanOrigin> {
  const persons = new Map(human.map((id): [string, HumanOrigin] => [id, { kind: 'human' }]));
  for (const { by, over, approvedBy, segments } of people) {
    const who = { ...onlyDefined({ by, over, approvedBy }) };
    for (const id of segments) persons.set(id, { kind: 'human', ...who });
  }
  return persons;
}

/** A sidecar as far as later runs need it; `undefined` when the text is none. */
export function parseSidecar(text: string): Sidecar | undefined {
  try {
    return sidecarSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Hash of every output a sidecar speaks of, by path; empty when the text is none. */
export function ledgerHashes(text: string): Map<string, string> {
  return new Map(parseSidecar(text)?.outputs.map(({ path, hash }) => [path, hash]));
}
