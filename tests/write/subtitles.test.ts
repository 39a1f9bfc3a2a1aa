import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTovmach } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';

const SRT = `1
00:00:01,000 --> 00:00:03,500
The ferry across the strait stops for a week,

2
00:00:03,600 --> 00:00:06,000
the harbour office said on Monday.
`;

async function run(format: 'md' | 'txt'): Promise<string> {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'in'));
  writeFileSync(join(cwd, 'in/talk.srt'), SRT);
  const tovmach = await createTovmach({
    cwd,
    config: {
      targets: ['en', 'uk'],
      languages: ['en', 'uk'],
      provider: 'pseudo',
      out: 'out',
      output: { format },
    },
  });
  const { exitCode, problems } = await tovmach.run(['in']);
  expect([exitCode, problems]).toEqual([0, []]);
  expect((await tovmach.check(['in'])).stale).toEqual([]);
  await tovmach.close();
  return join(cwd, 'out');
}

it('subtitles come out as subtitles, in their own language as they were', async () => {
  const out = await run('md');
  expect(readFileSync(join(out, 'talk.en.srt'), 'utf8')).toBe(SRT);
  const uk = readFileSync(join(out, 'talk.uk.srt'), 'utf8');
  expect(uk.match(/^.*-->.*$/gm)).toEqual(SRT.match(/^.*-->.*$/gm));
  expect(uk).toContain('[uk] Ţĥé ƒéŕŕý');
  expect(uk).not.toContain('The ferry');
  expect(existsSync(join(out, 'talk.uk.md'))).toBe(false);
});

it('and as text where that is asked for', async () => {
  const out = await run('txt');
  expect(readFileSync(join(out, 'talk.en.txt'), 'utf8')).toBe(
    'The ferry across the strait stops for a week, the harbour office said on Monday.\n',
  );
});
