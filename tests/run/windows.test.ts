import { pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';

/**
 * Names and places as they come out on Windows: the code that makes them is loaded with `path.win32` in the place of the
 * path module of this machine. Files are not touched, for there is no such disk here.
 */

vi.mock('node:path', async (original) => {
  const { win32 } = await original<typeof import('node:path')>();
  return { ...win32, default: win32 };
});

const { cleanName, nameKey, staysInside } = await import('../../src/disk/names.js');
const { slashed } = await import('../../src/disk/slashes.js');
const { locateModule } = await import('../../src/disk/packages.js');
const { outputPath, ledgerPath, stemOfOutput } = await import('../../src/write/layout.js');
const { reportPath, sourcePlaces } = await import('../../src/cli/places.js');
const { above, below, relocated } = await import('../../src/operations/outputs/batch.js');
const { rootOf } = await import('../../src/operations/outputs/survey.js');

const LAYOUT = { layout: 'hugo-folder', format: 'md', prefix: 'content' } as const;

describe('on Windows', () => {
  it('the path module is that of Windows', async () => {
    const { sep, join } = await import('node:path');
    expect([sep, join('a', 'b')]).toEqual(['\\', 'a\\b']);
  });

  it.each(['CON', 'prn', 'aux.txt', 'NUL.tar.gz', 'com1', 'LPT9.md', 'COM¹', 'conin$', 'aux .txt'])(
    'no output is called %s',
    (stem) => {
      for (const path of [
        outputPath(stem, 'uk', LAYOUT),
        outputPath(`news/${stem}`, 'uk', LAYOUT),
        ledgerPath(stem, ''),
      ])
        for (const part of path.split('/'))
          expect(part).not.toMatch(/^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*(?:\.|$)/i);
    },
  );

  it('names lose what Windows refuses or drops at their end, folder by folder', () => {
    expect(cleanName('a:b/c?d/e. /f...')).toBe('a_b/c_d/e_/f_');
    expect(cleanName('news\\..\\x')).toBe('news_.._x');
    expect(outputPath('trailing dot.', 'uk', LAYOUT)).toBe('content/uk/trailing dot_.md');
  });

  it('two names that this disk takes for one have one key', () => {
    for (const [one, other] of [
      ['News/Article.MD', 'news/article.md'],
      ['Стаття', 'СТАТТЯ'],
      ['a.', 'a_'],
      ['con', 'CON_'],
      ['é', 'e\u0301'],
    ] as const)
      expect(nameKey(one), one).toBe(nameKey(other));
    expect(nameKey('a')).not.toBe(nameKey('b'));
  });

  it('what is written has forward slashes, whatever the prefix of the configuration has', () => {
    expect(outputPath('town/bridge', 'uk', { ...LAYOUT, prefix: 'site\\content\\' })).toBe(
      'site/content/uk/town/bridge.md',
    );
    expect(stemOfOutput('site/content/uk/town/bridge.md', 'uk', { ...LAYOUT, prefix: 'site\\content' })).toBe(
      'town/bridge',
    );
    expect(slashed('C:\\site', 'C:\\site\\out\\a.md')).toBe('out/a.md');
    expect(slashed('C:\\site', 'c:\\Site')).toBe('.');
    expect(slashed('C:\\site', 'D:\\news\\a.md')).toBe('D:/news/a.md');
    expect(slashed('\\\\server\\share\\site', '\\\\server\\share\\news')).toBe('../news');
  });

  it('no name in a committed file leads out of the output folder', () => {
    for (const name of [
      '..\\x',
      'C:\\x',
      'C:x',
      'c:/x',
      '\\\\server\\share',
      'a\\..\\..\\b',
      '/x',
      'a/../b',
      '',
    ])
      expect(staysInside(name), name).toBe(false);
    expect(staysInside('uk/town/bridge.md')).toBe(true);
  });

  it('a state names the root of its sources relative to the configuration', () => {
    const root = (path: string) => rootOf({ root: path } as Parameters<typeof rootOf>[0], 'C:\\site');
    expect([root('C:\\site\\articles\\news'), root('C:\\site'), root('C:\\press')]).toEqual([
      'articles/news',
      '.',
      '../press',
    ]);
  });

  it('reports name files as a reader of the repository finds them', () => {
    const place = { cwd: 'C:\\work\\press\\site', env: { GITHUB_WORKSPACE: 'C:\\work\\press' } };
    expect(reportPath('C:\\work\\press\\site\\out\\uk\\a.md', place)).toBe('site/out/uk/a.md');
    expect(sourcePlaces(['articles'], place)('town/bridge.md')).toBe('site/articles/town/bridge.md');
    expect(sourcePlaces(['C:\\work\\press\\a.txt'], place)('a.txt')).toBe('site/a.txt'.replace('site/', ''));
  });

  it('a batch of one machine is collected on another', () => {
    expect(below('C:\\site', 'C:\\site\\articles\\a.md')).toBe('articles/a.md');
    expect(below('C:\\site', 'D:\\a.md')).toBe('D:\\a.md');
    expect(above('D:\\copy', below('C:\\site', 'C:\\site\\articles\\a.md'))).toBe('D:\\copy\\articles\\a.md');
    expect(relocated({ files: ['C:\\site\\a.md', 'C:\\sites\\b.md'] }, 'C:\\site', 'D:\\copy')).toEqual({
      files: ['D:\\copy\\a.md', 'C:\\sites\\b.md'],
    });
  });

  it('a module is a file where it is named as one, and never a package with a backslash', () => {
    expect(locateModule('.\\none.mjs', 'C:\\site')).toBeUndefined();
    expect(locateModule('C:\\none.mjs', 'C:\\site')).toBeUndefined();
    const url = pathToFileURL('/none.mjs').href;
    expect(locateModule(url, 'C:\\site')).toBe(url);
  });
});
