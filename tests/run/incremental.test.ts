import { existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConfigInput } from '../../src/index.js';

import { type CheckResult, createTovmach, type RunSummary, type RunWork } from '../../src/index.js';
import { manifestSchema } from '../../src/model/manifest.js';
import { libreTranslateDialect, type Mood, TranslationService } from '../../src/testing/index.js';
import { temporaryFolder } from '../support/command-line.js';
import { english, hashesBelow, sentence, writeFiles } from '../support/corpus.js';

const ENGLISH = 'The council adopted the budget after a long debate on Thursday evening.';
const UKRAINIAN = 'Рада ухвалила бюджет після довгих дебатів у четвер увечері.';

const translate = (text: string): string =>
  /^The council/.test(text)
    ? UKRAINIAN
    : text.includes('рішення')
      ? english(Number(/\d+/.exec(text)?.[0]))
      : text;
const TRANSLATES: Mood = {
  kind: 'texts',
  change: (texts) => texts.map((text) => translate(text.replace(/^\w\w: /, ''))),
};

let service: TranslationService;
beforeAll(async () => {
  service = await TranslationService.open(libreTranslateDialect);
});
afterAll(() => service.close());
beforeEach(() => {
  service.asked.length = 0;
  service.mood = TRANSLATES;
});

/** A folder with three articles, and runs over it. */
class Place {
  readonly folder = temporaryFolder();
  readonly out = join(this.folder, 'out');

  constructor() {
    writeFiles(join(this.folder, 'in'), {
      'a.txt': `${[1, 2, 3].map(sentence).join('\n')}\n`,
      'b.txt': `${[4, 5, 6].map(sentence).join('\n')}\n`,
      'c.txt': `${ENGLISH}\n${sentence(7)}\n${ENGLISH.replace('budget', 'plan')}\n`,
    });
  }

  async with<T>(
    work: (tovmach: Awaited<ReturnType<typeof createTovmach>>) => Promise<T>,
    more: ConfigInput = {},
  ): Promise<T> {
    const tovmach = await createTovmach({
      cwd: this.folder,
      config: {
        targets: ['en', 'uk'],
        languages: ['en', 'uk', 'ru'],
        provider: 'libretranslate',
        providers: { libretranslate: { url: service.url } },
        out: 'out',
        ...more,
      },
    });
    try {
      return await work(tovmach);
    } finally {
      await tovmach.close();
    }
  }

  run(work: RunWork = {}, more: ConfigInput = {}): Promise<RunSummary> {
    return this.with((tovmach) => tovmach.run(['in'], work), more);
  }

  check(work: RunWork = {}): Promise<CheckResult> {
    return this.with((tovmach) => tovmach.check(['in'], work));
  }

  source(name: string): string {
    return join(this.folder, 'in', name);
  }

  output(name: string): string {
    return readFileSync(join(this.out, name), 'utf8');
  }

  edit(name: string, change: (text: string) => string): void {
    const before = this.output(name);
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(join(this.out, name), after);
  }

  get manifest() {
    return manifestSchema.parse(JSON.parse(this.output('manifest.json')));
  }
}

const sent = (): string[] => service.asked.flatMap(({ texts }) => texts);

describe('a rerun', () => {
  it('does nothing where nothing changed: no file is touched, nothing is sent', async () => {
    const place = new Place();
    await place.run();
    const before = hashesBelow(place.out);
    const old = new Date('2020-01-01T00:00:00Z');
    for (const name of Object.keys(before)) utimesSync(join(place.out, name), old, old);
    service.asked.length = 0;
    const again = await place.run();
    expect(again).toMatchObject({ articles: 3, unchanged: 3, written: 0, exitCode: 0 });
    expect(sent()).toEqual([]);
    expect(hashesBelow(place.out)).toEqual(before);
    for (const name of Object.keys(before)) expect(statSync(join(place.out, name)).mtime).toEqual(old);
  });

  it('sends one unit for one changed sentence', async () => {
    const place = new Place();
    await place.run();
    writeFileSync(place.source('b.txt'), `${[4, 99, 6].map(sentence).join('\n')}\n`);
    service.asked.length = 0;
    expect(await place.run()).toMatchObject({ unchanged: 2 });
    expect(sent()).toEqual([sentence(99)]);
  });

  it('gives the same bytes as a run from nothing', async () => {
    const place = new Place();
    await place.run();
    writeFiles(join(place.folder, 'in'), { 'd.txt': `${sentence(8)}\n`, 'a.txt': `${sentence(9)}\n` });
    await place.run();
    const grown = hashesBelow(place.out);
    rmSync(place.out, { recursive: true });
    await place.run();
    expect(hashesBelow(place.out)).toEqual(grown);
  });

  it.each<[string, RunWork, ConfigInput]>([
    ['to one language', {}, { targets: ['uk'] }],
    ['to some files', { only: ['a*'] }, {}],
    ['to a glob', {}, { input: { include: ['b*'] } }],
  ])('narrowed %s leaves everything else as it was', async (_, work, more) => {
    const place = new Place();
    await place.run();
    const before = hashesBelow(place.out);
    await place.run(work, more);
    expect(hashesBelow(place.out)).toEqual(before);
    expect(await place.run()).toMatchObject({ unchanged: 3, written: 0 });
    expect(place.manifest.articles).toHaveLength(3);
  });

  it('narrowed to a language does not call the others done when the source changed', async () => {
    const place = new Place();
    await place.run();
    writeFileSync(place.source('c.txt'), `${ENGLISH}\n${sentence(70)}\n`);
    await place.run({}, { targets: ['uk'] });
    expect((await place.check()).stale).toEqual([
      { path: 'c.txt', target: 'en', output: 'c.en.md', reason: 'source-changed' },
    ]);
    expect(place.manifest.articles[2]?.outputs.map(({ target }) => target)).toEqual(['en', 'uk']);
  });

  it('says that a changed policy makes it do articles again, and sends nothing twice for it', async () => {
    const place = new Place();
    await place.run();
    service.asked.length = 0;
    const policy: ConfigInput = { policy: { quote: 'keep' } };
    const plan = await place.with((tovmach) => tovmach.plan(['in']), policy);
    expect(plan).toMatchObject({ redo: { 'config-changed': 3 }, unchanged: 0, toProvider: 0 });
    const notices: string[] = [];
    const onEvent: RunWork['onEvent'] = (event) => {
      if (event.type === 'notice') notices.push(event.message);
    };
    await place.run({ onEvent }, policy);
    expect(notices.join()).toContain('3 of 3 files are done again');
    expect(sent()).toEqual([]);
  });

  it('takes what it has from a provider that is not there today, unless another is named', async () => {
    const place = new Place();
    await place.run({}, { provider: 'auto' });
    writeFileSync(place.source('b.txt'), `${[4, 5, 66].map(sentence).join('\n')}\n`);
    const elsewhere = await TranslationService.open(libreTranslateDialect);
    elsewhere.mood = TRANSLATES;
    await place.run({}, { provider: 'auto', providers: { libretranslate: { url: elsewhere.url } } });
    expect(elsewhere.asked.flatMap(({ texts }) => texts)).toEqual([sentence(66)]);
    await elsewhere.close();
  });

  it('tries again what failed, and only that', async () => {
    const place = new Place();
    service.mood = { kind: 'refuse', status: 400, message: 'not this one' };
    const first = await place.run();
    service.mood = TRANSLATES;
    expect(first.exitCode).not.toBe(0);
    service.asked.length = 0;
    expect(await place.run()).toMatchObject({ exitCode: 0 });
    expect(sent()).toHaveLength(new Set(sent()).size);
    service.asked.length = 0;
    expect(await place.run()).toMatchObject({ unchanged: 3 });
    expect(sent()).toEqual([]);
  });

  it('does again what is gone: an output, a ledger, the manifest, the lock file', async () => {
    const place = new Place();
    await place.run();
    const before = hashesBelow(place.out);
    service.asked.length = 0;
    for (const gone of ['a.en.md', 'b.segments.json', 'manifest.json', 'tovmach.lock', 'report.md']) {
      rmSync(join(place.out, gone));
      await place.run();
      expect(hashesBelow(place.out), gone).toEqual(before);
    }
    expect(sent()).toEqual([]);
  });

  it('makes do with a lock file two branches disagree about', async () => {
    const place = new Place();
    await place.run();
    const before = hashesBelow(place.out);
    place.edit('tovmach.lock', (text) => {
      const [head, first, ...rest] = text.split('\n');
      const other = first?.replace(/"hash":"\w+"/, '"hash":"0000000000000000"');
      return [head, '<<<<<<< ours', first, '=======', other, '>>>>>>> theirs', ...rest].join('\n');
    });
    service.asked.length = 0;
    await place.run();
    expect(sent()).toEqual([]);
    expect(hashesBelow(place.out)).toEqual(before);
  });
});

describe('an output edited by hand', () => {
  const edited = (n: number): string => `The person's own words number ${n}, quite different.`;
  const machine = english;

  it('is taken into memory as human, stays byte for byte, and wins over the machine', async () => {
    const place = new Place();
    await place.run();
    place.edit('a.en.md', (text) => text.replace(machine(2), edited(2)));
    const after = place.output('a.en.md');
    expect((await place.check()).edited).toEqual(['a.en.md']);
    expect(await place.run()).toMatchObject({ edits: 1, unchanged: 2 });
    expect(place.output('a.en.md')).toBe(after);
    expect(place.manifest.findings.map(({ check }) => check)).toEqual(['edited-output']);
    expect(await place.run()).toMatchObject({ edits: 0, unchanged: 3, written: 0 });
    // The same sentence elsewhere is the person's from now on.
    writeFiles(join(place.folder, 'in'), { 'd.txt': `${sentence(2)}\n` });
    service.asked.length = 0;
    await place.run();
    expect(place.output('d.en.md')).toContain(edited(2));
    expect(sent()).toEqual([]);
  });

  it('reaches the articles that hold the same sentence already', async () => {
    const place = new Place();
    writeFiles(join(place.folder, 'in'), { 'd.txt': `${sentence(2)}\n` });
    await place.run();
    place.edit('a.en.md', (text) => text.replace(machine(2), edited(2)));
    service.asked.length = 0;
    await place.run();
    expect(place.output('d.en.md')).toContain(edited(2));
    expect(sent()).toEqual([]);
    expect(await place.run()).toMatchObject({ unchanged: 4, written: 0 });
  });

  it('keeps white space, moved and deleted paragraphs, and added ones', async () => {
    const place = new Place();
    await place.run();
    place.edit('a.en.md', (text) => {
      const [head = '', one = '', two = '', three = ''] = text.split(/\n\n/);
      return (
        [head, three.trim(), `${two.replace(' ', '   ')}  `, 'A note of the editor.', ''].join('\n\n') +
        (one === '' ? '' : '')
      );
    });
    const after = place.output('a.en.md');
    expect(await place.run()).toMatchObject({ edits: 0 });
    expect(place.output('a.en.md')).toBe(after);
    expect(place.manifest.findings[0]?.message).toContain('1 was taken out');
  });

  it('is merged with what a changed source brings, and flagged where its own source changed', async () => {
    const place = new Place();
    await place.run();
    place.edit('b.en.md', (text) => text.replace(machine(4), edited(4)).replace(machine(5), edited(5)));
    await place.run();
    // Another sentence changes: both edits stand.
    writeFileSync(place.source('b.txt'), `${[4, 5, 60].map(sentence).join('\n')}\n`);
    service.asked.length = 0;
    await place.run();
    expect(sent()).toEqual([sentence(60)]);
    for (const words of [edited(4), edited(5), machine(60)]) expect(place.output('b.en.md')).toContain(words);
    expect(place.output('b.en.md')).not.toContain(machine(6));
    // The source of an edited sentence changes: its translation is new, and somebody is told.
    writeFileSync(place.source('b.txt'), `${[4, 50, 60].map(sentence).join('\n')}\n`);
    await place.run();
    expect(place.output('b.en.md')).toContain(machine(50));
    expect(place.output('b.en.md')).toContain(edited(4));
    expect(place.output('b.en.md')).not.toContain(edited(5));
    const flagged = place.manifest.findings.filter(({ check }) => check === 'human-outdated');
    expect(flagged).toMatchObject([{ severity: 'major', path: 'b.txt', target: 'en' }]);
    expect(flagged[0]?.message).toContain(edited(5));
  });

  it('survives a store that is gone: the ledger beside it knows', async () => {
    const place = new Place();
    await place.run();
    place.edit('a.en.md', (text) => text.replace(machine(2), edited(2)));
    await place.run();
    rmSync(join(place.folder, '.tovmach'), { recursive: true });
    writeFileSync(place.source('a.txt'), `${[1, 2, 30].map(sentence).join('\n')}\n`);
    await place.run();
    expect(place.output('a.en.md')).toContain(edited(2));
  });
});

describe('a source that is gone', () => {
  it('leaves orphans: named, and removed only when asked', async () => {
    const place = new Place();
    await place.run();
    rmSync(place.source('a.txt'));
    expect(await place.run()).toMatchObject({ orphans: ['a.en.md', 'a.uk.md'], pruned: [], exitCode: 0 });
    expect((await place.check()).orphans).toEqual(['a.en.md', 'a.uk.md']);
    expect(existsSync(join(place.out, 'a.en.md'))).toBe(true);
    expect(await place.run({ prune: true })).toMatchObject({ orphans: [], pruned: ['a.en.md', 'a.uk.md'] });
    expect(existsSync(join(place.out, 'a.segments.json'))).toBe(false);
    expect(place.manifest.articles.map(({ id }) => id)).toEqual(['b.txt', 'c.txt']);
  });

  it('is not missed when records of a feed move up, or a file gets another ending', async () => {
    const place = new Place();
    const record = (n: number): string => JSON.stringify({ id: `n${n}`, text: sentence(n) });
    writeFiles(join(place.folder, 'in'), { 'feed.ndjson': [1, 2, 3].map(record).join('\n') });
    await place.run();
    service.asked.length = 0;
    writeFiles(join(place.folder, 'in'), { 'feed.ndjson': [1, 3].map(record).join('\n') });
    rmSync(place.source('b.txt'));
    writeFiles(join(place.folder, 'in'), { 'b.md': `${[4, 5, 6].map(sentence).join('\n\n')}\n` });
    const summary = await place.run({ prune: true });
    expect(summary).toMatchObject({ exitCode: 0, pruned: ['feed/n2.en.md', 'feed/n2.uk.md'], problems: [] });
    expect(place.output('feed/n3.en.md')).toContain(english(3));
    expect(sent()).toEqual([]);
    expect(await place.run()).toMatchObject({ unchanged: 5, written: 0, orphans: [] });
  });

  it('keeps what a person edited', async () => {
    const place = new Place();
    await place.run();
    rmSync(place.source('a.txt'));
    place.edit('a.en.md', (text) => text.replace('The school', 'By hand: the school'));
    expect(await place.run({ prune: true })).toMatchObject({ orphans: ['a.en.md'], pruned: ['a.uk.md'] });
    expect(place.output('a.en.md')).toContain('By hand:');
  });
});

describe('a file somebody else wrote', () => {
  it('is refused before anything is sent for it, and the rest goes on', async () => {
    const place = new Place();
    writeFiles(place.out, { 'a.en.md': 'mine\n' });
    const { problems, exitCode } = await place.run();
    expect(problems).toMatchObject([{ code: 'OUTPUT', file: 'a.en.md' }]);
    expect(exitCode).toBe(7);
    expect(place.output('a.en.md')).toBe('mine\n');
    expect(sent().filter((text) => [1, 2, 3].map(sentence).includes(text))).toEqual([]);
    expect(place.output('b.en.md')).toContain(english(4));
  });
});

describe('two runs on one output folder', () => {
  it('the second says who holds it, or waits', async () => {
    const place = new Place();
    let refused: unknown;
    let waited: Promise<RunSummary> | undefined;
    const onEvent: RunWork['onEvent'] = (event) => {
      if (event.type !== 'run-started' || waited !== undefined) return;
      waited = place.run({ waitForLockMs: 60_000 });
      refused = place.run().catch((error: unknown) => error);
    };
    await place.run({ onEvent });
    expect(await refused).toMatchObject({
      code: 'LOCKED',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    expect(await waited).toMatchObject({ articles: 3, unchanged: 3 });
  });

  it('recognises a holder that is dead', async () => {
    const place = new Place();
    await place.run();
    const dead = {
      pid: 2 ** 22 + 7,
      host: (await import('node:os')).hostname(),
      since: new Date().toISOString(),
    };
    writeFileSync(join(place.out, '.tovmach.lock'), JSON.stringify(dead));
    expect(await place.run()).toMatchObject({ unchanged: 3 });
    expect(existsSync(join(place.out, '.tovmach.lock'))).toBe(false);
  });
});

describe('a check', () => {
  it('is content after a run, and names everything stale after a change', async () => {
    const place = new Place();
    expect(await place.check()).toMatchObject({ exitCode: 8, articles: 0 });
    await place.run();
    expect(await place.check()).toMatchObject({ exitCode: 0, stale: [], articles: 3 });
    writeFileSync(place.source('a.txt'), `${sentence(40)}\n`);
    rmSync(join(place.out, 'b.uk.md'));
    writeFiles(join(place.folder, 'in'), { 'd.txt': `${sentence(8)}\n` });
    service.asked.length = 0;
    const { exitCode, stale } = await place.check();
    expect(exitCode).toBe(8);
    expect(stale.map(({ path, target, reason }) => `${path} ${target} ${reason}`)).toEqual([
      'a.txt en source-changed',
      'a.txt uk source-changed',
      'b.txt uk missing',
      'd.txt en new',
      'd.txt uk new',
    ]);
    expect(sent()).toEqual([]);
  });
});
