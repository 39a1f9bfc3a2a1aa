import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOffset } from '../../src/model/article.js';
import { testFormat } from '../support/format-suite.js';
import { formatNamed, linesOf, readBytes } from '../support/reading.js';

const SRT = `1
00:00:01,000 --> 00:00:03,500
The ferry across the strait

2
00:00:03,600 --> 00:00:06,000 X1:40 X2:600
<i>stops for a week,
the harbour office said.</i>

3
00:00:06,500 --> 00:00:08,000
- Will there be boats?
- No.

4
00:00:20,000 --> 00:00:22,000
[MUSIC]

5
00:00:23,000 --> 00:00:25,000
{\\an8}Buses run instead.
`;

const VTT = `WEBVTT Kind: captions; Language: en

STYLE
::cue { color: red }

NOTE a remark --> of the maker

intro
00:01.000 --> 00:03.500 align:start position:10%
<v Ann>Fish &amp; chips <c.loud>again</c></v>

00:04.000 --> 00:05.000
Thank you.
`;

for (const [name, text] of [
  ['a.srt', SRT],
  ['a.vtt', VTT],
] as const)
  testFormat({
    name: `subtitles (${name})`,
    create: () => formatNamed('subtitles'),
    sample: { path: name, bytes: Buffer.from(text), articles: 1 },
  });

/** A file with other words: `words` says what becomes of each block, `undefined` that it is left out. */
async function rebuilt(
  text: string,
  words: (text: string, id: string) => string | undefined,
): Promise<string> {
  const [article] = (await readBytes(text, 'a.srt')).articles;
  if (article === undefined) throw new Error('no article');
  const texts = article.blocks.flatMap((block): [string, string][] => {
    const said = words(block.text, block.id);
    return said === undefined ? [] : [[block.id, said]];
  });
  return (await formatNamed('subtitles')).rebuild?.text(article, new Map(texts)) ?? '';
}

describe('subtitles', () => {
  it('a sentence that runs over cues is one block; speakers, sounds and markup are told apart', async () => {
    const [article] = (await readBytes(SRT, 'in/a.srt')).articles;
    expect(article && linesOf(article)).toEqual([
      'paragraph: The ferry across the strait stops for a week, the harbour office said.',
      'paragraph: Will there be boats?',
      'paragraph: No.',
      'paragraph: [MUSIC]',
      'paragraph: Buses run instead.',
    ]);
    expect(article).toMatchObject({ id: 'in/a.srt', outputStem: 'in/a', format: 'subtitles' });
    const [first] = article?.blocks ?? [];
    const at = first?.text.indexOf('harbour') ?? 0;
    expect(first && article?.text.slice(fileOffset(first, at)).startsWith('harbour')).toBe(true);
    expect((await readBytes(VTT, 'a.vtt')).articles.map(linesOf)).toEqual([
      ['paragraph: Fish & chips again', 'paragraph: Thank you.'],
    ]);
  });

  it('come back as they were where nothing is said otherwise', async () => {
    for (const text of [SRT, VTT, SRT.replaceAll('\n', '\r\n'), `\uFEFF${SRT.trimEnd()}`])
      expect(await rebuilt(text, (same) => same)).toBe(text.replace(/^\uFEFF/, ''));
  });

  it('other words are parted among the cues of their sentence, and the rest stays', async () => {
    const uk: Readonly<Record<string, string>> = {
      b1: 'Пором через протоку не ходитиме тиждень, повідомило управління порту.',
      b2: 'А човни будуть?',
      b3: 'Ні.',
      b5: 'Замість нього ходять автобуси, а квитки на пором дійсні й у них.',
    };
    expect(await rebuilt(SRT, (_, id) => uk[id])).toBe(`1
00:00:01,000 --> 00:00:03,500
Пором через протоку не ходитиме

2
00:00:03,600 --> 00:00:06,000 X1:40 X2:600
<i>тиждень, повідомило управління порту.</i>

3
00:00:06,500 --> 00:00:08,000
- А човни будуть?
- Ні.

5
00:00:23,000 --> 00:00:25,000
{\\an8}Замість нього ходять автобуси,
а квитки на пором дійсні й у них.
`);
    const vtt = await rebuilt(VTT, (text) => text.replace('Fish & chips', 'R&D <b>'));
    expect(vtt).toContain('position:10%\n<v Ann>R&amp;D &lt;b&gt; again</c></v>\n');
    expect(vtt.startsWith(VTT.slice(0, VTT.indexOf('<v Ann>')))).toBe(true);
  });

  it('a cue for which no words are left gives its time to the one before', async () => {
    const text = await rebuilt(SRT, (same, id) => (id === 'b1' ? 'Стоп' : same));
    expect(text.startsWith('1\n00:00:01,000 --> 00:00:06,000\nСтоп\n\n3\n')).toBe(true);
  });

  it('lose no word, whatever they are parted into', async () => {
    const words = fc.array(fc.constantFrom('річка', 'а', 'міст,', 'повідомили.', 'Ні!'), {
      minLength: 0,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(words, async (list) => {
        const said = list.join(' ');
        const text = await rebuilt(SRT, (same, id) => (id === 'b1' ? said : same));
        const cues = text.slice(0, text.indexOf('- Will')).split('\n');
        const left = cues.filter((line) => line !== '' && !/-->|^\d+$/.test(line));
        expect(
          left
            .join(' ')
            .replace(/<\/?i>/g, '')
            .replace(/\s+/g, ' ')
            .trim(),
        ).toBe(said);
      }),
      { numRuns: 60 },
    );
  });

  it('times that are none are named with their line; the other cues are read', async () => {
    const { articles, broken } = await readBytes(
      '1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n00:00:xx --> 3\nTwo.\n',
      'a.srt',
    );
    expect(articles.map(linesOf)).toEqual([['paragraph: One.']]);
    expect(broken.map(({ messageId, line }) => [messageId, line])).toEqual([['read.brokenTimes', 6]]);
  });
});
