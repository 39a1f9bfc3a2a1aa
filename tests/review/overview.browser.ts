import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Tovmach } from '../../src/index.js';
import type { ReviewServer } from '../../src/review/server.js';
import { type Browser, CHROMIUM, openBrowser } from '../support/chromium.js';
import { engineOf } from './engine.js';
import { ARTICLE, FILES } from './news.js';
import { makeOutputs, type Outputs, openOutputs, serve } from './outputs.js';

/** Every filter, order and chart of the list, on articles that were made to differ. */

const MACHINE = 'Yesterday the council opened a new library.\n';
const ENGINE = engineOf({ [MACHINE.trim()]: 'Учора рада відкрила нову бібліотеку.' }, 'desk');
const SETTINGS = {
  providers: [ENGINE.definition],
  config: {
    targets: ['uk'],
    languages: ['en', 'uk'],
    provider: 'desk',
    memory: { files: ['seeds/news.tmx'] },
  },
};

describe.skipIf(CHROMIUM === undefined)('the list in Chromium', () => {
  let outputs: Outputs;
  let tovmach: Tovmach;
  let server: ReviewServer;
  let browser: Browser;
  let page: Page;
  const seed = (name: string): string => join(outputs.folder, 'seeds', name);
  const shown = () => page.locator('.row-file').allTextContents();
  const flag = (name: RegExp) => page.locator('.flag', { hasText: name });
  const listIs = (names: readonly string[]) =>
    expect.poll(async () => (await shown()).map((text) => text.split(' ')[0])).toEqual(names);
  const read = () =>
    page.locator('.numbers', { hasText: 'The last run ended', hasNotText: 'ledgers:' }).waitFor();

  beforeAll(async () => {
    outputs = await makeOutputs({ ...FILES, 'machine.txt': MACHINE }, SETTINGS);
    for (const name of ['edited', 'outdated', 'gone'])
      writeFileSync(seed(`${name}.txt`), `The mayor thanked everybody who helped.\n\n${name}.\n`);
    await outputs.tovmach.run(['seeds']);
    await outputs.tovmach.close();
    tovmach = await openOutputs(outputs.folder, SETTINGS);
    const file = join(outputs.folder, 'out/edited.uk.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace('Мер', 'Міський голова'));
    appendFileSync(seed('outdated.txt'), '\nA sentence more.\n');
    rmSync(seed('gone.txt'));
    server = await serve(tovmach);
    browser = await openBrowser();
    page = await browser.open(server.address());
    await page.waitForSelector('.row');
    await read();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await tovmach?.close();
    if (outputs !== undefined) rmSync(outputs.folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await page.reload();
    await page.waitForSelector('.row');
    await read();
  });
  afterEach(() => expect(browser.complaints.splice(0)).toEqual([]));

  it('tells of each article its languages, status, engines, cost and what is found', async () => {
    await page.getByLabel('Search').fill('machine.txt');
    await listIs(['machine.txt']);
    const row = page.locator('.row');
    expect(await row.locator('.row-file').textContent()).toMatch(/desk · about \$0\.000/);
    expect(await row.locator('.row-langs .bar').getAttribute('aria-label')).toContain('English 100 %');
    expect(await row.locator('.status').textContent()).toBe('machine');
    await page.getByLabel('Search').fill('news.txt');
    await listIs([ARTICLE]);
    expect(await row.locator('.row-signs').textContent()).toMatch(/1 major/);
    await page.getByLabel('Search').fill('');
  });

  it.each([
    ['machine', /^machine/, (all: string[]) => all.includes('machine.txt') && !all.includes(ARTICLE)],
    ['findings', /^findings/, (all: string[]) => all.includes(ARTICLE) && !all.includes('machine.txt')],
    ['needs eyes', /^needs eyes/, (all: string[]) => all.includes(ARTICLE) && all.includes('gone.txt')],
    ['edited', /^edited/, (all: string[]) => all.join() === 'edited.txt'],
    ['outdated', /^outdated/, (all: string[]) => all.join() === 'gone.txt,outdated.txt'],
    [
      'written by the last run',
      /^written by/,
      (all: string[]) => all.includes('gone.txt') && !all.includes('machine.txt'),
    ],
    [
      'changed since',
      /^changed since/,
      (all: string[]) => all.sort().join() === 'edited.txt,gone.txt,outdated.txt',
    ],
  ] as const)('narrows to %s', async (_, name, isRight) => {
    const count = Number(await flag(name).locator('.count').textContent());
    await flag(name).click();
    await expect.poll(async () => (await shown()).length).toBe(count);
    const ids = (await shown()).map((text) => text.split(' ')[0] ?? '');
    expect(isRight([...ids].sort()), ids.join()).toBe(true);
    await flag(name).click();
    await expect.poll(async () => (await shown()).length).toBeGreaterThan(count);
  });

  it('narrows by low confidence and by what failed, as far as there is any', async () => {
    for (const name of [/^low confidence/, /^failed/]) {
      const count = Number(await flag(name).locator('.count').textContent());
      expect(await flag(name).isDisabled()).toBe(count === 0);
      if (count === 0) continue;
      await flag(name).click();
      await expect.poll(async () => (await shown()).length).toBe(count);
      await flag(name).click();
    }
  });

  it('narrows by language, role, engine and check, and puts in order', async () => {
    const choose = async (label: string, value: string) =>
      page
        .locator('.choice', { has: page.locator('span', { hasText: new RegExp(`^${label}$`) }) })
        .locator('select')
        .selectOption(value);
    const all = (await shown()).length;
    for (const [label, value] of [
      ['language', 'uk'],
      ['role', 'related-headline'],
      ['engine', 'desk'],
      ['check', 'numbers'],
    ] as const) {
      await choose(label, value);
      await expect.poll(async () => (await shown()).length, { message: label }).toBeLessThan(all);
      expect((await shown()).length, label).toBeGreaterThan(0);
      await choose(label, '');
      await expect.poll(async () => (await shown()).length).toBe(all);
    }
    await choose('Sort', 'name');
    const names = (await shown()).map((text) => text.split(' ')[0] ?? '');
    expect(names).toEqual([...names].sort());
    await choose('Sort', 'findings');
    await expect.poll(async () => (await shown())[0]).not.toMatch(/^machine/);
    const first = page.locator('.row').first();
    expect(await first.locator('.severity').count()).toBeGreaterThan(0);
    await choose('Sort', 'recent');
    await choose('Sort', 'urgency');
  });

  it('has charts of what is listed: languages, origins, findings by check, cost by engine and month', async () => {
    const chart = (title: string) => page.locator('.chart', { hasText: title });
    expect(await chart('Languages').textContent()).toMatch(/English.*%/s);
    expect(await chart('Where the words come from').textContent()).toMatch(/memory/);
    expect(await chart('Findings by check').textContent()).toMatch(/numbers/);
    expect(await chart('Cost by engine and month').textContent()).toMatch(/desk \d{4}-\d{2}.*\$/s);
    await page.getByLabel('Search').fill('machine.txt');
    await expect.poll(() => chart('Findings by check').textContent()).toMatch(/no findings/);
    await page.getByLabel('Search').fill('');
  });

  it('hears of a decision and tells it in the row, without the whole list being sent again', async () => {
    const asked: string[] = [];
    page.on('response', (answer) => {
      if (/\/(?:articles|facts)\?/.test(answer.url())) asked.push(new URL(answer.url()).search);
    });
    const { segments } = await tovmach.article(ARTICLE, 'uk');
    const segment = segments.find(({ text }) => text.includes('mayor'))?.id ?? '';
    await tovmach.decide({ article: ARTICLE, target: 'uk', segment }, { kind: 'approve' }, { by: 'Olha' });
    const row = page.locator('.row', { hasText: 'strikes in the city' });
    await expect.poll(() => row.locator('.row-signs').textContent(), { timeout: 10_000 }).toMatch(/decided/);
    await flag(/^changed since/).click();
    await expect.poll(async () => (await shown()).length).toBe(4);
    await flag(/^changed since/).click();
    expect(asked.length).toBeGreaterThan(0);
    for (const search of asked) expect(search).toMatch(/since=|after=/);
  });
});
