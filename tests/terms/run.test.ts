import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTovmach, defineProvider, type TranslateRequest } from '../../src/index.js';
import { createTranslator } from '../../src/translate/translate.js';
import { temporaryFolder, tovmach } from '../support/command-line.js';
import { writeFiles } from '../support/corpus.js';
import { fakeClock } from '../support/fake-clock.js';
import { fakeProvider } from '../support/fake-provider.js';
import { unit } from '../translate/parts.js';

const { signal } = new AbortController();
const BANK = 'Керівництво центрального банку ухвалило нове рішення у вівторок увечері.';
const BRIDGE = 'Міст через річку відкрили для пішоходів після тривалого ремонту.';
const ENGLISH: Readonly<Record<string, string>> = {
  [BANK]: 'The leadership of the central bank took a new decision on Tuesday evening.',
  [BRIDGE]: 'The bridge over the river was opened to pedestrians after long repairs.',
};

/** Says what it was told of terms: without any it speaks as it likes. */
function house(requests: TranslateRequest[]) {
  return defineProvider({
    kind: 'provider',
    name: 'house',
    description: 'says things as it is told',
    settings: z.strictObject({}),
    create: () => ({
      ...fakeProvider({
        name: 'house',
        capabilities: { terms: true, remote: false },
        translate: (text, request) => {
          requests.push(request);
          const [term] = request.terms ?? [];
          const said = ENGLISH[text] ?? text;
          return term === undefined ? said : said.replace('central bank', term.target);
        },
      }),
    }),
  });
}

const termsFile = (word: string): string =>
  `terms:\n  central-bank:\n    uk: центральний банк\n    en: ${word}\n`;

describe('a changed term', () => {
  it('touches the outputs that rest on it, and no others', async () => {
    const folder = temporaryFolder();
    writeFiles(join(folder, 'in'), { 'bank.txt': `${BANK}\n`, 'bridge.txt': `${BRIDGE}\n` });
    const write = (word: string): void => writeFileSync(join(folder, 'terms.yaml'), termsFile(word));
    const requests: TranslateRequest[] = [];
    const open = () =>
      createTovmach({
        cwd: folder,
        config: { targets: ['en'], languages: ['uk', 'en'], provider: 'house', out: 'out' },
        providers: [house(requests)],
      });
    write('central bank');
    const first = await open();
    expect((await first.run(['in'])).findings.bySeverity.major ?? 0).toBe(0);
    expect(requests.flatMap(({ terms = [] }) => terms)).toEqual([
      { source: 'центрального банку', target: 'central bank' },
    ]);
    expect((await first.check(['in'])).stale).toEqual([]);
    await first.close();

    write('national bank');
    const second = await open();
    const plan = await second.plan(['in']);
    expect(plan).toMatchObject({ redo: { 'terms-changed': 1 }, unchanged: 1, toProvider: 1, fromMemory: 0 });
    expect(plan.termChanges).toEqual([
      { path: 'bank.txt', target: 'en', output: 'bank.en.md', concepts: ['central-bank'] },
    ]);
    expect((await second.check(['in'])).stale.map(({ reason, output }) => [reason, output])).toEqual([
      ['terms-changed', 'bank.en.md'],
    ]);
    expect((await second.checkTerms()).findings).toHaveLength(1);
    await second.run(['in']);
    expect(readFileSync(join(folder, 'out/bank.en.md'), 'utf8')).toContain('the national bank took');
    expect(requests).toHaveLength(3);
    expect((await second.checkTerms()).findings).toEqual([]);
    expect((await second.check(['in'])).stale).toEqual([]);
    await second.close();

    // A term nobody needs touches nothing; one that is gone touches what rested on it.
    writeFileSync(join(folder, 'terms.yaml'), 'terms:\n  moon: { uk: місяць, en: moon }\n');
    const third = await open();
    expect((await third.plan(['in'])).termChanges).toMatchObject([{ concepts: ['central-bank'] }]);
    await third.close();
  });

  it('is named by tovmach plan', async () => {
    const cwd = temporaryFolder();
    writeFiles(join(cwd, 'in'), { 'bank.txt': `${BANK}\n` });
    writeFileSync(join(cwd, 'terms.yaml'), termsFile('central bank'));
    const args = ['in', '--to', 'en', '--provider', 'pseudo'];
    await tovmach(['run', ...args], { cwd });
    writeFileSync(join(cwd, 'terms.yaml'), termsFile('national bank'));
    const { stdout } = await tovmach(['plan', ...args], { cwd });
    expect(stdout).toContain('bank.en.md: other terms (central-bank)');
  });
});

describe('a service that takes no terms', () => {
  const translator = (
    placeholders: 'xml' | 'token' | 'split',
    fixed: boolean,
    translate?: (text: string) => string,
  ) => {
    const provider = fakeProvider({
      capabilities: { placeholders },
      ...(translate === undefined ? {} : { translate }),
    });
    const one = createTranslator({
      chain: [{ provider }],
      clock: fakeClock({ autoAdvanceUpTo: 30_000 }),
      termsOf: ({ text }) => {
        const start = text.indexOf('Horizon Europe');
        return start < 0
          ? []
          : [{ source: 'Horizon Europe', target: 'Горизонт Європа', start, end: start + 14, fixed }];
      },
    });
    return { provider, one };
  };
  const TEXT = 'The Horizon Europe programme goes on.';

  it.each([
    ['xml', 'The <x id="1"/> programme goes on.'],
    ['token', 'The [1] programme goes on.'],
  ] as const)('gets a mark in the place of a term without forms: %s', async (style, sent) => {
    const { provider, one } = translator(style, true);
    const asked = unit(TEXT);
    const found = (await one.translate([asked], { signal })).get(asked.key);
    expect(provider.sent).toEqual([sent]);
    expect(provider.requests[0]?.terms).toBeUndefined();
    expect(found).toMatchObject({ text: 'uk: The Горизонт Європа programme goes on.' });
  });

  it('gets the word itself where the mark is lost, where it has forms, and where it would cut the sentence', async () => {
    const lost = translator('xml', true, (text) => text.replace(/<x[^>]*>/, ''));
    const forms = translator('xml', false);
    const cut = translator('split', true);
    for (const { one } of [lost, forms, cut]) await one.translate([unit(TEXT)], { signal });
    expect(lost.provider.sent.at(-1)).toBe(TEXT);
    expect(forms.provider.sent).toEqual([TEXT]);
    expect(cut.provider.sent).toEqual([TEXT]);
  });
});

describe('tovmach terms', () => {
  it('brings terms in and out, and says what it left out', async () => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, 'house.csv'),
      'concept,language,term,status\nbank,en,bank,\nbank,uk,банк,preferred\n,xx-bad,?,\n',
    );
    const imported = await tovmach(['terms', 'import', 'house.csv'], { cwd });
    expect(imported).toMatchObject({ code: 0, stdout: 'terms.yaml: 1 added, 0 changed, 0 as before\n' });
    expect(imported.stderr).toContain('house.csv:4: left out');
    const listed = await tovmach(['terms', 'list', '--json'], { cwd });
    expect(JSON.parse(listed.stdout)).toMatchObject({
      schema: 'tovmach/terms@1',
      concepts: [{ id: 'bank' }],
    });
    const exported = await tovmach(['terms', 'export', '--as', 'tbx2'], { cwd });
    expect(exported.stdout).toContain('<martif type="TBX-Basic"');
    const ukrainian = await tovmach(['terms', '--help', '--ui-language', 'uk'], { cwd });
    expect(ukrainian.stdout).toContain('слова видання');
    writeFileSync(join(cwd, 'terms.yaml'), 'terms:\n  a: { ua: слово }\n');
    expect(await tovmach(['terms', 'list'], { cwd })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('terms.yaml:2'),
    });
  });

  it('finds candidates with a place, in all their forms', async () => {
    const cwd = temporaryFolder();
    writeFiles(join(cwd, 'in'), {
      'a.txt':
        'Виборча комісія оголосила підсумки голосування у столиці.\n\nГолова виборчої комісії подякував спостерігачам за роботу.\n',
      'b.txt':
        'До виборчої комісії надійшло сорок скарг від громадян.\n\nРішення виборчою комісією ще не ухвалено, кажуть речники.\n',
    });
    const { stdout } = await tovmach(['terms', 'extract', 'in', '--json', '--languages', 'uk,en'], { cwd });
    const { candidates } = JSON.parse(stdout) as {
      candidates: { text: string; count: number; path: string }[];
    };
    expect(candidates[0]).toMatchObject({ text: 'виборчої комісії', count: 4, path: 'a.txt', line: 1 });
  });
});
