import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SegmentView, Tovmach } from '../../src/index.js';
import { engineOf } from './engine.js';
import { ARTICLE, CONFIG, FILES } from './news.js';
import { makeOutputs, type Outputs } from './outputs.js';

/** What else might stand for a sentence: memory, other engines, words of the house. */

const THANKS = 'The mayor thanked everybody who helped.';
const engine = engineOf({ [THANKS]: 'Міський голова подякував усім помічникам.' });
let outputs: Outputs;
let tovmach: Tovmach;

beforeAll(async () => {
  outputs = await makeOutputs(FILES, { ...CONFIG, providers: [engine.definition] });
  tovmach = outputs.tovmach;
}, 120_000);
afterAll(async () => {
  await tovmach.close();
  rmSync(outputs.folder, { recursive: true, force: true });
});

async function segmentWith(words: string): Promise<SegmentView> {
  const { segments } = await tovmach.article(ARTICLE, 'uk');
  const found = segments.find(({ text }) => text.includes(words));
  if (found === undefined) throw new Error(`no segment with ${words}`);
  return found;
}
const at = (segment: string) => ({ article: ARTICLE, target: 'uk', segment });

describe('suggestions', () => {
  it('say what an engine would cost before it is asked, and send nothing', async () => {
    const { id, text } = await segmentWith('mayor');
    const { engines, currency, characters } = await tovmach.suggestions(at(id));
    expect(characters).toBe(text.length);
    expect(currency).toBe('USD');
    expect(engines.find(({ name }) => name === 'press')).toMatchObject({
      remote: true,
      cost: (20 * text.length) / 1_000_000,
    });
    expect(engine.asked).toEqual([]);
  });

  it('bring the answer of the engine that is named, with its cost, in no output until somebody decides', async () => {
    const { id, translation } = await segmentWith('mayor');
    const answer = await tovmach.askEngine(at(id), { engine: 'press' });
    expect(answer).toMatchObject({
      text: 'Міський голова подякував усім помічникам.',
      origin: { kind: 'provider', provider: 'press' },
      cost: (20 * THANKS.length) / 1_000_000,
    });
    expect(engine.asked).toHaveLength(1);
    expect((await segmentWith('mayor')).translation).toBe(translation);
    expect(await tovmach.searchMemory('помічникам')).toMatchObject([
      { state: 'machine', origin: { kind: 'provider', provider: 'press' } },
    ]);
    expect((await tovmach.run(['seeds'])).written).toBe(0);
    expect((await tovmach.overview()).spend).toMatchObject([{ provider: 'press', requests: 1 }]);
    // It was paid for once.
    expect((await tovmach.askEngine(at(id), { engine: 'press' })).cost).toBe(0);
    expect(engine.asked).toHaveLength(1);
  });

  it('name similar sentences of memory, the best first', async () => {
    const { id } = await segmentWith('mayor');
    await tovmach.decide(at(id), { kind: 'edit', text: 'Мер подякував помічникам.' }, { by: 'Olha' });
    const { memory } = await tovmach.suggestions(at(id));
    expect(memory[0]).toMatchObject({ score: 100, text: 'Мер подякував помічникам.', state: 'reviewed' });
    expect(await tovmach.searchMemory('помічникам', { target: 'uk' })).toMatchObject([
      { sourceText: THANKS, state: 'reviewed' },
      { state: 'machine' },
    ]);
  });

  it('show what stood there before, and nothing once that is taken back', async () => {
    expect((await segmentWith('mayor')).before).toBe('Мер подякував усім, хто допомагав.');
    const { id } = await segmentWith('mayor');
    await tovmach.decide(at(id), { kind: 'undo' }, { by: 'Olha' });
    expect((await segmentWith('mayor')).before).toBeUndefined();
    const file = join(outputs.folder, 'out/news.uk.md');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('Мер подякував', 'Мер щиро подякував'));
    expect(await segmentWith('mayor')).toMatchObject({
      before: 'Мер подякував усім, хто допомагав.',
      translation: 'Мер щиро подякував усім, хто допомагав.',
    });
    writeFileSync(file, text);
  });

  it('refuse an engine that is not set up, and a segment that is not there', async () => {
    const { id } = await segmentWith('mayor');
    await expect(tovmach.askEngine(at(id), { engine: 'deepl' })).rejects.toMatchObject({
      code: 'USAGE',
      messageId: 'review.noSuchEngine',
    });
    await expect(tovmach.suggestions(at('nothing'))).rejects.toMatchObject({ code: 'INPUT_NOT_FOUND' });
    await expect(tovmach.suggestions({ ...at(id), target: 'pl' })).rejects.toMatchObject({
      code: 'INPUT_NOT_FOUND',
    });
  });
});

describe('words of the house', () => {
  it('are written one after the other, and known to the same tovmach', async () => {
    await tovmach.setTerm('rescuer', {
      say: { en: 'rescuer', uk: 'рятівник' },
      forbid: { uk: ['рятувальник'] },
    });
    await tovmach.setTerm('mayor', { language: 'en', say: { uk: 'мер' } });
    await tovmach.setName('Kyiv', { say: { uk: 'Київ' }, kind: 'place' });
    await tovmach.setName('Lviv', { say: { uk: 'Львів' }, kind: 'place' });
    const terms = readFileSync(join(outputs.folder, 'terms.yaml'), 'utf8');
    expect(terms).toContain('рятівник');
    expect(terms).toContain('мер');
    const names = readFileSync(join(outputs.folder, 'names.yaml'), 'utf8');
    expect(names).toContain('Київ');
    expect(names).toContain('Львів');
    const { terms: found, translation = '' } = await segmentWith('mayor');
    const [mayor] = found;
    expect(mayor).toMatchObject({ kind: 'term', target: 'мер' });
    const [said] = mayor?.said ?? [];
    expect(translation.slice(said?.start, said?.end)).toBe('Мер');
    // What the file said meanwhile stays.
    writeFileSync(join(outputs.folder, 'terms.yaml'), `${terms}  bridge:\n    en: bridge\n    uk: міст\n`);
    await tovmach.setTerm('river', { say: { en: 'river', uk: 'річка' } });
    expect(readFileSync(join(outputs.folder, 'terms.yaml'), 'utf8')).toContain('міст');
    expect(tovmach.terms().concepts.map(({ id }) => id)).toEqual(['bridge', 'mayor', 'rescuer', 'river']);
  });

  it('are nothing where nothing is said', async () => {
    await expect(tovmach.setTerm('thing', {})).rejects.toMatchObject({ code: 'USAGE' });
    expect(existsSync(join(outputs.folder, 'terms.yaml'))).toBe(true);
  });
});
