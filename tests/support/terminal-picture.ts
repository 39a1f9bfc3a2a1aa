import { join } from 'node:path';
import { createTovmach, formatLedger } from '../../src/index.js';
import { ROOT } from './command-line.js';

/** The picture of `tovmach detect` in README.md: what it prints for a seed on a terminal of some width, as SVG. */

const SEED = 'seeds/unn-japan-nato.txt';
const WIDTH = 96;
const LINES = 22;
const LINE_HEIGHT = 18;
const LETTER_WIDTH = 7.8;

const CLASSES = ['bold', 'dim', 'foreign', 'unsure'] as const;
/** Begins and ends a stretch of one look; no text holds these. */
const open = (name: string): string => `\uE000${name}\uE001`;
const CLOSE = '\uE002';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function lineOf(text: string, index: number): string {
  const spans = escaped(text)
    .replace(/\uE000(\w+)\uE001/g, '<tspan class="$1">')
    .replaceAll(CLOSE, '</tspan>');
  return `<text x="12" y="${52 + index * LINE_HEIGHT}" xml:space="preserve">${spans}</text>`;
}

export const DETECT_PICTURE = 'docs/pictures/detect.svg';

/** The picture, as the present code makes it. */
export async function detectPicture(): Promise<string> {
  const tovmach = await createTovmach({ cwd: ROOT, config: { languages: ['en', 'uk', 'ru'] } });
  const paint = Object.fromEntries(
    CLASSES.map((name) => [name, (text: string) => `${open(name)}${text}${CLOSE}`]),
  ) as Record<(typeof CLASSES)[number], (text: string) => string>;
  const { articles } = await tovmach.detect([join(ROOT, SEED)]);
  let printed = '';
  for await (const text of formatLedger(articles, 'pretty', paint, { width: WIDTH })) printed += text;
  await tovmach.close();
  const lines = printed.split('\n').slice(0, LINES);
  const [width, height] = [Math.ceil(WIDTH * LETTER_WIDTH) + 24, 62 + LINES * LINE_HEIGHT];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="tovmach detect ${SEED}">
<style>text{font:13px ui-monospace,Menlo,Consolas,monospace;fill:#e6e6e6}.bold{font-weight:bold}.dim{fill:#9a9a9a}.foreign{fill:#ffd75f}.unsure{fill:#d787d7}</style>
<rect width="100%" height="100%" rx="8" fill="#1e1e1e"/>
<text x="12" y="26" class="dim">$ tovmach detect ${SEED} --languages en,uk,ru</text>
${lines.map(lineOf).join('\n')}
</svg>
`;
}
