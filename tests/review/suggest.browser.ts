import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReviewServer } from '../../src/review/server.js';
import { type Browser, CHROMIUM } from '../support/chromium.js';
import { engineOf } from './engine.js';
import { type LookedAt, lookAt, violations } from './looked-at.js';
import { ARTICLE, CONFIG, FILES } from './news.js';
import type { Outputs } from './outputs.js';

/** Other translations of a sentence, words of the house, what changed, and the page as readers see it. */

const THANKS = 'The mayor thanked everybody who helped.';
const ANSWER = 'Голова вдячний усім помічникам.';
const HOSTILE = 'Голова <img src=x onerror="window.stolen = 1"> вдячний усім.';

describe.skipIf(CHROMIUM === undefined)('one sentence in Chromium', () => {
  const engine = engineOf({ [THANKS]: ANSWER });
  const evil = engineOf({ [THANKS]: HOSTILE }, 'evil');
  let at: LookedAt | undefined;
  let outputs: Outputs;
  let server: ReviewServer;
  let browser: Browser;
  let page: Page;
  const row = (words: string) => page.locator('.segment', { hasText: words });

  beforeAll(async () => {
    at = await lookAt(FILES, { ...CONFIG, providers: [engine.definition, evil.definition] });
    ({ outputs, server, browser, page } = at);
    await page.goto(`http://127.0.0.1:${server.port}/#/article/${ARTICLE}/uk`);
    await row('mayor').locator('.segment-line').click();
  });
  afterAll(() => at?.close());

  it('is asked of another engine once its cost was said, and its answer is used', async () => {
    await page.getByRole('button', { name: 'Memory and other engines' }).click();
    const answer = page.locator('.others li', { hasText: 'press' });
    const ask = answer.getByRole('button', { name: /Ask \(\$0\.00078\).*is sent/ });
    await ask.waitFor();
    expect([...engine.asked, ...evil.asked]).toEqual([]);
    await page.locator('.others li', { hasText: 'evil' }).getByRole('button').click();
    // What brings markup of its own is no translation.
    await page.locator('.others [role=alert]').waitFor();
    expect(await page.evaluate('window.stolen')).toBeUndefined();
    await ask.click();
    await expect.poll(() => answer.textContent()).toContain(ANSWER);
    expect(engine.asked).toEqual([THANKS]);
    await answer.getByRole('button', { name: 'Use it' }).click();
    await expect.poll(() => row('mayor').locator('.target').textContent()).toContain(ANSWER);
    expect(readFileSync(join(outputs.folder, 'out/news.uk.md'), 'utf8')).toContain(ANSWER);
  });

  it('shows what was changed, and the page as readers see it, where markup is text', async () => {
    await page.getByRole('button', { name: 'Changes' }).click();
    expect(await page.locator('.changes li').count()).toBe(1);
    expect(await page.locator('.changes del').first().textContent()).toContain('Мер');
    await page.getByRole('button', { name: 'Page', exact: true }).click();
    await page.waitForSelector('.reader p');
    expect(await page.locator('.reader img, .reader script').count()).toBe(0);
    expect(await page.evaluate('window.stolen')).toBeUndefined();
    await page.keyboard.press('v');
    await page.waitForSelector('.changes');
    await page.keyboard.press('v');
    await page.waitForSelector('.segments');
  });

  it('gives a word to the house, and shows it underlined', async () => {
    await row('Rescuers').locator('.segment-line').click();
    await page.locator('.words input[name=source]').fill('Rescuers');
    await page.locator('.words input[name=word]').fill('рятувальники');
    await page.getByRole('button', { name: 'Write it down' }).click();
    await expect.poll(() => row('Rescuers').locator('.source mark.term').textContent()).toBe('Rescuers');
    expect(await row('Rescuers').locator('.target mark.term').textContent()).toBe('Рятувальники');
    expect(readFileSync(join(outputs.folder, 'terms.yaml'), 'utf8')).toContain('рятувальники');
  });

  it('has nothing axe objects to', async () => {
    expect(await violations(page)).toEqual([]);
    expect(browser.complaints.filter((line) => !/status of 502/.test(line))).toEqual([]);
  });
});
