import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { TovmachError } from '../errors.js';
import { type Article, fileOffset } from '../model/article.js';
import type { Format } from '../model/contracts.js';
import { openBytes } from '../read/read.js';
import { type ConformanceCase, mustNotice, named } from './suite.js';

/** What every `Format` promises. */

/** What the suite must know of a format to try it. */
export interface FormatCandidate {
  /** For messages. */
  readonly name: string;
  /** Makes the format; asked once a case. */
  create(): Format | Promise<Format>;
  /** A file of its kind with two articles or more, or one where the format has one a file. */
  readonly sample: { readonly path: string; readonly bytes: Uint8Array; readonly articles: number };
  /** Names alone tell its files. */
  readonly byNameOnly?: boolean;
  /** Largest file it is given whole, in bytes; default 20,000,000. */
  readonly limits?: { readonly maxBytes?: number };
}

interface Given {
  readonly articles: readonly Article[];
  readonly broken: readonly Error[];
  readonly thrown?: unknown;
}

/** Everything a file gives, or what it throws. */
async function read(
  format: Format,
  path: string,
  bytes: Uint8Array,
  limits: FormatCandidate['limits'] = {},
): Promise<Given> {
  const articles: Article[] = [];
  const broken: Error[] = [];
  try {
    const { records } = openBytes(path, bytes, { formats: [format], maxBytes: 20_000_000, ...limits });
    for await (const record of records) {
      if ('article' in record) articles.push(record.article);
      else if ('broken' in record) broken.push(record.broken);
    }
    return { articles, broken };
  } catch (thrown) {
    return { articles, broken, thrown };
  }
}

interface FormatPromise {
  readonly promise: string;
  /** Throws when the promise is broken. */
  keeps(format: Format, candidate: FormatCandidate): Promise<void>;
}

const whole = (format: Format, { sample, limits }: FormatCandidate): Promise<Given> =>
  read(format, sample.path, sample.bytes, limits);

/** Only errors that name the file and say what to do. */
function expectClear({ broken, thrown }: Given, path: string): void {
  for (const error of [...broken, ...(thrown === undefined ? [] : [thrown])]) {
    assert.equal(TovmachError.isInstance(error), true, String(error));
    if (!TovmachError.isInstance(error)) continue;
    assert.equal(error.file, path);
    assert.ok(error.hint);
  }
}

const FORMAT_PROMISES: readonly FormatPromise[] = [
  {
    promise: 'reads every article of its own files',
    async keeps(format, candidate) {
      const { articles, broken, thrown } = await whole(format, candidate);
      assert.equal(thrown, undefined);
      assert.deepEqual(broken, []);
      assert.equal(articles.length, candidate.sample.articles);
    },
  },
  {
    promise: 'knows its files by how they begin, whatever their name',
    async keeps(format, candidate) {
      if (candidate.byNameOnly === true) return;
      const { articles } = await read(format, 'thing.strange', candidate.sample.bytes, candidate.limits);
      assert.equal(articles.length, candidate.sample.articles);
    },
  },
  {
    promise: 'reads its files inside .gz',
    async keeps(format, candidate) {
      const { sample, limits } = candidate;
      const { articles } = await read(format, `${sample.path}.gz`, gzipSync(sample.bytes), limits);
      assert.deepEqual(
        articles.map(({ blocks }) => blocks),
        (await whole(format, candidate)).articles.map(({ blocks }) => blocks),
      );
    },
  },
  {
    promise: 'names articles by their path, each once, and outputs likewise',
    async keeps(format, candidate) {
      const { articles } = await whole(format, candidate);
      for (const { id, path } of articles) {
        assert.equal(path, candidate.sample.path);
        assert.equal(id === path || id.startsWith(`${path}#`), true);
      }
      assert.equal(new Set(articles.map(({ id }) => id)).size, articles.length);
      const stems = articles.map(({ outputStem }) => outputStem.toLowerCase());
      assert.equal(new Set(stems).size, articles.length);
      for (const stem of stems) assert.doesNotMatch(stem, /\\|\.\.|^\/|\/\/|[<>:"|?*]/);
    },
  },
  {
    promise: 'says where in the text every character of every block stands',
    async keeps(format, candidate) {
      for (const article of (await whole(format, candidate)).articles) {
        let at = 0;
        for (const [index, block] of article.blocks.entries()) {
          assert.equal(block.id, `b${index + 1}`);
          assert.notEqual(block.text.trim(), '');
          assert.equal(block.anchors[0]?.[0], 0);
          for (let offset = 0; offset < block.text.length; offset++) {
            // Addresses of links are written into the text.
            if (block.placeholders.some(({ start, end }) => start <= offset && offset < end)) continue;
            const place = fileOffset(block, offset);
            assert.ok(place >= at);
            assert.ok(place < article.text.length);
            at = place;
          }
          assert.ok(block.end >= at);
          assert.ok(block.end <= article.text.length);
        }
      }
    },
  },
  {
    promise: 'takes no markup for text',
    async keeps(format, candidate) {
      const { articles } = await whole(format, candidate);
      for (const { blocks } of articles)
        for (const { text, kind } of blocks)
          if (kind !== 'code')
            assert.doesNotMatch(text, /<\/?[a-z][^>]*>|<!\[CDATA|&[a-z]+;|&#\d+;|^[\w-]+: ?[\w-]+\/[\w-]+;/i);
    },
  },
  {
    promise: 'gives the same for the same file',
    async keeps(format, candidate) {
      assert.deepEqual(await whole(format, candidate), await whole(format, candidate));
    },
  },
  {
    promise: 'says of a file that was cut off what is missing, or what it is, and never breaks down',
    async keeps(format, candidate) {
      const { bytes, path } = candidate.sample;
      for (let part = 1; part < 12; part++) {
        const cut = bytes.subarray(0, Math.floor((bytes.length * part) / 12));
        const given = await read(format, path, cut, candidate.limits);
        expectClear(given, path);
        assert.ok(given.articles.length <= candidate.sample.articles);
      }
    },
  },
  {
    promise: 'says of damaged bytes where they are, and never breaks down',
    async keeps(format, candidate) {
      const { bytes, path } = candidate.sample;
      for (let seed = 1; seed < 12; seed++) {
        const damaged = new Uint8Array(bytes);
        for (let at = seed * 7; at < damaged.length; at += 97 + seed) damaged[at] = (seed * 53 + at) & 0x7f;
        expectClear(await read(format, path, damaged, candidate.limits), path);
      }
    },
  },
];

/** The suite for a format. */
export function formatCases(candidate: FormatCandidate): readonly ConformanceCase[] {
  return FORMAT_PROMISES.map(({ promise, keeps }) => ({
    name: promise,
    run: async () => keeps(await candidate.create(), candidate),
  }));
}

interface BrokenFormat {
  readonly fault: string;
  readonly promise: string;
  wrap(sound: Format): Format;
}

/** A format whose articles, or their order, are others than the sound one's. */
const changed = (sound: Format, change: (articles: Article[]) => readonly Article[]): Format => ({
  ...sound,
  async *read(source) {
    const articles: Article[] = [];
    for await (const record of sound.read(source)) {
      if ('article' in record) articles.push(record.article);
      else yield record;
    }
    for (const article of change(articles)) yield { article };
  },
});
const withText = (article: Article, text: (old: string) => string): Article => ({
  ...article,
  blocks: article.blocks.map((block) => ({ ...block, text: text(block.text) })),
});

const BROKEN_FORMATS: readonly BrokenFormat[] = [
  {
    fault: 'loses the last article',
    promise: 'reads every article of its own files',
    wrap: (sound) => changed(sound, (articles) => articles.slice(0, -1)),
  },
  {
    fault: 'goes by names alone',
    promise: 'knows its files by how they begin, whatever their name',
    wrap: ({ recognises: _, ...sound }) => sound,
  },
  {
    fault: 'reads differently the second time',
    promise: 'reads its files inside .gz',
    wrap(sound) {
      let read = 0;
      return changed(sound, (articles) => {
        read += 1;
        return articles.map((article) => withText(article, (text) => `${text} ${read}`));
      });
    },
  },
  {
    fault: 'gives every article one name',
    promise: 'names articles by their path, each once, and outputs likewise',
    wrap: (sound) => changed(sound, (articles) => articles.map((article) => ({ ...article, id: 'article' }))),
  },
  {
    fault: 'says of every block that it stands at the end',
    promise: 'says where in the text every character of every block stands',
    wrap: (sound) =>
      changed(sound, (articles) =>
        articles.map((article) => ({
          ...article,
          blocks: article.blocks.map((block) => ({
            ...block,
            anchors: [[0, article.text.length]] as const,
          })),
        })),
      ),
  },
  {
    fault: 'takes markup for text',
    promise: 'takes no markup for text',
    wrap: (sound) =>
      changed(sound, (articles) => articles.map((article) => withText(article, (text) => `<p>${text}</p>`))),
  },
  {
    fault: 'counts as it reads',
    promise: 'gives the same for the same file',
    wrap(sound) {
      let count = 0;
      return changed(sound, (articles) =>
        articles.map((article) => withText(article, (text) => `${text} ${count++}`)),
      );
    },
  },
  ...(
    [
      'says of a file that was cut off what is missing, or what it is, and never breaks down',
      'says of damaged bytes where they are, and never breaks down',
    ] as const
  ).map((promise) => ({
    fault: `has nothing to say but the words of its parser (${promise})`,
    promise,
    wrap: (sound: Format): Format => ({
      ...sound,
      async *read() {
        yield { broken: new SyntaxError('unexpected end') };
      },
    }),
  })),
];

/** The suite for formats against a sound one with one fault each, and that none is missing. */
export function brokenFormatCases(sound: FormatCandidate): readonly ConformanceCase[] {
  const broken = new Set(BROKEN_FORMATS.map(({ promise }) => promise));
  return [
    ...BROKEN_FORMATS.map(({ fault, promise, wrap }) => ({
      name: `notices a format that ${fault}`,
      run: () =>
        mustNotice(fault, async () =>
          named(FORMAT_PROMISES, promise).keeps(wrap(await sound.create()), sound),
        ),
    })),
    {
      name: 'has a broken format for every promise',
      run: async () =>
        assert.deepEqual(
          FORMAT_PROMISES.filter(({ promise }) => !broken.has(promise)),
          [],
        ),
    },
  ];
}
