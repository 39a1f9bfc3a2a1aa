import { mkdirSync, rmSync } from 'node:fs';
import { createTexts } from '../../src/i18n.js';
import { CHROMIUM, openBrowser } from '../support/chromium.js';
import { ARTICLE, FILES } from './news.js';
import { makeOutputs, serve } from './outputs.js';

/** The pictures of docs/review.md, from the seeds: `npm run docs:pictures`. */

const FOLDER = 'docs/pictures';
const RTL = 'harbour.txt';
const RTL_FILES = {
  [RTL]: `A new ferry links the two banks of the harbour

The first boat left at 07:30 with 140 passengers on board.

Tickets are sold at https://example.org/ferry and on the pier.
`,
  'harbour.tmx': `<?xml version="1.0"?>
<tmx version="1.4"><header srclang="en" datatype="plaintext" segtype="sentence" adminlang="en" o-tmf="x" creationtool="x" creationtoolversion="1"/><body>
<tu><tuv xml:lang="en"><seg>A new ferry links the two banks of the harbour</seg></tuv><tuv xml:lang="ar"><seg>عبّارة جديدة تربط ضفّتي الميناء</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>The first boat left at 07:30 with 140 passengers on board.</seg></tuv><tuv xml:lang="ar"><seg>غادر القارب الأول عند الساعة 07:30 وعلى متنه 104 ركّاب.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Tickets are sold at https://example.org/ferry and on the pier.</seg></tuv><tuv xml:lang="ar"><seg>تُباع التذاكر على https://example.org/ferry وعلى الرصيف.</seg></tuv></tu>
</body></tmx>`,
};

if (CHROMIUM === undefined) process.exit(0);
mkdirSync(FOLDER, { recursive: true });
const outputs = await makeOutputs(FILES, { config: { memory: { files: ['seeds/news.tmx'] } } });
const rtl = await makeOutputs(RTL_FILES, {
  config: { targets: ['ar'], memory: { files: ['seeds/harbour.tmx'] }, input: { include: [RTL] } },
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
  await page.goto(`http://127.0.0.1:${server.port}/#/article/${RTL}/ar`);
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
