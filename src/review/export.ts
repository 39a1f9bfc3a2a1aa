import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Session } from '../api/contract.js';
import { saidIn } from '../api/say.js';
import { TovmachError } from '../errors.js';
import type { ArticleFacts, ArticleRow, ArticleView, Overview, Tovmach } from '../index.js';
import { asPath, messages, type Said } from '../message.js';
import { VERSION } from '../version.js';
import { loadAssets } from './assets.js';

/** The page as one file, for mail or a pull request; what would be too large for one, as an index and a file an article. */

const say = messages('review', {
  exportFailed: 'cannot write {{file}} ({{reason}})',
  exportElsewhere: 'Name a file in a folder that can be written.',
});

/** A page over this is split, bytes. */
const LARGEST = 20_000_000;

export interface ExportOptions {
  readonly tovmach: Pick<Tovmach, 'overview' | 'article' | 'articleFacts'>;
  /** Absolute. */
  readonly file: string;
  readonly language: string;
  readonly sayIn: (language: string) => (said: Said) => string;
  /** Bytes from which on it is split; default 20 MB. */
  readonly splitFrom?: number;
  /** Told after each article. */
  readonly onArticle?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

export interface Exported {
  /** Absolute; the index first. */
  readonly files: number;
  readonly bytes: number;
}

/** What an exported page carries. */
export interface Cargo {
  readonly session: Session;
  readonly overview: Overview;
  readonly facts: readonly ArticleFacts[];
  /** Views by article and target. */
  readonly articles: Readonly<Record<string, Readonly<Record<string, ArticleView>>>>;
  /** Where the other articles are, and the list; absent where all is in one file. */
  readonly elsewhere?: {
    readonly articles: Readonly<Record<string, string>>;
    readonly list?: string;
    readonly order: readonly string[];
  };
}

/** Writes the page. @throws TovmachError OUTPUT, INPUT_NOT_FOUND */
export async function exportReview(options: ExportOptions): Promise<Exported> {
  const { tovmach, file, language, signal } = options;
  const speak = options.sayIn(language);
  const splitFrom = options.splitFrom ?? LARGEST;
  const overview = saidIn(await tovmach.overview(), speak);
  const facts: ArticleFacts[] = [];
  for await (const fact of tovmach.articleFacts({ signal })) facts.push(fact);
  const session: Session = {
    name: 'tovmach',
    version: VERSION,
    readOnly: true,
    language,
    languages: [language],
  };
  const parts = pageParts();
  const views = async (row: ArticleRow): Promise<Record<string, ArticleView>> => {
    const found: Record<string, ArticleView> = {};
    for (const { target } of row.outputs)
      found[target] = saidIn(await tovmach.article(row.id, target), speak);
    return found;
  };
  const all = overview.articles.length;
  const base: Cargo = { session, overview, facts, articles: {} };
  const head = Buffer.byteLength(parts.whole(base));
  const kept = new Map<string, Record<string, ArticleView>>();
  let bytes = head;
  for (const row of overview.articles) {
    if (signal?.aborted || bytes > splitFrom) break;
    const view = await views(row);
    bytes += Buffer.byteLength(JSON.stringify(view));
    kept.set(row.id, view);
    options.onArticle?.(kept.size, all);
  }
  if (signal?.aborted) throw signal.reason;
  if (bytes <= splitFrom) {
    const text = parts.whole({ ...base, articles: Object.fromEntries(kept) });
    write(file, text);
    return { files: 1, bytes: Buffer.byteLength(text) };
  }
  return writeApart({ ...base, articles: Object.fromEntries(kept) }, { parts, views, options });
}

/** An index, and a file for each article in a folder beside it. @param cargo what is known by now; other views are asked for */
async function writeApart(
  cargo: Cargo,
  {
    parts,
    views,
    options,
  }: {
    readonly parts: ReturnType<typeof pageParts>;
    readonly views: (row: ArticleRow) => Promise<Record<string, ArticleView>>;
    readonly options: ExportOptions;
  },
): Promise<Exported> {
  const { file, signal } = options;
  const { session, overview, facts } = cargo;
  const folder = `${basename(file, extname(file))}-files`;
  const names = new Map(overview.articles.map(({ id }, index) => [id, `${index + 1}.html`]));
  const path = join(dirname(file), folder);
  // What an earlier export left of articles that are no more.
  rmSync(path, { recursive: true, force: true });
  const index = parts.linked(
    {
      ...cargo,
      articles: {},
      elsewhere: {
        articles: Object.fromEntries([...names].map(([id, name]) => [id, `${folder}/${name}`])),
        order: [...names.keys()],
      },
    },
    `${folder}/`,
  );
  let total = write(file, index);
  for (const [name, text] of parts.files) total += write(join(path, name), text);
  for (const [at, row] of overview.articles.entries()) {
    if (signal?.aborted) throw signal.reason;
    const near = overview.articles.slice(Math.max(0, at - 1), at + 2).map(({ id }) => id);
    const one: Cargo = {
      session,
      overview: { ...overview, articles: [row], broken: [] },
      facts: facts.filter(({ id }) => id === row.id),
      articles: { [row.id]: cargo.articles[row.id] ?? (await views(row)) },
      elsewhere: {
        articles: Object.fromEntries(near.map((id) => [id, names.get(id) ?? ''])),
        list: `../${basename(file)}`,
        order: near,
      },
    };
    total += write(join(path, names.get(row.id) ?? ''), parts.linked(one, ''));
    options.onArticle?.(at + 1, overview.articles.length);
  }
  return { files: overview.articles.length + 1 + parts.files.length, bytes: total };
}

function write(file: string, text: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return Buffer.byteLength(text);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new TovmachError('OUTPUT', say.exportFailed({ file: asPath(file), reason }), {
      file,
      cause,
      hint: say.exportElsewhere(),
    });
  }
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** JSON that may stand in a page: no end of a script is in it. */
const inert = (cargo: Cargo): string => JSON.stringify(cargo).replace(/</g, '\\u003c');

function pageParts() {
  const assets = loadAssets();
  const text = (name: string): string => Buffer.from(assets.get(name)?.bytes ?? []).toString('utf8');
  const script = text('page.js').replace(/<\/script/gi, '<\\/script');
  const style = text('page.css');
  const icon = `data:image/svg+xml;base64,${Buffer.from(text('icon.svg')).toString('base64')}`;
  const page = (policy: string, head: string, cargo: Cargo, end: string): string => `<!doctype html>
<html lang="${cargo.session.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ${policy}; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>tovmach</title>
<link rel="icon" href="${icon}">
${head}
</head>
<body>
<div id="page"></div>
<script type="application/json" id="cargo">${inert(cargo)}</script>
${end}
</body>
</html>
`;
  return {
    whole: (cargo: Cargo): string =>
      page(
        `script-src ${hashOf(script)}; style-src ${hashOf(style)}`,
        `<style>${style}</style>`,
        cargo,
        `<script type="module">${script}</script>`,
      ),
    /** Script and style lie beside it: a thousand copies of them would be most of the bytes. */
    linked: (cargo: Cargo, folder: string): string =>
      page(
        "script-src 'self' file:; style-src 'self' file:",
        `<link rel="stylesheet" href="${folder}page.css">`,
        cargo,
        `<script defer src="${folder}page.js"></script>`,
      ),
    files: [
      ['page.js', text('page.js')],
      ['page.css', style],
    ] as const,
  };
}
