import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, temporaryFolder, tovmach } from '../support/command-line.js';

const MODELS = join(ROOT, 'tests/fixtures/v0.1.0/models');

describe('what is kept between runs', () => {
  it('is shown; only what can be had again is cleared, and not without a yes', async () => {
    const cwd = temporaryFolder();
    const directory = join(cwd, 'models');
    const env = { TOVMACH_MODELS_DIR: directory, HOME: cwd };
    const cache = (...args: string[]) => tovmach(['cache', ...args], { cwd, env });
    expect((await cache()).stdout).toBe(
      'no models of the local engine are here\nno translation memory is here\n',
    );

    const [build = ''] = readdirSync(MODELS);
    for (const name of readdirSync(MODELS))
      cpSync(join(MODELS, name), join(directory, name), { recursive: true });
    await tovmach(['memory', 'import', join(ROOT, 'seeds/memory.tmx')], { cwd, env });
    const { stdout } = await cache('list');
    expect(stdout).toMatch(/^models of the local engine: \d+ models?, .* in .*models$/m);
    expect(stdout).toMatch(/^translation memory: \d+ translations, .* in \.tovmach\/memory\.db$/m);

    expect(await cache('clear', 'models')).toMatchObject({ code: 2, stdout: '' });
    expect(existsSync(join(directory, build))).toBe(true);
    const memory = await cache('clear', 'memory', '--yes');
    expect(memory.code).toBe(2);
    expect(memory.stderr).toContain('tovmach memory prune');

    expect((await cache('clear', 'models', '--yes')).code).toBe(0);
    const after = (await cache()).stdout;
    expect(after).toContain('no models of the local engine are here');
    expect(after).toMatch(/^translation memory: \d+ translations/m);
  }, 120_000);
});
