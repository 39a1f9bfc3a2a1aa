import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReviewServer } from '../../src/review/server.js';
import { CHROMIUM } from '../support/chromium.js';
import { type LookedAt, lookAt, violations } from './looked-at.js';
import { HARBOUR, HARBOUR_FILES } from './news.js';
import type { Outputs } from './outputs.js';

/** Every state of the page, in both languages, beside a translation that runs from right to left. */
describe.skipIf(CHROMIUM === undefined)('every state of the page, in English and Ukrainian', () => {
  let at: LookedAt | undefined;
  let outputs: Outputs;
  let server: ReviewServer;
  let page: Page;
  const home = (): string => `http://127.0.0.1:${server.port}/`;

  beforeAll(async () => {
    at = await lookAt(HARBOUR_FILES, {
      config: { targets: ['ar'], memory: { files: ['seeds/harbour.tmx'] } },
    });
    ({ outputs, server, page } = at);
  });
  afterAll(() => at?.close());

  /** Named states, each made from the one before it. */
  const states: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['the list', () => page.waitForSelector('.row')],
    ['the list with nothing found', () => page.locator('input[type=search]').fill('щщщ')],
    [
      'its help',
      () =>
        page
          .evaluate('document.activeElement.blur()')
          .then(() => page.keyboard.press('?'))
          .then(() => page.waitForSelector('dialog[open]')),
    ],
    [
      'an article',
      () => page.goto(`${home()}#/article/${HARBOUR}/ar`).then(() => page.waitForSelector('.segment')),
    ],
    [
      'a segment',
      () =>
        page
          .locator('.segment-line')
          .nth(1)
          .click()
          .then(() => page.waitForSelector('.details')),
    ],
    [
      'a segment being edited',
      () => page.keyboard.press('e').then(() => page.waitForSelector('.editor-box')),
    ],
    [
      'the page as readers see it',
      () =>
        page.keyboard
          .press('Escape')
          .then(() => page.keyboard.press('v'))
          .then(() => page.waitForSelector('.page-text')),
    ],
    ['what changed', () => page.keyboard.press('v').then(() => page.waitForSelector('.changes, .empty'))],
  ];

  it('changes the language of a sentence, which the next run keeps', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByLabel(/Language of the page|Мова сторінки/).selectOption('en');
    await page.goto(`${home()}#/article/${HARBOUR}/ar`);
    await page.locator('.segment-line').nth(1).click();
    await page.locator('.labels select[name=lang]').selectOption('uk');
    await page.locator('.details button.small:has-text("Change")').click();
    await expect
      .poll(() => page.locator('.segment.selected').locator('.gutter').textContent())
      .toContain('uk');
    expect(readFileSync(join(outputs.folder, '.tovmach/gold.ndjson'), 'utf8')).toContain('"lang":"uk"');
    await outputs.tovmach.run(['seeds']);
    await page.reload();
    await expect.poll(() => page.locator('.segment').nth(1).locator('.gutter').textContent()).toContain('uk');
  });

  it.each([
    ['en', 1440, 'light'],
    ['uk', 1440, 'dark'],
    ['en', 360, 'dark'],
    ['uk', 360, 'light'],
  ] as const)(
    'has nothing axe objects to, and nothing beside the window: %s, %i px, %s',
    async (language, width, colorScheme) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      await page.goto(home());
      await page.waitForSelector('.row');
      await page.locator('.choice select, header select').last().waitFor();
      await page.getByLabel(/Language of the page|Мова сторінки/).selectOption(language);
      await page.reload();
      await page.waitForSelector('.row');
      for (const [name, reach] of states) {
        await reach();
        await page.waitForTimeout(150);
        expect(await violations(page), name).toEqual([]);
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(overflow, `${name} at ${width}`).toBeLessThanOrEqual(0);
        if (name === 'its help') await page.keyboard.press('Escape');
      }
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      await page.goto(home());
    },
  );
});
