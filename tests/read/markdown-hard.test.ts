import { describe, expect, it } from 'vitest';
import { findingsOf, linesOf, readBytes } from '../support/reading.js';

/** Markdown that its own grammar would take for ever over: read as text, and said. */

const articleOf = async (text: string) => {
  const { articles } = await readBytes(text, 'a.md');
  const [article] = articles;
  if (article === undefined) throw new Error('no article');
  return article;
};

describe('markup without end', () => {
  it.each([
    ['quotations in one another', `${'>'.repeat(20_000)} The ferry sails again.`],
    ['quotations with spaces', `${'> '.repeat(20_000)}The ferry sails again.`],
    ['lists in one another', `${'- '.repeat(20_000)}The ferry sails again.`],
    ['one sign', `The ferry ${'['.repeat(200_000)} sails again.`],
    ['exclamations', `The ferry ${'!'.repeat(400_000)} sails again.`],
    ['brackets by turns', `The ferry ${'[]'.repeat(100_000)} sails again.`],
    ['beginnings of links', `The ferry ${'[a]('.repeat(50_000)} sails again.`],
    ['emphasis', `The ferry ${'*a'.repeat(12_000)} sails again.`],
  ])('%s: words stay, and it is said', async (_, text) => {
    const article = await articleOf(`# Harbour\n\n${text}\n\nThe second paragraph with *emphasis*.\n`);
    expect(findingsOf(article)).toContain('markup');
    const lines = linesOf(article);
    expect(lines.some((line) => line.includes('sails again.'))).toBe(true);
    expect(lines.at(-1)).toMatch(/: The second paragraph with \*emphasis\*\.$/);
    expect(article.blocks.at(-1)?.placeholders.map(({ kind }) => kind)).toEqual(['tag', 'tag']);
    expect(article.findings.find(({ check }) => check === 'markup')?.line).toBe(3);
  });

  it('says nothing of rules, fences and a few thousand links', async () => {
    const links = Array.from({ length: 3_000 }, (_, at) => `[word ${at}](https://example.org/${at})`);
    const text = `# Harbour\n\n${links.join(' ')}\n\n${'-'.repeat(2_000)}\n\n${'> '.repeat(90)}The ferry sails again.\n`;
    const article = await articleOf(text);
    expect(findingsOf(article)).toEqual([]);
    expect(article.blocks[1]?.placeholders).toHaveLength(6_000);
  });
});
