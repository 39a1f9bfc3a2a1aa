import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTovmach } from '../../src/index.js';
import { createTextFormat } from '../../src/read/text.js';
import { Duplicates, fingerprintOf } from '../../src/write/duplicates.js';
import { temporaryFolder } from '../support/command-line.js';

const NOUNS =
  'ferry harbour council bridge river storm museum market school island driver mayor winter engine ticket'.split(
    ' ',
  );
const VERBS = 'stops opens waits repairs follows visits closes leaves reaches finds'.split(' ');
/** A text of so many sentences, another for every seed. */
function story(seed: number, sentences: number): string {
  let state = seed * 2654435761;
  const pick = (list: readonly string[]): string => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return list[(state >>> 8) % list.length] ?? '';
  };
  return Array.from(
    { length: sentences },
    () =>
      `The ${pick(NOUNS)} ${pick(VERBS)} the ${pick(NOUNS)} near the ${pick(NOUNS)} and ${pick(VERBS)} the ${pick(NOUNS)}.`,
  ).join('\n');
}

function fingerprint(text: string): string {
  const encoding = { name: 'utf-8', confidence: 1, bom: false };
  const [article] = createTextFormat().parse({ path: 'a.txt', text, hash: '', encoding }).articles;
  return (article && fingerprintOf(article)) ?? '';
}

function similarity(one: string, other: string): number | undefined {
  const seen = new Duplicates();
  seen.originalOf('one', fingerprint(one));
  return seen.originalOf('other', fingerprint(other))?.similarity;
}

describe('copies', () => {
  it('fingerprints stay what manifests hold of earlier runs', () => {
    expect(fingerprint(story(1, 6))).toBe(
      '9a7b0cbc20fa8d8a-d6ee7ad18a075a87b62c17009a27880aea1cc09bc7efe45009473bbde3f91d944db4d61c2d7779614e18e19a6df1762c34c26b15ccdd2b40c201262774a93032-e3b0c442',
    );
    expect(fingerprint(story(2, 200))).toBe(
      '3f3b68ccaf8b72c4-e0449a8700d1503be22bc80abe99660ad58f9687010e8e5038d032a9d36fdafdd194b8ad6af4f47d18b3d6906dd3d7ca28e750f9b49b8c2d79911fccdbe1e4a7-e3b0c442',
    );
  });

  it('case, marks, line ends and blanks are no difference', () => {
    const text = story(1, 4);
    const other = text
      .toUpperCase()
      .replaceAll('\n', '\r\n\r\n  ')
      .replaceAll('.', ' !')
      .replaceAll('THE', '«THE»');
    expect(similarity(text, other)).toBe(1);
    expect(similarity('Rain.', 'rain')).toBe(1);
  });

  it('a word in a long text is hardly any; another number is another story', () => {
    const text = `${story(2, 20)}\nThey shot down 23 of 31 drones.`;
    const near = similarity(text, text.replace('council', 'committee').replace('shot down', 'downed'));
    expect(near).toBeGreaterThanOrEqual(0.8);
    expect(near).toBeLessThan(1);
    expect(similarity(text, text.replace('23', '24'))).toBeUndefined();
    // Half of another text.
    expect(similarity(text, `${text.slice(0, text.length / 2)}${story(9, 10)} 23 31`)).toBeUndefined();
  });

  it('other texts are none, also where they are made of the same words', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 5001, max: 9999 }), (one, other) => {
        expect(similarity(story(one, 12), story(other, 12))).toBeUndefined();
      }),
      { numRuns: 200 },
    );
    const short = 'The ferry stops for a week.';
    expect(similarity(short, short.replace('week', 'month'))).toBeUndefined();
  });
});

describe('a run', () => {
  const folderOf = (files: Readonly<Record<string, string>>): string => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'in'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, 'in', name), text);
    return cwd;
  };
  const run = async (cwd: string) => {
    const config = { targets: ['uk'], languages: ['en', 'uk'], provider: 'pseudo', out: 'out' };
    const tovmach = await createTovmach({ cwd, config });
    const summary = await tovmach.run(['in']);
    const checked = await tovmach.check(['in']);
    await tovmach.close();
    const manifest = JSON.parse(readFileSync(join(cwd, 'out/manifest.json'), 'utf8')) as {
      articles: { id: string; duplicateOf?: { id: string; similarity: number } }[];
    };
    return {
      summary,
      checked,
      copies: Object.fromEntries(
        manifest.articles.flatMap(({ id, duplicateOf }) => (duplicateOf ? [[id, duplicateOf]] : [])),
      ),
      said: summary.findings.worst.flatMap(({ check, path, values }) =>
        check === 'duplicate' ? [[path, values?.other]] : [],
      ),
    };
  };

  it('links copies in the manifest and says them, whichever was read first, in this run or an earlier one', async () => {
    const text = story(3, 20);
    const cwd = folderOf({
      'b.txt': text,
      'c.txt': story(4, 20),
      'd.txt': text.replace('council', 'committee'),
    });
    const first = await run(cwd);
    expect(first.copies).toMatchObject({ 'd.txt': { id: 'b.txt' } });
    expect(Object.keys(first.copies)).toEqual(['d.txt']);
    expect(first.copies['d.txt']?.similarity).toBeGreaterThanOrEqual(0.8);
    expect(first.copies['d.txt']?.similarity).toBeLessThan(1);
    expect(first.said).toEqual([['d.txt', 'b.txt']]);
    expect([first.summary.exitCode, first.checked.findings.map(({ check }) => check)]).toEqual([
      0,
      ['duplicate'],
    ]);
    // One that comes before them by name is what the others are copies of.
    writeFileSync(join(cwd, 'in/a.txt'), `${text}\n`);
    const second = await run(cwd);
    // What is said of the others is in their ledgers.
    expect(second.summary.unchanged).toBe(1);
    expect(
      Object.fromEntries(Object.entries(second.copies).map(([id, { id: other }]) => [id, other])),
    ).toEqual({
      'b.txt': 'a.txt',
      'd.txt': 'a.txt',
    });
    expect(second.said).toEqual([
      ['b.txt', 'a.txt'],
      ['d.txt', 'a.txt'],
    ]);
    // Nothing is to be done, and the same is said.
    expect((await run(cwd)).said).toEqual(second.said);
    writeFileSync(join(cwd, 'in/a.txt'), story(5, 20));
    rmSync(join(cwd, 'in/d.txt'));
    writeFileSync(join(cwd, 'in/b.txt'), story(6, 20));
    // What is gone stays in the manifest as it was until it is pruned.
    expect(Object.keys((await run(cwd)).copies)).toEqual(['d.txt']);
  });

  it('sends what copies share once', async () => {
    const text = story(7, 6);
    const { summary } = await run(folderOf({ 'a.txt': text, 'b.txt': text }));
    const alone = await run(folderOf({ 'a.txt': text }));
    expect(summary.statistics.charactersSent).toBe(alone.summary.statistics.charactersSent);
  });
});
