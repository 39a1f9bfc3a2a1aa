import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { Memory } from '../model/contracts.js';
import { compareMatches } from './choice.js';

const say = messages('memory', {
  noLayer: 'A layered memory needs at least one layer',
});

/**
 * Several memories as one. The best match of all is found, of equal ones that of the first layer; only the
 * first layer is written to. Closing closes all.
 */
export function layerMemories(layers: readonly Memory[]): Memory {
  const [first] = layers;
  if (first === undefined) throw new TovmachError('INTERNAL', say.noLayer());
  return {
    async findAll(queries, identities) {
      const answers = await Promise.all(layers.map((layer) => layer.findAll(queries, identities)));
      return queries.map(
        (_, index) =>
          answers
            .flatMap((answer) => answer[index] ?? [])
            .sort((a, b) => compareMatches(a, b, identities))[0],
      );
    },
    async fuzzy(query, options) {
      const answers = await Promise.all(layers.map((layer) => layer.fuzzy(query, options)));
      const seen = new Set<string>();
      return answers
        .flat()
        .sort((a, b) => compareMatches(a, b))
        .filter((match) => {
          const key = JSON.stringify([match.sourceText, match.text]);
          return !seen.has(key) && seen.add(key) !== undefined;
        })
        .slice(0, options.limit);
    },
    put: (entries) => first.put(entries),
    async close() {
      await Promise.all(layers.map((layer) => layer.close()));
    },
  };
}
