// How many texts get their partner in another language, and how many a wrong one. Never part of a test.
//   npm run bench:stories -- <folder with <source>-<target>.tsv, header first, a sentence and its translation a line>
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Article } from '../src/model/article.js';
import { sameStories } from '../src/stories/match.js';
import type { Sketched } from '../src/stories/shared.js';
import { sketchOf } from '../src/stories/sketch.js';

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: npm run bench:stories -- <folder>');

type Row = readonly [string, string];

function rowsOf(file: string): Row[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .flatMap(([a, b]) => (a && b ? [[a, b] as const] : []));
}

function article(id: string, lines: readonly string[]): Article {
  const blocks = lines.map((text, index) => ({ id: `b${index}`, kind: 'paragraph', text }));
  return { id, path: id, metadata: {}, blocks } as unknown as Article;
}

/** Texts of so many lines; the other version lacks every fifth. `which` says what each side has: for absent partners. */
function texts(
  rows: readonly Row[],
  size: number,
  [from, to]: readonly [string, string],
  absent: boolean,
): Sketched[] {
  const made: Sketched[] = [];
  for (let index = 0; (index + 1) * size <= rows.length; index++) {
    const lines = rows.slice(index * size, (index + 1) * size);
    const add = (lang: string, id: string, text: readonly string[]): void => {
      made.push({ id, sketch: sketchOf(article(id, text), lang) });
    };
    if (!absent || index % 2 === 0)
      add(
        from,
        `a${index}`,
        lines.map(([source]) => source),
      );
    if (!absent || index % 2 === 1)
      add(
        to,
        `b${index}`,
        lines.filter((_, at) => at % 5 !== 2).map(([, translation]) => translation),
      );
  }
  return made;
}

const sum = { texts: 0, right: 0, wrong: 0, doubtfulRight: 0, doubtfulWrong: 0 };
const total = new Map<string, typeof sum>();
console.log(
  '| pair | lines | partners | texts | right | wrong | doubtful, right | doubtful, wrong |\n|---|---:|---|---:|---:|---:|---:|---:|',
);
for (const absent of [false, true])
  for (const size of [8, 15]) {
    const all = { ...sum };
    for (const name of readdirSync(folder)
      .filter((each) => /^[a-z]{2}-[a-z]{2}\.tsv$/.test(each))
      .sort()) {
      const pair = basename(name, '.tsv').split('-') as [string, string];
      if (pair.some((tag) => tag === 'ja' || tag === 'zh')) continue;
      const sketches = texts(rowsOf(join(folder, name)), size, pair, absent);
      const found = sameStories(sketches);
      const here = { ...sum, texts: sketches.filter(({ id }) => id.startsWith('a')).length };
      for (const { id } of sketches) {
        if (!id.startsWith('a')) continue;
        for (const other of found.get(id) ?? []) {
          const isRight = other.id.slice(1) === id.slice(1);
          if (other.doubtful === true) here[isRight ? 'doubtfulRight' : 'doubtfulWrong']++;
          else here[isRight ? 'right' : 'wrong']++;
          if (!isRight && other.doubtful !== true && process.env.SHOW)
            console.log(pair.join('-'), size, id, JSON.stringify(other));
        }
      }
      for (const key of Object.keys(all) as (keyof typeof sum)[]) all[key] += here[key];
      const { texts: count, right, wrong, doubtfulRight, doubtfulWrong } = here;
      console.log(
        `| ${pair.join('-')} | ${size} | ${absent ? 'absent' : 'there'} | ${count} | ${right} | ${wrong} | ${doubtfulRight} | ${doubtfulWrong} |`,
      );
    }
    total.set(`${size} ${absent ? 'absent' : 'there'}`, all);
  }
for (const [key, { texts: count, right, wrong, doubtfulRight, doubtfulWrong }] of total)
  console.log(
    `| **all** | ${key.replace(' ', ' | ')} | ${count} | ${right} | ${wrong} | ${doubtfulRight} | ${doubtfulWrong} |`,
  );
