import { mkdirSync, rmSync } from 'node:fs';
import { createTexts } from '../../src/i18n.js';
import { CHROMIUM, openBrowser } from '../support/chromium.js';
import { ARTICLE, FILES, HARBOUR, HARBOUR_FILES } from './news.js';
import { makeOutputs, serve } from './outputs.js';

/** The pictures of docs/review.md, from the seeds: `npm run docs:pictures`. */

const FOLDER = 'docs/pictures';
if (CHROMIUM === undefined) process.exit(0);
mkdirSync(FOLDER, { recursive: true });
const outputs = await makeOutputs(FILES, { config: { memory: { files: ['seeds/news.tmx'] } } });
const rtl = await makeOutputs(HARBOUR_FILES, {
  config: { targets: ['ar'], memory: { files: ['seeds/harbour.tmx'] }, input: { include: [HARBOUR] } },
});
const browser = await openBrowser();
const wide = { width: 1440, height: 860 };
const narrow = { width: 360, height: 740 };
const texts = createTexts();
try {
  for (const language of texts.languages) {
    const server = await serve(outputs.tovmach, { language });
    const page = await browser.open(server.address());
    await page.evaluate('localStorage.clear()');
    await page.reload();
    await page.waitForSelector('.row');
    const shoot = async (name: string, scheme: 'light' | 'dark', size: typeof wide): Promise<void> => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.setViewportSize(size);
      await page.waitForTimeout(700);
      await page.screenshot({ path: `${FOLDER}/review-${name}-${language}.png` });
    };
    const at = (hash: string): Promise<unknown> => page.goto(`http://127.0.0.1:${server.port}/${hash}`);
    await shoot('list', 'light', wide);
    if (language === 'en') await shoot('list-narrow-dark', 'dark', narrow);
    await at(`#/article/${ARTICLE}/uk`);
    await page.waitForSelector('.details');
    await shoot('article', language === 'en' ? 'light' : 'dark', wide);
    if (language === 'en') await shoot('article-narrow', 'light', narrow);
    await page.close();
    await server.close();
  }
  const server = await serve(rtl.tovmach);
  const page = await browser.open(server.address());
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`http://127.0.0.1:${server.port}/#/article/${HARBOUR}/ar`);
  await page.waitForSelector('.segment');
  await page.locator('.segment-line').nth(2).click();
  await page.keyboard.press('e');
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${FOLDER}/review-article-ar-en.png` });
  await server.close();
} finally {
  await browser.close();
  for (const { tovmach, folder } of [outputs, rtl]) {
    await tovmach.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
