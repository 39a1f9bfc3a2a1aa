import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConfigInput, createTovmach } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';

/** What becomes of an article of which only half can be translated. */

const KNOWN = 'Рада ухвалила бюджет міста на наступний рік.';
const UNKNOWN = 'Мер обіцяє відремонтувати міст до кінця осені.';
const TMX = `<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="uk" creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" datatype="plaintext"/>
<body><tu><tuv xml:lang="uk"><seg>${KNOWN}</seg></tuv><tuv xml:lang="en"><seg>The council adopted the city budget for next year.</seg></tuv></tu></body></tmx>
`;

async function run(output: ConfigInput['output'], folder = temporaryFolder()) {
  mkdirSync(join(folder, 'in'), { recursive: true });
  writeFileSync(join(folder, 'in', 'a.txt'), `${KNOWN}\n${UNKNOWN}\n`);
  writeFileSync(join(folder, 'known.tmx'), TMX);
  const tovmach = await createTovmach({
    cwd: folder,
    env: {},
    config: {
      targets: ['en', 'uk'],
      languages: ['uk', 'en'],
      memory: { files: ['known.tmx'] },
      models: { download: 'no', directory: 'no-models' },
      ...(output === undefined ? {} : { output }),
    },
  });
  try {
    const summary = await tovmach.run(['in']);
    const path = (language: string): string => join(folder, 'out', `a.${language}.md`);
    return {
      summary,
      folder,
      english: existsSync(path('en')) ? readFileSync(path('en'), 'utf8') : undefined,
      ukrainian: existsSync(path('uk')),
      held: summary.findings.worst.filter(({ check }) => check === 'held-back'),
    };
  } finally {
    await tovmach.close();
  }
}

describe('an article that is only half translated', () => {
  it('is written, and the rest of it marked', async () => {
    const { english, held } = await run(undefined);
    expect(english).toContain(`<span lang="uk" translate="no" data-tovmach="failed">${UNKNOWN}</span>`);
    expect(held).toEqual([]);
  });

  it('is written without the rest where that is wanted', async () => {
    const { english, summary } = await run({ untranslated: 'drop' });
    expect(english).toContain('The council adopted');
    expect(english).not.toContain('Мер');
    expect(english).toContain('translation_status: incomplete');
    expect(summary.exitCode).toBe(6);
  });

  it.each([
    ['in any case', { untranslated: 'hold' as const }],
    ['below a share', { minTranslated: 80 }],
  ])('is held back %s, named, and its other version written', async (_, output) => {
    const { english, ukrainian, held, summary } = await run(output);
    expect(english).toBeUndefined();
    expect(ukrainian).toBe(true);
    expect(held.map(({ message }) => message)).toEqual([
      'a.en.md is held back: 1 of 2 segments are translated (50 %)',
    ]);
    expect(summary.exitCode).toBe(6);
  });

  it('is written at that share, and stays as it was when a later run can do less', async () => {
    const before = await run({ minTranslated: 50 });
    expect(before.english).toContain('The council adopted');
    const after = await run({ minTranslated: 90 }, before.folder);
    expect(after.english).toBe(before.english);
    expect(after.held).toHaveLength(1);
  });
});
