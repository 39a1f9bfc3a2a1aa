import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTovmach, defineFormat, type RunEvent, type Tovmach } from '../../src/index.js';

/** An error says which source, which article and which output it was met at, whichever thread met it. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tovmach-places-'));
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, 'in', 'good.txt'), 'Рада зібралася.');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const make = (jobs: number): Promise<Tovmach> =>
  createTovmach({
    cwd: folder,
    env: {},
    config: { targets: ['en'], languages: ['uk', 'en'], provider: 'pseudo', out: 'out', jobs },
  });

describe.each([0, 2])('with %i threads', (jobs) => {
  it('an output in the way: source, article and output', async () => {
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'out', 'good.en.md'), 'Mine.');
    const tovmach = await make(jobs);
    const events: RunEvent[] = [];
    const { problems } = await tovmach.run(['in'], { onEvent: (event) => events.push(event) });
    await tovmach.close();
    const place = { code: 'OUTPUT', source: 'good.txt', articleId: 'good.txt', output: 'good.en.md' };
    expect(problems).toMatchObject([{ ...place, file: 'good.en.md' }]);
    expect(events.filter(({ type }) => type === 'problem')).toMatchObject([place]);
  });

  it('a source that is damaged: the source alone', async () => {
    writeFileSync(join(folder, 'in', 'bad.json'), '{"title": ');
    const tovmach = await make(jobs);
    const { problems } = await tovmach.run(['in']);
    await tovmach.close();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'INPUT_INVALID', source: 'bad.json', file: 'bad.json' });
    expect(problems[0]?.articleId).toBeUndefined();
    expect(problems[0]?.output).toBeUndefined();
  });
});

it('a format of one’s own that throws: the source, in every operation', async () => {
  writeFileSync(join(folder, 'in', 'own.mine'), 'x');
  const broken = defineFormat({
    kind: 'format',
    name: 'mine',
    description: 'mine',
    settings: z.strictObject({}),
    create: () => ({
      name: 'mine',
      extensions: ['.mine'],
      read: () => {
        throw new RangeError('off by one');
      },
    }),
  });
  const tovmach = await createTovmach({
    cwd: folder,
    env: {},
    formats: [broken],
    config: { targets: ['en'], languages: ['uk', 'en'], provider: 'pseudo', out: 'out' },
  });
  const { articles, problems: detected } = await tovmach.detect(['in']);
  for await (const _ of articles) _.id;
  const planned = await tovmach.plan(['in']);
  const ran = await tovmach.run(['in']);
  await tovmach.close();
  for (const problems of [detected, planned.problems, ran.problems])
    expect(problems).toMatchObject([{ code: 'INPUT_INVALID', source: 'own.mine', file: 'own.mine' }]);
});
