import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ReviewServer } from '../../src/review/server.js';
import { type Browser, CHROMIUM } from '../support/chromium.js';
import { type LookedAt, lookAt, violations } from './looked-at.js';

/** Hostile words where a page might take them for its own. */
const HOSTILE = `<script>window.stolen = 1</script> <img src=x onerror="window.stolen = 2">

"><svg onload=window.stolen=3> javascript:window.stolen=4 {{constructor}} \u202Eevil
`;

describe.skipIf(CHROMIUM === undefined)('the page in Chromium', () => {
  let at: LookedAt | undefined;
  let server: ReviewServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    at = await lookAt({ 'hostile.txt': HOSTILE });
    ({ server, browser, page } = at);
  });
  afterAll(() => at?.close());
  afterEach(() => expect(browser.complaints).toEqual([]));

  it('lists, searches and filters', async () => {
    expect(await page.locator('h1').textContent()).toBe('14 articles');
    await page.keyboard.press('/');
    await page.keyboard.type('шах');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.row').count()).toBe(0);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('button', { name: /^findings/ }).click();
    await expect.poll(() => page.locator('.row').count()).toBeLessThan(14);
    await page.getByRole('button', { name: /^findings/ }).click();
    await page.getByLabel('Search').fill('museum');
    await expect
      .poll(() => page.locator('.row-file').allTextContents())
      .toEqual([expect.stringContaining('museum-return.md')]);
    await page.getByLabel('Search').fill('');
  });

  it('is walked through by keys alone', async () => {
    await page.locator('body').press('Escape');
    await page.evaluate('document.activeElement?.blur()');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.segment');
    await page.keyboard.press('j');
    await expect.poll(() => page.locator('.segment.selected').count()).toBe(1);
    await page.keyboard.press('v');
    await page.waitForSelector('.page-text');
    await page.keyboard.press('v');
    await page.keyboard.press(']');
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
    expect(await page.locator('dialog[open] kbd').count()).toBeGreaterThan(8);
    await page.keyboard.press('Escape');
    await page.keyboard.press('u');
    await page.waitForSelector('.row');
  });

  it('shows words of an article as words, whatever they look like', async () => {
    await page.goto(`${server.address().split('?')[0]}#/article/hostile.txt`);
    await page.waitForSelector('.segment');
    await page.keyboard.press('j');
    expect(await page.evaluate('window.stolen')).toBeUndefined();
    expect(await page.locator('.segments').textContent()).toContain('<script>window.stolen = 1</script>');
    expect(await page.locator('.segments script, .segments img, .segments svg').count()).toBe(0);
  });

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 360],
    ['dark', 360],
  ] as const)('has nothing axe objects to: %s, %i px', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 800 });
    for (const hash of ['#/', '#/article/heart-transplant.txt', '#/article/unn-japan-nato.txt']) {
      await page.goto(`${server.address().split('?')[0]}${hash}`);
      await page.waitForSelector(hash === '#/' ? '.row' : '.segment');
      await page.waitForTimeout(200);
      expect(await violations(page), hash).toEqual([]);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overflow, `${hash} at ${width}`).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('speaks Ukrainian', async () => {
    await page.goto(`${server.address().split('?')[0]}#/`);
    await page.waitForSelector('.row');
    await page.getByLabel('Language of the page').selectOption('uk');
    await expect.poll(() => page.locator('h1').textContent()).toBe('14 статей');
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('uk');
    await page.getByLabel('Мова сторінки').selectOption('en');
  });
});
