import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTovmach, defineProvider, type RunSummary, type Tovmach } from '../../src/index.js';
import type { ProvenanceEntry } from '../../src/model/provenance.js';
import { sha256 } from '../../src/model/text.js';
import { temporaryFolder } from '../support/command-line.js';
import { writeFiles } from '../support/corpus.js';
import { fakeProvider } from '../support/fake-provider.js';

const FIRST = 'Рятувальники працювали всю ніч на місці пожежі.';
const SECOND = 'Причину пожежі з’ясовують слідчі районного відділу.';
const THIRD = 'Дорогу біля школи відкриють у понеділок вранці.';
const SAID: Readonly<Record<string, string>> = {
  [FIRST]: 'Rescuers worked all night at the site of the fire.',
  [SECOND]: 'Investigators are looking into the cause of the fire.',
  [THIRD]: 'The road by the school will be opened on Monday morning.',
};

function desk(output: object = { provenance: 'chain', disclosure: true }) {
  const folder = temporaryFolder();
  writeFiles(join(folder, 'in'), { 'fire.txt': `${FIRST}\n\n${SECOND}\n`, 'road.txt': `${THIRD}\n` });
  const using = async <T>(work: (tovmach: Tovmach) => Promise<T>): Promise<T> => {
    const tovmach = await createTovmach({
      cwd: folder,
      config: { targets: ['en', 'uk'], languages: ['uk', 'en'], provider: 'desk', out: 'out', output },
      providers: [
        defineProvider({
          kind: 'provider',
          name: 'desk',
          description: 'knows three sentences',
          settings: z.strictObject({}),
          create: () =>
            fakeProvider({
              name: 'desk',
              capabilities: { remote: false },
              translate: (text) => SAID[text] ?? text,
            }),
        }),
      ],
    });
    try {
      return await work(tovmach);
    } finally {
      await tovmach.close();
    }
  };
  const notices: string[] = [];
  const run = (prune = false): Promise<RunSummary> =>
    using((tovmach) =>
      tovmach.run(['in'], {
        prune,
        onEvent: (event) => {
          if (event.type === 'notice') notices.push(event.messageId ?? '');
        },
      }),
    );
  const file = (name: string): string => join(folder, 'out', name);
  const read = (name: string): string => readFileSync(file(name), 'utf8');
  const lines = (): string[] => read('provenance.ndjson').trimEnd().split('\n');
  const verify = (head?: string) =>
    using((tovmach) => tovmach.verifyOutputs(head === undefined ? {} : { head }));
  const problems = async () =>
    (await verify()).problems.map(({ said, file: name, entry }) => [said.messageId, entry ?? name]);
  return {
    folder,
    notices,
    verify,
    problems,
    run,
    file,
    read,
    lines,
    entries: () => lines().map((line) => JSON.parse(line) as ProvenanceEntry),
    put: (changed: readonly string[]) => writeFileSync(file('provenance.ndjson'), `${changed.join('\n')}\n`),
    edit: (name: string, from: string, to: string) => writeFileSync(file(name), read(name).replace(from, to)),
    decide: (tovmach: (one: Tovmach) => Promise<unknown>) => using(tovmach),
  };
}

describe('output.provenance: chain', () => {
  it('is not there unless asked for', async () => {
    const { run, read, verify } = desk({});
    await run();
    expect(() => read('provenance.ndjson')).toThrow();
    expect(await verify()).toMatchObject({ entries: 0, files: 6, problems: [], exitCode: 0 });
  });

  it('says of each segment whose words it has, since when and what they passed; each line holds the hash of the one before', async () => {
    const { run, entries, lines, read } = desk();
    await run();
    const all = entries();
    expect(all.map(({ n, path }) => [n, path])).toEqual([
      [1, 'fire.en.md'],
      [2, 'fire.uk.md'],
      [3, 'road.en.md'],
      [4, 'road.uk.md'],
    ]);
    for (const [index, { previous }] of all.entries())
      expect(previous).toBe(index === 0 ? undefined : sha256(lines()[index - 1] ?? ''));
    const [first, second] = all;
    expect(first?.hash).toBe(sha256(read('fire.en.md')));
    expect(first?.disclosure).toBe('ai-autonomous');
    expect(first?.checks).toContain('numbers');
    expect(first?.words).toEqual([
      {
        kind: 'machine',
        engine: { provider: 'desk', settings: 'desk|test' },
        since: first?.time,
        segments: expect.objectContaining({}),
      },
    ]);
    expect(Object.values(first?.words?.[0]?.segments ?? {}).sort()).toEqual(
      [SAID[FIRST], SAID[SECOND]].map((text) => sha256(text ?? '').slice(0, 16)).sort(),
    );
    expect(second?.words).toEqual([]);
    expect(second?.disclosure).toBeUndefined();
  });

  it('names who approved in XLIFF what the machine wrote', async () => {
    const { run, entries, decide, folder } = desk();
    await run();
    await decide(async (tovmach) => {
      const { files } = await tovmach.exportXliff(['in'], { folder: join(folder, 'xliff') });
      const path = files[0]?.path ?? '';
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('state="translated"', 'state="final"'));
      await tovmach.importXliff([path], { reviewer: 'Olena Koval' });
    });
    await run();
    const last = entries()
      .filter(({ path }) => path === 'fire.en.md')
      .at(-1);
    expect(last?.words).toMatchObject([
      { kind: 'machine', engine: { provider: 'desk' }, reviewed: true, approvedBy: 'Olena Koval' },
    ]);
    expect(last?.words?.[0]?.engine).not.toHaveProperty('approvedBy');
    expect(last?.disclosure).toBe('ai-assisted');
    // Memory may be lost: the ledger knows it too.
    const before = entries().length;
    rmSync(join(folder, '.tovmach'), { recursive: true, force: true });
    await run();
    expect(entries()).toHaveLength(before);
  });

  it('grows by what changed: who wrote, over which machine, and the rest since when it was', async () => {
    const { run, entries, edit, verify, decide, folder } = desk();
    await run();
    const before = entries()[0];
    await run();
    expect(entries()).toHaveLength(4);
    edit('fire.en.md', 'all night', 'through the night');
    await run();
    const edited = entries().slice(4);
    expect(edited.map(({ path }) => path)).toEqual(['fire.en.md', 'fire.uk.md']);
    expect(edited[0]?.words?.map(({ kind, over, since }) => [kind, over, since])).toEqual([
      ['machine', undefined, before?.time],
      ['person', 'desk', edited[0]?.time],
    ]);
    await decide(async (tovmach) => {
      const { segments } = await tovmach.article('fire.txt', 'en');
      const segment = segments.find(({ text }) => text === SECOND)?.id ?? '';
      await tovmach.decide(
        { article: 'fire.txt', target: 'en', segment },
        { kind: 'approve' },
        { by: 'Olha' },
      );
    });
    const approved = entries().findLast(({ path }) => path === 'fire.en.md');
    expect(approved?.words?.some(({ kind, by }) => kind === 'person' && by === 'Olha')).toBe(true);
    expect(approved?.disclosure).toBe('ai-assisted');
    expect((await verify()).problems).toEqual([]);
    rmSync(join(folder, 'in/road.txt'));
    await run(true);
    expect(entries().slice(-2)).toMatchObject([
      { path: 'road.en.md', removed: true },
      { path: 'road.uk.md', removed: true },
    ]);
    expect((await verify()).problems).toEqual([]);
  });

  it.each<[string, (lines: string[]) => string[], [string, number][]]>([
    [
      'changed',
      (all) => all.map((l, i) => (i === 1 ? l.replace('fire.uk', 'fine.uk') : l)),
      [['write.entryChanged', 2]],
    ],
    [
      'changed at the end',
      (all) => all.map((l, i) => (i === 3 ? l.replace('2026', '2025').replace('"time":"', '"time":"1') : l)),
      [['write.lastChanged', 4]],
    ],
    ['removed', (all) => all.filter((_, i) => i !== 2), [['write.entryGone', 3]]],
    ['removed from the beginning', (all) => all.slice(2), [['write.entriesGone', 1]]],
    ['removed from the end', (all) => all.slice(0, 3), [['write.entryGone', 4]]],
    ['reordered', ([a = '', b = '', c = '', d = '']) => [a, c, b, d], [['write.entryMoved', 2]]],
    ['there twice', (all) => [...all, all[1] ?? ''], [['write.entryTwice', 2]]],
  ])('an entry that was %s is named', async (_, change, expected) => {
    const { run, lines, put, verify, problems } = desk();
    await run();
    put(change(lines()));
    const found = await problems();
    for (const one of expected) expect(found).toContainEqual(one);
    expect((await verify()).exitCode).toBe(7);
  });

  it('names an output that is another now, and one that is gone; without a chain too', async () => {
    for (const output of [{ provenance: 'chain' }, {}]) {
      const { run, edit, file, problems } = desk(output);
      await run();
      edit('road.en.md', 'Monday', 'Tuesday');
      rmSync(file('fire.uk.md'));
      const isChain = 'provenance' in output;
      expect(await problems()).toEqual([
        ['run.outputGone', 'fire.uk.md'],
        isChain ? ['run.entryDisagrees', 3] : ['run.outputChanged', 'road.en.md'],
      ]);
    }
  });

  it('a chain that was cut stays cut, whatever runs come after it', async () => {
    const { run, lines, put, edit, problems, notices } = desk();
    await run();
    put(lines().slice(0, 2));
    edit('road.en.md', 'Monday', 'Tuesday');
    await run();
    expect(notices).toContain('run.torn');
    expect(await problems()).toEqual([['write.entriesGone', 3]]);
  });

  it('what a killed run left of a line is no entry', async () => {
    const { run, file, edit, entries, problems } = desk();
    await run();
    appendFileSync(file('provenance.ndjson'), '{"schema":"tovmach/prov');
    edit('road.en.md', 'Monday', 'Tuesday');
    await run();
    expect(entries().map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await problems()).toEqual([]);
  });

  it('a chain written anew in full is told by a hash that was kept elsewhere', async () => {
    const one = desk();
    await one.run();
    const { head = '' } = await one.verify();
    expect((await one.verify(head.slice(0, 12))).problems).toEqual([]);
    rmSync(one.file('provenance.ndjson'));
    expect(await one.problems()).toContainEqual(['run.chainGone', 'provenance.ndjson']);
    rmSync(one.file('manifest.json'));
    rmSync(one.file('tovmach.lock'));
    await one.run();
    expect(await one.problems()).toEqual([]);
    const { problems } = await one.verify(head);
    expect(problems.map(({ said }) => said.messageId)).toEqual(['run.otherChain']);
    await expect(one.verify('xyz')).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('that is turned off says that it is not continued, once something changes', async () => {
    const output: { provenance: string } = { provenance: 'chain' };
    const one = desk(output);
    await one.run();
    const before = one.lines();
    output.provenance = 'off';
    one.edit('../in/road.txt', THIRD, FIRST);
    await one.run();
    expect(one.notices).toContain('run.notContinued');
    expect(one.lines()).toEqual(before);
    output.provenance = 'chain';
    one.notices.length = 0;
    await one.run();
    expect(one.notices).not.toContain('run.notContinued');
    expect(one.lines().length).toBeGreaterThan(before.length);
    expect(await one.problems()).toEqual([]);
  });
});
