import { TovmachError } from '../errors.js';
import type { Memory } from '../model/contracts.js';
import { compareMatches } from './choice.js';

/**
 * Several memories as one. The best match of all is found, of equal ones that of the first layer; only the
 * first layer is written to. Closing closes all.
 */
export function layerMemories(layers: readonly Memory[]): Memory {
  const [first] = layers;
  if (first === undefined) throw new TovmachError('INTERNAL', 'A layered memory needs at least one layer');
  const findAll: Memory['findAll'] = (queries, identities) => {
    const answers = layers.map((layer) => layer.findAll(queries, identities));
    return queries.map(
      (_, index) =>
        answers.flatMap((answer) => answer[index] ?? []).sort((a, b) => compareMatches(a, b, identities))[0],
    );
  };
  return {
    find: (query, identities) => findAll([query], identities)[0],
    findAll,
    fuzzy(query, options) {
      const seen = new Set<string>();
      return layers
        .flatMap((layer) => layer.fuzzy(query, options))
        .sort((a, b) => compareMatches(a, b))
        .filter((match) => {
          const key = JSON.stringify([match.sourceText, match.text]);
          return !seen.has(key) && seen.add(key) !== undefined;
        })
        .slice(0, options.limit);
    },
    put: (entries) => first.put(entries),
    close() {
      for (const layer of layers) layer.close();
    },
  };
}
