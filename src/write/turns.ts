import type { Placeholder } from '../model/article.js';

/** A text in turns of words and placeholders of its source; words have even numbers. */
export function turns(text: string, source: string, places: readonly Placeholder[]): string[] {
  const originals = [...new Set(places.map(({ start, end }) => source.slice(start, end)))]
    .filter((original) => original.trim() !== '' || original.includes('\n'))
    .sort((a, b) => b.length - a.length);
  if (originals.length === 0) return [text];
  const pattern = originals.map((original) => original.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
  return text.split(new RegExp(`(${pattern})`, 'u'));
}
