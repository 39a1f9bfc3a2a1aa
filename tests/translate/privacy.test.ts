import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTovmach, defineProvider, openMemory, type ProviderCapabilities } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';
import { writeFiles } from '../support/corpus.js';

/** What must not be seen, by kind; numbers with right check digits, and of nobody. */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
  email: ['olena.k@example.org'],
  phone: ['+380 44 123-45-67', '(044) 765-43-21', '8 800 555-35-35', '067 111 22 33'],
  card: ['4111 1111 1111 1111', '5555555555554444'],
  account: ['DE89 3704 0044 0532 0130 00'],
  tax: ['3184710691', '44051401359', '078-05-1120'],
  passport: ['КС 123456', 'АБ №654321'],
};
const KINDS = Object.keys(SECRETS) as ('email' | 'phone' | 'card' | 'account' | 'tax' | 'passport')[];
const ALL = Object.values(SECRETS).flat();
const sentence = (secret: string): string => `Свідок назвав слідчому ${secret} ще того самого вечора.`;
/** Figures that are no personal data. */
const PLAIN = [
  'У 2024 році бюджет становив 1 234 567 890 гривень, а борг 12 500 000.',
  'Засідання 12.05.2024 тривало з 10:30 до 18:45, голосували 226 депутатів.',
  'Рахунок 3:2, рейтинг 4.75, наказ 1054/2023 і стаття 115-2 кодексу.',
  'За 2019-2023 роки побудували 8 500 квартир і 44 школи.',
];

const servers: (() => void)[] = [];
afterEach(() => {
  for (const close of servers.splice(0)) close();
});

interface Body {
  readonly texts: readonly { readonly text: string; readonly before?: string; readonly after?: string }[];
}

/** A service that is asked over HTTP; `change` is what it does to a text. */
async function service(
  change: (text: string, attempt: number) => string,
  capabilities: Partial<ProviderCapabilities> = {},
) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8');
    });
    request.on('end', () => {
      bodies.push(body);
      const { texts } = JSON.parse(body) as Body;
      response.end(JSON.stringify(texts.map(({ text }) => change(text, bodies.length))));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  servers.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const definition = defineProvider({
    kind: 'provider',
    name: 'far',
    description: 'far away',
    settings: z.strictObject({}),
    create: () => ({
      name: 'far',
      identity: 'far',
      capabilities: {
        maxUnits: 1,
        maxCharacters: 10_000,
        maxUnitCharacters: 5_000,
        placeholders: 'xml',
        context: true,
        deterministic: true,
        remote: true,
        ...capabilities,
      },
      supports: async () => true,
      async translate({ units }) {
        const texts = units.map(({ text, context }) => ({ text, ...context }));
        const answer = await fetch(`http://127.0.0.1:${port}/`, {
          method: 'POST',
          body: JSON.stringify({ texts }),
        });
        const said = (await answer.json()) as string[];
        return { units: units.map(({ id }, index) => ({ id, text: said[index] ?? '' })) };
      },
    }),
  });
  return { bodies, definition };
}

/** English round what came. */
const translated = (text: string): string =>
  text
    .replace('Свідок назвав слідчому', 'The witness told the detective')
    .replace('ще того самого вечора', 'that same evening');

async function runOver(
  files: Readonly<Record<string, string>>,
  far: Awaited<ReturnType<typeof service>>,
  privacy: object | undefined,
) {
  const folder = temporaryFolder();
  writeFiles(join(folder, 'in'), files);
  const events: string[] = [];
  const one = await createTovmach({
    cwd: folder,
    config: {
      targets: ['en'],
      languages: ['uk', 'en'],
      provider: 'far',
      out: 'out',
      checks: { 'foreign-addresses': 'off' },
      ...(privacy === undefined ? {} : { privacy }),
    },
    providers: [far.definition],
  });
  const summary = await one.run(['in'], { onEvent: (event) => events.push(JSON.stringify(event)) });
  await one.close();
  return { folder, summary, log: events.join('\n'), wire: far.bodies.join('\n') };
}

const article = (secrets: readonly string[]): string => `${secrets.map(sentence).join('\n\n')}\n`;

describe('personal data', () => {
  it('does not leave the machine, in no text and no context, and is put back', async () => {
    const { folder, summary, log, wire } = await runOver(
      { 'a.txt': article(ALL) },
      await service(translated),
      {
        mask: KINDS,
      },
    );
    for (const secret of ALL) {
      expect(wire).not.toContain(secret);
      expect(wire).not.toContain(secret.slice(-6));
      expect(log).not.toContain(secret);
    }
    // Of a context only the kind is told.
    expect(wire).toContain('[card]');
    const written = readFileSync(join(folder, 'out/a.en.md'), 'utf8');
    for (const secret of ALL)
      expect(written).toContain(`The witness told the detective ${secret} that same evening.`);
    expect(summary.statistics.masked).toEqual(
      Object.fromEntries(Object.entries(SECRETS).map(([kind, secrets]) => [kind, secrets.length])),
    );
    // Memory is on this machine: it has the text as it is, so that it is found again.
    const memory = openMemory(join(folder, '.tovmach/memory.db'));
    const kept = memory.findAll([{ source: 'uk', target: 'en', text: sentence(ALL[0] ?? '') }]);
    expect(kept[0]?.text).toBe(`The witness told the detective ${ALL[0]} that same evening.`);
    memory.close();
  });

  it('is sent as it is where nobody asked for anything, or where the engine is on this machine', async () => {
    const far = await runOver({ 'a.txt': article(ALL) }, await service(translated), undefined);
    expect(far.wire).toContain('4111 1111 1111 1111');
    expect(far.summary.statistics.masked).toEqual({});
    const near = await runOver({ 'a.txt': article(ALL) }, await service(translated, { remote: false }), {
      mask: KINDS,
    });
    expect(near.wire).toContain('4111 1111 1111 1111');
    expect(near.summary.statistics.masked).toEqual({});
  });

  it('takes patterns of the user, and only what was asked for', async () => {
    const text = `${sentence('ДЗ-77/015')}\n\n${sentence('+380 44 123-45-67')}\n`;
    const { wire, summary } = await runOver({ 'a.txt': text }, await service(translated), {
      patterns: ['ДЗ-\\d+/\\d+'],
    });
    expect(wire).not.toContain('ДЗ-77');
    expect(wire).toContain('+380 44 123-45-67');
    expect(summary.statistics.masked).toEqual({ pattern: 1 });
  });

  it('takes no other figures for personal data', async () => {
    const { summary } = await runOver({ 'a.txt': `${PLAIN.join('\n\n')}\n` }, await service((text) => text), {
      mask: KINDS,
    });
    expect(summary.statistics.masked).toEqual({});
  });

  it.each([
    ['lost', (text: string) => translated(text).replace(/<x id="\d+"\/>/g, '')],
    ['doubled', (text: string) => translated(text).replace(/(<x id="\d+"\/>)/g, '$1 $1')],
  ])('is never sent when a mask comes back %s: the answer is refused', async (_, change) => {
    const [card = ''] = SECRETS.card ?? [];
    const { folder, wire, log } = await runOver({ 'a.txt': article([card]) }, await service(change), {
      mask: ['card'],
    });
    expect(wire).not.toContain('1111');
    expect(log).not.toContain('1111');
    const written = readFileSync(join(folder, 'out/a.en.md'), 'utf8');
    // Cut around what was masked, it is there once.
    expect(written.split(card)).toHaveLength(2);
    expect(readFileSync(join(folder, 'out/manifest.json'), 'utf8')).not.toContain(card);
  });

  it('is not quoted by what a check finds: its kind stands there', async () => {
    const text = `Допит свідка\n\n${ALL.map((secret) => `${secret} свідок продиктував слідчому ще того самого вечора.`).join('\n\n')}\n`;
    // Left as it was but for one word, a number gone wrong beside it.
    const far = await service((each) => `${each.replace('вечора', 'evening')} 77 001`);
    const { folder, summary, log } = await runOver({ 'a.txt': text }, far, { mask: KINDS });
    expect(summary.findings.bySeverity.critical + summary.findings.bySeverity.major).toBeGreaterThan(0);
    const report = readFileSync(join(folder, 'out/report.md'), 'utf8');
    const { findings } = JSON.parse(readFileSync(join(folder, 'out/manifest.json'), 'utf8'));
    const told = [log, report, JSON.stringify(findings)];
    expect(told[2]).toContain('[card]');
    for (const secret of ALL)
      expect(
        told.filter((words) => words.includes(secret)),
        secret,
      ).toEqual([]);
  });

  it('is not quoted by findings of a text that is translated by itself', async () => {
    const far = await service((each) => `${each.replace('вечора', 'evening')} 77 001`);
    const tovmach = await createTovmach({
      cwd: temporaryFolder(),
      config: { targets: ['en'], languages: ['uk', 'en'], provider: 'far', privacy: { mask: KINDS } },
      providers: [far.definition],
    });
    const [card = ''] = SECRETS.card ?? [];
    const { findings } = await tovmach.translateText(
      `${card} свідок продиктував слідчому ще того самого вечора.`,
      {
        to: 'en',
      },
    );
    await tovmach.close();
    expect(JSON.stringify(findings)).toContain('[card]');
    expect(JSON.stringify(findings)).not.toContain(card);
  });

  it('is a pattern that takes too long refused before any work', async () => {
    const config = { targets: ['en'], privacy: { patterns: ['(a+)+$'] } };
    await expect(createTovmach({ config })).rejects.toMatchObject({
      code: 'CONFIG',
      values: { setting: 'privacy.patterns' },
    });
  });
});
