import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTovmach } from '../../src/compose.js';
import { temporaryFolder, tovmach } from '../support/command-line.js';

/** What a user can say about languages and sentences, and ask about a line. */

const ARTICLE =
  'Школа в селі\n\nУ нашому рег. Зошит був синій. Ціна: всё включено.\n\nПогода завтра хорошая, обещают синоптики города.\n';

function folder(config: string): string {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'news/local'), { recursive: true });
  writeFileSync(join(cwd, 'news/local/a.txt'), ARTICLE);
  writeFileSync(join(cwd, 'news/b.txt'), ARTICLE);
  writeFileSync(join(cwd, 'tovmach.config.yaml'), config);
  return cwd;
}

async function languagesOf(cwd: string): Promise<Record<string, string[]>> {
  const instance = await createTovmach({ cwd });
  try {
    const found: Record<string, string[]> = {};
    const { articles } = await instance.detect(['news']);
    for await (const { path, segments } of articles) found[path] = segments.map(({ lang }) => lang);
    return found;
  } finally {
    await instance.close();
  }
}

describe('settings of detection', () => {
  it('a source may bring candidates of its own', async () => {
    const config = 'languages: [en, uk, ru]\nsources:\n  "local/**": { languages: [uk, en] }\n';
    const found = await languagesOf(folder(config));
    expect(found['b.txt']).toContain('ru');
    expect(found['local/a.txt']).not.toContain('ru');
    expect(found['local/a.txt']).toContain('und');
  });

  it('abbreviations of the user end no sentence', async () => {
    const cut = async (config: string): Promise<number> =>
      (await languagesOf(folder(config)))['b.txt']?.length ?? 0;
    expect(await cut('detection: { abbreviations: [рег] }')).toBe((await cut('')) - 1);
  });

  it('rules that cannot be used are an error before any work, with file and line', async () => {
    const cwd = folder('detection: { srxFile: rules.srx }');
    writeFileSync(join(cwd, 'rules.srx'), '<srx>\n<nonsense');
    const { code, stderr } = await tovmach(['detect', 'news'], { cwd });
    expect({ code, said: /rules\.srx.*line 2/.test(stderr) }).toEqual({ code: 2, said: true });
  });
});

describe('tovmach detect --explain', () => {
  it('says why each segment on a line is what it is, in both languages', async () => {
    const cwd = folder('languages: [en, uk, ru]');
    const english = await tovmach(['detect', 'news/b.txt', '--explain', '3'], { cwd });
    expect(english.code).toBe(0);
    expect(english.stdout).toContain('news/b.txt:3');
    expect(english.stdout).toMatch(/ru .*всё включено/);
    expect(english.stdout).toContain('– it follows a colon');
    expect(english.stdout).not.toMatch(/set-off|ngrams:/);
    const ukrainian = await tovmach(['detect', 'news/b.txt', '--explain', '3', '--ui-language', 'uk'], {
      cwd,
    });
    expect(ukrainian.stdout).toContain('– стоїть після двокрапки');
  });

  it.each([['99'], ['0'], ['three']])('refuses line %s', async (line) => {
    const { code, stderr } = await tovmach(['detect', 'news/b.txt', '--explain', line], { cwd: folder('') });
    expect({ code, remedy: stderr.includes('→') }).toEqual({ code: 2, remedy: true });
  });
});
