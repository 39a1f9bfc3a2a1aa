// A check of one's own: words the house does not print, and one name in two spellings within an article.
import { defineCheck } from 'tovmach';
import { z } from 'zod';

export default defineCheck({
  kind: 'check',
  name: 'house-style',
  description: 'words the house does not print',
  settings: z.strictObject({
    never: z.array(z.string()).describe('Words that stand in no translation.'),
    oneOf: z.array(z.array(z.string())).default([]).describe('Spellings of which an article keeps to one.'),
  }),
  create: ({ never, oneOf }) => ({
    name: 'house-style',
    // One translation at a time; what is `critical` would reject it.
    examine({ translation }) {
      const found = never.find((word) => translation.includes(word));
      if (found === undefined) return undefined;
      return { check: 'house-style', severity: 'minor', message: `the house does not print "${found}"` };
    },
    // All translations of an article into one language.
    examineArticle({ translations }) {
      return oneOf.flatMap((spellings) => {
        const used = translations.flatMap(({ segmentId, translation }) =>
          spellings.filter((word) => translation.includes(word)).map((word) => ({ segmentId, word })),
        );
        const other = used.find(({ word }) => word !== used[0]?.word);
        if (other === undefined) return [];
        const message = `"${used[0].word}" before, "${other.word}" here`;
        return [{ check: 'house-style', severity: 'minor', message, segmentId: other.segmentId }];
      });
    },
  }),
});
