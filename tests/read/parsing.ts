import { expect } from 'vitest';
import { TovmachError } from '../../src/errors.js';
import type { Article, ParsedFile } from '../../src/index.js';
import { fileOffset } from '../../src/model/article.js';

import type { TextFormat as Format } from '../../src/read/text-format.js';

const ENCODING = { name: 'utf-8', confidence: 1, bom: false };

export function parse(format: Format, text: string, path = `sub/a${format.extensions[0]}`): ParsedFile {
  return format.parse({ path, text, hash: 'h', encoding: ENCODING });
}

/** The first article of a text. */
export function only(format: Format, text: string, path?: string): Article {
  const [article] = parse(format, text, path).articles;
  if (article === undefined) throw new Error('no article');
  return article;
}

/** What an action throws, when it is one of our errors. */
export function failure(action: () => unknown): TovmachError {
  try {
    action();
  } catch (error) {
    if (TovmachError.isInstance(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

export const shape = (article: Article): string[] =>
  article.blocks.map((block) => `${block.kind}: ${block.text}`);

/** Every character of every block lies in the file, later ones never before earlier ones. */
export function expectPlaces(article: Article): void {
  let at = 0;
  for (const block of article.blocks) {
    expect(block.anchors[0]?.[0]).toBe(0);
    for (let offset = 0; offset < block.text.length; offset++) {
      const place = fileOffset(block, offset);
      expect(place).toBeGreaterThanOrEqual(at);
      expect(place).toBeLessThan(article.text.length);
      at = place;
    }
    expect(block.end).toBeGreaterThan(at);
    expect(block.end).toBeLessThanOrEqual(article.text.length);
    at = block.end;
    let free = 0;
    for (const place of block.placeholders) {
      expect(place.start).toBeGreaterThanOrEqual(free);
      expect(place.end).toBeGreaterThan(place.start);
      expect(place.end).toBeLessThanOrEqual(block.text.length);
      free = place.end;
    }
  }
}
