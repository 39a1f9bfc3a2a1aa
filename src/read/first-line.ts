import { messages } from '../message.js';
import type { Block } from '../model/article.js';
import { type Finding, suggest } from '../model/finding.js';

/** What the first line of a plain text is: its title, where the user says so or where it reads like one. */

const say = messages('read', {
  firstLineIsTitle: 'the first line was taken for the title: "{{title}}"',
  sayOtherwise:
    'If it is none, say --title none (input.title); --title first-line takes the first line of every text.',
});

/** `guess`: where it reads like a headline, which is said. */
export type FirstLine = 'guess' | 'first-line' | 'none';

/** Characters a headline has at least, and at most. */
const [SHORT, LONG] = [12, 140];
/** The text under a headline is so many times as long at least. */
const TEXT = 2;

const SENTENCE_END = /[.!?…][)\]»”"’]*$/;

/** Short, one clause, no end of a sentence, and sentences under it. */
function readsLikeHeadline([first, ...rest]: readonly Block[]): boolean {
  if (first === undefined) return false;
  const { text } = first;
  const words = text.match(/\p{L}[\p{L}\p{M}’'-]*/gu) ?? [];
  const isLine =
    text.length >= SHORT &&
    text.length <= LONG &&
    words.length >= 3 &&
    /^[\p{Lu}\p{N}«„“"']/u.test(text) &&
    !/[.,;:…–—-]$/.test(text) &&
    !/[.!?…]\s+\p{Lu}/u.test(text) &&
    !/https?:|@|^\d{1,2}[.:/]\d/.test(text);
  const prose = rest.filter((block) => SENTENCE_END.test(block.text) && block.text.length > text.length / 2);
  return isLine && prose.reduce((sum, block) => sum + block.text.length, 0) >= TEXT * text.length;
}

/** Blocks of a plain text with its title among them, where it has one. */
export function withFirstLine(
  blocks: readonly Block[],
  how: FirstLine,
): { readonly blocks: readonly Block[]; readonly findings: readonly Omit<Finding, 'articleId' | 'path'>[] } {
  const [first, ...rest] = blocks;
  const isTitle = how === 'first-line' ? rest.length > 0 : how === 'guess' && readsLikeHeadline(blocks);
  if (first === undefined || !isTitle) return { blocks, findings: [] };
  // A line with a date alone, below the headline, leads nowhere.
  const lead = rest.findIndex(({ text }) => (text.match(/\p{L}/gu)?.length ?? 0) > text.length / 2);
  return {
    blocks: [
      { ...first, kind: 'title', level: 1 },
      ...rest.map((block, index): Block => (index === lead ? { ...block, kind: 'lead' } : block)),
    ],
    findings:
      how === 'first-line'
        ? []
        : [
            {
              check: 'title',
              severity: 'neutral',
              ...say.firstLineIsTitle({ title: first.text }),
              ...suggest(say.sayOtherwise()),
            },
          ],
  };
}
