import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, tovmach } from '../support/command-line.js';

/** However a command ends, it ends with a code of the table and a word. */

const RUN = ['run', 'articles', '--to', 'uk,en', '--provider', 'pseudo', '--out', 'out'];

function articles(count = 2): string {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'articles'));
  for (let index = 0; index < count; index += 1) {
    writeFileSync(
      join(cwd, `articles/a${index}.txt`),
      `The ferry ${index} sails again\n\nThe ferry returned to the river on Monday after repairs.\n`,
    );
  }
  return cwd;
}

describe('a run that cannot write its own books', () => {
  it.each(['manifest.json', 'report.md', 'tovmach.lock'])(
    'names %s when a folder stands in its place, and keeps the articles',
    async (name) => {
      const cwd = articles();
      mkdirSync(join(cwd, 'out', name, 'x'), { recursive: true });
      const { code, stderr } = await tovmach(RUN, { cwd });
      expect({ code, named: stderr.includes(name) }).toEqual({ code: 7, named: true });
      const left = readdirSync(join(cwd, 'out'), { recursive: true, encoding: 'utf8' });
      expect(left.filter((file) => /tmp|partial|pid/.test(file))).toEqual([]);
    },
  );
});

describe('a closed terminal', () => {
  it('ends a run as Ctrl-C does: what is finished is kept', async () => {
    const cwd = articles(400);
    const { code } = await tovmach(RUN, {
      cwd,
      onStart: (kill) => {
        const waiting = setInterval(() => {
          if (!existsSync(join(cwd, 'out/a0.uk.md'))) return;
          clearInterval(waiting);
          kill('SIGHUP');
        }, 5);
      },
    });
    expect(code).toBe(130);
    const left = readdirSync(join(cwd, 'out'), { encoding: 'utf8' });
    expect(left).toContain('manifest.json');
    expect(left.filter((file) => file.includes('tmp'))).toEqual([]);
  });
});

describe('a configuration that unfolds without end', () => {
  it('is refused as used wrongly, not as a bug', async () => {
    const cwd = articles();
    const levels = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [index, name] of [...'bcdefgh'].entries()) {
      const below = `*${'abcdefgh'[index]}`;
      levels.push(`${name}: &${name} [${Array(9).fill(below).join(', ')}]`);
    }
    writeFileSync(join(cwd, 'tovmach.config.yaml'), `${levels.join('\n')}\n`);
    const { code, stderr } = await tovmach(RUN, { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('tovmach.config.yaml');
  });
});
