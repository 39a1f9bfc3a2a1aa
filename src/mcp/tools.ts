import { z } from 'zod';
import { type Action, type ConfigInput, type Segment, TovmachError } from '../index.js';
import { messages } from '../message.js';
import type { Connected } from './answers.js';

/** The tools, each with what it takes and does. */

const say = messages('mcp', {
  toolDetect:
    'Which parts of a text or of article files are in which language: segments with line, column, language, role, confidence. Sends nothing anywhere.',
  toolPlan:
    'What translating article files would send to which provider and cost: characters, texts, pairs, what memory has. Sends and writes nothing.',
  toolTranslate:
    'Translates a text by translation memory and the configured providers. What is in the target language already stays as it is. May send text to a paid service; what was paid for is kept in the memory.',
  toolMemory: 'Searches the translation memory: sentences with their translations, origin and state.',
  toolRun:
    'Translates article files and writes the outputs; does only what is not done. May send text to a paid service.',
  textOrPaths: 'either "text" or "paths" has to be given',
  forExample: 'For example: {"text": "…"} or {"paths": ["articles"]}.',
});

/** Most segments in one answer, unless the client asks for another number. */
const MOST_SEGMENTS = 200;
/** UTF-16 units. */
const MOST_TEXT = 200_000;

const language = z.string().describe('language, a BCP 47 tag such as en or uk');
const paths = z.array(z.string()).min(1).describe('files and folders, below the folder that is served');
const targets = z.array(language).min(1).optional().describe('languages to write; default: those configured');

const targetSettings = ({ to }: { to?: string[] | undefined }): ConfigInput =>
  to === undefined ? {} : { targets: to };

interface Part {
  readonly line: number;
  readonly column: number;
  readonly lang: string;
  readonly role: string;
  readonly confidence: number;
  readonly flagged: boolean;
  readonly action: Action;
  readonly text: string;
}
const partOf = ({ line, column, lang, role, confidence, flagged, action, text }: Segment): Part => ({
  line,
  column,
  lang,
  role,
  confidence,
  flagged,
  action,
  text,
});

const detectInput = z.object({
  text: z.string().max(MOST_TEXT).optional(),
  paths: paths.optional(),
  languages: z.array(language).optional().describe('languages it may be in'),
  all: z
    .boolean()
    .default(false)
    .describe('every segment, not only those in another language than their article'),
  limit: z.number().int().min(1).max(5000).default(MOST_SEGMENTS),
});

export const DETECT = {
  name: 'detect',
  description: say.toolDetect(),
  config: {
    inputSchema: detectInput,
    annotations: { readOnlyHint: true, openWorldHint: false },
  },
  settings: ({ languages }: z.infer<typeof detectInput>): ConfigInput =>
    languages === undefined ? {} : { languages },
  async work(input: z.infer<typeof detectInput>, { tovmach, signal, paths }: Connected): Promise<object> {
    if ((input.text === undefined) === (input.paths === undefined))
      throw new TovmachError('USAGE', say.textOrPaths(), { hint: say.forExample() });
    if (input.text !== undefined) {
      const article = tovmach.detectText(input.text);
      return ledger([{ path: undefined, lang: article.lang, segments: article.segments }], input);
    }
    const found = await tovmach.detect(paths(input.paths ?? []), { signal });
    const articles = [];
    for await (const { path, lang, segments } of found.articles) articles.push({ path, lang, segments });
    return { ...ledger(articles, input), problems: found.problems.map(({ message }) => message) };
  },
};

function ledger(
  articles: readonly { path: string | undefined; lang: string; segments: readonly Segment[] }[],
  { all, limit }: z.infer<typeof detectInput>,
): { articles: object[]; segments: number; flagged: number; left: number } {
  let room = limit;
  let wanted = 0;
  const shown = articles.map(({ path, lang, segments }) => {
    const chosen = segments.filter(({ flagged }) => all || flagged);
    wanted += chosen.length;
    const parts = chosen.slice(0, room).map(partOf);
    room -= parts.length;
    return { path, lang, segments: parts };
  });
  const every = articles.flatMap(({ segments }) => segments);
  return {
    articles: shown,
    segments: every.length,
    flagged: every.filter(({ flagged }) => flagged).length,
    left: wanted - (limit - room),
  };
}

const planInput = z.object({ paths, to: targets });

export const PLAN = {
  name: 'plan',
  description: say.toolPlan(),
  config: {
    inputSchema: planInput,
    annotations: { readOnlyHint: true, openWorldHint: false },
  },
  settings: targetSettings,
  async work(input: z.infer<typeof planInput>, { tovmach, signal, paths }: Connected): Promise<object> {
    const { problems, ...plan } = await tovmach.plan(paths(input.paths), { signal });
    return { ...plan, problems: problems.map(({ message }) => message) };
  },
};

const translateInput = z.object({
  text: z.string().min(1).max(MOST_TEXT),
  to: language,
  from: language.optional().describe('language of the text; default: found for each sentence'),
});

export const TRANSLATE = {
  name: 'translate_text',
  description: say.toolTranslate(),
  config: {
    inputSchema: translateInput,
    annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  },
  async work(
    { text, to, from }: z.infer<typeof translateInput>,
    { tovmach, signal }: Connected,
  ): Promise<object> {
    const { findings, ...translation } = await tovmach.translateText(text, {
      to,
      signal,
      from,
    });
    return {
      ...translation,
      findings: findings.map(({ check, severity, message }) => ({ check, severity, message })),
    };
  },
};

const memoryInput = z.object({
  text: z.string().min(1).describe('words of the source or of the translation'),
  from: language.optional(),
  to: language.optional(),
  limit: z.number().int().min(1).max(100).default(20),
});

export const MEMORY = {
  name: 'search_memory',
  description: say.toolMemory(),
  config: {
    inputSchema: memoryInput,
    annotations: { readOnlyHint: true, openWorldHint: false },
  },
  async work(
    { text, from, to, limit }: z.infer<typeof memoryInput>,
    { tovmach }: Connected,
  ): Promise<object> {
    const entries = await tovmach.searchMemory(text, {
      limit,
      source: from,
      target: to,
    });
    return {
      entries: entries.map(({ source, target, sourceText, targetText, origin, state, updatedAt }) => ({
        source,
        target,
        sourceText,
        targetText,
        origin,
        state,
        updatedAt,
      })),
    };
  },
};

const runInput = z.object({
  paths,
  to: targets,
  out: z
    .string()
    .optional()
    .describe('output folder, below the folder that is served; default: the configured one'),
});

export const RUN = {
  name: 'run',
  description: say.toolRun(),
  config: {
    inputSchema: runInput,
    annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  },
  settings(input: z.infer<typeof runInput>, paths: Connected['paths']): ConfigInput {
    const [out] = input.out === undefined ? [] : paths([input.out]);
    const settings = targetSettings(input);
    return out === undefined ? settings : { ...settings, out };
  },
  async work(
    { paths: given }: z.infer<typeof runInput>,
    { tovmach, signal, paths }: Connected,
  ): Promise<object> {
    const { problems, ...summary } = await tovmach.run(paths(given), { signal });
    return { ...summary, problems: problems.map(({ message }) => message) };
  },
};
