import { basename } from 'node:path';
import { z } from 'zod';
import { TovmachError } from '../errors.js';
import { type Message, messages } from '../message.js';
import { parseLanguageTag } from '../model/language.js';
import type { NewEntry } from '../model/memory-entry.js';
import { ROLES } from '../model/segment.js';

const say = messages('exchange', {
  emptyText: 'empty text',
  unknownLanguage: 'unknown language code "{{code}}"',
  mistakenLanguage: 'unknown language code "{{code}}"; did you mean "{{suggestion}}"?',
  mendLine: 'Mend that line, or leave it out.',
});

/** An entry read from a file with the line it stands on, or why there is none. */
export type TableRow = { readonly line: number } & (
  | { readonly entry: NewEntry }
  | { readonly skipped: Message }
);

const optional = z.string().optional();
const entrySchema = z.object({
  source: z.string().min(1),
  target: z.string().min(1),
  sourceText: z.string(),
  targetText: z.string(),
  origin: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('human'), by: optional, over: optional, approvedBy: optional }),
      z.object({
        kind: z.literal('memory'),
        match: z.enum(['context', 'exact', 'fuzzy']),
        score: z.number(),
        file: optional,
        approvedBy: optional,
      }),
      z.object({
        kind: z.literal('provider'),
        provider: z.string(),
        model: optional,
        pivot: optional,
        approvedBy: optional,
      }),
    ])
    .optional(),
  identity: optional,
  state: z.enum(['machine', 'reviewed']).default('reviewed'),
  role: z.enum(ROLES).optional(),
  before: optional,
  after: optional,
  beforeHash: optional,
  afterHash: optional,
  createdAt: optional,
  updatedAt: optional,
});

/**
 * The entry in what was read from a line of a file.
 * @throws TovmachError INPUT_INVALID
 */
export function rowOf(path: string, line: number, value: unknown): TableRow {
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw invalidLine(path, line, issues.join('; '));
  }
  const { source, target, origin, ...rest } = parsed.data;
  const [from, to] = [parseLanguageTag(source), parseLanguageTag(target)];
  if (from.tag === undefined) return { line, skipped: unknownLanguage(source, from.suggestion) };
  if (to.tag === undefined) return { line, skipped: unknownLanguage(target, to.suggestion) };
  if (rest.sourceText.trim() === '' || rest.targetText.trim() === '')
    return { line, skipped: say.emptyText() };
  const imported = { kind: 'memory', match: 'exact', score: 100, file: basename(path) } as const;
  return {
    line,
    entry: withoutUndefined({
      ...rest,
      source: from.tag,
      target: to.tag,
      origin: withoutUndefined(origin ?? imported),
    }),
  };
}

function unknownLanguage(code: string, suggestion: string | undefined): Message {
  return suggestion === undefined
    ? say.unknownLanguage({ code })
    : say.mistakenLanguage({ code, suggestion });
}

function withoutUndefined<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Value;
}

/** What is wrong in a line of a file, in the words of who reads it. */
export function invalidLine(path: string, line: number, message: string): TovmachError {
  return new TovmachError('INPUT_INVALID', message, {
    hint: say.mendLine(),
    file: path,
    line,
  });
}
