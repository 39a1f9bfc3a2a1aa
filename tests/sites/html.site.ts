import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTovmach } from '../../src/index.js';
import { CHROMIUM, openBrowser } from '../support/chromium.js';
import { ROOT } from '../support/command-line.js';
import { isInstalled } from './site.js';

/** Pages of tovmach's own (`--format html`): valid to html-validate, accessible to axe in a browser. */

interface Report {
  readonly results: readonly {
    readonly messages: readonly {
      readonly ruleId: string;
      readonly line: number;
      readonly message: string;
    }[];
  }[];
}

describe('pages written as HTML', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tovmach-pages-'));
  let names: string[] = [];

  beforeAll(async () => {
    const tovmach = await createTovmach({
      cwd: folder,
      env: {},
      config: {
        targets: ['uk', 'en', 'ar'],
        provider: 'pseudo',
        output: { format: 'html', baseUrl: 'https://example.org', notice: true, disclosure: true },
      },
    });
    await tovmach.run([join(ROOT, 'seeds')]).finally(() => tovmach.close());
    names = readdirSync(join(folder, 'out'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.html'),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.skipIf(!isInstalled('html-validate'))('are valid', async () => {
    const { HtmlValidate } = createRequire(import.meta.url)('html-validate') as {
      HtmlValidate: new (config: object) => { validateString(html: string, name: string): Promise<Report> };
    };
    const validator = new HtmlValidate({
      extends: ['html-validate:recommended', 'html-validate:document'],
      // A headline is as long as its author made it.
      rules: { 'long-title': 'off' },
    });
    expect(names.length).toBeGreaterThan(20);
    const faults: string[] = [];
    for (const name of names) {
      const { results } = await validator.validateString(
        readFileSync(join(folder, 'out', name), 'utf8'),
        name,
      );
      for (const { ruleId, line, message } of results.flatMap(({ messages }) => messages))
        faults.push(`${name}:${line} ${ruleId}: ${message}`);
    }
    expect(faults).toEqual([]);
  });

  it.skipIf(CHROMIUM === undefined)(
    'are accessible, in light and dark, to the width of a telephone',
    async () => {
      const faults: string[] = [];
      for (const colorScheme of ['light', 'dark'] as const) {
        const browser = await openBrowser({ colorScheme, viewport: { width: 360, height: 740 } });
        try {
          for (const name of names) {
            const page = await browser.open(`file://${join(folder, 'out', name)}`);
            await page.evaluate(axe.source);
            const found = await page.evaluate(async () => {
              const { axe: injected } = globalThis as unknown as {
                axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
              };
              const { violations } = await injected.run();
              return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
            });
            const isWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
            faults.push(...found.map((each) => `${name} ${each}`), ...(isWide ? [`${name}: too wide`] : []));
            await page.close();
          }
          expect(browser.complaints).toEqual([]);
        } finally {
          await browser.close();
        }
      }
      expect(faults).toEqual([]);
    },
  );
});
