import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ROOT, temporaryFolder, tovmach } from '../support/command-line.js';

const MAIN = join(ROOT, 'dist/cli/main.js');
const ARTICLE = 'The council met on Monday in the old town hall.\n\nРада ухвалила бюджет на наступний рік.\n';
const TMX = `<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="uk" datatype="plaintext"/><body><tu><tuv xml:lang="uk"><seg>Рада ухвалила бюджет на наступний рік.</seg></tuv><tuv xml:lang="en"><seg>The council passed the budget for next year.</seg></tuv></tu></body></tmx>`;

/** A folder with an article and a memory, and the protocol's own client talking to `tovmach mcp` started in it. */
async function connected(args: readonly string[] = []) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'articles'));
  writeFileSync(join(folder, 'articles/a.txt'), ARTICLE);
  writeFileSync(join(folder, 'memory.tmx'), TMX);
  writeFileSync(join(folder, 'tovmach.config.yaml'), 'languages: [en, uk]\n');
  expect((await tovmach(['memory', 'import', 'memory.tmx'], { cwd: folder })).code).toBe(0);
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [MAIN, 'mcp', ...args],
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: folder },
    stderr: 'pipe',
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  const call = async (name: string, input: Record<string, unknown>) => {
    const answer = await client.callTool({ name, arguments: input });
    const [{ text = '' } = {}] = answer.content as { text?: string }[];
    return {
      failed: answer.isError === true,
      text,
      data: answer.structuredContent as Record<string, unknown>,
    };
  };
  return { client, call, folder };
}

describe('tovmach mcp', () => {
  it('offers what only reads, and says so', async () => {
    const { client } = await connected();
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['detect', 'plan', 'translate_text', 'search_memory']);
    for (const { name, annotations, description, inputSchema } of tools) {
      expect(description?.length).toBeGreaterThan(20);
      expect(inputSchema.type).toBe('object');
      expect(annotations?.readOnlyHint, name).toBe(name !== 'translate_text');
    }
    expect(client.getServerVersion()?.name).toBe('tovmach');
  });

  it('tells languages in a text and in files', async () => {
    const { call } = await connected();
    const ofText = await call('detect', { text: ARTICLE });
    expect(ofText.data).toMatchObject({ segments: 2, flagged: 1, left: 0 });
    expect(ofText.data.articles).toMatchObject([{ lang: 'en', segments: [{ lang: 'uk', line: 3 }] }]);
    const ofFiles = await call('detect', { paths: ['articles'], all: true, limit: 1 });
    expect(ofFiles.data).toMatchObject({ segments: 2, left: 1, problems: [] });
    expect(JSON.parse(ofFiles.text)).toEqual(ofFiles.data);
  });

  it('plans, translates by memory and searches it', async () => {
    const { call, folder } = await connected();
    const plan = await call('plan', { paths: ['articles'], to: ['en'] });
    expect(plan.data).toMatchObject({ articles: 1, fromMemory: 1, toProvider: 0 });
    const translated = await call('translate_text', {
      text: 'Рада ухвалила бюджет на наступний рік.',
      to: 'en',
    });
    expect(translated.data).toMatchObject({
      text: 'The council passed the budget for next year.',
      status: 'memory',
    });
    const found = await call('search_memory', { text: 'бюджет', to: 'en' });
    expect(found.data.entries).toMatchObject([
      { targetText: 'The council passed the budget for next year.' },
    ]);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('says what went wrong and goes on', async () => {
    const { call } = await connected();
    const none = await call('plan', { paths: ['nowhere'], to: ['en'] });
    expect(none).toMatchObject({ failed: true, text: expect.stringMatching(/^INPUT_NOT_FOUND: /) });
    const neither = await call('detect', {});
    expect(neither).toMatchObject({ failed: true, text: expect.stringMatching(/^USAGE: /) });
    const language = await call('translate_text', { text: 'x', to: 'no such' });
    expect(language.failed).toBe(true);
    expect((await call('detect', { text: ARTICLE })).failed).toBe(false);
  });

  it('reads only below the folder it serves, links followed, and never standard input', async () => {
    const { call, folder } = await connected();
    symlinkSync('/etc', join(folder, 'articles/link'));
    for (const path of ['/etc/passwd', '..', 'articles/../../x', 'articles/link/passwd', '-']) {
      const answer = await call('detect', { paths: [path] });
      expect(answer, path).toMatchObject({ failed: true, text: expect.stringMatching(/^USAGE: /) });
    }
  });

  it('writes only where that was allowed, and only below the folder', async () => {
    const { call: refused } = await connected();
    expect((await refused('run', { paths: ['articles'], to: ['en'] })).failed).toBe(true);
    const { call, folder } = await connected(['--allow-write']);
    const outside = await call('run', { paths: ['articles'], to: ['en'], out: '../elsewhere' });
    expect(outside).toMatchObject({ failed: true, text: expect.stringMatching(/^USAGE: /) });
    const run = await call('run', { paths: ['articles'], to: ['en'], out: 'translated' });
    expect(run.data).toMatchObject({ articles: 1, exitCode: 0 });
    expect(readFileSync(join(folder, 'translated/a.en.md'), 'utf8')).toContain(
      'The council passed the budget for next year.',
    );
  });
});
