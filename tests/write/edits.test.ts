import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findEdits } from '../../src/write/edits.js';
import { mergeEdits } from '../../src/write/merge.js';

const FRONT = '---\ntitle: Міст відкрили\nlang: uk\ntranslation_status: machine\n---\n\n';
const ONE = 'Міст відкрили у вівторок.';
const TWO = 'Мер подякував робітникам.';
const THREE = 'Рух почнеться завтра.';
const FOUR = 'Про це пише Reuters.';
const BODY = `${ONE} ${TWO} ${THREE}\n\n## Деталі\n\n${FOUR}\n`;
const TRANSLATIONS: [string, string][] = [
  ['title', 'Міст відкрили'],
  ['one', ONE],
  ['two', TWO],
  ['three', THREE],
  ['four', FOUR],
];

const edits = (change: (text: string) => string) => {
  const { changed, deleted, unclear } = findEdits(FRONT + BODY, change(FRONT + BODY), TRANSLATIONS);
  return { changed: Object.fromEntries(changed), deleted: [...deleted], unclear: [...unclear] };
};
const NOTHING: ReturnType<typeof edits> = { changed: {}, deleted: [], unclear: [] };

describe('edits by hand', () => {
  it.each<[string, (text: string) => string, Partial<typeof NOTHING>]>([
    ['nothing', (text) => text, {}],
    ['line ends of another system', (text) => text.replaceAll('\n', '\r\n'), {}],
    ['white space', (text) => text.replace(ONE, `  ${ONE.replace(' ', '\u00A0 ')}`), {}],
    ['a line break in a paragraph', (text) => text.replace(`${ONE} `, `${ONE}\n`), {}],
    [
      'a moved paragraph',
      (text) => text.replace(`\n${FOUR}\n`, '').replace(FRONT, `${FRONT}${FOUR}\n\n`),
      {},
    ],
    ['a moved sentence', (text) => text.replace(`${ONE} ${TWO}`, `${TWO} ${ONE}`), {}],
    ['an added paragraph', (text) => `${text}\nПримітка редакції.\n`, {}],
    ['an added sentence', (text) => text.replace(TWO, `${TWO} А ще заспівали.`), {}],
    ['a field of the front matter', (text) => text.replace('lang: uk', 'lang: uk\ntags: [міст]'), {}],
    [
      'a sentence',
      (text) => text.replace(TWO, 'Мер сказав дякую.'),
      { changed: { two: 'Мер сказав дякую.' } },
    ],
    ['the first sentence', (text) => text.replace(ONE, 'Нарешті!'), { changed: { one: 'Нарешті!' } }],
    [
      'a paragraph of one sentence',
      (text) => text.replace(FOUR, 'Reuters.'),
      { changed: { four: 'Reuters.' } },
    ],
    [
      'the title',
      (text) => text.replace('title: Міст відкрили', 'title: "Новий: міст"'),
      { changed: { title: 'Новий: міст' } },
    ],
    [
      'neighbours, sentence by sentence',
      (text) => text.replace(`${ONE} ${TWO}`, 'Міст є. Мер радий.'),
      { changed: { one: 'Міст є.', two: 'Мер радий.' } },
    ],
    [
      'neighbours made one',
      (text) => text.replace(`${ONE} ${TWO}`, 'Міст є і мер радий.'),
      { unclear: ['one', 'two'] },
    ],
    ['a deleted sentence', (text) => text.replace(` ${TWO}`, ''), { deleted: ['two'] }],
    ['a deleted paragraph', (text) => text.replace(FOUR, ''), { deleted: ['four'] }],
    ['a split paragraph', (text) => text.replace(`${TWO} `, `${TWO}\n\n`), {}],
    [
      'a moved and edited paragraph',
      (text) => text.replace(`\n${FOUR}\n`, '').replace(FRONT, `${FRONT}Про це вже пише Reuters.\n\n`),
      { changed: { four: 'Про це вже пише Reuters.' } },
    ],
  ])('%s', (_, change, expected) => {
    expect(edits(change)).toEqual({ ...NOTHING, ...expected });
  });

  it('any one sentence rewritten is found, and no other', () => {
    const word = fc.stringMatching(/^[а-яіїєґ]{3,9}$/);
    const sentence = fc.array(word, { minLength: 2, maxLength: 6 }).map((words) => `${words.join(' ')}.`);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.array(sentence, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        fc.nat(),
        sentence,
        (paragraphs, at, words) => {
          const all = paragraphs.flat();
          fc.pre(new Set([...all, words]).size === all.length + 1);
          fc.pre(
            all.every(
              (one) => all.every((other) => one === other || !other.includes(one)) && !words.includes(one),
            ),
          );
          const target = at % all.length;
          let index = -1;
          const render = (replaced: boolean): string =>
            paragraphs
              .map((sentences) => {
                return sentences
                  .map((text) => {
                    index += 1;
                    return replaced && index === target ? words : text;
                  })
                  .join(' ');
              })
              .join('\n\n');
          const base = render(false);
          index = -1;
          const found = findEdits(
            base,
            render(true),
            all.map((text, id): [string, string] => [String(id), text]),
          );
          expect(Object.fromEntries(found.changed)).toEqual({ [target]: words });
          expect([...found.deleted, ...found.unclear]).toEqual([]);
        },
      ),
    );
  });
});

describe('merging', () => {
  it('keeps an edit beside a change in the same paragraph', () => {
    const { text, lost } = mergeEdits(
      BODY.replace(ONE, 'Міст є.'),
      BODY,
      BODY.replace(THREE, 'Рух почався.'),
      'fresh',
    );
    expect(text).toBe(BODY.replace(ONE, 'Міст є.').replace(THREE, 'Рух почався.'));
    expect(lost).toEqual([]);
  });

  it('says which words gave way', () => {
    const { text, lost } = mergeEdits(
      BODY.replace(TWO, 'Мер радий.'),
      BODY,
      BODY.replace(TWO, 'Мер пішов.'),
      'fresh',
    );
    expect(text).toBe(BODY.replace(TWO, 'Мер пішов.'));
    expect(lost).toEqual(['Мер радий.']);
  });

  it('takes the fields that say how the file came about from the new rendering', () => {
    const edited = (FRONT + BODY).replace('lang: uk', 'lang: uk\ntags: [міст]');
    const fresh = (FRONT + BODY).replace('machine', 'mixed');
    expect(mergeEdits(edited, FRONT + BODY, fresh, 'fresh').text).toBe(edited.replace('machine', 'mixed'));
  });

  it('without edits gives the new text, without changes the edited one', () => {
    const lines = fc.array(fc.string({ maxLength: 12 }), { maxLength: 8 }).map((parts) => parts.join('\n'));
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        expect(mergeEdits(a, a, b, 'fresh').text).toBe(b);
        expect(mergeEdits(b, a, a, 'fresh').text).toBe(b);
      }),
    );
  });
});

describe('a page changed by hand, written again with other markup around its words', () => {
  const page = (head: string, first: string): string =>
    `<!DOCTYPE html><html lang="en">${head}<body><main><p>${first} It took 14 months.</p><p>The end.</p></main></body></html>`;

  it('keeps the words of the person and the markup of the new version', () => {
    const base = page('<head></head>', 'Traffic resumed at six.');
    const edited = page('<head></head>', 'Traffic was back by six.');
    const fresh = page(
      '<head><style>p{color:red}</style></head><nav>English</nav>',
      'Traffic resumed at six.',
    );
    expect(mergeEdits(edited, base, fresh, 'fresh')).toEqual({
      text: page('<head><style>p{color:red}</style></head><nav>English</nav>', 'Traffic was back by six.'),
      lost: [],
    });
  });
});
