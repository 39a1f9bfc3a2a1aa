import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ArticleView, openMemory, parseGold, type SegmentView, type Tovmach } from '../../src/index.js';
import { ARTICLE, CONFIG, FILES } from './news.js';
import { makeOutputs, type Outputs, openOutputs } from './outputs.js';

/** Decisions about segments, as the library takes them: in memory, files and books before they are called saved. */

let outputs: Outputs;
let tovmach: Tovmach;
const by = 'Olha';

beforeAll(async () => {
  outputs = await makeOutputs(FILES, CONFIG);
  tovmach = outputs.tovmach;
}, 120_000);
afterAll(async () => {
  await tovmach.close();
  rmSync(outputs.folder, { recursive: true, force: true });
});

const file = (name = 'out/news.uk.md'): string => readFileSync(join(outputs.folder, name), 'utf8');
const view = (): Promise<ArticleView> => tovmach.article(ARTICLE, 'uk');
async function segmentWith(words: string): Promise<SegmentView> {
  const found = (await view()).segments.find(({ text }) => text.includes(words));
  if (found === undefined) throw new Error(`no segment with ${words}`);
  return found;
}
const at = (segment: string) => ({ article: ARTICLE, target: 'uk', segment });

/** A run after the decision: it has nothing to do, and leaves every byte. */
async function runChangesNothing(): Promise<void> {
  const before = [
    file(),
    file('out/news.segments.json'),
    file('out/manifest.json'),
    file('out/tovmach.lock'),
  ];
  const summary = await tovmach.run(['seeds']);
  expect(summary.written).toBe(0);
  const after = [file(), file('out/news.segments.json'), file('out/manifest.json'), file('out/tovmach.lock')];
  expect(after).toEqual(before);
}

/** Has a run make the article again, as if nobody remembered it. */
async function makeAgain(): Promise<void> {
  const lock = join(outputs.folder, 'out/tovmach.lock');
  const others = readFileSync(lock, 'utf8')
    .split('\n')
    .filter((line) => !line.includes(`"id":"${ARTICLE}"`));
  writeFileSync(lock, others.join('\n'));
  expect((await tovmach.run(['seeds'])).articles).toBeGreaterThan(1);
}

describe('a decision', () => {
  it('to edit is in the file, the ledger, the books and memory, mends the finding, and the next run keeps it', async () => {
    const before = await segmentWith('killed 12');
    expect(before.findings.map(({ check }) => check)).toContain('numbers');
    expect(before.findings[0]?.sourceMarks).not.toEqual([]);
    const text = 'Унаслідок ударів по місту в понеділок загинуло 12 людей.';
    const { article } = await tovmach.decide(at(before.id), { kind: 'edit', text }, { by });
    const after = article.segments.find(({ id }) => id === before.id);
    expect(after).toMatchObject({ translation: text, human: true, origin: 'human', findings: [] });
    expect(file()).toContain(text);
    expect(file()).not.toContain('21 людина');
    expect(article.counts.human).toBe(1);
    const store = openMemory(tovmach.storePath);
    expect(store.find({ source: 'en', target: 'uk', text: before.text })).toMatchObject({
      text,
      state: 'reviewed',
      origin: { kind: 'human', by },
    });
    store.close();
    // What is handed back is what is there: the next decision may build upon it.
    expect((await view()).version).toBe(article.version);
    const check = await tovmach.check(['seeds']);
    expect({ stale: check.stale, edited: check.edited }).toEqual({ stale: [], edited: [] });
    await runChangesNothing();
  });

  it('is taken back, in the file and in memory', async () => {
    const { id, text } = await segmentWith('killed 12');
    const { article } = await tovmach.decide(at(id), { kind: 'undo' }, { by });
    expect(article.segments.find((segment) => segment.id === id)).toMatchObject({
      translation: 'Унаслідок ударів по місту в понеділок загинула 21 людина.',
      human: false,
      origin: 'memory:exact:100',
    });
    expect(article.segments.find((segment) => segment.id === id)?.findings).not.toEqual([]);
    const store = openMemory(tovmach.storePath);
    expect(store.find({ source: 'en', target: 'uk', text })?.origin.kind).not.toBe('human');
    store.close();
    expect(file()).toContain('21 людина');
    await runChangesNothing();
    await expect(tovmach.decide(at(id), { kind: 'undo' }, { by })).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('to approve closes what was found, for runs and for export too', async () => {
    const { id } = await segmentWith('killed 12');
    const { article } = await tovmach.decide(at(id), { kind: 'approve' }, { by });
    expect(article.segments.find((segment) => segment.id === id)).toMatchObject({
      human: true,
      findings: [],
    });
    await runChangesNothing();
    // Everything is made again.
    await makeAgain();
    expect((await segmentWith('killed 12')).findings).toEqual([]);
    const folder = join(outputs.folder, 'xliff');
    mkdirSync(folder);
    await tovmach.exportXliff(['seeds'], { folder, review: true, only: [ARTICLE] });
    const exported = existsSync(join(folder, 'review.en-uk.xlf')) ? file('xliff/review.en-uk.xlf') : '';
    expect(exported).not.toContain('killed 12');
    await tovmach.decide(at(id), { kind: 'undo' }, { by });
  });

  it('that a finding is no fault is remembered for this text', async () => {
    const { id, findings } = await segmentWith('killed 12');
    const check = findings.find((finding) => finding.check === 'numbers')?.check ?? '';
    const { article } = await tovmach.decide(at(id), { kind: 'no-fault', check }, { by });
    const left = (found: ArticleView): string[] =>
      found.segments.find((segment) => segment.id === id)?.findings.map((finding) => finding.check) ?? [];
    expect(left(article)).not.toContain('numbers');
    expect(article.segments.find((segment) => segment.id === id)?.human).toBe(false);
    await runChangesNothing();
    await tovmach.decide(at(id), { kind: 'undo' }, { by });
    expect(left(await view())).toContain('numbers');
  });

  it('to reject leaves the source, marked, for the next run to ask again', async () => {
    const { id } = await segmentWith('mayor');
    const { article } = await tovmach.decide(at(id), { kind: 'reject' }, { by });
    const rejected = article.segments.find((segment) => segment.id === id);
    expect(rejected?.origin).toBe('failed:CHECK');
    expect(article.status).toBe('incomplete');
    expect(file()).toContain('The mayor thanked');
    expect((await tovmach.check(['seeds'])).stale).toEqual([
      expect.objectContaining({ path: ARTICLE, target: 'uk', reason: 'incomplete' }),
    ]);
    await tovmach.run(['seeds']);
    expect(file()).toContain('Мер подякував');
  });

  it('about the language or role is kept by the next run, and is gold', async () => {
    const { id } = await segmentWith('mayor');
    const { segment, article } = await tovmach.decide(
      at(id),
      { kind: 'label', lang: 'en', role: 'quote' },
      { by },
    );
    expect(article.segments.find((each) => each.id === segment)).toMatchObject({
      role: 'quote',
      translation: 'Мер подякував усім, хто допомагав.',
    });
    await makeAgain();
    expect((await segmentWith('mayor')).role).toBe('quote');
    const gold = join(outputs.folder, '.tovmach/gold.ndjson');
    expect(parseGold(gold, readFileSync(gold, 'utf8')).texts).toEqual([
      { text: 'The mayor thanked everybody who helped.', lang: 'en', group: 'quote' },
    ]);
    const undone = await tovmach.decide(at(segment), { kind: 'undo' }, { by });
    expect(undone.article.segments.find((each) => each.id === undone.segment)?.role).toBe('paragraph');
  });

  it('keeps what was written into the file by hand beside it', async () => {
    const path = join(outputs.folder, 'out/news.uk.md');
    writeFileSync(path, `${file().replace('усю ніч', 'до самого ранку')}\nДописано рукою.\n`);
    const shown = await segmentWith('Rescuers');
    expect(shown).toMatchObject({ human: true, translation: expect.stringContaining('до самого ранку') });
    const { id } = await segmentWith('mayor');
    await tovmach.decide(at(id), { kind: 'edit', text: 'Мер подякував кожному помічникові.' }, { by });
    expect(file()).toContain('до самого ранку');
    expect(file()).toContain('Дописано рукою.');
    expect(file()).toContain('кожному помічникові');
    await tovmach.run(['seeds']);
    expect(file()).toContain('до самого ранку');
    expect(file()).toContain('Дописано рукою.');
    expect(file()).toContain('кожному помічникові');
  });
});

describe('a decision is refused', () => {
  it('without a person', async () => {
    const { id } = await segmentWith('mayor');
    for (const nobody of ['', '  '])
      await expect(async () =>
        tovmach.decide(at(id), { kind: 'approve' }, { by: nobody }),
      ).rejects.toMatchObject({
        code: 'USAGE',
        messageId: 'review.nobody',
      });
  });

  it('when it loses what must survive, or holds no words', async () => {
    const { id } = await segmentWith('Rescuers');
    const edit = (text: string) => tovmach.decide(at(id), { kind: 'edit', text }, { by });
    await expect(edit('Рятувальники працювали на мапі.')).rejects.toMatchObject({
      messageId: 'review.lostPlace',
      values: { words: 'https://example.org/map' },
    });
    await expect(edit(' \n ')).rejects.toMatchObject({ messageId: 'review.emptyText' });
  });

  it('when the article is no longer what was seen: two windows, or an editor', async () => {
    const seen = await view();
    const { id } = await segmentWith('mayor');
    const edit = (text: string) =>
      tovmach.decide(at(id), { kind: 'edit', text }, { by, version: seen.version });
    await edit('Мер подякував усім добрим людям.');
    await expect(edit('Мер мовчав і дякував.')).rejects.toMatchObject({ code: 'STALE' });
    const now = await view();
    appendFileSync(join(outputs.folder, 'out/news.uk.md'), '\nЩе рядок.\n');
    await expect(
      tovmach.decide(at(id), { kind: 'approve' }, { by, version: now.version }),
    ).rejects.toMatchObject({ code: 'STALE' });
    expect(file()).toContain('добрим людям');
  });

  it('while a run holds the folder, and when the source changed', async () => {
    const { id } = await segmentWith('mayor');
    const lock = join(outputs.folder, 'out/.tovmach.lock');
    writeFileSync(
      lock,
      `${JSON.stringify({ pid: 1, host: 'elsewhere', since: new Date().toISOString(), token: 'x' })}\n`,
    );
    await expect(tovmach.decide(at(id), { kind: 'approve' }, { by, waitForLockMs: 0 })).rejects.toMatchObject(
      { code: 'LOCKED' },
    );
    expect(await tovmach.isBusy()).toBe(true);
    rmSync(lock);
    expect(await tovmach.isBusy()).toBe(false);
    appendFileSync(join(outputs.folder, 'seeds', ARTICLE), '\nOne more line.\n');
    await expect(tovmach.decide(at(id), { kind: 'approve' }, { by })).rejects.toMatchObject({
      code: 'STALE',
      messageId: 'review.sourceChanged',
    });
  });

  it('and another tovmach finds what was decided', async () => {
    const again = await openOutputs(outputs.folder, CONFIG);
    const found = await again.article(ARTICLE, 'uk');
    expect(found.segments.filter(({ human }) => human).length).toBeGreaterThan(0);
    await again.close();
  });
});
