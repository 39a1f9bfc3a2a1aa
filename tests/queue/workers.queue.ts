import { cpSync, existsSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { queueStatus } from '../../src/index.js';
import { ROOT } from '../support/command-line.js';
import { english, sentence, writeFiles } from '../support/corpus.js';
import { type CountingServer, countingServer } from '../support/counting-server.js';
import { createNetwork, hasNetwork } from '../support/network.js';
import { hasPostgres, startPostgres, type TestPostgres } from '../support/postgres.js';
import { hasRedis, startRedis } from '../support/redis.js';
import { schemaErrors } from '../support/schemas.js';
import { Desk, type DeskOptions, SETTINGS } from '../support/workers.js';

/** A run that workers do: the same bytes as one run, whatever becomes of workers and server meanwhile. */

let postgres: TestPostgres;
let service: CountingServer;
/** Milliseconds until the service answers. */
let latency = 5;

const desk = (options: Partial<DeskOptions> = {}): Desk =>
  new Desk({ service: service.url, queue: postgres.database(), articles: 60, ...options });

/** Every kind of trouble an article may be in, and what goes along with articles. */
const MIXED = {
  'in/feed.ndjson': `${[1, 2, 3].map((id) => JSON.stringify({ id: `n${id}`, title: `Рада ухвалила рішення ${700 + id}`, body: `Рада відкрила новий міст, і це вже рішення ${id}.` })).join('\n')}\n{ broken\n`,
  'in/page.html':
    '<html lang="uk"><head><title>Рада оновила міст 801</title></head><body><article><h1>Рада оновила міст 801</h1><p>Рада відкрила новий міст, і це вже рішення 8.</p></article></body></html>',
  'in/empty.txt': '',
  'in/bundle/index.md': '# Школа відкрила міст 802\n\nШкола відкрила новий міст, і це вже рішення 9.\n',
  'in/bundle/picture.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'in/data.bin': '\u0000\u0001',
};

describe.skipIf(!hasPostgres)('workers over PostgreSQL', () => {
  beforeAll(async () => {
    postgres = await startPostgres();
    service = await countingServer(() => latency);
  });
  afterAll(() => {
    service?.close();
    postgres?.stop();
  });
  beforeEach(() => {
    latency = 5;
    service.reset();
  });

  /** What one run makes of the same articles, with its exit code, and how many texts it asked for. */
  async function oneRun(options: Partial<DeskOptions> = {}) {
    const alone = desk(options);
    const { code } = await alone.run(['run', 'in', ...SETTINGS, '--store', postgres.database(), '--quiet']);
    const asked = service.count.asked;
    service.reset();
    return { code, asked, hashes: alone.hashes() };
  }

  it('make the same bytes as one run, and end as it does, whether they are 1, 2 or 4', async () => {
    const one = await oneRun({ files: MIXED });
    expect(one.code).not.toBe(0);
    for (const count of [1, 2, 4]) {
      const many = desk({ files: MIXED });
      expect((await many.submit()).code).toBe(0);
      const workers = Array.from({ length: count }, () => many.worker());
      expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual(workers.map(() => 0));
      const { code } = await many.collect();
      expect(many.hashes(), `${count} workers`).toEqual(one.hashes);
      expect(code).toBe(one.code);
      expect(service.count.asked, `texts asked for by ${count} workers`).toBe(one.asked);
      service.reset();
      expect(existsSync(join(many.folder, 'out/queue'))).toBe(false);
      expect((await many.status()).jobs).toEqual({ waiting: 0, active: 0, done: 0, failed: 0 });
      // What was collected is what a run finds: nothing is left to do.
      expect((await many.run(['check', 'in', ...SETTINGS])).stdout).not.toContain('stale-output');
    }
  });

  it('write no copy and no second version of a story, as one run does not', async () => {
    const page = (lang: string, other: string, [title, ...text]: readonly string[]): string =>
      `<html lang="${lang}"><head><title>${title}</title><link rel="canonical" href="https://news.example/${lang}/bridge"><link rel="alternate" hreflang="${other}" href="https://news.example/${other}/bridge"></head><body><article><h1>${title}</h1>${text.map((each) => `<p>${each}</p>`).join('')}</article></body></html>`;
    const bridge = ['Рада відкрила міст', `${sentence(901)} ${sentence(902)}`, sentence(903)];
    const same = ['The council opened a bridge', `${english(901)} ${english(902)}`, english(903)];
    const options = {
      articles: 30,
      config:
        'input: { duplicates: skip, sameStory: pair }\nproviders:\n  libretranslate: { concurrency: 8, maxUnits: 4 }\n',
      files: {
        'in/told/mist.html': page('uk', 'en', bridge),
        'in/told/bridge.html': page('en', 'uk', same),
        // In another job than what it is a copy of.
        'in/z/copy.txt': `${Array.from({ length: 6 }, (_, line) => sentence(Math.max(0, 18 + line - 1))).join('\n')}\n`,
      },
    };
    const one = await oneRun(options);
    expect(Object.keys(one.hashes).filter((name) => /copy.*md$|mist.en/.test(name))).toEqual([]);
    const many = desk(options);
    await many.submit();
    const workers = [many.worker(), many.worker()];
    expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0]);
    expect((await many.collect()).code).toBe(one.code);
    expect(many.hashes()).toEqual(one.hashes);
    expect(service.count.asked).toBe(one.asked);
  });

  it('take every article once, however often it is submitted', async () => {
    const many = desk();
    const first = JSON.parse((await many.submit('--json')).stdout);
    expect(first).toMatchObject({ files: 60, jobs: 3, added: 3, done: 0 });
    const again = JSON.parse((await many.submit('--json')).stdout);
    expect(again).toMatchObject({ batch: first.batch, files: 60, jobs: 3, added: 0, retried: 0 });
    expect(await many.worker().ended).toBe(0);
    expect(JSON.parse((await many.submit('--json')).stdout)).toMatchObject({ added: 0, done: 3 });
    expect(await many.collect()).toMatchObject({ code: 0 });
    expect(JSON.parse((await many.submit('--json')).stdout)).toMatchObject({
      files: 0,
      jobs: 0,
      unchanged: 60,
    });
  });

  it('have the output folder for themselves until they are collected', async () => {
    const many = desk();
    await many.submit();
    const run = await many.run(['run', 'in', ...SETTINGS]);
    expect(run.code).toBe(7);
    expect(run.stderr).toContain('tovmach collect');
    const early = await many.collect();
    expect(early.code).toBe(5);
    expect(early.stderr).toContain('3 jobs of 3 are not done');
    writeFiles(many.folder, { 'in/more.txt': 'Рада відкрила новий міст, і це вже рішення 900.\n' });
    expect((await many.submit()).code).toBe(7);
    const now = await many.collect('--now');
    expect(now.code).toBe(130);
    expect((await many.status()).jobs.waiting).toBe(0);
    expect((await many.run(['run', 'in', ...SETTINGS, '--quiet'])).code).toBe(0);
  });

  it('lose nothing and pay nothing twice but what was under way when they are killed', async () => {
    const one = await oneRun({ articles: 150 });
    const many = desk({ articles: 150 });
    latency = 400;
    await many.submit();
    let kills = 0;
    const place = async (): Promise<void> => {
      for (let tries = 0; tries < 4; tries++) {
        const worker = many.worker();
        const isOver = await Promise.race([
          service.nextRequest().then(() => false),
          worker.ended.then(() => true),
        ]);
        if (isOver) return;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 3_000));
        service.count.killedAt = performance.now();
        worker.child.kill('SIGKILL');
        kills += 1;
        await worker.ended;
      }
    };
    await Promise.all([place(), place()]);
    expect(await many.worker().ended).toBe(0);
    expect((await many.collect()).code).toBe(0);
    process.stdout.write(`${kills} kills: ${service.count.asked} texts asked for of ${one.asked}\n`);
    expect(kills).toBeGreaterThan(3);
    expect(many.hashes()).toEqual(one.hashes);
    // Each worker has 8 requests of 4 texts under way.
    expect(service.count.asked - one.asked).toBeLessThanOrEqual(kills * 32);
  });

  it('go on when the server is restarted under them', async () => {
    const one = await oneRun({ articles: 100 });
    const many = desk({ articles: 100 });
    latency = 40;
    await many.submit();
    const asked = service.nextRequest();
    const workers = [many.worker(), many.worker()];
    await asked;
    await postgres.restart();
    expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0]);
    expect((await many.collect()).code).toBe(0);
    expect(many.hashes()).toEqual(one.hashes);
    expect(service.count.answered.size).toBe(one.asked);
  });

  it('keep together to what a service and the month allow, in a folder that is elsewhere for them', async () => {
    const [perSecond, most] = [2, 3_000];
    const many = desk({
      articles: 50,
      config: `concurrency: 8\nproviders:\n  libretranslate: { concurrency: 8, maxUnits: 4, requestsPerSecond: ${perSecond} }\nbudget: { maxCharactersPerMonth: ${most} }\n`,
    });
    await many.submit();
    const elsewhere = `${many.folder}-elsewhere`;
    renameSync(many.folder, elsewhere);
    const there = { cwd: ROOT };
    const workers = [1, 2].map(() => many.worker(['--until-empty', '--folder', elsewhere], undefined, there));
    const codes = await Promise.all(workers.map(({ ended }) => ended));
    renameSync(elsewhere, many.folder);
    expect(codes, workers.map(({ said }) => said()).join('')).toEqual([0, 0]);
    const { characters, times } = service.count;
    const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
    process.stdout.write(`${times.length} requests in ${seconds.toFixed(1)} s, ${characters} characters\n`);
    expect(characters).toBeLessThanOrEqual(most);
    expect(characters).toBeGreaterThan(most - 1_000);
    // Requests travel: the first may have come late, the last not early.
    expect(times.length).toBeGreaterThan(5 * perSecond);
    expect(times.length - 1).toBeLessThanOrEqual(perSecond * (seconds + 0.5));
    const { code, stderr, stdout } = await many.collect();
    expect(code, stderr).not.toBe(0);
    expect(stdout + stderr).toMatch(/budget/i);
  });

  it('leave out an article that kills whoever has it, and do all others', async () => {
    const provider = readFileSync(join(ROOT, 'tests/support/killing-provider.mjs'), 'utf8');
    const many = desk({
      articles: 30,
      config: 'provider: killing\nproviders:\n  killing: { module: ./killing.mjs }\n',
      files: {
        'killing.mjs': provider,
        'in/3/article-poison.txt': 'Рада відкрила отруту, і це вже рішення 999.\n',
      },
    });
    symlinkSync(join(ROOT, 'node_modules'), join(many.folder, 'node_modules'));
    const settings = SETTINGS.map((each) => (each === 'libretranslate' ? 'killing' : each));
    expect((await many.run(['submit', 'in', ...settings])).code).toBe(0);
    let codes = 0;
    for (;;) {
      const code = await many.worker().ended;
      codes += 1;
      if (code === 0) break;
      expect(code, 'killed').toBeNull();
      expect(codes).toBeLessThan(9);
    }
    const collected = await many.collect();
    expect(collected.code).toBe(70);
    expect(collected.stderr).toContain('article-poison.txt');
    const manifest = JSON.parse(readFileSync(join(many.folder, 'out/manifest.json'), 'utf8'));
    expect(manifest.totals).toMatchObject({ articles: 30, broken: 1 });
  });

  it('refuse what was submitted by another version, with other settings or another memory', async () => {
    const many = desk({ articles: 30 });
    await many.submit();
    // A worker of another version: the same program with another number.
    const other = join(many.folder, 'other');
    cpSync(join(ROOT, 'dist'), join(other, 'dist'), { recursive: true });
    for (const name of ['locales', 'config', 'node_modules'])
      symlinkSync(join(ROOT, name), join(other, name));
    writeFileSync(join(other, 'dist/version.js'), "export const VERSION = '9.9.9';\n");
    cpSync(join(ROOT, 'package.json'), join(other, 'package.json'));
    const foreign = many.worker(['--until-empty'], join(other, 'dist/cli/main.js'));
    expect(await foreign.ended).toBe(2);
    expect(foreign.said()).toContain('tovmach 9.9.9');
    const elsewhere = many.worker(['--until-empty', '--store', postgres.database()]);
    expect(await elsewhere.ended).toBe(2);
    expect(elsewhere.said()).toContain('is not the one the batch was submitted with');
    const config = join(many.folder, 'tovmach.config.yaml');
    const before = readFileSync(config, 'utf8');
    writeFileSync(config, `${before}detection: { threshold: 0.9 }\n`);
    const changed = many.worker();
    expect(await changed.ended).toBe(2);
    expect(changed.said()).toContain('the settings are not those');
    writeFileSync(config, before);
    expect(await many.worker().ended).toBe(0);
    expect((await many.collect()).code).toBe(0);
  });

  it('finish what they have on SIGTERM, and leave the rest', async () => {
    const many = desk({ articles: 150 });
    latency = 60;
    await many.submit();
    const asked = service.nextRequest();
    const worker = many.worker([]);
    await asked;
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    const { jobs } = await many.status();
    expect(jobs).toMatchObject({ active: 0, failed: 0 });
    expect(jobs.done).toBeGreaterThan(0);
    expect(jobs.waiting).toBe(6 - (jobs.done ?? 0));
  });

  it('are told of by status, in numbers of the shape that is documented', async () => {
    const many = desk({
      articles: 30,
      config: 'providers:\n  libretranslate: { pricePerMillionCharacters: 20 }\n',
    });
    await many.submit();
    const port = 20_000 + (process.pid % 20_000);
    const worker = many.worker(['--metrics', String(port)]);
    for (;;) {
      const now = await many.status();
      if (now.jobs.done === 2) break;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    const { stdout } = await many.run(['status', '--json']);
    const status = JSON.parse(stdout);
    expect(status).toMatchObject({
      files: { all: 30, done: 30 },
      articles: 30,
      problems: 0,
      workers: [{ pid: worker.child.pid, articles: 30 }],
    });
    expect(status.cost.USD).toBeGreaterThan(0);
    expect(status.characters).toBeGreaterThan(1000);
    expect(status.throughput).toBeGreaterThan(0);
    expect(schemaErrors('queue-status', status)).toEqual([]);
    const scraped = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(scraped).toContain('\ntovmach_worker_articles_total 30\n');
    expect(scraped).toMatch(/^tovmach_worker_cost_total\{currency="USD"\} 0\.\d+$/m);
    expect(scraped).toMatch(/^tovmach_queue_jobs\{state="waiting"\} \d$/m);
    expect((await many.run(['status'])).stdout).toContain('30 of 30');
  });
});

describe.skipIf(!hasPostgres || !hasNetwork)('workers on other machines than the server', () => {
  it('make the same bytes as one run, where one is cut off for some seconds', async () => {
    const network = createNetwork(3);
    onTestFinished(() => network.remove());
    const server = await startPostgres({ address: network.addressOf(0), on: network.on(0) });
    const counting = await countingServer(() => 100, network.here);
    onTestFinished(() => {
      counting.close();
      server.stop();
    });
    const alone = new Desk({ service: counting.url, queue: server.database(), articles: 100 });
    expect((await alone.run(['run', 'in', ...SETTINGS, '--store', server.database(), '--quiet'])).code).toBe(
      0,
    );
    const { asked } = counting.count;
    counting.reset();
    const many = new Desk({ service: counting.url, queue: server.database(), articles: 100 });
    expect((await many.submit()).code).toBe(0);
    const begun = counting.nextRequest();
    const workers = [1, 2].map((host) => many.worker(undefined, undefined, { on: network.on(host) }));
    await begun;
    network.cut(1);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    network.mend(1);
    const codes = await Promise.all(workers.map(({ ended }) => ended));
    expect(codes, workers.map(({ said }) => said()).join('')).toEqual([0, 0]);
    expect((await many.collect()).code).toBe(0);
    expect(many.hashes()).toEqual(alone.hashes());
    // The machine that was cut off had 8 requests of 4 texts under way.
    expect(counting.count.asked - asked).toBeLessThanOrEqual(32);
  });
});

describe.skipIf(!hasPostgres || !hasRedis)('workers over Redis', () => {
  it('make the same bytes as one run, with a memory on PostgreSQL, also when one is killed', async () => {
    const [server, redis] = [await startPostgres(), await startRedis()];
    const counting = await countingServer(() => 60);
    onTestFinished(() => {
      counting.close();
      redis.stop();
      server.stop();
    });
    const options = { service: counting.url, queue: redis.url, articles: 100, files: MIXED };
    const alone = new Desk(options);
    const { code } = await alone.run(['run', 'in', ...SETTINGS, '--store', server.database(), '--quiet']);
    const many = new Desk(options);
    const store = ['--store', server.database()];
    const without = await many.submit();
    expect(without.code).toBe(2);
    expect(without.stderr).toContain('--store');
    expect((await many.submit(...store)).code).toBe(0);
    const asked = counting.nextRequest();
    const killed = many.worker(store);
    await asked;
    killed.child.kill('SIGKILL');
    await killed.ended;
    const workers = [1, 2].map(() => many.worker(['--until-empty', ...store]));
    expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0]);
    const { stdout } = await many.run(['status', '--json']);
    expect(schemaErrors('queue-status', JSON.parse(stdout))).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({ queue: redis.url, files: { done: 104, all: 104 } });
    expect((await many.collect(...store)).code).toBe(code);
    expect(many.hashes()).toEqual(alone.hashes());
  });
});

describe('a queue that is not there', () => {
  it('is said at once, without its password', async () => {
    await expect(queueStatus('postgres://olha:geheim@127.0.0.1:1/desk')).rejects.toMatchObject({
      code: 'STORE',
      values: { address: 'postgres://olha@127.0.0.1:1/desk' },
    });
    await expect(queueStatus('amqp://olha:geheim@127.0.0.1')).rejects.toMatchObject({
      code: 'USAGE',
      messageId: 'queue.unknownAddress',
    });
  });
});
