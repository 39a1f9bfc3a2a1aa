// A detector of one's own: believes letters that only one of the languages has, and knows nothing else.
import { defineDetector } from 'tovmach';
import { z } from 'zod';

export default defineDetector({
  kind: 'detector',
  name: 'marked',
  description: 'letters that one language alone has',
  settings: z.strictObject({
    letters: z.record(z.string(), z.string()).describe('Language -> letters it alone has.'),
  }),
  create: ({ letters }) => ({
    name: 'marked',
    identify(text, candidates) {
      const counts = candidates.map((lang) => ({
        lang,
        count: [...text].filter((letter) => letters[lang]?.includes(letter)).length,
      }));
      const all = counts.reduce((sum, { count }) => sum + count, 0);
      const [best] = counts.sort((a, b) => b.count - a.count);
      if (all === 0) return { lang: "und", confidence: 0, evidence: [] };
      return { lang: best.lang, confidence: best.count / all, evidence: ["letters"] };
    },
  }),
});
