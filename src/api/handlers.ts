import { basename } from 'node:path';
import { TovmachError } from '../errors.js';
import { formatCheck, type Tovmach } from '../index.js';
import { inEnglish, messages } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import { VERSION } from '../version.js';
import type { Answer, Request, Session } from './contract.js';
import type { Desk } from './desk.js';
import type { OperationId } from './routes.js';
import { type Inputs, plainProblem, type Runs } from './runs.js';

/** Every operation over the library: what it takes is checked by then, what it answers is plain data. */

const say = messages('api', {
  runFirst: 'a run writes into this folder',
  waitForRun: 'Decide once it is finished.',
});

/** Articles of one answer, where nobody says how many. */
const FILES_AT_ONCE = 100;

export interface ApiParts {
  readonly tovmach: Tovmach;
  readonly desk: Desk;
  readonly runs: Runs;
  readonly session: Omit<Session, 'name' | 'version'>;
  /** What plans, checks and runs read; absent: there are none of them. */
  readonly inputs: Inputs | undefined;
}

export type Handlers = {
  readonly [Id in OperationId]: (
    request: Request<Id> & { readonly signal: AbortSignal },
  ) => Answer<Id> | Promise<Answer<Id>>;
};

export function createHandlers({ tovmach, desk, runs, session, inputs }: ApiParts): Handlers {
  const read: Inputs = inputs ?? { paths: [] };
  const free = (): void => {
    if (runs.isActive) throw new TovmachError('LOCKED', say.runFirst(), { hint: say.waitForRun() });
  };
  return {
    getSession: () => ({ name: 'tovmach', version: VERSION, ...session }),
    // Said in a language, and perhaps only in part: see `mountApi`.
    listArticles: () => desk.overview(),
    listFacts: ({ query }) => desk.facts(query.after),
    getArticle: ({ path, query }) => tovmach.article(path.article, query.target),
    decide({ path, body: { target, segment, version, by, decision } }) {
      free();
      return tovmach.decide({ article: path.article, target, segment }, decision, {
        by: by ?? session.reviewer ?? '',
        ...onlyDefined({ version }),
      });
    },
    getSuggestions: ({ path, query }) => tovmach.suggestions({ article: path.article, ...query }),
    askEngine: ({ path, body: { engine, ...place }, signal }) =>
      tovmach.askEngine({ article: path.article, ...place }, { engine, signal }),
    listProviders: () => ({
      providers: tovmach.providers().map(({ description, missing, problem, ...provider }) => ({
        ...provider,
        description: inEnglish(description),
        missing: missing.map((one) => inEnglish(one)),
        ...onlyDefined({ problem: problem === undefined ? undefined : inEnglish(problem) }),
      })),
    }),
    async searchMemory({ query: { text, ...filter } }) {
      return { entries: await tovmach.searchMemory(text, onlyDefined(filter)) };
    },
    listTerms: () => tovmach.terms(),
    async setTerm({ body: { term, ...words } }) {
      const made = await tovmach.setTerm(term, onlyDefined(words));
      return { ...made, file: basename(made.file) };
    },
    listNames: () => tovmach.decidedNames(),
    async setName({ body: { name, ...words } }) {
      const made = await tovmach.setName(name, onlyDefined(words));
      return { ...made, file: basename(made.file) };
    },
    ...fileHandlers(tovmach, read),
    startRun: ({ body }) => runs.start(read, onlyDefined(body)),
    getRun: ({ path }) => runs.get(path.run),
    stopRun: ({ path }) => runs.stop(path.run),
  };
}

/** Texts of a request, and the files the server was told to read. */
function fileHandlers(
  tovmach: Tovmach,
  read: Inputs,
): Pick<Handlers, 'detectText' | 'detectFiles' | 'translateTexts' | 'plan' | 'check'> {
  return {
    detectText({ body: { text, languages } }) {
      const { lang, langs, segments } = tovmach.detectText(text, onlyDefined({ languages }));
      return { lang, langs, segments };
    },
    async detectFiles({ body: { only, limit = FILES_AT_ONCE }, signal }) {
      const found = await tovmach.detect(read.paths, { ...onlyDefined({ only }), signal });
      const articles: Answer<'detectFiles'>['articles'][number][] = [];
      let complete = true;
      for await (const { id, path, lang, langs, segments } of found.articles) {
        if (articles.length === limit) {
          complete = false;
          break;
        }
        articles.push({ id, path, lang, langs, segments });
      }
      const problems = found.problems.map(plainProblem);
      return { languages: [...found.languages.candidates], articles, complete, problems };
    },
    async translateTexts({ body: { texts, to, from, before, after }, signal }) {
      const context = onlyDefined({ before, after });
      const translations = await tovmach.translateText(texts, {
        to,
        context,
        signal,
        ...onlyDefined({ from }),
      });
      return { translations };
    },
    async plan({ body, signal }) {
      const {
        problems,
        exitCode: _,
        ...made
      } = await tovmach.plan(read.paths, { ...onlyDefined(body), signal });
      return { schema: 'tovmach/plan@1', ...made, problems: problems.length };
    },
    async check({ body, signal }) {
      const found = await tovmach.check(read.paths, { ...onlyDefined(body), signal });
      return JSON.parse(formatCheck(found, 'json')) as Answer<'check'>;
    },
  };
}
