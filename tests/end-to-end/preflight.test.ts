import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConfigInput, createTovmach } from '../../src/index.js';
import { ROOT, temporaryFolder, tovmach } from '../support/command-line.js';

/** What cannot be done is known before anything is done. */

const ARTICLE = 'У Львові відкрили новий парк.\n\nМер подякував мешканцям за терпіння.\n';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const run = (folder: string, ...more: string[]) =>
  tovmach(['run', 'in', '--to', 'en', '--out', 'made/out', ...more], { cwd: folder });

describe('a run that nobody could translate', () => {
  it('says so in one line with the command that mends it, and writes nothing', async () => {
    const folder = folderWith({ 'in/a.txt': ARTICLE });
    const outcome = await run(folder);
    expect(outcome.code).toBe(4);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr.trim().split('\n')).toHaveLength(1);
    expect(outcome.stderr).toContain('"tovmach models pull uk-en"');
    expect(readdirSync(folder)).toEqual(['in']);
  });

  it('is done all the same where untranslated text is to be kept', async () => {
    const folder = folderWith({ 'in/a.txt': ARTICLE });
    const outcome = await run(folder, '--untranslated', 'keep');
    expect(outcome.code).toBe(6);
    expect(existsSync(join(folder, 'made/out/a.en.md'))).toBe(true);
  });

  it('is no such run where nothing has to be translated', async () => {
    const folder = folderWith({ 'in/a.txt': ARTICLE });
    const outcome = await tovmach(['run', 'in', '--to', 'uk', '--out', 'out'], { cwd: folder });
    expect(outcome.code).toBe(0);
  });

  it('is refused by the library as well', async () => {
    const folder = folderWith({ 'in/a.txt': ARTICLE });
    const made = async (config: ConfigInput, out: string) => {
      const tovmach = await createTovmach({
        cwd: folder,
        config: { targets: ['en'], out, models: { directory: 'none', download: 'no' }, ...config },
        providers: [],
      });
      return tovmach.run(['in']);
    };
    const first = await made({ provider: 'pseudo' }, 'out');
    expect(first.exitCode).toBe(0);
    await expect(made({}, 'other')).rejects.toMatchObject({ code: 'MISSING_DEPENDENCY' });
    expect(existsSync(join(folder, 'other'))).toBe(false);
  });
});

describe('a library that is not installed', () => {
  /** tovmach as npm installs it, without its optional peers. */
  function installedWithoutPeers(prefix: string): string {
    const packages = join(prefix, 'node_modules');
    mkdirSync(packages, { recursive: true });
    for (const name of readdirSync(join(ROOT, 'node_modules'))) {
      if (['deepl-node', 'openai'].includes(name) || name.startsWith('.')) continue;
      symlinkSync(join(ROOT, 'node_modules', name), join(packages, name));
    }
    const own = join(packages, 'tovmach');
    mkdirSync(own);
    for (const part of ['dist', 'locales', 'config', 'package.json'])
      cpSync(join(ROOT, part), join(own, part), { recursive: true });
    return join(own, 'dist/cli/main.js');
  }

  function runIn(folder: string, main: string, args: string[], env: Record<string, string>) {
    return new Promise<{ code: number | null; stderr: string }>((resolve) => {
      const child = spawn(process.execPath, [main, ...args], {
        cwd: folder,
        env: { PATH: process.env.PATH, HOME: folder, NO_COLOR: '1', LANG: 'C', ...env },
      });
      let stderr = '';
      child.stderr.on('data', (chunk) => {
        stderr += String(chunk);
      });
      child.on('close', (code) => resolve({ code, stderr }));
    });
  }

  it.each([
    ['deepl', { DEEPL_API_KEY: 'a-key' }, 'deepl-node'],
    ['openai', { OPENAI_API_KEY: 'a-key', OPENAI_MODEL: 'm' }, 'openai'],
  ] as const)('stops %s before anything is written', async (name, env, library) => {
    const folder = folderWith({ 'in/a.txt': ARTICLE, 'tovmach.config.yaml': '' });
    const args = ['run', 'in', '--to', 'en', '--out', 'out', '--provider', name];
    const project = folderWith({ 'package.json': '{}' });
    const local = await runIn(folder, installedWithoutPeers(project), args, env);
    expect(local.stderr).toBe(
      `tovmach: ${name} needs the library ${library}, which is not installed: npm install ${library}\n`,
    );
    expect(local.code).toBe(4);
    const global = await runIn(folder, installedWithoutPeers(temporaryFolder()), args, env);
    expect(global.stderr).toContain(`npm install -g ${library}\n`);
    expect(readdirSync(folder).sort()).toEqual(['in', 'tovmach.config.yaml']);
    // One that is a part of the user's project is found there.
    mkdirSync(join(folder, 'node_modules', library), { recursive: true });
    writeFileSync(join(folder, 'node_modules', library, 'package.json'), '{"main":"index.js"}');
    const found = await runIn(folder, installedWithoutPeers(temporaryFolder()), args, env);
    expect(found.stderr).not.toContain('which is not installed: ');
  });
});
