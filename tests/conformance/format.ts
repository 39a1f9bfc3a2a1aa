import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { TovmachError } from '../../src/errors.js';
import type { Article, Format } from '../../src/index.js';
import { fileOffset } from '../../src/model/article.js';

import { openBytes, type ReadOptions } from '../../src/read/read.js';

/** What the suite must know of a format to try it. */
export interface FormatCandidate {
  readonly name: string;
  create(): Format | Promise<Format>;
  /** A file of its kind with two articles or more, or one where the format has one a file. */
  readonly sample: { readonly path: string; readonly bytes: Uint8Array; readonly articles: number };
  /** Names alone tell its files. */
  readonly byNameOnly?: boolean;
  readonly limits?: Partial<ReadOptions>;
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
  limits: Partial<ReadOptions> = {},
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

export interface FormatCase {
  readonly promise: string;
  /** Throws when the promise is broken. */
  keeps(format: Format, candidate: FormatCandidate): Promise<void>;
}

const whole = (format: Format, { sample, limits }: FormatCandidate): Promise<Given> =>
  read(format, sample.path, sample.bytes, limits);

/** Only errors that name the file and say what to do. */
function expectClear({ broken, thrown }: Given, path: string): void {
  for (const error of [...broken, ...(thrown === undefined ? [] : [thrown])]) {
    expect(TovmachError.isInstance(error), String(error)).toBe(true);
    if (!TovmachError.isInstance(error)) continue;
    expect(error.file).toBe(path);
    expect(error.hint).toBeTruthy();
  }
}

export const formatCases: readonly FormatCase[] = [
  {
    promise: 'reads every article of its own files',
    async keeps(format, candidate) {
      const { articles, broken, thrown } = await whole(format, candidate);
      expect(thrown).toBeUndefined();
      expect(broken).toEqual([]);
      expect(articles.length).toBe(candidate.sample.articles);
    },
  },
  {
    promise: 'knows its files by how they begin, whatever their name',
    async keeps(format, candidate) {
      if (candidate.byNameOnly === true) return;
      const { articles } = await read(format, 'thing.strange', candidate.sample.bytes, candidate.limits);
      expect(articles.length).toBe(candidate.sample.articles);
    },
  },
  {
    promise: 'reads its files inside .gz',
    async keeps(format, candidate) {
      const { sample, limits } = candidate;
      const { articles } = await read(format, `${sample.path}.gz`, gzipSync(sample.bytes), limits);
      expect(articles.map(({ blocks }) => blocks)).toEqual(
        (await whole(format, candidate)).articles.map(({ blocks }) => blocks),
      );
    },
  },
  {
    promise: 'names articles by their path, each once, and outputs likewise',
    async keeps(format, candidate) {
      const { articles } = await whole(format, candidate);
      for (const { id, path } of articles) {
        expect(path).toBe(candidate.sample.path);
        expect(id === path || id.startsWith(`${path}#`)).toBe(true);
      }
      expect(new Set(articles.map(({ id }) => id)).size).toBe(articles.length);
      const stems = articles.map(({ outputStem }) => outputStem.toLowerCase());
      expect(new Set(stems).size).toBe(articles.length);
      for (const stem of stems) expect(stem).not.toMatch(/\\|\.\.|^\/|\/\/|[<>:"|?*]/);
    },
  },
  {
    promise: 'says where in the text every character of every block stands',
    async keeps(format, candidate) {
      for (const article of (await whole(format, candidate)).articles) {
        let at = 0;
        for (const [index, block] of article.blocks.entries()) {
          expect(block.id).toBe(`b${index + 1}`);
          expect(block.text.trim()).not.toBe('');
          expect(block.anchors[0]?.[0]).toBe(0);
          for (let offset = 0; offset < block.text.length; offset++) {
            // Addresses of links are written into the text.
            if (block.placeholders.some(({ start, end }) => start <= offset && offset < end)) continue;
            const place = fileOffset(block, offset);
            expect(place).toBeGreaterThanOrEqual(at);
            expect(place).toBeLessThan(article.text.length);
            at = place;
          }
          expect(block.end).toBeGreaterThanOrEqual(at);
          expect(block.end).toBeLessThanOrEqual(article.text.length);
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
            expect(text).not.toMatch(/<\/?[a-z][^>]*>|<!\[CDATA|&[a-z]+;|&#\d+;|^[\w-]+: ?[\w-]+\/[\w-]+;/i);
    },
  },
  {
    promise: 'gives the same for the same file',
    async keeps(format, candidate) {
      expect(await whole(format, candidate)).toEqual(await whole(format, candidate));
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
        expect(given.articles.length).toBeLessThanOrEqual(candidate.sample.articles);
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

/** Declares the whole suite for a format. */
export function testFormat(candidate: FormatCandidate): void {
  describe(`${candidate.name} keeps what a format promises`, () => {
    for (const { promise, keeps } of formatCases)
      it(promise, async () => keeps(await candidate.create(), candidate));
  });
}
