// A memory of one's own: translations of several people in one file of JSON Lines that can be kept in version control.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineMemory, IN_MEMORY, openMemory } from 'tovmach';
import { z } from 'zod';

export default defineMemory({
  kind: 'memory',
  name: 'lines',
  description: 'translations in a file of JSON Lines',
  settings: z.strictObject({ file: z.string().describe('Relative to the configuration.') }),
  create({ file }, { directory }) {
    const path = resolve(directory, file);
    // How texts are compared is left to a memory that is there already.
    const found = openMemory(IN_MEMORY);
    if (existsSync(path)) found.put(linesOf(readFileSync(path, 'utf8')));
    return {
      findAll: (queries, identities) => found.findAll(queries, identities),
      fuzzy: (query, options) => found.fuzzy(query, options),
      put(entries) {
        appendFileSync(path, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''), { flush: true });
        found.put(entries);
      },
      close: () => found.close(),
    };
  },
});

function linesOf(text) {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
