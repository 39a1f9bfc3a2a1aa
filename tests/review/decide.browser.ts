import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ReviewServer } from '../../src/review/server.js';
import { type Browser, CHROMIUM } from '../support/chromium.js';
import { type LookedAt, lookAt } from './looked-at.js';
import { ARTICLE, CONFIG, FILES } from './news.js';
import { type Outputs, serve } from './outputs.js';

/** A person's work in the page, from a finding to the file and through the next run. */

describe.skipIf(CHROMIUM === undefined)('decisions in Chromium', () => {
  let at: LookedAt | undefined;
  let outputs: Outputs;
  let server: ReviewServer;
  let browser: Browser;
  let page: Page;
  const file = (): string => readFileSync(join(outputs.folder, 'out/news.uk.md'), 'utf8');
  const row = (words: string, on = page) => on.locator('.segment', { hasText: words });
  const toast = (words: RegExp, on = page) =>
    expect.poll(() => on.locator('.toast').textContent()).toMatch(words);
  const open = async (on: Page): Promise<void> => {
    await on.goto(`http://127.0.0.1:${server.port}/#/article/${ARTICLE}/uk`);
    // The address may be the one it is at already.
    await on.reload();
    await on.waitForSelector('.segment');
  };

  beforeAll(async () => {
    at = await lookAt(FILES, CONFIG);
    ({ outputs, server, browser, page } = at);
  });
  afterAll(() => at?.close());
  afterEach(() => {
    // A refusal is an answer the browser notes as well; so is a folder whose lock a test took away.
    const refusals = /status of (?:403|404|409|422|423)/;
    expect(browser.complaints.splice(0).filter((line) => !refusals.test(line))).toEqual([]);
  });

  it('a wrong number is found from the list, marked at both ends, mended, and saved', async () => {
    await page.getByRole('button', { name: /^needs eyes/ }).click();
    await page.locator('.row', { hasText: 'strikes in the city' }).click();
    await row('killed 12').waitFor();
    expect(await row('killed 12').locator('.source mark.found').textContent()).toBe('12');
    expect(await row('killed 12').locator('.target mark.found').textContent()).toBe('21');
    await expect.poll(() => row('killed 12').getAttribute('aria-current')).toBe('true');
    await page.keyboard.press('e');
    await page.waitForSelector('.editor-box');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('Унаслідок ударів по місту в понеділок загинуло 12 людей.');
    await page.keyboard.press('Enter');
    await toast(/Saved/);
    expect(file()).toContain('загинуло 12 людей.');
    expect(await row('killed 12').locator('.origin').textContent()).toContain('approved');
    expect(await row('killed 12').locator('.sign').count()).toBe(0);
  });

  it('an address is a chip: without it nothing is saved, and what was written stays', async () => {
    await row('Rescuers').locator('.segment-line').click();
    await page.keyboard.press('e');
    await page.waitForSelector('.editor-box');
    expect(await page.locator('.held').textContent()).toBe('https://example.org/map');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('Рятувальники працювали до ранку. ');
    await page.keyboard.press('Enter');
    await toast(/https:\/\/example\.org\/map.*has to stay/);
    expect(await page.locator('.editor-box').textContent()).toContain('до ранку');
    expect(file()).toContain('усю ніч');
    await page.locator('.insert').click();
    await page.keyboard.press('Enter');
    await toast(/Saved/);
    expect(file()).toContain('Рятувальники працювали до ранку. https://example.org/map');
  });

  it('approves and takes back by keys, and is the same after a reload', async () => {
    await row('mayor').locator('.segment-line').click();
    await page.keyboard.press('a');
    await toast(/Approved/);
    await page.reload();
    await page.waitForSelector('.segment');
    expect(await row('mayor').locator('.origin').textContent()).toContain('approved');
    await row('mayor').locator('.segment-line').click();
    await page.keyboard.press('z');
    await toast(/Taken back/);
    expect(await row('mayor').locator('.origin').textContent()).toContain('memory');
  });

  it('the next run keeps every decision', async () => {
    const before = file();
    await outputs.tovmach.run(['seeds']);
    expect(file()).toBe(before);
    const lock = join(outputs.folder, 'out/tovmach.lock');
    writeFileSync(lock, '');
    await outputs.tovmach.run(['seeds']);
    expect(file()).toContain('загинуло 12 людей.');
    expect(file()).toContain('до ранку. https://example.org/map');
  });

  it('two windows do not overwrite each other: the second is told, and keeps its words', async () => {
    const second = await browser.context.newPage();
    await open(page);
    await open(second);
    for (const [on, words] of [
      [page, 'Мер подякував першим.'],
      [second, 'Мер подякував другим.'],
    ] as const) {
      await row('mayor', on).locator('.segment-line').click();
      await on.keyboard.press('e');
      await on.waitForSelector('.editor-box');
      await on.keyboard.press('ControlOrMeta+a');
      await on.keyboard.insertText(words);
    }
    await page.keyboard.press('Enter');
    await toast(/Saved/);
    // The second window has heard of it by then; its editor was opened upon what was there before.
    await expect.poll(() => row('mayor', second).locator('.gutter').count()).toBe(1);
    await second.waitForTimeout(1500);
    await second.keyboard.press('Enter');
    await toast(/was changed since it was shown/, second);
    expect(await second.locator('.editor-box').textContent()).toBe('Мер подякував другим.');
    expect(file()).toContain('Мер подякував першим.');
    // Told, its person may save all the same.
    await second.locator('.editor-box').press('Enter');
    await toast(/Saved/, second);
    expect(file()).toContain('Мер подякував другим.');
    await second.close();
  });

  it('while a run writes, nothing can be decided, and the page says so', async () => {
    const lock = join(outputs.folder, 'out/.tovmach.lock');
    const holder = { pid: 1, host: 'elsewhere', since: new Date().toISOString(), token: 'x' };
    writeFileSync(lock, `${JSON.stringify(holder)}\n`);
    await open(page);
    await expect.poll(() => page.locator('.notice').textContent(), { timeout: 5000 }).toMatch(/A run writes/);
    await row('mayor').locator('.segment-line').click();
    expect(await page.locator('.actions').count()).toBe(0);
    rmSync(lock);
    await expect.poll(() => page.locator('.actions').count(), { timeout: 5000 }).toBe(1);
  });

  it('for looking only there is nothing to decide with, and the server refuses as well', async () => {
    const looking = await serve(outputs.tovmach, { readOnly: true });
    const on = await browser.open(looking.address());
    await on.goto(`http://127.0.0.1:${looking.port}/#/article/${ARTICLE}/uk`);
    await on.waitForSelector('.segment');
    await row('mayor', on).locator('.segment-line').click();
    await on.waitForSelector('.details');
    expect(await on.locator('.actions').count()).toBe(0);
    const status = await on.evaluate(async () => {
      const answer = await fetch('/api/v1/articles/news.txt/decisions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          target: 'uk',
          segment: 'x',
          version: '',
          decision: { kind: 'approve' },
        }),
      });
      return answer.status;
    });
    expect(status).toBe(403);
    await on.close();
    await looking.close();
  });
});
