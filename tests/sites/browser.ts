import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { onTestFinished } from 'vitest';
import { CHROMIUM, openBrowser } from '../support/chromium.js';

/** Pages of a built site, as a browser shows them. */

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Serves a folder as a web server would: `/a/` and `/a` are `a/index.html`, or `a.html`. */
async function serve(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    const file = [path, `${path}.html`, join(path, 'index.html')]
      .map((each) => join(folder, each))
      .find((each) => existsSync(each) && statSync(each).isFile());
    if (path === '/favicon.ico') response.writeHead(204).end();
    else if (file === undefined) response.writeHead(404).end();
    else
      response
        .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' })
        .end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export interface Shown {
  /** Text of the main part, white space as one space. */
  readonly text: string;
  readonly lang: string;
}

/**
 * What a browser shows of some pages, once their scripts have run.
 * @param main selector of the part whose text counts
 * @returns nothing where there is no browser; what the pages complained of
 */
export async function shown(
  folder: string,
  paths: readonly string[],
  main = 'main, [role=main]',
): Promise<{ readonly pages: readonly Shown[]; readonly complaints: readonly string[] } | undefined> {
  if (CHROMIUM === undefined) return undefined;
  const [address, browser] = [await serve(folder), await openBrowser()];
  try {
    const pages: Shown[] = [];
    for (const path of paths) {
      const page = await browser.open(`${address}/${path}`);
      await page.waitForLoadState('networkidle');
      const [text, lang] = await page.evaluate<[string, string]>(
        `[(document.querySelector(${JSON.stringify(main)}) ?? document.body).innerText, document.documentElement.lang]`,
      );
      pages.push({ text: text.replace(/\s+/g, ' ').trim(), lang });
    }
    return { pages, complaints: browser.complaints };
  } finally {
    await browser.close();
  }
}
