import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConfigInput, createTovmach } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';

/** Page bundles: what lies beside an index.md goes with its versions. */

const PAGE = 'Міський голова відкрив новий міст через річку.\n\n![Вид на міст](foto.jpg)\n';
const FILES = {
  'in/post/index.md': PAGE,
  'in/post/foto.jpg': 'picture',
  'in/post/files/plan.pdf': 'plan',
  'in/post/.hidden': 'x',
  'in/section/index.md': PAGE,
  'in/section/other.md': PAGE,
  'in/section/foto.jpg': 'picture of a section',
};

function site(files: Readonly<Record<string, string>> = FILES) {
  const folder = temporaryFolder();
  const file = (name: string): string => join(folder, name);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(file(name)), { recursive: true });
    writeFileSync(file(name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    write,
    remove: (name: string): void => rmSync(file(name)),
    has: (name: string): boolean => existsSync(file(name)),
    read: (name: string): string => readFileSync(file(name), 'utf8'),
    /** @returns ids of what the run had to say of resources */
    async run(output: ConfigInput['output'], from = 'in', out = 'out', prune = false): Promise<string[]> {
      const tovmach = await createTovmach({
        cwd: folder,
        env: {},
        config: { targets: ['uk', 'en'], languages: ['uk', 'en'], provider: 'pseudo', out, ...{ output } },
      });
      const said: string[] = [];
      try {
        await tovmach.run([from], {
          prune,
          onEvent: (event) => {
            if (event.type === 'notice' && event.messageId?.startsWith('run.resources'))
              said.push(event.messageId);
          },
        });
      } finally {
        await tovmach.close();
      }
      return said;
    },
  };
}

describe('a page bundle', () => {
  it.each([
    ['hugo-file', ['out/post/foto.jpg', 'out/post/files/plan.pdf']],
    ['hugo-folder', ['out/en/post/foto.jpg', 'out/uk/post/foto.jpg', 'out/uk/post/files/plan.pdf']],
    [
      'docusaurus',
      ['out/blog/post/foto.jpg', 'out/i18n/en/docusaurus-plugin-content-blog/post/files/plan.pdf'],
    ],
    ['astro', ['out/src/content/blog/en/post/foto.jpg', 'out/src/content/blog/uk/post/foto.jpg']],
  ] as const)('brings its files along in the layout %s', async (layout, expected) => {
    const place = site();
    expect(await place.run({ layout })).toEqual(['run.resources']);
    for (const name of expected) expect(place.has(name), name).toBe(true);
    for (const name of expected) {
      expect(place.has(join(dirname(name), '.hidden')), name).toBe(false);
      expect(place.has(name.replace('post/', 'section/')), name).toBe(false);
    }
    expect(await place.run({ layout })).toEqual([]);
  });

  it('has what changed at the source copied again', async () => {
    const place = site();
    await place.run({ layout: 'hugo-folder' });
    place.write('in/post/foto.jpg', 'another picture');
    expect(await place.run({ layout: 'hugo-folder' })).toEqual(['run.resourcesRenewed']);
    for (const lang of ['uk', 'en']) expect(place.read(`out/${lang}/post/foto.jpg`)).toBe('another picture');
    expect(await place.run({ layout: 'hugo-folder' })).toEqual([]);
  });

  it('leaves alone what a person put or changed there, and names it', async () => {
    const place = site({ ...FILES, 'out/post/files/plan.pdf': "a person's plan" });
    expect(await place.run({})).toEqual(['run.resources', 'run.resourcesKept']);
    place.write('out/post/foto.jpg', 'retouched');
    place.write('in/post/foto.jpg', 'another picture');
    expect(await place.run({})).toEqual(['run.resourcesKept']);
    expect(place.read('out/post/foto.jpg')).toBe('retouched');
    expect(place.read('out/post/files/plan.pdf')).toBe("a person's plan");
  });

  it('names copies whose original is gone, and removes them when asked, but never what was changed', async () => {
    const place = site();
    await place.run({});
    place.write('out/post/files/plan.pdf', 'a note on the plan');
    place.remove('in/post/foto.jpg');
    place.remove('in/post/files/plan.pdf');
    expect(await place.run({})).toEqual(['run.resourcesLeft']);
    expect(place.read('out/post/foto.jpg')).toBe('picture');
    expect(await place.run({}, 'in', 'out', true)).toEqual(['run.resourcesRemoved', 'run.resourcesChanged']);
    expect(place.has('out/post/foto.jpg')).toBe(false);
    expect(place.read('out/post/files/plan.pdf')).toBe('a note on the plan');
    expect(await place.run({}, 'in', 'out', true)).toEqual([]);
  });

  it('takes its copies along when its page goes', async () => {
    const place = site();
    await place.run({});
    place.remove('in/post/index.md');
    expect(await place.run({}, 'in', 'out', true)).toEqual(['run.resourcesRemoved']);
    expect(place.has('out/post/foto.jpg')).toBe(false);
  });

  it('stays where it is when it is translated in place', async () => {
    const place = site({ 'content/post/index.md': PAGE, 'content/post/foto.jpg': 'picture' });
    expect(await place.run({}, 'content', 'content')).toEqual([]);
    expect(place.has('content/post/index.en.md')).toBe(true);
  });
});
