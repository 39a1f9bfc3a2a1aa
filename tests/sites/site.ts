import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { onTestFinished } from 'vitest';
import { type ConfigInput, createTovmach } from '../../src/index.js';

/** A small site of every syntax in two languages, built by a real generator. */

const HERE = new URL('.', import.meta.url).pathname;

/** Whether a generator from npm is installed in this folder. */
export const isInstalled = (name: string): boolean => existsSync(join(HERE, 'node_modules', name));

/** What a program says of its version; `undefined` where it is not installed. */
export function versionOf(command: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? /\d+(?:\.\d+)+/.exec(stdout)?.[0] : undefined;
}

export interface Site {
  readonly folder: string;
  /** Translates Markdown documents into a folder of the site. */
  translate(documents: Readonly<Record<string, string>>, out: string, config?: ConfigInput): Promise<void>;
  /** Runs a command in the site; its output, and whether it ended well. */
  build(command: string, args: readonly string[]): { readonly code: number | null; readonly log: string };
  /** Pages of the built site below a folder, by path. */
  pages(folder: string): ReadonlyMap<string, string>;
}

export function createSite(files: Readonly<Record<string, string | Uint8Array>>): Site {
  const folder = mkdtempSync(join(tmpdir(), 'tovmach-site-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const put = (base: string, texts: Readonly<Record<string, string | Uint8Array>>): void => {
    for (const [name, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(base, name)), { recursive: true });
      writeFileSync(join(base, name), text);
    }
  };
  put(folder, files);
  if (existsSync(join(HERE, 'node_modules')))
    symlinkSync(join(HERE, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    async translate(documents, out, config = {}) {
      put(join(folder, 'sources'), documents);
      const tovmach = await createTovmach({
        cwd: folder,
        env: {},
        config: { targets: ['uk', 'en'], languages: ['uk', 'en'], provider: 'pseudo', out, ...config },
      });
      const { problems } = await tovmach.run(['sources']).finally(() => tovmach.close());
      if (problems[0] !== undefined) throw problems[0];
    },
    build(command, args) {
      const { status, stdout, stderr } = spawnSync(command, args, {
        cwd: folder,
        encoding: 'utf8',
        env: {
          ...process.env,
          NODE_ENV: 'production',
          ASTRO_TELEMETRY_DISABLED: '1',
          DOCUSAURUS_NO_PERSISTENT_CACHE: '1',
          CI: '1',
        },
      });
      return { code: status, log: `${stdout}\n${stderr}` };
    },
    pages(built) {
      const root = join(folder, built);
      const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.html'),
      );
      return new Map(names.sort().map((name) => [name, readFileSync(join(root, name), 'utf8')]));
    },
  };
}

type Node = Tree.Node;

function* nodesOf(node: Node): Generator<Node> {
  yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* nodesOf(child);
}

const SILENT = new Set(['script', 'style', 'template', 'head']);

/** What a reader sees of the main part of a page, white space as one space. */
export function textOf(html: string): string {
  const document = parse(html);
  const main = [...nodesOf(document)].find((node) => node.nodeName === 'main') ?? document;
  const read = (node: Node): string => {
    if (SILENT.has(node.nodeName)) return '';
    if ('value' in node) return node.value;
    return 'childNodes' in node ? node.childNodes.map(read).join(node.nodeName === 'p' ? '' : '') : '';
  };
  return read(main).replace(/\s+/g, ' ').trim();
}

/** What the disguise of the pseudo-translator does to Ukrainian words, undone. */
export function undisguised(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[[(]en[\])] /g, '')
    .replace(/\u0301/g, '');
}

/** Values of an attribute over a page. */
export function attributes(html: string, name: string): string[] {
  return [...nodesOf(parse(html))].flatMap((node) =>
    'attrs' in node
      ? node.attrs.filter((attribute) => attribute.name === name).map(({ value }) => value)
      : [],
  );
}

/** Links between the pages of a site that lead nowhere, as `page -> address`. */
export function brokenLinks(pages: ReadonlyMap<string, string>, exists: (path: string) => boolean): string[] {
  return [...pages].flatMap(([page, html]) =>
    attributes(html, 'href').flatMap((href) => {
      if (/^(?:[a-z]+:|\/\/|#)/i.test(href)) return [];
      const clean = decodeURIComponent(href.replace(/[?#].*$/, ''));
      const path = posix.normalize(
        clean.startsWith('/') ? clean.slice(1) : posix.join(posix.dirname(page), clean),
      );
      const found = [path, `${path}.html`, posix.join(path, 'index.html')].some(
        (each) => pages.has(each) || exists(each),
      );
      return found ? [] : [`${page} -> ${href}`];
    }),
  );
}
