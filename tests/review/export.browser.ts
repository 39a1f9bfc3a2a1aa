import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTexts } from '../../src/i18n.js';
import { exportReview } from '../../src/review/export.js';
import { type Browser, CHROMIUM, openBrowser } from '../support/chromium.js';
import { ARTICLE, CONFIG, FILES } from './news.js';
import { makeOutputs, type Outputs } from './outputs.js';

/** The page as a file, opened from the disk, with the network cut off. */

const texts = createTexts();

describe.skipIf(CHROMIUM === undefined)('the exported page in Chromium', () => {
  let outputs: Outputs;
  let browser: Browser;
  const asked: string[] = [];

  beforeAll(async () => {
    outputs = await makeOutputs(
      { ...FILES, 'evil.txt': '</script><script>window.stolen = 1</script>\n' },
      CONFIG,
    );
    browser = await openBrowser();
    browser.context.on('request', (request) => asked.push(request.url()));
  });
  afterAll(async () => {
    await browser?.close();
    await outputs?.tovmach.close();
    if (outputs !== undefined) rmSync(outputs.folder, { recursive: true, force: true });
  });
  afterEach(() => {
    expect(browser.complaints.splice(0)).toEqual([]);
    expect(asked.splice(0).filter((url) => !/^(?:file|data|blob):/.test(url))).toEqual([]);
  });

  const write = (name: string, language: string, splitFrom?: number) =>
    exportReview({
      tovmach: outputs.tovmach,
      file: join(outputs.folder, name),
      language,
      sayIn: (tag) => texts.messages(tag),
      ...(splitFrom === undefined ? {} : { splitFrom }),
    });

  it('is one file that holds list, articles and findings, and decides nothing', async () => {
    expect((await write('review.html', 'uk')).files).toBe(1);
    const page = await browser.open(pathToFileURL(join(outputs.folder, 'review.html')).href);
    await page.waitForSelector('.row');
    expect(await page.locator('h1').textContent()).toBe('15 статей');
    await page.getByLabel('Пошук').fill('strikes');
    await page.locator('.row').first().click();
    await page.waitForSelector('.details');
    expect(await page.locator('.segment.selected .findings').textContent()).toMatch(
      /\p{Script=Cyrillic}{4}/u,
    );
    expect(await page.locator('.actions').count()).toBe(0);
    await page.goto(`${pathToFileURL(join(outputs.folder, 'review.html')).href}#/article/evil.txt`);
    await page.waitForSelector('.segment');
    expect(await page.evaluate('window.stolen')).toBeUndefined();
    await page.close();
  });

  it('too large for one file is an index and a file an article, with ways between them', async () => {
    const { files } = await write('big.html', 'en', 10_000);
    expect(files).toBe(15 + 3);
    expect(readdirSync(join(outputs.folder, 'big-files'))).toHaveLength(15 + 2);
    expect(readFileSync(join(outputs.folder, 'big.html'), 'utf8')).not.toContain('"segments":[{');
    const page = await browser.open(pathToFileURL(join(outputs.folder, 'big.html')).href);
    await page.waitForSelector('.row');
    await page.getByLabel('Search').fill('strikes');
    await page.locator('.row').first().click();
    await page.waitForSelector('.segment');
    expect(page.url()).toMatch(/big-files\/\d+\.html/);
    expect(await page.locator('.article-facts code').textContent()).toBe(ARTICLE);
    await page.getByRole('button', { name: 'Previous article' }).click();
    await expect.poll(() => page.locator('.article-facts code').textContent()).not.toBe(ARTICLE);
    await page.locator('.back').click();
    await page.waitForSelector('.row');
    await page.close();
  });
});
