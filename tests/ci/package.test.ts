import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, temporaryFolder } from '../support/command-line.js';
import { dependencies, install, pack, weigh } from '../support/installed.js';

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const MB = 1e6;
const shown = (bytes: number): string => `${(bytes / MB).toFixed(2)} MB`;

describe('the package', () => {
  it('is small, packed and installed', () => {
    const { size, unpackedSize } = pack();
    const libraries = dependencies();
    const installed = libraries.reduce((sum, path) => sum + weigh(join(ROOT, path)), unpackedSize);
    const said = `packed ${shown(size)}; installed ${shown(installed)}, ${libraries.length + 1} packages`;
    process.stdout.write(`${said}\n`);
    expect(size, said).toBeLessThan(2.5 * MB);
    expect(installed, said).toBeLessThan(40 * MB);
    expect(libraries.length + 1, said).toBeLessThanOrEqual(48);
  });

  it('brings what a user needs, and nothing besides', () => {
    const paths = pack().files.map(({ path }) => path);
    for (const needed of [
      'README.md',
      'NOTICE.md',
      'LICENSE',
      'CHANGELOG.md',
      'docs/library.md',
      'dist/review/assets/page.js.br',
      'dist/schemas/config.json',
      'dist/vendor/LICENSES.md',
    ])
      expect(paths).toContain(needed);
    expect(paths.filter((path) => /(^|\/)(src|tests|bench|\.[^/]+)(\/|$)|\.png$/.test(path))).toEqual([]);
    expect(paths.filter((path) => /\/data\/.*\.d\.ts$/.test(path))).toEqual([]);
  });

  it('has no link in its documents that leads nowhere in it', () => {
    const paths = new Set(pack().files.map(({ path }) => path));
    const folders = new Set([...paths].map((path) => posix.dirname(path)));
    const dead: string[] = [];
    let links = 0;
    for (const file of [...paths].filter((path) => /^(?!dist\/).*\.md$/.test(path))) {
      const prose = readFileSync(join(ROOT, file), 'utf8').replace(
        /^(```+)[\s\S]*?^\1|(`+)[^`]*\2/gm,
        'code',
      );
      for (const [, address = ''] of prose.matchAll(/\]\(([^()\s]+)\)/g)) {
        if (/^(?:[a-z]+:|#)/.test(address)) continue;
        links += 1;
        const target = posix.join(posix.dirname(file), address.replace(/#.*/, '')).replace(/\/$/, '');
        // Pictures are looked at where the repository is; they would be a third of the package.
        if (!paths.has(target) && !folders.has(target) && !/^docs\/pictures\/.*\.png$/.test(target))
          dead.push(`${file}: ${address}`);
      }
    }
    expect(dead).toEqual([]);
    expect(links).toBeGreaterThan(50);
  });

  it('runs no script when it is installed', () => {
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare'];
    expect(Object.keys(manifest.scripts).filter((name) => hooks.includes(name))).toEqual([]);
  });

  it('imports only what it declares, and bundles what it says', () => {
    const known = new Set([
      ...Object.keys({
        ...manifest.dependencies,
        ...manifest.optionalDependencies,
        ...manifest.peerDependencies,
      }),
      ...builtinModules,
      manifest.name,
    ]);
    const foreign = new Set<string>();
    for (const { path } of pack().files) {
      if (!/^dist\/(?!vendor|review\/assets|disk\/packed).*\.js$/.test(path)) continue;
      const code = readFileSync(join(ROOT, path), 'utf8');
      for (const [, from = ''] of code.matchAll(/(?:\bfrom|[^.\w]import\(|[^.\w]import)"([@a-z][^"]*)"/g)) {
        const name = /^(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? '';
        if (!from.startsWith('node:') && !known.has(name)) foreign.add(from);
      }
    }
    expect([...foreign]).toEqual([]);
    const parts = JSON.parse(readFileSync(join(ROOT, 'dist/vendor/parts.json'), 'utf8')) as {
      name: string;
      version: string;
      license: string;
    }[];
    expect(parts.length).toBeGreaterThan(30);
    const licences = readFileSync(join(ROOT, 'dist/vendor/LICENSES.md'), 'utf8');
    for (const { name, version, license } of parts) {
      expect(license, name).toMatch(/^(MIT|ISC|BSD-\d-Clause|Apache-2\.0|0BSD|MIT-0)$/);
      expect(licences).toContain(`${name} ${version} (${license})`);
    }
    for (const section of licences.split(/^## /m).slice(1)) {
      expect(section).toMatch(/copyright|apache license/i);
    }
  });

  it('has the parts that are bundled in its list of parts', () => {
    const sbom = JSON.parse(
      execFileSync('node', ['config/sbom.mjs'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1e8 }),
    );
    const names: string[] = sbom.components.map(({ purl }: { purl: string }) => decodeURIComponent(purl));
    for (const part of ['pkg:npm/libsql@', 'pkg:npm/hono@', 'pkg:npm/zod@', 'pkg:npm/micromark@'])
      expect(
        names.some((name) => name.startsWith(part)),
        part,
      ).toBe(true);
    expect(names.some((name) => name.startsWith('pkg:npm/vitest@'))).toBe(false);
  });

  it('asks for the binary of libsql in the version of its own part of it', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/libsql/package.json'), 'utf8'));
    expect(new Set(Object.values(manifest.optionalDependencies))).toEqual(new Set([version]));
  });
});

describe('an installation', () => {
  it('answers without a database for this machine, until a memory is wanted: then one line says what to install', () => {
    const folder = temporaryFolder();
    const env = install(folder, { without: /@libsql/ });
    const run = (...args: string[]) => spawnSync('tovmach', args, { cwd: folder, env, encoding: 'utf8' });
    expect(run('detect', 'node_modules/tovmach/LICENSE').status).toBe(0);
    const { status, stderr } = run('memory', 'import', join(ROOT, 'seeds/memory.tmx'));
    expect(status, stderr).toBe(4);
    expect(stderr).toMatch(/npm install @libsql\/linux-\w+-\w+/);
    const written = run('run', 'node_modules/tovmach/LICENSE', '--to', 'uk', '--provider', 'pseudo');
    expect(written.status, written.stderr).toBe(4);
    expect(written.stderr).toMatch(/npm install @libsql\//);
  }, 180_000);

  it('has types that a strict compiler takes', () => {
    const folder = temporaryFolder();
    const env = install(folder);
    execFileSync('ln', ['-s', join(ROOT, 'node_modules/@types'), join(folder, 'node_modules/@types')]);
    execFileSync('sh', [
      '-c',
      `printf '%s' "import { createTovmach } from 'tovmach'; import * as schemas from 'tovmach/schemas'; import * as testing from 'tovmach/testing';
const t = await createTovmach({ config: { targets: ['en'] } }); const n: number = t.detectText('x').segments.length; console.log(n, schemas, testing);" > ${join(folder, 'use.mts')}`,
    ]);
    const { status, stdout } = spawnSync(
      process.execPath,
      [
        join(ROOT, 'node_modules/typescript/lib/tsc.js'),
        ...['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'],
        'use.mts',
      ],
      { cwd: folder, env, encoding: 'utf8' },
    );
    expect(stdout).toBe('');
    expect(status).toBe(0);
  }, 120_000);
});
