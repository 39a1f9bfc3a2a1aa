// A format of one's own: a wire story, its headline in the first line behind `SLUG:`, a paragraph a line, `MORE` at its end.
import { defineFormat } from 'tovmach';
import { z } from 'zod';

export default defineFormat({
  kind: 'format',
  name: 'wire',
  description: 'stories of a wire service',
  settings: z.strictObject({
    extension: z.string().default('.wire').describe('Ending of the files, with the dot.'),
  }),
  create: ({ extension }) => ({
    name: 'text',
    extensions: [extension],
    recognises: ({ text }) => text.startsWith('SLUG:'),
    async *read(source) {
      const { text, encoding } = await source.text();
      const blocks = [];
      let title;
      let at = 0;
      for (const line of text.split('\n')) {
        const [, head = ''] = /^(SLUG:\s*)/.exec(line) ?? [];
        const words = line.slice(head.length).trimEnd();
        if (head !== '') title = words;
        if (words !== '' && words !== 'MORE') {
          const start = at + head.length;
          blocks.push({
            id: `b${blocks.length + 1}`,
            kind: head === '' ? 'paragraph' : 'heading',
            ...(head === '' ? {} : { level: 1 }),
            text: words,
            // Where the text stands in the file: from `start` on, letter by letter.
            anchors: [[0, start]],
            end: start + words.length,
            placeholders: [],
          });
        }
        at += line.length + 1;
      }
      if (title === undefined) {
        yield { broken: new Error('a story begins with SLUG:') };
        return;
      }
      yield {
        article: {
          id: source.path,
          path: source.path,
          outputStem: source.path.replace(/\.[^./]*$/, ''),
          format: 'text',
          encoding,
          sourceHash: source.hash,
          metadata: { title },
          text,
          blocks,
          findings: [],
        },
      };
    },
  }),
});
