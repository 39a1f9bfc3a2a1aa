import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** Debian's Chromium, with a profile of its own that knows nothing and calls nobody. */

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a browser is; absent where there is none, and what needs it is skipped by name. */
export const CHROMIUM = [process.env.TOVMACH_CHROMIUM, ...PATHS].find(
  (path) => path !== undefined && existsSync(path),
);
if (CHROMIUM === undefined) console.log('skipped: no Chromium here; tests that look at pages need one');

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Browser {
  readonly context: BrowserContext;
  /** What a page complained of since it was opened: errors, and whatever the policy forbade. */
  readonly complaints: string[];
  open(address: string): Promise<Page>;
  close(): Promise<void>;
}

export async function openBrowser(
  options: Parameters<typeof chromium.launchPersistentContext>[1] = {},
): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'tovmach-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }),
    args: FLAGS,
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  const complaints: string[] = [];
  return {
    context,
    complaints,
    async open(address) {
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(address);
      return page;
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
