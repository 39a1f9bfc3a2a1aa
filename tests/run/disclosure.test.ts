import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTovmach, defineProvider, openMemory } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';
import { writeFiles } from '../support/corpus.js';
import { fakeProvider } from '../support/fake-provider.js';

const FIRST = 'Рятувальники працювали всю ніч на місці пожежі.';
const SECOND = 'Причину пожежі з’ясовують слідчі районного відділу.';
const SAID: Readonly<Record<string, string>> = {
  [FIRST]: 'Rescuers worked all night at the site of the fire.',
  [SECOND]: 'Investigators are looking into the cause of the fire.',
};

function desk(output: object) {
  const folder = temporaryFolder();
  writeFiles(join(folder, 'in'), { 'fire.txt': `${FIRST}\n\n${SECOND}\n` });
  const run = async (): Promise<void> => {
    const tovmach = await createTovmach({
      cwd: folder,
      config: { targets: ['en', 'uk'], languages: ['uk', 'en'], provider: 'desk', out: 'out', output },
      providers: [
        defineProvider({
          kind: 'provider',
          name: 'desk',
          description: 'knows two sentences',
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
    await tovmach.run(['in']);
    await tovmach.close();
  };
  const file = (name: string): string => join(folder, 'out', name);
  const read = (name: string): string => readFileSync(file(name), 'utf8');
  return { folder, run, file, read };
}

const disclosureIn = (text: string): string | undefined => /^ai_disclosure: (\S+)$/m.exec(text)?.[1];

describe('ai_disclosure', () => {
  it('is not there unless asked for, nor where no machine wrote anything', async () => {
    const plain = desk({});
    await plain.run();
    expect(disclosureIn(plain.read('fire.en.md'))).toBeUndefined();
    const told = desk({ disclosure: true });
    await told.run();
    expect(disclosureIn(told.read('fire.uk.md'))).toBeUndefined();
  });

  it('follows what people did: nobody looked, one sentence of two, both', async () => {
    const { folder, run, file, read } = desk({ disclosure: true });
    await run();
    expect(disclosureIn(read('fire.en.md'))).toBe('ai-autonomous');
    const edit = (from: string, to: string): void =>
      writeFileSync(file('fire.en.md'), read('fire.en.md').replace(from, to));
    edit('all night', 'through the night');
    await run();
    expect(disclosureIn(read('fire.en.md'))).toBe('ai-autonomous');
    edit('are looking into', 'are examining');
    await run();
    // A file that was edited is left alone, to the byte; written anew it says what is so.
    expect(disclosureIn(read('fire.en.md'))).toBe('ai-autonomous');
    rmSync(file('fire.en.md'));
    await run();
    expect(read('fire.en.md')).toContain('through the night');
    expect(read('fire.en.md')).toContain('are examining');
    expect(disclosureIn(read('fire.en.md'))).toBe('ai-assisted');
    const memory = openMemory(join(folder, '.tovmach/memory.db'));
    const [kept] = memory.findAll([{ source: 'uk', target: 'en', text: FIRST }]);
    memory.close();
    expect(kept?.origin).toEqual({ kind: 'human', over: 'desk' });
  });

  it('counts what a person approved as it is', async () => {
    const { folder, run, read } = desk({ disclosure: true });
    const memory = openMemory(join(folder, '.tovmach/memory.db'));
    memory.put(
      [FIRST, SECOND].map((sourceText) => ({
        source: 'uk',
        target: 'en',
        sourceText,
        targetText: SAID[sourceText] ?? '',
        origin: { kind: 'provider' as const, provider: 'desk' },
        identity: 'desk|test',
        state: 'reviewed' as const,
      })),
    );
    memory.close();
    await run();
    expect(disclosureIn(read('fire.en.md'))).toBe('ai-assisted');
  });

  it.each([
    ['html', /<meta name="ai-disclosure" content="ai-autonomous">/],
    ['json', /"ai_disclosure": "ai-autonomous"/],
  ])('is in %s', async (format, said) => {
    const { run, read } = desk({ disclosure: true, format });
    await run();
    expect(read(`fire.en.${format}`)).toMatch(said);
    expect(read(`fire.uk.${format}`)).not.toMatch(/ai.disclosure/);
  });
});
