import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder, tovmach } from '../support/command-line.js';
import { sentence, writeFiles } from '../support/corpus.js';

interface Line {
  readonly offsets?: string;
  readonly segments: readonly {
    readonly start: number;
    readonly end: number;
    readonly text: string;
    readonly placeholders: readonly { readonly start: number; readonly end: number }[];
  }[];
}

it('tovmach detect counts places in the unit that was asked for', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder();
  const link = 'https://example.org/a';
  writeFiles(folder, { 'a.txt': `😀 ${sentence(1)}\n😀 Деталі за адресою ${link} і ще раз про те саме.\n` });
  const source = readFileSync(join(folder, 'a.txt'));
  const cut: Record<string, (text: Buffer, start: number, end: number) => string> = {
    utf16: (text, start, end) => text.toString().slice(start, end),
    codepoint: (text, start, end) => [...text.toString()].slice(start, end).join(''),
    byte: (text, start, end) => text.subarray(start, end).toString(),
  };
  for (const [unit, slice] of Object.entries(cut)) {
    const { code, stdout } = await tovmach(
      ['detect', 'a.txt', '--languages', 'en,uk', '--format', 'ndjson', '--offsets', unit],
      { cwd: folder },
    );
    expect(code).toBe(0);
    const line = JSON.parse(stdout) as Line;
    expect(line.offsets).toBe(unit === 'utf16' ? undefined : unit);
    for (const { start, end, text } of line.segments) expect(slice(source, start, end)).toBe(text);
    const linked = line.segments.find(({ text }) => text.includes(link));
    const [place] = linked?.placeholders.filter(({ end, start }) => end - start === link.length) ?? [];
    expect(slice(Buffer.from(linked?.text ?? ''), place?.start ?? 0, place?.end ?? 0)).toBe(link);
  }
});
