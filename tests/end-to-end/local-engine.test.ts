import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder, tovmach } from '../support/command-line.js';
import { type ModelRegistry, phrases, startModelRegistry } from '../support/model-registry.js';

/** Registry -> pull -> verify -> worker -> files, by the command line, on articles made of known phrases. */

let registry: ModelRegistry;
beforeAll(async () => {
  registry = await startModelRegistry();
});
afterAll(() => registry.close());

/** Sentences of the phrases in an order of their own. */
const KNOWN = phrases()
  .slice(2)
  .filter((_, index) => index % 23 === 7)
  .reverse();
const HEADLINE = phrases()[1] ?? { en: '', uk: '' };

function site(): { cwd: string; env: Record<string, string> } {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'articles'));
  const paragraph = (part: readonly { en: string }[]): string => part.map(({ en }) => en).join(' ');
  writeFileSync(
    join(cwd, 'articles/news.txt'),
    `${paragraph(KNOWN.slice(0, 5))}\n\n${paragraph(KNOWN.slice(5))}\n\n${HEADLINE.uk}16.02.24, 23:33\n`,
  );
  return { cwd, env: { TOVMACH_MODELS_DIR: join(cwd, 'models') } };
}

describe('the local engine by the command line', () => {
  it('pulls, verifies, translates and goes on without the registry', async () => {
    const here = site();
    const pulled = await tovmach(['models', 'pull', 'en-uk', 'uk-en', '--registry', registry.url], here);
    expect(pulled.stderr).toMatch(/en-uk \(tiny\), uk-en \(tiny\).*licence MPL-2\.0/);
    expect(pulled.code).toBe(0);
    expect((await tovmach(['models', 'verify'], here)).stdout.match(/✓/g)).toHaveLength(2);

    const offline = {
      ...here,
      env: { ...here.env, TOVMACH_MODELS_REGISTRY: join(here.cwd, 'nowhere.json') },
    };
    const ran = await tovmach(['run', 'articles', '--to', 'en,uk', '--out', 'out'], offline);
    expect(ran.stderr + ran.stdout).not.toMatch(/not translated/);
    expect(ran.code).toBe(0);
    const uk = readFileSync(join(here.cwd, 'out/news.uk.md'), 'utf8');
    const en = readFileSync(join(here.cwd, 'out/news.en.md'), 'utf8');
    expect(uk).toContain(
      KNOWN.slice(0, 5)
        .map((known) => known.uk)
        .join(' '),
    );
    expect(uk).toContain(
      KNOWN.slice(5)
        .map((known) => known.uk)
        .join(' '),
    );
    expect(en).toContain(HEADLINE.en);
    expect(uk).toMatch(/^translation_engine: bergamot\/en-uk\/tiny@[\da-f]{12}$/m);
  });

  it('downloads what it lacks when told to, and never by itself', async () => {
    const here = site();
    const env = { ...here.env, TOVMACH_MODELS_REGISTRY: registry.url };
    const refused = await tovmach(['run', 'articles', '--to', 'uk', '--out', 'out'], { ...here, env });
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('tovmach models pull en-uk');
    expect(readdirSync(here.cwd)).not.toContain('models');
    const allowed = await tovmach(['run', 'articles', '--to', 'uk', '--out', 'out', '--yes'], {
      ...here,
      env,
    });
    expect(allowed.stderr).toMatch(/en-uk \(tiny\): 0\.3 MB from 127\.0\.0\.1:\d+, licence MPL-2\.0/);
    expect(allowed.code).toBe(0);
    expect(readFileSync(join(here.cwd, 'out/news.uk.md'), 'utf8')).toContain(KNOWN[0]?.uk);
  });

  it('stops a download when asked to, and goes on with it the next time', async () => {
    const here = site();
    const path = registry.pathOf('en-uk', 'model');
    registry.setFault(path, { kind: 'stall', after: 50_000, times: 1 });
    const stopped = await tovmach(['models', 'pull', 'en-uk', '--registry', registry.url], {
      ...here,
      onStart: (kill) => {
        const timer = setInterval(() => {
          if (!existsSync(join(here.cwd, 'models/.partial/en-uk'))) return;
          if (!readdirSync(join(here.cwd, 'models/.partial/en-uk')).some((name) => name.endsWith('.json')))
            return;
          clearInterval(timer);
          setTimeout(() => kill('SIGINT'), 300);
        }, 20);
      },
    });
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).not.toContain('internal error');
    expect((await tovmach(['models', 'list'], here)).stdout).toBe('');
    registry.requests.length = 0;
    expect((await tovmach(['models', 'pull', 'en-uk', '--registry', registry.url], here)).code).toBe(0);
    expect(registry.requests.find((request) => request.path === path)?.range).toMatch(/^bytes=\d+-$/);
  });

  it('without network writes what it can, marked, and says why', async () => {
    const here = site();
    const env = { ...here.env, TOVMACH_MODELS_REGISTRY: 'http://127.0.0.1:1/models.json' };
    const ran = await tovmach(['run', 'articles', '--to', 'uk', '--out', 'out', '--yes'], { ...here, env });
    expect(ran.code).toBe(6);
    expect(ran.stdout + ran.stderr).toMatch(/the list of models cannot be fetched: 127\.0\.0\.1:1/);
    expect(readFileSync(join(here.cwd, 'out/news.uk.md'), 'utf8')).toMatch(
      /^translation_status: incomplete$/m,
    );
  });
});
