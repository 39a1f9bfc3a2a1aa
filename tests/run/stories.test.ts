import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Article, createTovmach } from '../../src/index.js';
import { alignSentences } from '../../src/stories/align.js';
import { sameStories } from '../../src/stories/match.js';
import { numberKey, sketchOf } from '../../src/stories/sketch.js';
import { temporaryFolder, tovmach } from '../support/command-line.js';

/** One news item in two languages, as two desks of an agency wrote it: not sentence by sentence. */
const BRIDGE = {
  uk: [
    'У Запоріжжі відкрили міст',
    'У Запоріжжі 16 липня відкрили міст завдовжки 1 200 метрів, повідомив міський голова Іван Петренко.',
    'Роботи коштували 2,5 мільярда гривень і тривали 34 місяці, додав Петренко у Львові.',
    'Міністр Олександр Кубраков назвав міст найбільшим у Європі після 2019 року.',
    'Рух ним почали о шостій ранку.',
  ],
  en: [
    'A bridge was opened in Zaporizhzhia',
    'A bridge 1,200 metres long was opened on 16 July in Zaporizhzhia, said the mayor Ivan Petrenko.',
    'The works cost 2.5 billion hryvnias and took 34 months, added Petrenko in Lviv.',
    'The minister Oleksandr Kubrakov called the bridge the largest in Europe since 2019.',
  ],
};
const DRONES = {
  uk: [
    'Над Одесою збили безпілотники',
    'Сили оборони збили над Одесою 23 з 31 безпілотника, заявив речник Дмитро Плетенчук.',
    'Пошкоджено 14 будинків у районі Пересипу, розповів очільник області Олег Кіпер.',
    'До міста їде міністр Ігор Клименко, повідомили у Києві.',
  ],
  en: [
    'Drones downed over Odesa',
    'Defence forces shot down 23 of 31 drones over Odesa, said the spokesman Dmytro Pletenchuk.',
    'In the Peresyp district 14 houses were damaged, said the head of the region Oleh Kiper.',
    'The minister Ihor Klymenko is on his way to the city, they said in Kyiv.',
  ],
};
/** Of the same people and places, on the next day. */
const DRONES_NEXT = [
  'Drones over Odesa again',
  'Defence forces shot down 40 of 52 drones over Odesa, said the spokesman Dmytro Pletenchuk.',
  'In the Peresyp district 3 schools and 120 cars burned, said the head of the region Oleh Kiper.',
  'The minister Ihor Klymenko has come to the city, they said in Kyiv.',
];

interface PageFacts {
  readonly lang: string;
  readonly url?: string;
  readonly date?: string;
  readonly alternate?: readonly [string, string];
}

function page(
  [title = '', ...paragraphs]: readonly string[],
  { lang, url, date, alternate }: PageFacts,
): string {
  const head = [
    `<title>${title}</title>`,
    url === undefined ? '' : `<link rel="canonical" href="${url}">`,
    alternate === undefined ? '' : `<link rel="alternate" hreflang="${alternate[0]}" href="${alternate[1]}">`,
    date === undefined ? '' : `<meta property="article:published_time" content="${date}">`,
  ];
  const body = `<h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}`;
  return `<!doctype html><html lang="${lang}"><head>${head.join('')}</head><body><article>${body}</article></body></html>`;
}

type Files = Readonly<Record<string, string>>;

function folderOf(files: Files): string {
  const cwd = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(cwd, 'in', name, '..'), { recursive: true });
    writeFileSync(join(cwd, 'in', name), text);
  }
  return cwd;
}

interface Settings {
  readonly input?: object;
  readonly jobs?: number;
  readonly prune?: boolean;
  readonly format?: 'md' | 'html';
}

const configOf = ({ input = {}, jobs = 0, format = 'md' }: Settings) => ({
  targets: ['en', 'uk'],
  languages: ['en', 'uk'],
  provider: 'pseudo' as const,
  out: 'out',
  jobs,
  input,
  output: { format },
});

interface Written {
  readonly id: string;
  readonly duplicateOf?: { readonly id: string };
  readonly sameStory?: readonly {
    readonly id: string;
    readonly doubtful?: boolean;
    readonly by: readonly string[];
  }[];
  readonly outputs: readonly { readonly target: string; readonly path: string; readonly status: string }[];
  readonly ledger: { readonly path: string };
}

async function run(cwd: string, settings: Settings = {}) {
  const library = await createTovmach({ cwd, config: configOf(settings) });
  const planned = await library.plan(['in']);
  const summary = await library.run(['in'], settings.prune === true ? { prune: true } : {});
  const checked = await library.check(['in']);
  await library.close();
  const { articles } = JSON.parse(readFileSync(join(cwd, 'out/manifest.json'), 'utf8')) as {
    articles: readonly Written[];
  };
  const of = (id: string): Written => {
    const found = articles.find((article) => article.id === id);
    if (found === undefined) throw new Error(`no ${id}`);
    return found;
  };
  return {
    summary,
    planned,
    checked,
    of,
    outputs: articles.flatMap(({ outputs }) => outputs.map(({ path }) => path)).sort(),
    said: summary.findings.worst
      .filter(({ check }) => check === 'same-story' || check === 'duplicate')
      .map(({ path, messageId, values }) => [path, messageId, values?.other]),
  };
}

const TWO: Files = {
  'bridge-uk.html': page(BRIDGE.uk, { lang: 'uk', date: '2024-07-16T10:00:00+03:00' }),
  'bridge-en.html': page(BRIDGE.en, { lang: 'en', date: '2024-07-16T13:30:00+03:00' }),
  'drones-uk.html': page(DRONES.uk, { lang: 'uk', date: '2024-07-16T08:00:00+03:00' }),
  'drones-next-en.html': page(DRONES_NEXT, { lang: 'en', date: '2024-07-17T08:00:00+03:00' }),
};
const PAIR = { input: { sameStory: 'pair' } };

describe('the same story in two languages', () => {
  it('is named with what speaks for it, and by default translated all the same', async () => {
    const { of, said, outputs } = await run(folderOf(TWO));
    expect(of('bridge-uk.html').sameStory).toMatchObject([
      { id: 'bridge-en.html', by: ['names', 'numbers', 'words', 'date'] },
    ]);
    expect(outputs).toHaveLength(8);
    expect(said).toContainEqual(['bridge-uk.html', 'run.sameStory', 'bridge-en.html']);
    expect(said).toContainEqual(['bridge-en.html', 'run.sameStory', 'bridge-uk.html']);
  });

  it('has no machine translation beside a human one under the policy pair; another day is another story', async () => {
    const cwd = folderOf(TWO);
    const { of, said, outputs, summary, planned, checked } = await run(cwd, PAIR);
    expect(outputs).toEqual([
      'bridge-en.en.md',
      'bridge-uk.uk.md',
      'drones-next-en.en.md',
      'drones-next-en.uk.md',
      'drones-uk.en.md',
      'drones-uk.uk.md',
    ]);
    expect(of('bridge-en.html').outputs).toMatchObject([{ target: 'en', status: 'original' }]);
    // Generators take them for translations of each other.
    for (const name of ['bridge-uk.uk.md', 'bridge-en.en.md'])
      expect(readFileSync(join(cwd, 'out', name), 'utf8')).toContain('\ntranslationKey: bridge-en\n');
    expect(said).toContainEqual(['bridge-uk.html', 'run.pairedWith', 'bridge-en.html']);
    // What is alike in names and not in numbers is said, and left alone.
    expect(of('drones-uk.html').sameStory?.every(({ doubtful }) => doubtful === true)).toBe(true);
    expect(said).toContainEqual(['drones-uk.html', 'run.perhapsSameStory', 'drones-next-en.html']);
    // What was planned is what was sent.
    expect(planned.charactersToSend).toBe(summary.statistics.charactersSent);
    expect([checked.stale, checked.exitCode]).toEqual([[], 0]);
  });

  it('is taken at the word of a page, of addresses and of names of files, unless all else speaks against it', async () => {
    const url = (path: string): string => `https://desk.example${path}`;
    const plain = ['Новини дня', 'Сьогодні в місті тихо, кажуть люди.', 'Дощу не буде, обіцяють синоптики.'];
    const other = ['News of the day', 'It is quiet in the city today, people say.', 'No rain is promised.'];
    const { of } = await run(
      folderOf({
        'a.html': page(plain, { lang: 'uk', url: url('/1'), alternate: ['en', url('/7')] }),
        'b.html': page(other, { lang: 'en', url: url('/7') }),
        'c.html': page([...plain, 'Крамниці відчинено.'], { lang: 'uk', url: url('/uk/news/day') }),
        'd.html': page([...other, 'The shops are open.'], { lang: 'en', url: url('/en/news/day') }),
        // A site whose pages all name the same one as their version.
        'e.html': page(BRIDGE.uk, { lang: 'uk', url: url('/2'), alternate: ['en', url('/8')] }),
        'f.html': page(DRONES.en, { lang: 'en', url: url('/8') }),
      }),
      PAIR,
    );
    expect(of('a.html').sameStory).toMatchObject([{ id: 'b.html', by: ['link'] }]);
    expect(of('c.html').sameStory).toMatchObject([{ id: 'd.html', by: ['address'] }]);
    expect(of('e.html').sameStory).toMatchObject([{ id: 'f.html', doubtful: true }]);
    expect(of('e.html').outputs.map(({ target }) => target)).toEqual(['en', 'uk']);
  });

  it('that comes later takes the place of the machine: what it wrote is named, removed when asked, and kept where edited', async () => {
    const { 'bridge-en.html': late = '', ...early } = TWO;
    const cwd = folderOf(early);
    await run(cwd, PAIR);
    expect(existsSync(join(cwd, 'out/bridge-uk.en.md'))).toBe(true);
    writeFileSync(join(cwd, 'in/bridge-en.html'), late);
    const second = await run(cwd, PAIR);
    expect(second.of('bridge-uk.html').outputs.map(({ target }) => target)).toEqual(['uk']);
    expect(second.summary.orphans).toEqual(['bridge-uk.en.md']);
    expect(existsSync(join(cwd, 'out/bridge-uk.en.md'))).toBe(true);
    const third = await run(cwd, { ...PAIR, prune: true });
    expect(third.summary.pruned).toEqual(['bridge-uk.en.md']);
    expect(existsSync(join(cwd, 'out/bridge-uk.en.md'))).toBe(false);
    expect((await run(cwd, PAIR)).summary).toMatchObject({ written: 0, unchanged: 4, orphans: [] });
    // Gone again: it is translated again.
    rmSync(join(cwd, 'in/bridge-en.html'));
    const last = await run(cwd, PAIR);
    expect(last.of('bridge-uk.html').outputs.map(({ target }) => target)).toEqual(['en', 'uk']);
    expect(last.of('bridge-uk.html').sameStory).toBeUndefined();
  });

  it('a translation that a person changed is never removed for it', async () => {
    const { 'bridge-en.html': late = '', ...early } = TWO;
    const cwd = folderOf(early);
    await run(cwd, PAIR);
    const file = join(cwd, 'out/bridge-uk.en.md');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\nA line of the editor.\n`);
    writeFileSync(join(cwd, 'in/bridge-en.html'), late);
    const { summary } = await run(cwd, { ...PAIR, prune: true });
    expect([summary.pruned, summary.orphans]).toEqual([[], ['bridge-uk.en.md']]);
    expect(readFileSync(file, 'utf8')).toContain('A line of the editor.');
  });

  it('pages link to the version that people wrote', async () => {
    const cwd = folderOf(TWO);
    await run(cwd, { ...PAIR, format: 'html' });
    const written = readFileSync(join(cwd, 'out/bridge-uk.uk.html'), 'utf8');
    expect(written).toContain('href="bridge-en.en.html"');
    expect(written).not.toContain('bridge-uk.en.html');
  });

  it('threads come to the same bytes', async () => {
    const [one, other] = [folderOf(TWO), folderOf(TWO)];
    const inPlace = await run(one, PAIR);
    const threads = await run(other, { ...PAIR, jobs: 2 });
    expect(threads.outputs).toEqual(inPlace.outputs);
    for (const name of ['manifest.json', 'tovmach.lock', 'bridge-uk.segments.json'])
      expect(readFileSync(join(other, 'out', name), 'utf8')).toBe(
        readFileSync(join(one, 'out', name), 'utf8'),
      );
  });

  it('is given sentence by sentence to the memory, as what people wrote', async () => {
    const cwd = folderOf(TWO);
    const work = await run(cwd, PAIR);
    expect(work.summary.exitCode).toBe(0);
    const exported = await tovmach(
      ['export', 'pairs', 'pairs.tmx', '--out', 'out', '--same-story', '--pairs', 'uk-en'],
      { cwd },
    );
    expect(exported.code).toBe(0);
    const tmx = readFileSync(join(cwd, 'pairs.tmx'), 'utf8');
    expect(tmx.match(/<tu /g)).toHaveLength(4);
    expect(tmx).not.toContain('Рух ним почали');
    await tovmach(['memory', 'import', 'pairs.tmx', '--store', 'memory.db'], { cwd });
    const { stdout } = await tovmach(['memory', 'stats', '--store', 'memory.db'], { cwd });
    expect(stdout).toContain('uk → en: 4');
    expect(stdout).toContain('people (reviewed): 4');
  });
});

describe('copies', () => {
  it('are written once where that is asked for, and say in ledger and manifest what they are copies of', async () => {
    const text = `${BRIDGE.uk.join('\n\n')}\n`;
    const cwd = folderOf({ 'a.txt': text, 'b.txt': text.replace('міст\n', 'міст!\n') });
    const kept = await run(cwd);
    expect(kept.outputs).toHaveLength(4);
    const ledger = (): { articles: [{ duplicateOf?: { id: string } }] } =>
      JSON.parse(readFileSync(join(cwd, 'out/b.segments.json'), 'utf8'));
    expect(ledger().articles[0].duplicateOf).toMatchObject({ id: 'a.txt' });
    const skipped = await run(cwd, { input: { duplicates: 'skip' } });
    expect(skipped.of('b.txt')).toMatchObject({ duplicateOf: { id: 'a.txt' }, outputs: [] });
    expect(ledger().articles[0].duplicateOf).toMatchObject({ id: 'a.txt' });
    expect(skipped.summary.orphans).toEqual(['b.en.md', 'b.uk.md']);
    expect(skipped.said).toEqual([['b.txt', 'write.sameTextSkipped', 'a.txt']]);
    expect([skipped.checked.stale, skipped.checked.exitCode]).toEqual([[], 0]);
    const off = await run(cwd, { input: { duplicates: 'off', sameStory: 'off' } });
    expect([off.said, off.outputs.length]).toEqual([[], 4]);
    expect(ledger().articles[0].duplicateOf).toBeUndefined();
  });
});

describe('what stories are known again by', () => {
  it('reads numbers as every language writes them', () => {
    expect(['1 200', '1,200', '1.200', '1\u00a0200', '01200'].map(numberKey)).toEqual(Array(5).fill('1200'));
    expect(['2,5', '2.5', '2.50'].map(numberKey)).toEqual(['2.5', '2.5', '2.50']);
  });

  const sketch = (lang: string, lines: readonly string[]) => {
    const blocks = lines.map((text, index) => ({ id: `b${index}`, kind: 'paragraph', text }));
    return sketchOf({ metadata: {}, blocks } as unknown as Article, lang);
  };

  it('finds texts without names by the words that languages share', () => {
    const energy = {
      uk: [
        'Експерти університету презентували концепцію модернізації енергетики регіону.',
        'Проєкт передбачає реконструкцію трансформаторів, монтаж батарей і децентралізацію генерації.',
        'Інвестиції фінансує кредит, гарантований міністерством економіки.',
      ],
      en: [
        'Experts of the university presented a concept for the modernisation of the energetics of the region.',
        'The project foresees reconstruction of transformers, batteries and decentralisation of generation.',
        'The investments are financed by a credit guaranteed by the ministry of economics.',
      ],
    };
    const theatre = [
      'The theatre opens its festival with a premiere of a modern opera for children.',
      'Musicians of the orchestra and actors rehearsed for two months in the old library.',
      'Tickets are sold in the cultural centre and in the gallery.',
    ];
    const found = sameStories([
      { id: 'uk', sketch: sketch('uk', energy.uk) },
      { id: 'en', sketch: sketch('en', energy.en) },
      { id: 'other', sketch: sketch('en', theatre) },
    ]);
    expect(found.get('uk')).toMatchObject([{ id: 'en', by: ['words'] }]);
    expect(found.get('uk')?.[0]?.doubtful).toBeUndefined();
    // Of another subject nothing is said, also where there is none that fits.
    expect(
      sameStories([
        { id: 'uk', sketch: sketch('uk', energy.uk) },
        { id: 'other', sketch: sketch('en', theatre) },
      ]).size,
    ).toBe(0);
  });

  it('leaves two that fit equally well unpaired', () => {
    const sketch = (lang: string) => ({ lang, names: 'ptrn kbrk pltn dnpr', numbers: '1200 34 2019' });
    const found = sameStories([
      { id: 'a', sketch: sketch('uk') },
      { id: 'b', sketch: sketch('en') },
      { id: 'c', sketch: sketch('en') },
    ]);
    expect([...found.values()].flat().every(({ doubtful }) => doubtful === true)).toBe(true);
    expect(found.get('a')).toHaveLength(2);
  });

  it('sentences that only one version has are left out, and shift nothing', () => {
    const aligned = alignSentences(['Рух перекрито.', ...BRIDGE.uk.slice(1)], BRIDGE.en.slice(1));
    expect(aligned.map(({ source, target }) => [source, target])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
  });
});
