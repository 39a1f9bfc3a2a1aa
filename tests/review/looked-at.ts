import { rmSync } from 'node:fs';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import type { ReviewServer } from '../../src/review/server.js';
import { type Browser, openBrowser } from '../support/chromium.js';
import { makeOutputs, type Outputs, serve } from './outputs.js';

/** Outputs, their server, and a page of a browser that shows the list. */
export interface LookedAt {
  readonly outputs: Outputs;
  readonly server: ReviewServer;
  readonly browser: Browser;
  readonly page: Page;
  close(): Promise<void>;
}

/** Runs over the seeds and some files more, and opens what came of it. */
export async function lookAt(...what: Parameters<typeof makeOutputs>): Promise<LookedAt> {
  const outputs = await makeOutputs(...what);
  const server = await serve(outputs.tovmach);
  const browser = await openBrowser();
  const page = await browser.open(server.address());
  await page.waitForSelector('.row');
  return {
    outputs,
    server,
    browser,
    page,
    async close() {
      await browser.close();
      await server.close();
      await outputs.tovmach.close();
      rmSync(outputs.folder, { recursive: true, force: true });
    },
  };
}

/** What axe has against a page, a line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: injected } = globalThis as unknown as {
      axe: {
        run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const { violations: found } = await injected.run();
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  });
}
