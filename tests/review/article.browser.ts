import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReviewServer } from '../../src/review/server.js';
import { type Browser, CHROMIUM } from '../support/chromium.js';
import { type LookedAt, lookAt } from './looked-at.js';
import { ARTICLE, CONFIG, FILES } from './news.js';
import type { Outputs } from './outputs.js';

/** One article in the page: what is told of its sentences, every kind of decision, and whoever writes beside it. */

const HOSTILE = 'hostile.txt';
const HUGE = 'W'.repeat(3000);
const HOSTILE_TEXT = `<script>window.stolen = 1</script> \u202Eevil\u202C ${HUGE}

"><img src=x onerror="window.stolen = 2"> \u202Eunclosed <a href="javascript:window.stolen=3">link</a>

[link](javascript:window.stolen=4) ![x](https://evil.example.org/x.png)
`;

describe.skipIf(CHROMIUM === undefined)('an article in Chromium', () => {
  let at: LookedAt | undefined;
  let outputs: Outputs;
  let server: ReviewServer;
  let browser: Browser;
  let page: Page;
  const file = join('out', 'news.uk.md');
  const read = (): string => readFileSync(join(outputs.folder, file), 'utf8');
  const row = (words: string) => page.locator('.segment', { hasText: words });
  const toast = (words: RegExp) => expect.poll(() => page.locator('.toast').textContent()).toMatch(words);
  const open = async (id: string, target = 'uk'): Promise<void> => {
    await page.goto(`http://127.0.0.1:${server.port}/#/article/${id}/${target}`);
    await page.reload();
    await page.waitForSelector('.segment');
  };
  const choose = async (words: string): Promise<void> => {
    await row(words).locator('.segment-line').click();
    await row(words).locator('.details').waitFor();
  };
  const press = (name: string) => page.locator('.details').getByRole('button', { name }).first().click();

  beforeAll(async () => {
    at = await lookAt({ ...FILES, [HOSTILE]: HOSTILE_TEXT }, CONFIG);
    ({ outputs, server, browser, page } = at);
  });
  afterAll(() => at?.close());

  it('tells of every sentence its language and why, of a time which one, and greys what is no text', async () => {
    await open('unn-japan-nato.txt');
    const related = row('НАТО потрібно').first();
    expect(await related.locator('.chip').textContent()).toBe('uk');
    const hue = (words: string) => row(words).first().getAttribute('style');
    expect(await hue('НАТО потрібно')).not.toBe(await hue('Without naming China'));
    await choose('08.07.24');
    const time = page.locator('.segment.selected');
    expect(await time.getAttribute('class')).toMatch(/furniture.*role-timestamp/);
    expect(await time.locator('.facts').textContent()).toContain('2024-07-08T20:41');
    await choose('Without naming China');
    expect(await page.locator('.segment.selected .facts').textContent()).toMatch(/confidence|%/);
    expect(await page.locator('.segment.selected .facts li').count()).toBeGreaterThan(0);
    const before = await page.locator('.segment').count();
    await page.getByLabel('Show what is left out').check();
    await expect.poll(() => page.locator('.segment').count()).toBeGreaterThanOrEqual(before);
    expect(await page.locator('.segment').count()).toBe(
      (await outputs.tovmach.article('unn-japan-nato.txt', 'uk')).segments.length,
    );
  });

  it('takes every kind of decision, and takes it back', async () => {
    await open(ARTICLE);
    await choose('killed 12');
    await press('No fault');
    await toast(/no fault/);
    expect(await row('killed 12').locator('.sign').count()).toBe(0);
    await page.keyboard.press('z');
    await toast(/Taken back/);
    await expect.poll(() => row('killed 12').locator('.sign').count()).toBe(1);
    await choose('mayor');
    await press('Reject');
    await toast(/Rejected/);
    expect(read()).toContain('The mayor thanked');
    await page.keyboard.press('z');
    await expect.poll(read).toContain('Мер подякував');
    await choose('mayor');
    await press('Keep as in the source');
    await toast(/Saved/);
    expect(read()).toContain('The mayor thanked everybody who helped.');
    await page.keyboard.press('z');
    await expect.poll(read).toContain('Мер подякував');
    await choose('mayor');
    await page.locator('.details select[name=role]').selectOption('quote');
    // The page is drawn again before it is pressed.
    await page.locator('header select').selectOption('uk');
    await page.locator('header select').selectOption('en');
    await press('Change');
    await toast(/gold/);
    await expect.poll(() => row('mayor').getAttribute('class')).toContain('role-quote');
    expect(readFileSync(join(outputs.folder, '.tovmach/gold.ndjson'), 'utf8')).toContain('"class":"quote"');
    await page.keyboard.press('z');
    await expect.poll(() => row('mayor').getAttribute('class')).toContain('role-paragraph');
    expect(await row('mayor').locator('.target').textContent()).toContain('Мер подякував');
  });

  it('changed in a text editor meanwhile is not overwritten: what was typed stays, and both are in the file', async () => {
    await open(ARTICLE);
    await choose('mayor');
    await page.keyboard.press('e');
    await page.waitForSelector('.editor-box');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('Мер подякував на сторінці.');
    writeFileSync(
      join(outputs.folder, file),
      `${read().replace('усю ніч', 'до світанку')}\nДописано в редакторі.\n`,
    );
    await page.keyboard.press('Enter');
    await toast(/was changed since it was shown/);
    expect(await page.locator('.editor-box').textContent()).toBe('Мер подякував на сторінці.');
    expect(read()).not.toContain('на сторінці');
    await page.locator('.editor-box').press('Enter');
    await toast(/Saved/);
    for (const words of ['на сторінці', 'до світанку', 'Дописано в редакторі.'])
      expect(read()).toContain(words);
    expect(await row('Rescuers').locator('.target').textContent()).toContain('до світанку');
    await outputs.tovmach.run(['seeds'], { only: [ARTICLE] });
    for (const words of ['на сторінці', 'до світанку', 'Дописано в редакторі.'])
      expect(read()).toContain(words);
    expect(browser.complaints.splice(0).filter((line) => !/status of 409/.test(line))).toEqual([]);
  });

  it.each([1440, 360])('of hostile words does nothing and fits: %i px', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await open(HOSTILE);
    for (const view of ['Page', 'Changes', 'Segments']) {
      await page.locator('.tabs').getByRole('button', { name: view }).click();
      await page.waitForTimeout(150);
      expect(await page.evaluate('window.stolen')).toBeUndefined();
      const places = '.page-text, .segments, .changes, h1';
      expect(await page.locator(places).locator('script, img, a, svg').count(), view).toBe(0);
      expect(
        await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
        view,
      ).toBeLessThanOrEqual(0);
    }
    await page.goto(`http://127.0.0.1:${server.port}/#/`);
    await page.waitForSelector('.row');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(browser.complaints).toEqual([]);
  });

  it('is neither read nor decided about by a page of another origin, though it has the cookie', async () => {
    const other: Server = createServer((_, answer) => {
      answer.setHeader('content-type', 'text/html');
      answer.end('<!doctype html><title>another</title>');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const stranger = await browser.context.newPage();
    await stranger.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
    const before = read();
    const segment = (await outputs.tovmach.article(ARTICLE, 'uk')).segments[0]?.id ?? '';
    const got = (await stranger.evaluate(`(async () => {
      const at = 'http://127.0.0.1:${server.port}/api/v1';
      const decision = { kind: 'edit', text: 'Чуже слово.' };
      const body = JSON.stringify({ target: 'uk', segment: ${JSON.stringify(segment)}, decision });
      const post = { method: 'POST', mode: 'no-cors', credentials: 'include', body };
      const list = await fetch(at + '/articles', { credentials: 'include' }).then((answer) => answer.text(), () => 'refused');
      await fetch(at + '/articles/news.txt/decisions', post).catch(() => {});
      const frame = document.createElement('iframe');
      frame.src = 'http://127.0.0.1:${server.port}/';
      document.body.append(frame);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      let framed = '';
      try { framed = frame.contentDocument.body.textContent; } catch {}
      return { list, framed };
    })()`)) as { list: string; framed: string };
    expect(got.list).toBe('refused');
    expect(got.framed).not.toContain('article');
    expect(read()).toBe(before);
    await stranger.close();
    other.close();
  });
});
