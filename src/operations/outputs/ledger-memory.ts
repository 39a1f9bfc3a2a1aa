import type { Memory, MemoryEntry, MemoryMatch } from '../../model/contracts.js';
import { sameLanguage } from '../../model/language.js';
import { mendedText, type Repair } from '../../model/segment.js';
import { normaliseText } from '../../model/text.js';
import { personsOf, type Sidecar } from '../../write/ledger.js';

/** What a ledger holds of one output, as memory keeps it: translations of machines and people, no text that stayed as it was. */
export function entriesOf(
  { articles: [{ segments }] }: Sidecar,
  output: Sidecar['outputs'][number],
  repair: readonly Repair[],
): MemoryEntry[] {
  const { target, translations, engines, reviewed } = output;
  const approved = new Set(reviewed);
  const persons = personsOf(output);
  const machine = new Map(engines.flatMap((engine) => engine.segments.map((id) => [id, engine] as const)));
  return segments.flatMap((segment): MemoryEntry[] => {
    const { id, lang: source, role } = segment;
    const targetText = translations[id];
    const engine = machine.get(id);
    if (targetText === undefined || sameLanguage(source, target)) return [];
    const person = persons.get(id);
    if (engine === undefined && person === undefined) return [];
    const entry = { source, target, sourceText: mendedText(segment, repair), targetText, role };
    if (engine === undefined) return [{ ...entry, origin: person ?? { kind: 'human' }, state: 'reviewed' }];
    const { origin, identity } = engine;
    return [
      {
        ...entry,
        origin: { kind: 'provider', ...origin },
        identity,
        state: approved.has(id) ? 'reviewed' : 'machine',
      },
    ];
  });
}

/**
 * What ledgers hold and memory has lost: translations that were made, paid for and written once. Memory is asked first;
 * what only a ledger has goes back into it. In a fresh clone there may be no memory at all.
 */
export class LedgerMemory {
  readonly #entries = new Map<string, MemoryEntry>();

  constructor(
    private readonly store: Pick<Memory, 'put'>,
    private readonly repair: readonly Repair[],
  ) {}

  /** Makes known what the ledger of an article holds. @returns forgets it again, once the article is translated */
  learn(ledger: Sidecar): () => void {
    const learned = new Map(
      ledger.outputs.flatMap((output) =>
        entriesOf(ledger, output, this.repair).map((entry) => [
          keyOf(entry.source, entry.target, entry.sourceText),
          entry,
        ]),
      ),
    );
    for (const [key, entry] of learned) this.#entries.set(key, entry);
    return () => {
      for (const [key, entry] of learned) if (this.#entries.get(key) === entry) this.#entries.delete(key);
    };
  }

  /** A memory that falls back on what is known from ledgers. */
  over(memory: Memory): Memory {
    return {
      findAll: async (queries, identities) => {
        const found = await memory.findAll(queries, identities);
        const kept: MemoryEntry[] = [];
        const answers = queries.map(({ source, target, text }, index): MemoryMatch | undefined => {
          const known = found[index];
          if (known?.match === 'exact' || known?.match === 'context') return known;
          const entry = this.#entries.get(keyOf(source, target, text));
          if (entry === undefined || !isWanted(entry, identities)) return known;
          kept.push(entry);
          const { targetText, sourceText, origin, state, identity } = entry;
          return { text: targetText, match: 'exact', score: 100, sourceText, origin, state, identity };
        });
        if (kept.length > 0) await this.store.put(kept);
        return answers;
      },
      fuzzy: (query, options) => memory.fuzzy(query, options),
      put: (entries) => memory.put(entries),
      close: () => memory.close(),
    };
  }
}

/** A machine's words only where those of that machine are wanted. */
function isWanted({ state, identity }: MemoryEntry, identities: readonly string[] | undefined): boolean {
  return (
    state === 'reviewed' ||
    identities === undefined ||
    (identity !== undefined && identities.includes(identity))
  );
}

function keyOf(source: string, target: string, text: string): string {
  return JSON.stringify([source, target, normaliseText(text)]);
}
